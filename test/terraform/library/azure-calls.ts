import type { ModuleCalls } from './module-calls';
import { azure, Hcl } from '../../../src';
import type { AzureModuleName } from '../../../src/clouds/azure/azure-module-name';

const GROUP = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-shop';
const NETWORK = `${GROUP}/providers/Microsoft.Network/virtualNetworks/vnet-shop`;
const PRINCIPAL = '00000000-0000-0000-0000-000000000003';

const WORKSPACE = `${GROUP}/providers/Microsoft.Monitor/accounts/shop`;

const IDENTITY = { userAssignedIdentityId: `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-shop` };

const place = { resourceGroupName: 'rg-shop' };

/** Every module for Azure, called as somebody calls it who has a reason to. */
export const AZURE_CALLS: ModuleCalls<AzureModuleName> = {
  'action-groups': (root) => new azure.ActionGroups(root, 'receivers', {
    ...place,
    keyVaultId: `${GROUP}/providers/Microsoft.KeyVault/vaults/kv-shop`,
    groups: { platform: { emails: { platform: 'platform@example.com' }, webhooks: { bridge: { secretName: 'alerts', key: 'bridge' } } } },
  }),
  'api-management': (root) => new azure.ApiManagement(root, 'apis', {
    ...place,
    publisherName: 'Shop',
    publisherEmail: 'platform@example.com',
    backends: { shop: { url: 'https://shop.example.com' } },
    apis: { shop: { path: 'shop/v1', serviceUrl: 'https://shop.example.com' } },
    products: { partners: { apis: ['shop'] } },
  }),
  'app-configuration': (root) => new azure.AppConfiguration(root, 'settings', place),
  'application-gateway': (root) => new azure.ApplicationGateway(root, 'gateway', {
    ...place,
    subnetId: `${NETWORK}/subnets/gateway`,
    identity: IDENTITY,
    certificates: { shop: { keyVaultSecretId: 'https://kv-shop.vault.azure.net/secrets/shop' } },
    backends: { shop: { hostNames: ['origin.example.com'] } },
    listeners: { shop: { priority: 10, hostNames: ['shop.example.com'], certificate: 'shop', backend: 'shop' } },
  }),
  'application-insights': (root) => new azure.ApplicationInsights(root, 'insights', {
    ...place,
    logAnalyticsWorkspaceId: `${GROUP}/providers/Microsoft.OperationalInsights/workspaces/log-shop`,
    webTests: { shop: { url: 'https://shop.example.com/health' } },
  }),
  'backup': (root) => new azure.Backup(root, 'backups', {
    ...place,
    postgresqlPolicies: { weekly: { longTermRetention: { yearly: 'P7Y' } } },
    postgresqlServers: { orders: { serverId: `${GROUP}/providers/Microsoft.DBforPostgreSQL/flexibleServers/psql-shop`, policy: 'weekly' } },
    postgresqlResourceGroupIds: { shop: GROUP },
    blobPolicies: { daily: { vault: {} } },
    storageAccounts: { files: { storageAccountId: `${GROUP}/providers/Microsoft.Storage/storageAccounts/stshop`, policy: 'daily', containers: ['attachments'] } },
    kubernetesPolicies: { daily: {} },
    kubernetes: {
      snapshotResourceGroupId: GROUP,
      storageAccountId: `${GROUP}/providers/Microsoft.Storage/storageAccounts/stbackup`,
      storageBlobEndpoint: 'https://stbackup.blob.core.windows.net/',
      storageContainerName: 'clusters',
      clusters: { main: { clusterId: `${GROUP}/providers/Microsoft.ContainerService/managedClusters/aks-shop`, controlPlanePrincipalId: PRINCIPAL, policy: 'daily' } },
    },
  }),
  'bastion': (root) => new azure.Bastion(root, 'bastion', { ...place, subnetId: `${NETWORK}/subnets/AzureBastionSubnet` }),
  'budget': (root) => new azure.Budget(root, 'budget', {
    contacts: { emails: ['platform@example.com'] },
    subscriptionBudgets: { all: { subscriptionId: '/subscriptions/00000000-0000-0000-0000-000000000001', amount: 20000, startMonth: '2030-01' } },
    resourceGroupBudgets: { shop: { resourceGroupId: GROUP, amount: 5000, startMonth: '2030-01', tags: { project: ['shop'] } } },
  }),
  'cognitive-services': (root) => new azure.CognitiveServices(root, 'models', place),
  'container-apps': (root) => new azure.ContainerApps(root, 'apps', {
    ...place,
    subnetId: `${NETWORK}/subnets/apps`,
    apps: { api: { image: 'crshop.azurecr.io/api:1', registry: 'crshop.azurecr.io', identity: IDENTITY, ingress: { port: 8080 } } },
    jobs: { report: { image: 'mcr.microsoft.com/k8se/quickstart-jobs:latest', schedule: '0 3 * * *' } },
  }),
  'container-registry': (root) => new azure.ContainerRegistry(root, 'registry', place),
  'cosmos': (root) => new azure.Cosmos(root, 'account', { ...place, backupPolicyType: 'Continuous' }),
  'cosmosdb': (root) => new azure.Cosmosdb(root, 'databases', {
    accountId: `${GROUP}/providers/Microsoft.DocumentDB/databaseAccounts/cosmos-shop`,
    databases: { chat: { containers: { messages: { partitionKeyPaths: ['/conversation'] } } } },
  }),
  'dns-resolver': (root) => new azure.DnsResolver(root, 'names', {
    ...place,
    virtualNetworkId: NETWORK,
    inboundEndpoints: { in: { subnetId: `${NETWORK}/subnets/dns-in` } },
    outboundEndpoints: { out: `${NETWORK}/subnets/dns-out` },
    rulesets: {
      sites: {
        outboundEndpoints: ['out'],
        rules: { office: { domainName: 'corp.example.com.', servers: [{ ipAddress: '192.168.0.53' }] } },
        virtualNetworkIds: { shop: NETWORK },
      },
    },
  }),
  'dns-zone': (root) => new azure.DnsZone(root, 'dns', {
    ...place, zoneName: 'shop.example.com', records: [{ name: '@', type: 'TXT', values: ['v=spf1 -all'] }],
  }),
  'entra-application': (root) => new azure.EntraApplication(root, 'login', {
    webRedirectUris: ['https://shop.example.com/login'],
    roles: { administrator: { description: 'Changes prices.' } },
    members: { pricing: { objectId: PRINCIPAL, role: 'administrator' } },
    oidcIssuerUrl: 'https://issuer.example.com/',
    serviceAccounts: [{ namespace: 'shop', name: 'web' }],
  }),
  'event-grid-system-topic': (root) => new azure.EventGridSystemTopic(root, 'blobs', {
    ...place,
    sourceResourceId: `${GROUP}/providers/Microsoft.Storage/storageAccounts/stshop`,
    topicType: 'Microsoft.Storage.StorageAccounts',
    identity: IDENTITY,
    subscriptions: { uploads: { storageQueue: { storageAccountId: `${GROUP}/providers/Microsoft.Storage/storageAccounts/stjobs`, queueName: 'uploads' } } },
  }),
  'event-grid-topic': (root) => new azure.EventGridTopic(root, 'topic', {
    ...place,
    subscriptions: { mail: { function: { id: `${GROUP}/providers/Microsoft.Web/sites/func-shop/functions/mail` } } },
  }),
  'eventhub-namespace': (root) => new azure.EventhubNamespace(root, 'events', { ...place, hubs: { messages: {} } }),
  'existing-kubernetes-cluster': (root) => new azure.ExistingKubernetesCluster(root, 'old_cluster', { clusterName: 'aks-old', resourceGroupName: 'rg-old' }),
  'firewall': (root) => new azure.Firewall(root, 'firewall', {
    ...place,
    subnetId: `${NETWORK}/subnets/AzureFirewallSubnet`,
    ipGroups: { spokes: ['10.1.0.0/16'] },
    ruleCollectionGroups: {
      platform: {
        priority: 1000,
        application: { clusters: { priority: 200, rules: { aks: { sourceIpGroups: ['spokes'], destinationFqdnTags: ['AzureKubernetesService'] } } } },
        network: { time: { priority: 300, rules: { ntp: { sourceIpGroups: ['spokes'], protocols: ['UDP'], destinationFqdns: ['ntp.ubuntu.com'], destinationPorts: ['123'] } } } },
      },
    },
  }),
  'front-door': (root) => new azure.FrontDoor(root, 'door', {
    ...place,
    originGroups: { shop: { origins: { shop: { hostName: 'origin.example.com' } } } },
    domains: { shop: { hostName: 'shop.example.com' } },
    routes: { all: { originGroup: 'shop' } },
  }),
  'function-app': (root) => new azure.FunctionApp(root, 'functions', {
    ...place,
    runtime: { name: 'node', version: '22' },
    storageAccountName: 'stshop',
    identity: { ...IDENTITY, clientId: PRINCIPAL },
    secretSettings: { API_KEY: 'https://kv-shop.vault.azure.net/secrets/api-key' },
  }),
  'grafana': (root) => new azure.Grafana(root, 'boards', { ...place, workspaceIds: { main: WORKSPACE }, viewerGroupObjectIds: { everybody: PRINCIPAL } }),
  'identity': (root) => new azure.Identity(root, 'api', {
    ...place, oidcIssuerUrl: 'https://issuer.example.com/', serviceAccounts: [{ namespace: 'shop', name: 'api' }],
  }),
  'keyvault': (root) => new azure.Keyvault(root, 'vault', { ...place, encryptionKeys: { storage: {} } }),
  'keyvault-secrets': (root) => new azure.KeyvaultSecrets(root, 'secrets', {
    keyVaultId: `${GROUP}/providers/Microsoft.KeyVault/vaults/kv-shop`, values: { token: Hcl.raw('sensitive(uuid())') },
  }),
  'kubernetes-cluster': (root) => new azure.KubernetesCluster(root, 'cluster', { ...place, subnetId: `${NETWORK}/subnets/nodes` }),
  'log-analytics': (root) => new azure.LogAnalytics(root, 'logs', place),
  'metric-alerts': (root) => new azure.MetricAlerts(root, 'alerts', {
    ...place,
    actionGroupIds: [`${GROUP}/providers/Microsoft.Insights/actionGroups/platform`],
    metricAlerts: {
      cpu: {
        scopes: [`${GROUP}/providers/Microsoft.DBforPostgreSQL/flexibleServers/psql-shop`],
        criteria: [{ metricNamespace: 'Microsoft.DBforPostgreSQL/flexibleServers', metricName: 'cpu_percent', threshold: 80 }],
      },
    },
    logAlerts: { denied: { scope: `${GROUP}/providers/Microsoft.OperationalInsights/workspaces/log-shop`, query: 'AzureDiagnostics | where ResultType == "Denied"' } },
    activityAlerts: { health: { scopes: ['/subscriptions/00000000-0000-0000-0000-000000000001'], category: 'ServiceHealth', serviceHealth: {} } },
  }),
  'monitor-workspace': (root) => new azure.MonitorWorkspace(root, 'metrics', place),
  'mssql': (root) => new azure.Mssql(root, 'sql', { ...place, administrator: { name: 'sql-admins', objectId: PRINCIPAL }, databases: { orders: {} } }),
  'mysql': (root) => new azure.Mysql(root, 'mysql', {
    ...place, administrator: { name: 'dba team', objectId: PRINCIPAL, ...IDENTITY }, databases: { orders: {} },
  }),
  'network': (root) => new azure.Network(root, 'network', {
    ...place,
    isolated: true,
    addressSpace: ['10.0.0.0/16'],
    subnets: [
      { name: 'nodes', addressPrefix: '10.0.0.0/20', podCidr: '10.244.0.0/16', internetPorts: [80, 443] },
      { name: 'endpoints', addressPrefix: '10.0.16.0/24', natGateway: false },
    ],
  }),
  'policy-assignments': (root) => new azure.PolicyAssignments(root, 'policies', {
    definitions: { tagged: { rule: '{"if":{"field":"tags[owner]","exists":"false"},"then":{"effect":"audit"}}' } },
    subscriptionAssignments: {
      locations: {
        subscriptionId: '/subscriptions/00000000-0000-0000-0000-000000000001',
        definitionId: '/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c',
        parameters: '{"listOfAllowedLocations":["westeurope"]}',
      },
    },
    resourceGroupAssignments: { tagged: { resourceGroupId: GROUP, definition: 'tagged' } },
    exemptions: { old: { assignment: 'locations', resourceGroupId: GROUP, reason: 'It moves.', expiresOn: '2030-01-31T00:00:00Z' } },
  }),
  'postgresql': (root) => new azure.Postgresql(root, 'postgresql', { ...place, administrators: {} }),
  'postgresql-entra-database': (root) => new azure.PostgresqlEntraDatabase(root, 'orders', {
    serverId: `${GROUP}/providers/Microsoft.DBforPostgreSQL/flexibleServers/psql-shop`,
    host: 'psql-shop.postgres.database.azure.com',
    databaseName: 'orders',
    userName: 'orders',
  }),
  'prometheus-rules': (root) => new azure.PrometheusRules(root, 'rules', {
    ...place, workspaceId: WORKSPACE, groups: { targets: { rules: [{ alert: 'Down', expression: 'up == 0', forMinutes: 5, severity: 0 }] } },
  }),
  'redis': (root) => new azure.Redis(root, 'cache', place),
  'resource-group': (root) => new azure.ResourceGroup(root, 'group'),
  'role-assignments': (root) => new azure.RoleAssignments(root, 'roles', {
    assignments: { reader: { scope: GROUP, role: 'Reader', principalId: PRINCIPAL } },
  }),
  'search': (root) => new azure.Search(root, 'search', {
    ...place, sharedPrivateLinks: { files: { targetResourceId: `${GROUP}/providers/Microsoft.Storage/storageAccounts/stshop`, subresourceName: 'blob' } },
  }),
  'service-bus': (root) => new azure.ServiceBus(root, 'bus', { ...place, queues: { jobs: {} } }),
  'static-web-app': (root) => new azure.StaticWebApp(root, 'site', { ...place, domains: { www: { hostName: 'www.example.com' } } }),
  'storage-account': (root) => new azure.StorageAccount(root, 'files', { ...place, containers: { attachments: {} } }),
  'vpn-gateway': (root) => new azure.VpnGateway(root, 'vpn', {
    ...place,
    subnetId: `${NETWORK}/subnets/GatewaySubnet`,
    bgp: { asn: 65010 },
    sites: { office: { address: '198.51.100.7', addressSpace: ['192.168.0.0/16'] }, plant: { fqdn: 'vpn.example.com', bgp: { asn: 65020, peeringAddress: '172.16.0.1' } } },
    clients: { addressSpace: ['172.20.0.0/24'] },
  }),
  'workload-identities': (root) => new azure.WorkloadIdentities(root, 'workloads', {
    ...place,
    oidcIssuerUrl: 'https://issuer.example.com/',
    workloads: { api: { namespace: 'shop', serviceAccount: 'api' } },
  }),
};
