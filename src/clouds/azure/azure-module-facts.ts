import type { AzureNameRule } from './azure-names';
import type { ModuleFacts, ModuleGrants, ModuleInputs } from '../module-facts';

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
  /** The built-in roles that the module gives to others, by name, as they follow from its inputs; `any`: it is told which. */
  readonly assignsRoles?: 'any' | ((inputs: ModuleInputs) => 'any' | readonly string[]);
}

/** How a module's data is opened to an identity. */
export type AzureGrantKind =
  /** By built-in roles of Azure on what the module makes. */
  | 'roles'
  /** By the roles that each account of Cosmos DB has for its data. */
  | 'cosmos-roles'
  /** By the access policy of Redis, which knows one level. */
  | 'redis-policies'
  /** By users of a PostgreSQL server, whom its administrators make: what makes them is one. */
  | 'postgresql-administrators';

/** What workloads can be granted of what a module of Azure makes. */
export interface AzureModuleGrants extends ModuleGrants {
  readonly kind: AzureGrantKind;
}

/**
 * An option that means the same in every module which has it, by the name of its variable: its variable and the file that makes it are
 * the same, byte by byte, in all of them.
 */
export type AzureResourceOption =
  /** Where the logs of the resource go. */
  | 'diagnostics'
  /** A lock against deletion. */
  | 'lock'
  /** Who may do what with the resource. */
  | 'role_assignments';

/** What a library module of Azure needs beside its `.tf` files. */
export interface AzureModuleFacts extends ModuleFacts {
  /** Services that a subscription must know, without their `Microsoft.`: jobs may not register them. Sorted. */
  readonly services: readonly string[];
  /**
   * What Azure allows in the name of what it makes.
   * @default - it takes no name
   */
  readonly nameRule?: AzureNameRule;
  /** The options that modules share which this one has: those that Azure knows for what it makes. */
  readonly resourceOptions: readonly AzureResourceOption[];
  /** What the identities of CI need for it, beside what its `resourceOptions` need; empty: the management of resources is enough, which every identity has. */
  readonly rights: readonly ModuleRights[];
  readonly grants?: AzureModuleGrants;
}
