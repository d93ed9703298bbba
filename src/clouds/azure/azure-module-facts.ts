import type { AzureNameRule } from './azure-names';
import type { ModuleFacts } from '../module-facts';

/** What the identities of an environment may do because a module is called in it, beside managing resources. */
export interface ModuleRights {
  /**
   * Only when the call gives this input, and not as false.
   * @default - always
   */
  readonly ifInput?: string;
  /**
   * Actions without which the provider cannot read what the module made: they list keys, so no reading role has them, and pull
   * requests do not plan what needs them.
   */
  readonly readingActions?: readonly string[];
  /** Built-in roles of the identities that plan: what they read of the data. */
  readonly planRoles?: readonly string[];
  /** Built-in roles of the identity that applies: what it writes as data. */
  readonly applyRoles?: readonly string[];
  /** Whether the module gives roles to others. */
  readonly assignsRoles?: boolean;
}

/** What a library module of Azure needs beside its `.tf` files. */
export interface AzureModuleFacts extends ModuleFacts {
  /** Services that a subscription must know, without their `Microsoft.`: jobs may not register them. Sorted. */
  readonly services: readonly string[];
  /**
   * What Azure allows in the name of what it makes.
   * @default - it takes no name
   */
  readonly nameRule?: AzureNameRule;
  /** What the identities of CI need for it; empty: the management of resources is enough, which every identity has. */
  readonly rights: readonly ModuleRights[];
}
