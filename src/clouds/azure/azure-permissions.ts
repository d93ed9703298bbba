import type { CiIdentity } from '../ci-identity';

/** What the identities of an environment may do because a module is called in it. */
interface ModuleAccess {
  /** Only when the call gives this input, and not as false. */
  readonly ifInput?: string;
  /** Actions without which the provider cannot read what the module made: they list keys, so no reading role has them. */
  readonly readingActions?: readonly string[];
  /** Built-in roles of the identity that plans: what it reads of the data. */
  readonly planRoles?: readonly string[];
  /** Built-in roles of the identity that applies: what it writes as data. */
  readonly applyRoles?: readonly string[];
  /** Whether the module gives roles to others. */
  readonly assignsRoles?: boolean;
}

/** A call of a library module, with the inputs that are settled. */
interface LibraryCall {
  readonly module: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/**
 * By module of the library. The management of resources is in the roles that every identity has.
 *
 * Source: what hashicorp/azurerm 4.81.0 calls to read each resource, under `internal/services/`, and
 * https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
const MODULE_ACCESS: Readonly<Record<string, readonly ModuleAccess[]>> = {
  'app-configuration': [{
    readingActions: ['Microsoft.AppConfiguration/configurationStores/listKeys/action'],
    planRoles: ['App Configuration Data Reader'],
    applyRoles: ['App Configuration Data Owner'],
  }],
  'cognitive-services': [{ ifInput: 'local_auth_enabled', readingActions: ['Microsoft.CognitiveServices/accounts/listKeys/action'] }],
  'cosmos': [{
    readingActions: [
      'Microsoft.DocumentDB/databaseAccounts/listConnectionStrings/action',
      'Microsoft.DocumentDB/databaseAccounts/listKeys/action',
      'Microsoft.DocumentDB/databaseAccounts/readonlykeys/action',
    ],
  }],
  'keyvault': [{ ifInput: 'encryption_keys', planRoles: ['Key Vault Reader'], applyRoles: ['Key Vault Crypto Officer'] }],
  'kubernetes-cluster': [{
    readingActions: ['Microsoft.ContainerService/managedClusters/listClusterUserCredential/action'],
    applyRoles: ['Azure Kubernetes Service RBAC Cluster Admin'],
    assignsRoles: true,
  }],
  'postgresql': [{ ifInput: 'local_administrator', planRoles: ['Key Vault Secrets User'], applyRoles: ['Key Vault Secrets Officer'] }],
  'redis': [{ ifInput: 'access_keys_authentication_enabled', readingActions: ['Microsoft.Cache/redisEnterprise/databases/listKeys/action'] }],
  'role-assignments': [{ assignsRoles: true }],
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
 * @param calls what the root modules of the environment call
 * @param pushesImages whether its jobs push the images of services
 */
export function azureRights(identity: CiIdentity, calls: readonly LibraryCall[], pushesImages: boolean): AzureRights {
  const accesses = calls.flatMap(accessOf);
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

function accessOf({ module, inputs }: LibraryCall): readonly ModuleAccess[] {
  const accesses = Object.hasOwn(MODULE_ACCESS, module) ? MODULE_ACCESS[module] : [];
  return accesses.filter(({ ifInput }) => ifInput === undefined || (inputs[ifInput] !== undefined && inputs[ifInput] !== false));
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
