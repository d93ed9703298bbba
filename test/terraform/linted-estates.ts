import * as fs from 'node:fs';
import * as path from 'node:path';
import { azure, DataAccess, Hcl } from '../../src';
import { DefaultEstate } from '../default-estate';
import { writePicassoEstate } from '../picasso-estate';
import { AzurePlatformEstate } from '../providers/azure-platform-estate';
import { temporaryDirectory } from '../synth/test-project';

/** The whole estates whose Terraform linters read, by what each is: they write it and return its folder. */
export const LINTED_ESTATES: Readonly<Record<string, () => string>> = {
  'the first estate of Feiyue': () => {
    const { project } = new DefaultEstate();
    project.synth();
    return project.outdir;
  },
  'the first estate of Picasso': () => {
    const outdir = writePicassoEstate();
    // Left are prod, in both clouds: the other environments are told the same.
    for (const name of ['corp', 'pme-staging', 'pme-staging-cn', 'pme-testing']) fs.rmSync(path.join(outdir, 'infra', name), { recursive: true });
    return outdir;
  },
  'an estate that calls every module for Azure': everyAzureModule,
};

function everyAzureModule(): string {
  const { project } = new AzurePlatformEstate({ outdir: temporaryDirectory() });
  const data = project.addRootModule('data');
  const place = { resourceGroupName: 'rg-shop' };
  const worker = project.addWorker('granted');
  const account = new azure.Cosmos(data, 'account', { ...place, backupPolicyType: 'Continuous' });
  new azure.Cosmosdb(data, 'databases', { accountId: account.id, databases: { chat: { containers: { messages: { partitionKeyPaths: ['/conversation'] } } } } });
  new azure.ApiManagement(data, 'apis', { ...place, publisherName: 'Shop', publisherEmail: 'platform@example.com', apis: { shop: { path: 'shop', serviceUrl: 'https://shop.example.com' } } });
  new azure.AppConfiguration(data, 'settings', place);
  new azure.ApplicationInsights(data, 'insights', { ...place, logAnalyticsWorkspaceId: '/subscriptions/s/resourceGroups/r/providers/Microsoft.OperationalInsights/workspaces/w' });
  new azure.Backup(data, 'backups', { ...place, blobPolicies: { daily: { vault: {} } } });
  new azure.Budget(data, 'budget', { contacts: { emails: ['platform@example.com'] }, resourceGroupBudgets: { all: { resourceGroupId: '/subscriptions/s/resourceGroups/r', amount: 1000, startMonth: '2030-01' } } });
  new azure.CognitiveServices(data, 'models', place);
  new azure.DnsResolver(data, 'names', { ...place, virtualNetworkId: '/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/hub', inboundEndpoints: { in: { subnetId: '/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/hub/subnets/dns-in' } } });
  new azure.EntraApplication(data, 'login', { webRedirectUris: ['https://shop.example.com/login'], roles: { administrator: { description: 'Does everything.' } } });
  new azure.Firewall(data, 'firewall', { ...place, subnetId: '/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/hub/subnets/AzureFirewallSubnet' });
  new azure.FrontDoor(data, 'door', { ...place, originGroups: { shop: { origins: { shop: { hostName: 'origin.example.com' } } } }, routes: { all: { originGroup: 'shop' } } });
  new azure.EventhubNamespace(data, 'events', { ...place, hubs: { messages: {} } });
  const vault = new azure.Keyvault(data, 'vault', { ...place, encryptionKeys: { storage: {} } });
  new azure.KeyvaultSecrets(data, 'secrets', { keyVaultId: vault.id, values: { uri: vault.uri } });
  new azure.Mssql(data, 'sql', { ...place, administrator: { name: 'dba team', objectId: '00000000-0000-0000-0000-000000000003' }, databases: { orders: {} } });
  new azure.Postgresql(data, 'postgresql', { ...place, administrators: {} }).addDatabase('jobs', { owner: worker });
  new azure.Redis(data, 'cache', place);
  new azure.ServiceBus(data, 'bus', { ...place, queues: { jobs: {} } });
  new azure.StorageAccount(data, 'files', { ...place, containers: { attachments: {} } }).grant(worker, DataAccess.READ_WRITE);
  account.grant(worker, DataAccess.READ);
  const workspace = new azure.MonitorWorkspace(data, 'metrics', place);
  const receivers = new azure.ActionGroups(data, 'receivers', {
    ...place, keyVaultId: vault.id, groups: { platform: { emails: { platform: 'platform@example.com' }, webhooks: { bridge: { secretName: 'alerts', key: 'bridge' } } } },
  });
  const down = { alert: 'Down', expression: 'up == 0', forMinutes: 5, severity: 0, actionGroupIds: [Hcl.element(receivers.ids, 'platform')] };
  new azure.PrometheusRules(data, 'rules', { ...place, workspaceId: workspace.id, groups: { targets: { rules: [down] } } });
  new azure.MetricAlerts(data, 'alerts', {
    ...place,
    actionGroupIds: [Hcl.element(receivers.ids, 'platform')],
    activityAlerts: { health: { scopes: ['/subscriptions/00000000-0000-0000-0000-000000000001'], category: 'ServiceHealth', serviceHealth: {} } },
  });
  new azure.Grafana(data, 'boards', { ...place, workspaceIds: { main: workspace.id }, viewerGroupObjectIds: { everybody: '00000000-0000-0000-0000-000000000001' } });
  new azure.PolicyAssignments(data, 'policies', {
    definitions: { tagged: { rule: '{"if":{"field":"tags[owner]","exists":"false"},"then":{"effect":"audit"}}' } },
    resourceGroupAssignments: { tagged: { resourceGroupId: '/subscriptions/s/resourceGroups/r', definition: 'tagged' } },
  });
  new azure.VpnGateway(data, 'vpn', {
    ...place,
    subnetId: '/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/hub/subnets/GatewaySubnet',
    sites: { office: { address: '198.51.100.7', addressSpace: ['192.168.0.0/16'] } },
  });
  project.synth();
  return project.outdir;
}
