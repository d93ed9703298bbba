import type { CiIdentity } from './ci-identity';

/** What the identities of an environment may do because a module is called in it. */
interface ModuleAccess {
  /** Actions without which the provider cannot read what the module made: they list keys, so no reading role has them. */
  readonly readingActions?: readonly string[];
  /** Built-in roles of the identity that plans: what it reads of the data. */
  readonly planRoles?: readonly string[];
  /** Built-in roles of the identity that applies: what it writes as data. */
  readonly applyRoles?: readonly string[];
  /** Whether the module gives roles to others. */
  readonly assignsRoles?: boolean;
}

/**
 * By module of the library; the management of its resources is in the roles that every identity has.
 *
 * Source: what hashicorp/azurerm 4.81.0 calls to read each resource, under `internal/services/`, and
 * https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
const MODULE_ACCESS: Readonly<Record<string, ModuleAccess>> = {
  'app-configuration': {
    readingActions: ['Microsoft.AppConfiguration/configurationStores/listKeys/action'],
    planRoles: ['App Configuration Data Reader'],
    applyRoles: ['App Configuration Data Owner'],
  },
  'cognitive-services': { readingActions: ['Microsoft.CognitiveServices/accounts/listKeys/action'] },
  'cosmos': {
    readingActions: ['Microsoft.DocumentDB/databaseAccounts/listConnectionStrings/action', 'Microsoft.DocumentDB/databaseAccounts/listKeys/action'],
  },
  'kubernetes-cluster': {
    readingActions: ['Microsoft.ContainerService/managedClusters/listClusterUserCredential/action'],
    applyRoles: ['Azure Kubernetes Service RBAC Cluster Admin'],
    assignsRoles: true,
  },
  'redis': { readingActions: ['Microsoft.Cache/redisEnterprise/databases/listKeys/action'] },
  'role-assignments': { assignsRoles: true },
};

/** The rights of one identity. */
export interface AzureRights {
  /** Built-in roles by name, sorted. */
  readonly roles: readonly string[];
  /** Management actions beyond the roles, sorted. */
  readonly actions: readonly string[];
  /** Whether it may give roles to others. */
  readonly assignsRoles: boolean;
}

/**
 * The rights that an identity needs in the scopes of its environment.
 * @param modules names of the library modules that the root modules call
 * @param pushesImages whether its jobs push the images of services
 */
export function azureRights(identity: CiIdentity, modules: readonly string[], pushesImages: boolean): AzureRights {
  const accesses = [...new Set(modules)].flatMap((module) => (Object.hasOwn(MODULE_ACCESS, module) ? MODULE_ACCESS[module] : []));
  if (identity === 'plan') {
    return {
      roles: sorted(['Reader', ...accesses.flatMap(({ planRoles = [] }) => planRoles)]),
      actions: sorted(accesses.flatMap(({ readingActions = [] }) => readingActions)),
      assignsRoles: false,
    };
  }
  return {
    roles: sorted(['Contributor', ...(pushesImages ? ['AcrPush'] : []), ...accesses.flatMap(({ applyRoles = [] }) => applyRoles)]),
    actions: [],
    assignsRoles: accesses.some(({ assignsRoles }) => assignsRoles),
  };
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
