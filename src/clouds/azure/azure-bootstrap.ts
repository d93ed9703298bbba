import * as path from 'path';
import { AZURE_MODULES } from './azure-modules';
import { azureName, CREDENTIAL_NAME } from './azure-names';
import { AzureRights, azureRights } from './azure-permissions';
import { ASSIGNED_ROLE_IDS } from './azure-roles';
import type { AzureSovereignCloud } from './azure-sovereign-cloud';
import type { AzureStateAccess } from './azure-state-access';
import { stateAccessVariables } from './azure-state-networks';
import type { Backend } from '../backends/backend';
import { CI_IDENTITIES, CiIdentity, ciRoleName, CiTrust, readsCredentials } from '../ci-identity';
import type { BootstrapEnvironment, BootstrapFacts, BootstrapRootModule } from '../cloud-supplier';

/** Shell that makes a subscription know the services that are used in it. */
export function registrationCommands(subscriptionId: string): string[] {
  return [
    `for service in ${SERVICES.join(' ')}; do`,
    `  az provider register --subscription ${subscriptionId} --namespace "Microsoft.\${service}"`,
    'done',
  ];
}

/** Services of the bootstrap and of the library's modules. Jobs that plan may not register them, so the provider is told to register none. */
const SERVICES = [...new Set(['ManagedIdentity', 'Storage', ...Object.values(AZURE_MODULES).flatMap(({ services }) => services)])].sort();

/** Where a bootstrap makes what it makes. */
export interface BootstrapPlace {
  /** Name of the location, such as `westeurope`. */
  readonly region: string;
  /** ID of the subscription. */
  readonly account: string;
  readonly tenantId: string;
  readonly stateAccess: AzureStateAccess;
  readonly sovereignCloud: AzureSovereignCloud;
}

/** What the bootstrap is given: where the states are, and the identities of the jobs that reach them. */
export function bootstrapVariables(
  facts: BootstrapFacts, backend: Backend, { region, account, tenantId, stateAccess, sovereignCloud }: BootstrapPlace,
): Record<string, unknown> {
  const { attributes } = backend._configuration('', '');
  return {
    cloud: sovereignCloud.environment,
    tenant_id: tenantId,
    subscription_id: account,
    location: region,
    resource_group_name: attributes.resource_group_name,
    storage_account_name: attributes.storage_account_name,
    ...stateAccessVariables(stateAccess),
    ...identityVariables(facts, attributes.storage_account_name),
  };
}

/** Nothing where no state of an environment is in the storage account. */
function identityVariables({ projectName, environments, trust }: BootstrapFacts, storageAccountName: unknown): Record<string, unknown> {
  const known = environments.flatMap((environment) => {
    const container = containerOf(environment, storageAccountName);
    return container === undefined ? [] : [{ ...environment, container }];
  });
  if (known.length === 0) return {};
  return {
    environments: Object.fromEntries(known.map(({ name, account, container, rootModules }) => [name, {
      container,
      ...credentialStates(rootModules, storageAccountName),
      scopes: [`/subscriptions/${account}`],
    }])),
    ...(trust === undefined ? {} : {
      identities: Object.fromEntries(known.flatMap((environment) => CI_IDENTITIES.map((identity) => [
        ciRoleName(projectName, identity, environment.name), identityOf(environment, identity, trust),
      ]))),
    }),
  };
}

function identityOf(environment: BootstrapEnvironment, identity: CiIdentity, trust: CiTrust): Record<string, unknown> {
  const { name, rootModules, pushesImages } = environment;
  const planned = rootModules.filter(({ plannedAtDeployment }) => readsCredentials(identity) || !plannedAtDeployment);
  const { roles, actions, assignsRoles } = azureRights(identity, planned.flatMap(({ libraryCalls }) => libraryCalls), pushesImages);
  return {
    environment: name,
    writes: identity === 'apply',
    ...(readsCredentials(identity) ? { reads_credentials: true } : {}),
    roles,
    ...(actions.length === 0 ? {} : { actions }),
    ...assignedRoles(assignsRoles),
    credentials: Object.fromEntries(trust.subjects(identity, environment).map((subject) => [azureName(CREDENTIAL_NAME, subject, ''), { issuer: trust.issuer, subject }])),
  };
}

/** What the apply identity may give to others. A role is known to conditions by its ID alone. */
function assignedRoles(assigned: AzureRights['assignsRoles']): Record<string, unknown> {
  if (assigned.length === 0) return {};
  return { assigns_roles: true, ...(assigned === 'any' ? {} : { assigned_role_ids: Object.fromEntries(assigned.map((role) => [role, ASSIGNED_ROLE_IDS[role]])) }) };
}

/** Folders of the states in the storage account in which credentials are; nothing when there are none. */
function credentialStates(rootModules: readonly BootstrapRootModule[], storageAccountName: unknown): Record<string, unknown> {
  const folders = rootModules.filter(({ holdsCredentials, ...root }) => holdsCredentials && isIn(root, storageAccountName))
    .map(({ backend }) => path.posix.dirname(String(backend.attributes.key)));
  return folders.length === 0 ? {} : { credential_states: folders };
}

function isIn({ backendType, backend }: Pick<BootstrapRootModule, 'backendType' | 'backend'>, storageAccountName: unknown): boolean {
  return backendType === 'azurerm' && backend.attributes.storage_account_name === storageAccountName;
}

/** The container in which an environment has its states, where that is in the storage account. */
function containerOf({ rootModules }: BootstrapEnvironment, storageAccountName: unknown): unknown {
  const found = rootModules.find((root) => isIn(root, storageAccountName));
  return found?.backend.attributes.container_name;
}
