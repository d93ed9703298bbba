import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parse } from '@cdktn/hcl2json';
import { azure, Cloud, Convention, FeiyueProject } from '../../src';
import { emptyProject } from '../default-estate';

const resourceGroupName = 'rg-picasso';

/** The calls of one root module, as Terraform reads them. */
async function callsOf(rootModule: string, declare: (project: FeiyueProject) => void): Promise<Record<string, any>> {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'feiyue-azure-'));
  try {
    const project = emptyProject({
      outdir,
      convention: Convention.PICASSO,
      cloud: Cloud.azure({
        subscriptionId: '00000000-0000-0000-0000-000000000001',
        tenantId: '00000000-0000-0000-0000-000000000002',
        location: 'eastus2',
        stateAccess: {},
      }),
    });
    project.addEnvironment('pme-prod', { shortName: 'prod' });
    declare(project);
    project.synth();
    const main = path.join(outdir, 'infra/pme-prod', `prod-${rootModule}`, 'main.tf');
    return (await parse('main.tf', fs.readFileSync(main, 'utf8'))).module;
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
}

test('an account of Cosmos DB needs no more than a name, a place and how it is backed up', async () => {
  const calls = await callsOf('cosmosdb-account', (project) => {
    new azure.Cosmos(project.addRootModule('cosmosdb-account'), 'cosmos_account', {
      name: 'picasso-prod', location: 'westus3', resourceGroupName, backupPolicyType: 'Continuous',
    });
  });
  expect(calls).toEqual({
    cosmos_account: [{
      source: '../../../modules/cosmos',
      name: 'picasso-prod',
      location: 'westus3',
      resource_group_name: resourceGroupName,
      backup_policy_type: 'Continuous',
      tags: '${local.tags}',
    }],
  });
});

test('databases take the account and whoever may read them from other root modules', async () => {
  const calls = await callsOf('cosmosdb-containers', (project) => {
    const account = new azure.Cosmos(project.addRootModule('cosmosdb-account'), 'cosmos_account', { resourceGroupName });
    const agent = new azure.CognitiveServices(project.addRootModule('shared'), 'agent', { resourceGroupName });
    new azure.Cosmosdb(project.addRootModule('cosmosdb-containers'), 'containers', {
      accountId: account.id,
      databases: { chat: { maxThroughput: 4000, containers: { sessions: { partitionKeyPaths: ['/userId'], indexing: { compositeIndexes: [[{ path: '/a' }]] } } } } },
      roleAssignments: { agent: { principalId: agent.principalId, role: 'Contributor', database: 'chat' } },
    });
  });
  expect(calls).toEqual({
    containers: [{
      source: '../../../modules/cosmosdb',
      account_id: '${data.terraform_remote_state.cosmosdb-account.outputs.cosmos_account_id}',
      databases: {
        chat: { max_throughput: 4000, containers: { sessions: { partition_key_paths: ['/userId'], indexing: { composite_indexes: [[{ path: '/a' }]] } } } },
      },
      role_assignments: {
        agent: { principal_id: '${data.terraform_remote_state.shared.outputs.agent_principal_id}', role: 'Contributor', database: 'chat' },
      },
    }],
  });
});

test('every data service can be called with its resource group alone', async () => {
  const calls = await callsOf('data', (project) => {
    const data = project.addRootModule('data');
    new azure.AppConfiguration(data, 'config', { resourceGroupName });
    new azure.CognitiveServices(data, 'ai', { resourceGroupName });
    new azure.Cosmos(data, 'cosmos', { resourceGroupName });
    new azure.EventhubNamespace(data, 'events', { resourceGroupName });
    const vault = new azure.Keyvault(data, 'vault', { resourceGroupName });
    new azure.Postgresql(data, 'database', { resourceGroupName, localAdministrator: { keyVaultId: vault.id } });
    new azure.Redis(data, 'cache', { resourceGroupName });
    new azure.ServiceBus(data, 'bus', { resourceGroupName });
    new azure.StorageAccount(data, 'files', { resourceGroupName });
  });
  for (const [call] of Object.values(calls)) {
    expect(call).toMatchObject({ location: 'eastus2', resource_group_name: resourceGroupName, tags: '${local.tags}' });
  }
  expect(calls.vault[0].tenant_id).toBe('00000000-0000-0000-0000-000000000002');
  expect(calls.database[0]).toMatchObject({ tenant_id: calls.vault[0].tenant_id, local_administrator: { key_vault_id: '${module.vault.id}' } });
});
