import * as fs from 'node:fs';
import * as path from 'node:path';
import { GitHubTrust } from '../../../src/ci/github/github-trust';
import { AzureCloud } from '../../../src/clouds/azure/azure-cloud';
import { AZURE_MODULES } from '../../../src/clouds/azure/azure-modules';
import { azureRights } from '../../../src/clouds/azure/azure-permissions';
import { ASSIGNED_ROLE_IDS } from '../../../src/clouds/azure/azure-roles';
import { AZURE_PUBLIC } from '../../../src/clouds/azure/azure-sovereign-cloud';
import type { BootstrapEnvironment, BootstrapFacts } from '../../../src/clouds/cloud-supplier';
import { Hcl } from '../../../src/terraform/hcl/hcl';
import { renderVariableValues } from '../../../src/terraform/render/render-root-module';
import { describeWithTool, runTool } from '../../real-tool';
import { temporaryDirectory } from '../../synth/test-project';

const TERRAFORM = path.resolve(__dirname, '../../../src/terraform');
const SUBSCRIPTION = '11111111-2222-3333-4444-555555555555';
const PROD_SUBSCRIPTION = '22222222-2222-3333-4444-555555555555';
const TENANT = '66666666-7777-8888-9999-aaaaaaaaaaaa';
const OPTIONS = { subscriptionId: SUBSCRIPTION, tenantId: TENANT, location: 'westeurope' };
const AZURE = new AzureCloud(OPTIONS, AZURE_PUBLIC);
const BACKEND = AZURE.defaultBackend('shop');
const TRUST = new GitHubTrust({ fullName: 'feiyue/shop', defaultBranch: 'main' });
const GITHUB = 'https://token.actions.githubusercontent.com';

/** What pull requests do not plan, and what they do. */
const DEFERRED = { holdsCredentials: true, plannedAtDeployment: true };
const OPEN = { holdsCredentials: false, plannedAtDeployment: false };

function environment(
  name: string, modules: readonly string[], facts: Partial<BootstrapEnvironment> = {}, credentials: typeof OPEN = OPEN,
): BootstrapEnvironment {
  return {
    name,
    account: SUBSCRIPTION,
    rootModules: modules.map((module) => ({
      backendType: 'azurerm', backend: BACKEND._configuration(name, module), ...credentials, libraryCalls: [{ module, inputs: {} }],
    })),
    isProtected: false,
    pushesImages: false,
    deploysToCloudBaseRun: false,
    ...facts,
  };
}

function variables(facts: Partial<BootstrapFacts>): Readonly<Record<string, unknown>> {
  return AZURE.bootstrap(BACKEND)!.variables({ projectName: 'shop', environments: [], trust: TRUST, ...facts });
}

test('each environment has a container, its subscription as scope, and an identity for each purpose', () => {
  expect(variables({ environments: [environment('dev', ['network'], { pushesImages: true }), environment('prod', ['kubernetes-cluster'], { account: PROD_SUBSCRIPTION, isProtected: true }, DEFERRED)] })).toEqual({
    cloud: 'public',
    tenant_id: TENANT,
    subscription_id: SUBSCRIPTION,
    location: 'westeurope',
    resource_group_name: 'rg-shop-tfstate',
    storage_account_name: expect.stringMatching(/^shoptfstate[0-9a-f]{6}$/),
    environments: {
      dev: { container: 'tfstate-dev', scopes: [`/subscriptions/${SUBSCRIPTION}`] },
      prod: { container: 'tfstate-prod', credential_states: ['prod/kubernetes-cluster'], scopes: [`/subscriptions/${PROD_SUBSCRIPTION}`] },
    },
    identities: {
      'shop-dev-plan': {
        environment: 'dev',
        writes: false,
        roles: ['Reader'],
        credentials: {
          'repo-feiyue-shop-environment-merge-queue': { issuer: GITHUB, subject: 'repo:feiyue/shop:environment:merge_queue' },
          'repo-feiyue-shop-pull-request': { issuer: GITHUB, subject: 'repo:feiyue/shop:pull_request' },
        },
      },
      'shop-dev-drift': {
        environment: 'dev',
        writes: false,
        reads_credentials: true,
        roles: ['Reader'],
        credentials: { 'repo-feiyue-shop-ref-refs-heads-main': { issuer: GITHUB, subject: 'repo:feiyue/shop:ref:refs/heads/main' } },
      },
      'shop-dev-apply': {
        environment: 'dev',
        writes: true,
        reads_credentials: true,
        roles: ['AcrPush', 'Contributor'],
        credentials: { 'repo-feiyue-shop-environment-dev': { issuer: GITHUB, subject: 'repo:feiyue/shop:environment:dev' } },
      },
      'shop-prod-plan': {
        environment: 'prod',
        writes: false,
        roles: ['Reader'],
        credentials: { 'repo-feiyue-shop-environment-prod-plan': { issuer: GITHUB, subject: 'repo:feiyue/shop:environment:prod-plan' } },
      },
      'shop-prod-drift': {
        environment: 'prod',
        writes: false,
        reads_credentials: true,
        roles: ['Reader'],
        actions: ['Microsoft.ContainerService/managedClusters/listClusterUserCredential/action'],
        credentials: { 'repo-feiyue-shop-ref-refs-heads-main': { issuer: GITHUB, subject: 'repo:feiyue/shop:ref:refs/heads/main' } },
      },
      'shop-prod-apply': {
        environment: 'prod',
        writes: true,
        reads_credentials: true,
        roles: ['Azure Kubernetes Service RBAC Cluster Admin', 'Contributor'],
        assigns_roles: true,
        assigned_role_ids: {
          'AcrPull': '7f951dda-4ed3-4680-a7ca-43fe172d538d',
          'Managed Identity Operator': 'f1a07417-d97a-45cb-824c-7a7467783830',
          'Network Contributor': '4d97b98b-1d4f-4787-a291-c67834d212e7',
        },
        credentials: expect.any(Object),
      },
    },
  });
});

test('without jobs to trust there is a place for the states, and no identity', () => {
  const { environments, identities } = variables({ environments: [environment('dev', ['network'])], trust: undefined });
  expect([Object.keys(environments as object), identities]).toEqual([['dev'], undefined]);
});

test('an environment without a state in the account is not let in', () => {
  const elsewhere = [{ backendType: 'cos', backend: { attributes: { bucket: 'b' }, blocks: {} }, ...OPEN, libraryCalls: [] }];
  expect(Object.keys(variables({ environments: [environment('dev', []), environment('qa', [], { rootModules: elsewhere })] }))).not.toContain('environments');
});

test.each([
  ['drift', 'cosmos', {}, ['Reader'], ['Microsoft.DocumentDB/databaseAccounts/listConnectionStrings/action', 'Microsoft.DocumentDB/databaseAccounts/listKeys/action', 'Microsoft.DocumentDB/databaseAccounts/readonlykeys/action']],
  ['drift', 'app-configuration', {}, ['App Configuration Data Reader', 'Reader'], ['Microsoft.AppConfiguration/configurationStores/listKeys/action']],
  ['plan', 'postgresql', {}, ['Reader'], []],
  ['drift', 'postgresql', { local_administrator: { key_vault_id: 'id' } }, ['Key Vault Secrets User', 'Reader'], []],
  ['plan', 'redis', { access_keys_authentication_enabled: false }, ['Reader'], []],
  ['drift', 'redis', { access_keys_authentication_enabled: true }, ['Reader'], ['Microsoft.Cache/redisEnterprise/databases/listKeys/action']],
  ['drift', 'keyvault-secrets', {}, ['Key Vault Secrets User', 'Reader'], []],
  ['apply', 'keyvault-secrets', {}, ['Contributor', 'Key Vault Secrets Officer'], []],
  ['apply', 'keyvault', { encryption_keys: { disks: {} } }, ['Contributor', 'Key Vault Crypto Officer'], []],
  ['apply', 'keyvault', { certificates: { shop: {} } }, ['Contributor', 'Key Vault Certificates Officer'], []],
  ['apply', 'storage-account', { lock: {} }, ['Contributor', 'Locks Contributor'], []],
  ['plan', 'storage-account', { lock: {} }, ['Reader'], []],
  ['apply', 'cosmosdb', { lock: {} }, ['Contributor'], []],
  ['drift', 'vpn-gateway', { sites: {} }, ['Reader'], ['Microsoft.Network/connections/sharedkey/action']],
  ['plan', 'vpn-gateway', {}, ['Reader'], []],
  ['apply', 'policy-assignments', {}, ['Contributor', 'Resource Policy Contributor'], []],
  ['apply', 'a-module-of-ones-own', {}, ['Contributor'], []],
] as const)('to %s %s with %j it has the roles %j and the actions %j', (identity, module, inputs, roles, actions) => {
  expect(azureRights(identity, [{ module, inputs }], false)).toEqual({ roles, actions, assignsRoles: [] });
});

test.each(Object.entries(AZURE_MODULES))('what lists credentials for %s is known to, so that no pull request plans it', (_, { rights, credentials }) => {
  const listing = rights.filter(({ readingActions = [], planRoles = [] }) => readingActions.length > 0 || planRoles.some((role) => !role.endsWith('Reader')));
  const planned = credentials.filter(({ from }) => from === 'plan').map(({ ifInput }) => ifInput);
  expect(planned).toEqual(listing.map(({ ifInput }) => ifInput));
});

/** How Azure decides whether a blob is read: with no condition, or as the one says that the bootstrap makes. */
function readsBlob(condition: string | null, path_: string): boolean {
  if (condition === null) return true;
  const [, paths] = /^\(!\(ActionMatches\{'[^']+blobs\/read'\} AND NOT SubOperationMatches\{'Blob\.List'\}\)\) OR \(@Resource\[[^\]]+blobs:path\] ForAnyOfAllValues:StringNotLike \{(.+)\}\)$/.exec(condition)!;
  return paths.split(', ').map((quoted) => quoted.slice(1, -1)).every((pattern) => !path_.startsWith(pattern.slice(0, -1)));
}

describeWithTool('terraform', () => {
  test('states with credentials are read by whoever runs reviewed code, in every workspace, and by nobody else', () => {
    const prod = environment('prod', ['network', 'redis', 'redis-2']);
    const [network, redis, redis2] = prod.rootModules;
    const dir = temporaryDirectory();
    for (const file of ['variables.tf', 'state-conditions.tf']) fs.copyFileSync(path.join(TERRAFORM, 'bootstrap/azure-storage', file), path.join(dir, file));
    fs.writeFileSync(path.join(dir, 'terraform.tfvars'), renderVariableValues(variables({
      environments: [environment('dev', ['network']), { ...prod, rootModules: [network, { ...redis, ...DEFERRED }, redis2] }],
    })));
    const { status, stdout } = runTool('terraform', ['console'], { cwd: dir, input: 'jsonencode(local.state_conditions)\n' });
    expect(status).toBe(0);
    const conditions = JSON.parse(JSON.parse(stdout) as string) as Record<string, string | null>;
    const read = ['network/terraform.tfstate', 'redis/terraform.tfstate', 'redis/terraform.tfstateenv:blue', 'redis-2/terraform.tfstate'];
    const readable = Object.entries(conditions).map(([name, condition]) => [name, read.filter((state) => readsBlob(condition, `prod/${state}`)).length]);
    expect(Object.fromEntries(readable)).toEqual({
      'shop-dev-plan': 4, 'shop-dev-drift': 4, 'shop-dev-apply': 4, 'shop-prod-plan': 2, 'shop-prod-drift': 4, 'shop-prod-apply': 4,
    });
    expect(readsBlob(conditions['shop-prod-plan'], 'prod/redis-2/terraform.tfstate')).toBe(true);
  });

  test('whatever modules an environment calls, the bootstrap takes what it is given', () => {
    const modules = fs.readdirSync(path.join(TERRAFORM, 'modules/azure'));
    const given = { encryption_keys: {}, local_auth_enabled: true, local_administrator: {}, access_keys_authentication_enabled: true };
    const dev = environment('dev', [], {
      pushesImages: true,
      rootModules: modules.map((module) => ({ backendType: 'azurerm', backend: BACKEND._configuration('dev', module), ...DEFERRED, libraryCalls: [{ module, inputs: given }] })),
    });
    const dir = temporaryDirectory();
    fs.copyFileSync(path.join(TERRAFORM, 'bootstrap/azure-storage/variables.tf'), path.join(dir, 'variables.tf'));
    fs.writeFileSync(path.join(dir, 'terraform.tfvars'), renderVariableValues(variables({ environments: [dev, environment('a-b', ['network'])] })));
    fs.writeFileSync(path.join(dir, 'outputs.tf'), 'output "identities" {\n  value = keys(var.identities)\n}\n');
    expect(runTool('terraform', ['plan', '-input=false', '-no-color'], { cwd: dir })).toMatchObject({ status: 0, stdout: expect.stringContaining('"shop-dev-plan"') });
  });
});

test('who plans gives nobody a role', () => {
  const calls = [{ module: 'role-assignments', inputs: {} }];
  expect([azureRights('plan', calls, true), azureRights('apply', calls, false)]).toEqual([
    { roles: ['Reader'], actions: [], assignsRoles: [] },
    { roles: ['Contributor'], actions: [], assignsRoles: 'any' },
  ]);
});

test('of what is granted, no more is given than the roles in the inputs, and each has its ID', () => {
  const roles = Object.values(AZURE_MODULES).flatMap(({ grants }) => (grants?.kind === 'roles' ? Object.values(grants.levels).flat() : []));
  const workloads = { api: { roles: Object.fromEntries(roles.map((role) => [role, { scope: 'id', role }])), cosmos_roles: { a: { role: 'Reader' } } }, web: {} };
  const { assignsRoles } = azureRights('apply', [{ module: 'workload-identities', inputs: { workloads } }], false);
  expect(assignsRoles).toEqual([...new Set(roles)].sort());
  expect([...assignsRoles].filter((role) => ASSIGNED_ROLE_IDS[role] === undefined)).toEqual([]);
  expect(new Set(Object.values(ASSIGNED_ROLE_IDS)).size).toBe(Object.keys(ASSIGNED_ROLE_IDS).length);
  expect(azureRights('apply', [{ module: 'workload-identities', inputs: {} }], false).assignsRoles).toEqual([]);
});

test.each<[string, Readonly<Record<string, unknown>>, 'any' | string[]]>([
  ['backup', {}, []],
  ['backup', { storage_accounts: {} }, ['Storage Account Backup Contributor']],
  ['backup', { customer_managed_key: {} }, ['Key Vault Crypto Service Encryption User']],
  ['api-management', { application_insights: {} }, ['Monitoring Metrics Publisher']],
  ['backup', { kubernetes: {} }, ['Contributor', 'Data Operator for Managed Disks', 'Disk Snapshot Contributor', 'Reader', 'Storage Blob Data Contributor']],
  ['policy-assignments', { subscription_assignments: { a: { remediation_roles: ['Reader'] }, b: {} } }, ['Reader']],
  ['policy-assignments', { resource_group_assignments: { a: { remediation_roles: ['Monitoring Contributor'] } } }, 'any'],
])('who applies %s with %j may give %j', (module, inputs, assignsRoles) => {
  expect(azureRights('apply', [{ module, inputs }], false).assignsRoles).toEqual(assignsRoles);
});

test.each<[string, unknown, 'any' | string[]]>([
  ['none', {}, []],
  ['one that is known', { a: { role: 'Reader' }, b: { role: 'AcrPull', principal_type: 'ServicePrincipal' } }, ['AcrPull', 'Reader']],
  ['one that is not', { a: { role: 'Reader' }, b: { role: 'Monitoring Reader' } }, 'any'],
  ['one to people', { a: { role: 'Reader', principal_type: 'Group' } }, 'any'],
  ['what only Terraform knows', Hcl.reference('local.assignments'), 'any'],
])('a module that is told to give roles, %s, lets the identity that applies give these', (_, assignments, expected) => {
  expect(azureRights('apply', [{ module: 'keyvault', inputs: { role_assignments: assignments } }], false).assignsRoles).toEqual(expected);
});

test('what a cluster needs beside its own network is given to it only then', () => {
  const rolesOf = (inputs: Readonly<Record<string, unknown>>) => azureRights('apply', [{ module: 'kubernetes-cluster', inputs }], false).assignsRoles;
  expect(rolesOf({})).toEqual(['AcrPull', 'Managed Identity Operator', 'Network Contributor']);
  expect(rolesOf({ private_dns_zone: {}, disk_encryption_set: {} })).toEqual(['AcrPull', 'Managed Identity Operator', 'Network Contributor', 'Private DNS Zone Contributor', 'Reader']);
});

/** How Azure decides whether a role is given or taken back, as the condition says that the bootstrap makes. */
function mayAssign(condition: string, action: 'write' | 'delete', role: string, principal: string): boolean {
  const half = condition.split(' AND ((!').find((part) => part.includes(`roleAssignments/${action}`))!;
  const [, ids] = /RoleDefinitionId\] \w+:Guid(?:Not)?Equals \{([^}]+)\}/.exec(half)!;
  const isListed = ids.split(', ').includes(role);
  const principals = /PrincipalType\] \w+:StringEqualsIgnoreCase \{'(\w+)'\}/.exec(half);
  return (half.includes('GuidNotEquals') ? !isListed : isListed) && (principals === null || principals[1] === principal);
}

describeWithTool('terraform', () => {
  test('what the apply identity may give to others is what its modules give, and to applications alone', () => {
    const calls = [{ module: 'kubernetes-cluster', inputs: {} }, { module: 'workload-identities', inputs: { workloads: { api: { roles: { a: { role: 'Key Vault Secrets User' } } } } } }];
    const root = { backendType: 'azurerm', backend: BACKEND._configuration('dev', 'all'), ...DEFERRED };
    const given = variables({
      environments: [
        environment('dev', [], { rootModules: [{ ...root, libraryCalls: calls }] }),
        environment('qa', [], { rootModules: [{ ...root, backend: BACKEND._configuration('qa', 'all'), libraryCalls: [...calls, { module: 'role-assignments', inputs: {} }] }] }),
      ],
    });
    const dir = temporaryDirectory();
    const identities = fs.readFileSync(path.join(TERRAFORM, 'bootstrap/azure-storage/identities.tf'), 'utf8');
    fs.copyFileSync(path.join(TERRAFORM, 'bootstrap/azure-storage/variables.tf'), path.join(dir, 'variables.tf'));
    fs.writeFileSync(path.join(dir, 'locals.tf'), identities.slice(0, identities.indexOf('resource "')).replace(/ {2}container_ids = .*\n/, ''));
    fs.writeFileSync(path.join(dir, 'terraform.tfvars'), renderVariableValues(given));
    const { status, stdout } = runTool('terraform', ['console'], { cwd: dir, input: 'jsonencode(local.assignable_roles)\n' });
    expect(status).toBe(0);
    const conditions = JSON.parse(JSON.parse(stdout) as string) as Record<string, string>;
    const [owner, secretsUser, pull, blobReader] = ['8e3af657-a8ff-443c-a75c-2fe8c4bcb635', ...['Key Vault Secrets User', 'AcrPull', 'Storage Blob Data Reader'].map((role) => ASSIGNED_ROLE_IDS[role])];
    const may = (name: string, action: 'write' | 'delete', principal = 'ServicePrincipal') => [owner, secretsUser, pull, blobReader].map((role) => mayAssign(conditions[name], action, role, principal));
    expect(Object.keys(conditions)).toEqual(['shop-dev-apply', 'shop-qa-apply']);
    expect([may('shop-dev-apply', 'write'), may('shop-dev-apply', 'write', 'User')]).toEqual([[false, true, true, false], [false, false, false, false]]);
    expect([may('shop-dev-apply', 'delete'), may('shop-qa-apply', 'write', 'Group'), may('shop-qa-apply', 'delete')])
      .toEqual([[false, true, true, true], [false, true, true, true], [false, true, true, true]]);
  });
});
