import { createHash } from 'crypto';

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

const LOCAL: AzureNameRule = { maxLength: 63, hyphens: true, isGlobal: false, letterFirst: false };
const GLOBAL: AzureNameRule = { ...LOCAL, isGlobal: true };

/** The rule for storage accounts. */
export const STORAGE_ACCOUNT_NAME: AzureNameRule = { ...GLOBAL, maxLength: 24, hyphens: false };
/** The rule for blob containers, within their storage account. */
export const CONTAINER_NAME: AzureNameRule = LOCAL;
/** The rule for resource groups, within their subscription. */
export const RESOURCE_GROUP_NAME: AzureNameRule = { ...LOCAL, maxLength: 90 };
/** The rule for the credentials of an identity. */
export const CREDENTIAL_NAME: AzureNameRule = { ...LOCAL, maxLength: 120 };
/** The rule for container registries. */
export const REGISTRY_NAME: AzureNameRule = { ...GLOBAL, maxLength: 50, hyphens: false };

/**
 * The rule for what a module of the library makes; the others keep to that of most resources.
 * Source: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
 */
const MODULE_RULES: Readonly<Record<string, AzureNameRule>> = {
  'app-configuration': { ...GLOBAL, maxLength: 50 },
  'cognitive-services': GLOBAL,
  'container-registry': REGISTRY_NAME,
  'cosmos': { ...GLOBAL, maxLength: 44 },
  'eventhub-namespace': { ...GLOBAL, maxLength: 50, letterFirst: true },
  'keyvault': { ...GLOBAL, maxLength: 24, letterFirst: true },
  'kubernetes-cluster': { ...LOCAL, maxLength: 54 },
  'network': { ...LOCAL, maxLength: 40 },
  'postgresql': GLOBAL,
  'redis': { ...GLOBAL, maxLength: 60 },
  'resource-group': RESOURCE_GROUP_NAME,
  'service-bus': { ...GLOBAL, maxLength: 50, letterFirst: true },
  'storage-account': STORAGE_ACCOUNT_NAME,
};

/** The rule for the name of what a library module makes. */
export function moduleNameRule(module: string): AzureNameRule {
  return Object.hasOwn(MODULE_RULES, module) ? MODULE_RULES[module] : LOCAL;
}

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
