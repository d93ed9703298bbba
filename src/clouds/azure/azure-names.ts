import { createHash } from 'crypto';
import type { UniqueName } from '../cloud-supplier';

/** What Azure allows in the name of one kind of resource, beside lower-case letters and digits. */
export interface AzureNameRule {
  readonly maxLength: number;
  /** Whether it may have hyphens inside. */
  readonly hyphens: boolean;
  /** Whether it is part of a host name, so that nobody else in the cloud may have it. */
  readonly isGlobal: boolean;
  /** Whether it must begin with a letter. */
  readonly letterFirst: boolean;
}

/** The rule that most resources keep to. */
export const LOCAL_NAME: AzureNameRule = { maxLength: 63, hyphens: true, isGlobal: false, letterFirst: false };
/** The same for a name that is part of a host name. */
export const GLOBAL_NAME: AzureNameRule = { ...LOCAL_NAME, isGlobal: true };

/** The rule for storage accounts. */
export const STORAGE_ACCOUNT_NAME: AzureNameRule = { ...GLOBAL_NAME, maxLength: 24, hyphens: false };
/** The rule for blob containers, within their storage account. */
export const CONTAINER_NAME: AzureNameRule = LOCAL_NAME;
/** The rule for resource groups, within their subscription. */
export const RESOURCE_GROUP_NAME: AzureNameRule = { ...LOCAL_NAME, maxLength: 90 };
/** The rule for the credentials of an identity. */
export const CREDENTIAL_NAME: AzureNameRule = { ...LOCAL_NAME, maxLength: 120 };
/** The rule for container registries. */
export const REGISTRY_NAME: AzureNameRule = { ...GLOBAL_NAME, maxLength: 50, hyphens: false };

/** How many characters tell apart what would be called the same. */
const HASH_LENGTH = 6;

/**
 * The legal name that comes closest to `text`. A global one ends in a hash, and so does one that had to be shortened: it
 * stays unique, and the same on every machine.
 * @param owner what else decides the hash, such as the id of the subscription
 */
export function azureName(rule: AzureNameRule, text: string, owner: string): string {
  const hyphen = rule.hyphens ? '-' : '';
  const plain = text.toLowerCase().replace(/[^a-z0-9]+/g, hyphen).replace(/^-|-$/g, '');
  const whole = rule.letterFirst && !/^[a-z]/.test(plain) ? `a${hyphen}${plain}` : plain;
  if (!rule.isGlobal && whole.length <= rule.maxLength) return whole;
  const hash = createHash('sha256').update(`${owner.toLowerCase()}/${text}`).digest('hex').slice(0, HASH_LENGTH);
  const beginning = whole.slice(0, rule.maxLength - HASH_LENGTH - hyphen.length).replace(/-$/, '');
  return `${beginning}${hyphen}${hash}`;
}

/** Hosts below which resources of several types have their names. */
const SHARED_HOSTS: Readonly<Record<string, string>> = {
  azurerm_eventhub_namespace: 'servicebus.windows.net',
  azurerm_servicebus_namespace: 'servicebus.windows.net',
};

/** How resources of a type are told apart: by their names in a resource group, and in what else they are parts of; by their host where they share one. */
export function azureUniqueName(type: string, names: readonly string[]): UniqueName | undefined {
  if (Object.hasOwn(SHARED_HOSTS, type)) return { kind: SHARED_HOSTS[type], argument: 'name', within: [] };
  if (!names.includes('name') || !names.includes('resource_group_name')) return undefined;
  return { kind: type, argument: 'name', within: names.filter((name) => name.endsWith('_name')) };
}
