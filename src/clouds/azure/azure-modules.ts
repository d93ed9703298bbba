import { atPrivateEndpoint, EVENT_HUBS_PORTS, REDIS_PORTS, redisEndpoint, SERVICE_BUS_PORTS, sqlEndpoint, storageEndpoint } from './azure-endpoints';
import type { AzureModuleFacts } from './azure-module-facts';
import type { AzureModuleName } from './azure-module-name';
import { GLOBAL_NAME, LOCAL_NAME, REGISTRY_NAME, RESOURCE_GROUP_NAME, STORAGE_ACCOUNT_NAME } from './azure-names';
import { networkOf, networkProblems } from './azure-network-problems';
import { ALL_OPTIONS, NO_OPTIONS, WITHOUT_LOGS } from './azure-resource-options';
import { assignedRoles, clusterRoles } from './azure-roles';
import { letsInThrough } from './azure-service-endpoints';
import { DataAccess } from '../data-access';

/**
 * What the modules of `src/terraform/modules/azure/` need beside their `.tf` files.
 *
 * Source of names: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules; of rights: what
 * hashicorp/azurerm 4.81.0 calls to read each resource, under `internal/services/`, and
 * https://learn.microsoft.com/azure/role-based-access-control/built-in-roles; of the roles of data: there, and
 * https://learn.microsoft.com/azure/cosmos-db/nosql/reference-data-plane-security
 */
export const AZURE_MODULES: Readonly<Record<AzureModuleName, AzureModuleFacts>> = {
  'action-groups': {
    services: ['Insights'],
    nameRule: LOCAL_NAME,
    statefulTypes: [],
    credentials: [
      { what: 'addresses of webhooks', from: 'state', ifInput: 'key_vault_id' },
      { what: 'values of all secrets of the vault', from: 'plan', ifInput: 'key_vault_id' },
    ],
    resourceOptions: NO_OPTIONS,
    rights: [{ ifInput: 'key_vault_id', planRoles: ['Key Vault Secrets User'], applyRoles: ['Key Vault Secrets User'] }],
  },
  'app-configuration': {
    services: ['AppConfiguration', 'Insights', 'Network'],
    nameRule: { ...GLOBAL_NAME, maxLength: 50 },
    statefulTypes: ['azurerm_app_configuration'],
    credentials: [
      { what: 'access keys of all stores', from: 'plan' },
      { what: 'access keys of the store', from: 'state', ifInput: 'local_auth_enabled' },
    ],
    resourceOptions: ALL_OPTIONS,
    rights: [{
      readingActions: ['Microsoft.AppConfiguration/configurationStores/listKeys/action'],
      planRoles: ['App Configuration Data Reader'],
      applyRoles: ['App Configuration Data Owner'],
    }],
    grants: {
      kind: 'roles',
      levels: {
        [DataAccess.READ]: ['App Configuration Data Reader'],
        [DataAccess.READ_WRITE]: ['App Configuration Data Owner'],
      },
      ports: [{ port: 443 }],
    },
  },
  'application-gateway': {
    services: ['Insights', 'Network'],
    nameRule: { ...LOCAL_NAME, maxLength: 72 },
    statefulTypes: [],
    credentials: [],
    resourceOptions: ALL_OPTIONS,
    rights: [],
  },
  'application-insights': {
    services: ['Insights'],
    nameRule: LOCAL_NAME,
    statefulTypes: ['azurerm_application_insights'],
    credentials: [{ what: 'key by which anybody sends to the component', from: 'state', ifInput: 'local_authentication_enabled' }],
    resourceOptions: ALL_OPTIONS,
    rights: [],
    grants: {
      kind: 'roles',
      levels: {
        [DataAccess.WRITE]: ['Monitoring Metrics Publisher'],
      },
      ports: [{ port: 443 }],
    },
  },
  'bastion': {
    services: ['Insights', 'Network'],
    nameRule: { ...LOCAL_NAME, maxLength: 72 },
    statefulTypes: [],
    credentials: [],
    resourceOptions: ALL_OPTIONS,
    rights: [],
  },
  'cognitive-services': {
    services: ['CognitiveServices', 'Insights', 'Network'],
    nameRule: GLOBAL_NAME,
    statefulTypes: ['azurerm_cognitive_account'],
    credentials: [
      { what: 'access keys of all accounts', from: 'plan', ifInput: 'local_auth_enabled' },
      { what: 'access keys of the account', from: 'state', ifInput: 'local_auth_enabled' },
    ],
    resourceOptions: ALL_OPTIONS,
    ...letsInThrough('Microsoft.CognitiveServices'),
    rights: [{ ifInput: 'local_auth_enabled', readingActions: ['Microsoft.CognitiveServices/accounts/listKeys/action'] }],
    grants: {
      kind: 'roles',
      levels: {
        [DataAccess.READ]: ['Cognitive Services User'],
      },
      ports: [{ port: 443 }],
    },
  },
  'container-apps': {
    services: ['App', 'Insights'],
    nameRule: { ...LOCAL_NAME, maxLength: 60, letterFirst: true },
    statefulTypes: ['azurerm_container_app_environment'],
    credentials: [{ what: 'secrets of all apps and jobs', from: 'plan' }],
    resourceOptions: ALL_OPTIONS,
    rights: [{ readingActions: ['Microsoft.App/containerApps/listSecrets/action', 'Microsoft.App/jobs/listSecrets/action', 'Microsoft.App/managedEnvironments/daprComponents/listSecrets/action'] }],
  },
  'container-registry': {
    services: ['ContainerRegistry', 'Insights', 'Network'],
    nameRule: REGISTRY_NAME,
    statefulTypes: ['azurerm_container_registry'],
    credentials: [],
    resourceOptions: ALL_OPTIONS,
    rights: [],
    grants: {
      kind: 'roles',
      levels: {
        [DataAccess.READ]: ['AcrPull'],
        [DataAccess.READ_WRITE]: ['AcrPush'],
      },
      ports: [{ port: 443 }],
    },
  },
  'cosmos': {
    services: ['DocumentDB', 'Insights', 'Network'],
    nameRule: { ...GLOBAL_NAME, maxLength: 44 },
    statefulTypes: ['azurerm_cosmosdb_account'],
    credentials: [
      { what: 'access keys of all accounts', from: 'plan' },
      { what: 'access keys of the account', from: 'state', ifInput: 'local_authentication_enabled' },
    ],
    resourceOptions: ALL_OPTIONS,
    ...letsInThrough('Microsoft.AzureCosmosDB'),
    rights: [{
      readingActions: [
        'Microsoft.DocumentDB/databaseAccounts/listConnectionStrings/action',
        'Microsoft.DocumentDB/databaseAccounts/listKeys/action',
        'Microsoft.DocumentDB/databaseAccounts/readonlykeys/action',
      ],
    }],
    grants: {
      kind: 'cosmos-roles',
      levels: {
        [DataAccess.READ]: ['Reader'],
        [DataAccess.READ_WRITE]: ['Contributor'],
      },
      ports: [{ port: 443 }],
    },
  },
  'cosmosdb': {
    services: ['DocumentDB'],
    statefulTypes: ['azurerm_cosmosdb_sql_container', 'azurerm_cosmosdb_sql_database'],
    credentials: [],
    resourceOptions: NO_OPTIONS,
    rights: [],
  },
  'dns-zone': {
    services: ['Network'],
    statefulTypes: ['azurerm_dns_zone', 'azurerm_private_dns_zone'],
    credentials: [],
    resourceOptions: WITHOUT_LOGS,
    rights: [],
  },
  'event-grid-system-topic': {
    services: ['EventGrid', 'Insights'],
    nameRule: LOCAL_NAME,
    statefulTypes: [],
    credentials: [],
    resourceOptions: ALL_OPTIONS,
    rights: [],
  },
  'event-grid-topic': {
    services: ['EventGrid', 'Insights', 'Network'],
    nameRule: { ...GLOBAL_NAME, maxLength: 50 },
    statefulTypes: [],
    credentials: [
      { what: 'access keys of all topics', from: 'plan' },
      { what: 'access keys of the topic', from: 'state', ifInput: 'local_authentication_enabled' },
    ],
    resourceOptions: ALL_OPTIONS,
    rights: [{ readingActions: ['Microsoft.EventGrid/topics/listKeys/action'] }],
    grants: {
      kind: 'roles',
      levels: {
        [DataAccess.WRITE]: ['EventGrid Data Sender'],
      },
      ports: [{ port: 443 }],
    },
    endpoint: atPrivateEndpoint([{ port: 443 }]),
  },
  'eventhub-namespace': {
    services: ['EventHub', 'Insights', 'Network'],
    nameRule: { ...GLOBAL_NAME, maxLength: 50, letterFirst: true },
    statefulTypes: ['azurerm_eventhub', 'azurerm_eventhub_namespace'],
    credentials: [{ what: 'connection string of the namespace', from: 'state', ifInput: 'local_authentication_enabled' }],
    resourceOptions: ALL_OPTIONS,
    ...letsInThrough('Microsoft.EventHub'),
    rights: [],
    grants: {
      kind: 'roles',
      levels: {
        [DataAccess.READ]: ['Azure Event Hubs Data Receiver'],
        [DataAccess.WRITE]: ['Azure Event Hubs Data Sender'],
        [DataAccess.READ_WRITE]: ['Azure Event Hubs Data Receiver', 'Azure Event Hubs Data Sender'],
      },
      ports: EVENT_HUBS_PORTS,
    },
    endpoint: atPrivateEndpoint(EVENT_HUBS_PORTS),
  },
  'front-door': {
    services: ['Cdn', 'Insights', 'Network'],
    nameRule: { ...LOCAL_NAME, maxLength: 46, letterFirst: true },
    statefulTypes: [],
    credentials: [],
    resourceOptions: ALL_OPTIONS,
    rights: [],
  },
  'function-app': {
    services: ['Insights', 'Network', 'Web'],
    nameRule: { ...GLOBAL_NAME, maxLength: 32 },
    statefulTypes: [],
    credentials: [{ what: 'settings and publishing passwords of all apps', from: 'plan' }],
    resourceOptions: ALL_OPTIONS,
    rights: [{ readingActions: ['Microsoft.Web/sites/config/list/action'] }],
    endpoint: atPrivateEndpoint([{ port: 443 }]),
  },
  'grafana': {
    services: ['Dashboard', 'Insights'],
    nameRule: { ...GLOBAL_NAME, maxLength: 23, letterFirst: true },
    statefulTypes: ['azurerm_dashboard_grafana'],
    credentials: [],
    resourceOptions: ALL_OPTIONS,
    // Deployments bring dashboards to it.
    rights: [{ applyRoles: ['Grafana Editor'], assignsRoles: () => ['Grafana Admin', 'Grafana Editor', 'Grafana Viewer', 'Monitoring Data Reader'] }],
  },
  'identity': {
    services: ['ManagedIdentity'],
    nameRule: LOCAL_NAME,
    statefulTypes: [],
    credentials: [],
    resourceOptions: WITHOUT_LOGS,
    rights: [],
  },
  'keyvault': {
    services: ['Insights', 'KeyVault', 'Network'],
    nameRule: { ...GLOBAL_NAME, maxLength: 24, letterFirst: true },
    statefulTypes: ['azurerm_key_vault', 'azurerm_key_vault_certificate', 'azurerm_key_vault_key'],
    credentials: [],
    resourceOptions: ALL_OPTIONS,
    ...letsInThrough('Microsoft.KeyVault'),
    rights: [
      { ifInput: 'certificates', planRoles: ['Key Vault Reader'], applyRoles: ['Key Vault Certificates Officer'] },
      { ifInput: 'encryption_keys', planRoles: ['Key Vault Reader'], applyRoles: ['Key Vault Crypto Officer'] },
    ],
    grants: {
      kind: 'roles',
      levels: {
        [DataAccess.READ]: ['Key Vault Secrets User'],
        [DataAccess.READ_WRITE]: ['Key Vault Secrets Officer'],
      },
      ports: [{ port: 443 }],
    },
    endpoint: atPrivateEndpoint([{ port: 443 }]),
  },
  'keyvault-secrets': {
    services: ['KeyVault'],
    statefulTypes: ['azurerm_key_vault_secret'],
    credentials: [{ what: 'values of all secrets of the vault', from: 'plan' }],
    resourceOptions: NO_OPTIONS,
    rights: [{ planRoles: ['Key Vault Secrets User'], applyRoles: ['Key Vault Secrets Officer'] }],
  },
  'kubernetes-cluster': {
    services: ['Compute', 'ContainerService', 'Insights', 'ManagedIdentity'],
    nameRule: { ...LOCAL_NAME, maxLength: 54 },
    statefulTypes: ['azurerm_kubernetes_cluster'],
    credentials: [{ what: 'credentials of users of all clusters', from: 'plan' }],
    resourceOptions: ALL_OPTIONS,
    rights: [{
      readingActions: ['Microsoft.ContainerService/managedClusters/listClusterUserCredential/action'],
      applyRoles: ['Azure Kubernetes Service RBAC Cluster Admin'],
      assignsRoles: clusterRoles,
    }],
  },
  'log-analytics': {
    services: ['Insights', 'OperationalInsights'],
    nameRule: LOCAL_NAME,
    statefulTypes: ['azurerm_log_analytics_workspace'],
    credentials: [{ what: 'shared keys of the workspace', from: 'state', ifInput: 'local_authentication_enabled' }],
    resourceOptions: ALL_OPTIONS,
    rights: [],
  },
  'metric-alerts': {
    services: ['AlertsManagement', 'Insights'],
    nameRule: LOCAL_NAME,
    statefulTypes: [],
    credentials: [],
    resourceOptions: NO_OPTIONS,
    rights: [],
  },
  'monitor-workspace': {
    services: ['Insights', 'Monitor'],
    nameRule: { ...LOCAL_NAME, maxLength: 44 },
    statefulTypes: ['azurerm_monitor_workspace'],
    credentials: [],
    resourceOptions: WITHOUT_LOGS,
    rights: [],
  },
  'mssql': {
    services: ['Insights', 'Network', 'Sql'],
    nameRule: GLOBAL_NAME,
    statefulTypes: ['azurerm_mssql_database', 'azurerm_mssql_elasticpool', 'azurerm_mssql_server'],
    credentials: [],
    resourceOptions: ALL_OPTIONS,
    ...letsInThrough('Microsoft.Sql'),
    rights: [],
    endpoint: sqlEndpoint,
  },
  'mysql': {
    services: ['DBforMySQL', 'Insights', 'KeyVault', 'Network'],
    nameRule: GLOBAL_NAME,
    statefulTypes: ['azurerm_key_vault_secret', 'azurerm_mysql_flexible_database', 'azurerm_mysql_flexible_server'],
    credentials: [{ what: 'password of the local administrator', from: 'plan', ifInput: 'local_administrator' }],
    resourceOptions: ALL_OPTIONS,
    rights: [{ ifInput: 'local_administrator', planRoles: ['Key Vault Secrets User'], applyRoles: ['Key Vault Secrets Officer'] }],
    endpoint: atPrivateEndpoint([{ port: 3306 }]),
  },
  'network': {
    services: ['Insights', 'Network'],
    nameRule: { ...LOCAL_NAME, maxLength: 40 },
    statefulTypes: ['azurerm_private_dns_zone'],
    credentials: [],
    resourceOptions: ALL_OPTIONS,
    rights: [],
    problems: networkProblems,
    network: networkOf,
  },
  'postgresql': {
    services: ['DBforPostgreSQL', 'Insights', 'KeyVault', 'Network'],
    nameRule: GLOBAL_NAME,
    statefulTypes: ['azurerm_key_vault_secret', 'azurerm_postgresql_flexible_server', 'azurerm_postgresql_flexible_server_database'],
    credentials: [{ what: 'password of the local administrator', from: 'plan', ifInput: 'local_administrator' }],
    resourceOptions: ALL_OPTIONS,
    rights: [{ ifInput: 'local_administrator', planRoles: ['Key Vault Secrets User'], applyRoles: ['Key Vault Secrets Officer'] }],
    grants: { kind: 'postgresql-administrators', levels: {}, ports: [{ port: 5432 }] },
    endpoint: atPrivateEndpoint([{ port: 5432 }]),
  },
  'postgresql-entra-database': {
    services: ['DBforPostgreSQL'],
    statefulTypes: ['azurerm_postgresql_flexible_server_database'],
    credentials: [],
    resourceOptions: NO_OPTIONS,
    rights: [],
    entraUser: true,
  },
  'prometheus-rules': {
    services: ['AlertsManagement'],
    nameRule: LOCAL_NAME,
    statefulTypes: [],
    credentials: [],
    resourceOptions: NO_OPTIONS,
    rights: [],
  },
  'redis': {
    services: ['Cache', 'Insights', 'Network'],
    nameRule: { ...GLOBAL_NAME, maxLength: 60 },
    statefulTypes: ['azurerm_managed_redis'],
    credentials: [
      { what: 'access keys of all databases', from: 'plan', ifInput: 'access_keys_authentication_enabled' },
      { what: 'access keys of the database', from: 'state', ifInput: 'access_keys_authentication_enabled' },
    ],
    resourceOptions: ALL_OPTIONS,
    rights: [{ ifInput: 'access_keys_authentication_enabled', readingActions: ['Microsoft.Cache/redisEnterprise/databases/listKeys/action'] }],
    grants: {
      kind: 'redis-policies',
      levels: {
        [DataAccess.READ_WRITE]: ['default'],
      },
      ports: REDIS_PORTS,
    },
    endpoint: redisEndpoint,
  },
  'resource-group': {
    services: [],
    nameRule: RESOURCE_GROUP_NAME,
    statefulTypes: ['azurerm_resource_group'],
    credentials: [],
    resourceOptions: WITHOUT_LOGS,
    rights: [],
  },
  'role-assignments': {
    services: [],
    statefulTypes: [],
    credentials: [],
    resourceOptions: NO_OPTIONS,
    rights: [{ assignsRoles: 'any' }],
  },
  'search': {
    services: ['Insights', 'Network', 'Search'],
    nameRule: { ...GLOBAL_NAME, maxLength: 60, hyphens: false },
    statefulTypes: ['azurerm_search_service'],
    credentials: [
      { what: 'access keys of all services', from: 'plan' },
      { what: 'access keys of the service', from: 'state', ifInput: 'local_authentication_enabled' },
    ],
    resourceOptions: ALL_OPTIONS,
    rights: [{ readingActions: ['Microsoft.Search/searchServices/listAdminKeys/action', 'Microsoft.Search/searchServices/listQueryKeys/action'] }],
    grants: {
      kind: 'roles',
      levels: {
        [DataAccess.READ]: ['Search Index Data Reader'],
        [DataAccess.READ_WRITE]: ['Search Index Data Contributor'],
      },
      ports: [{ port: 443 }],
    },
    endpoint: atPrivateEndpoint([{ port: 443 }]),
  },
  'service-bus': {
    services: ['Insights', 'Network', 'ServiceBus'],
    nameRule: { ...GLOBAL_NAME, maxLength: 50, letterFirst: true },
    statefulTypes: ['azurerm_servicebus_namespace', 'azurerm_servicebus_queue', 'azurerm_servicebus_subscription', 'azurerm_servicebus_topic'],
    credentials: [{ what: 'connection string of the namespace', from: 'state', ifInput: 'local_auth_enabled' }],
    resourceOptions: ALL_OPTIONS,
    ...letsInThrough('Microsoft.ServiceBus'),
    rights: [],
    grants: {
      kind: 'roles',
      levels: {
        [DataAccess.READ]: ['Azure Service Bus Data Receiver'],
        [DataAccess.WRITE]: ['Azure Service Bus Data Sender'],
        [DataAccess.READ_WRITE]: ['Azure Service Bus Data Receiver', 'Azure Service Bus Data Sender'],
      },
      ports: SERVICE_BUS_PORTS,
    },
    endpoint: atPrivateEndpoint(SERVICE_BUS_PORTS),
  },
  'static-web-app': {
    services: ['Network', 'Web'],
    nameRule: { ...LOCAL_NAME, maxLength: 40 },
    statefulTypes: [],
    credentials: [
      { what: 'settings and deployment tokens of all static web apps', from: 'plan' },
      { what: 'deployment token of the app', from: 'state' },
    ],
    resourceOptions: WITHOUT_LOGS,
    rights: [{ readingActions: ['Microsoft.Web/staticSites/listAppSettings/action', 'Microsoft.Web/staticSites/listSecrets/action'] }],
    endpoint: atPrivateEndpoint([{ port: 443 }]),
  },
  'storage-account': {
    services: ['Insights', 'Network', 'Storage'],
    nameRule: STORAGE_ACCOUNT_NAME,
    statefulTypes: ['azurerm_storage_account', 'azurerm_storage_container'],
    credentials: [{ what: 'access keys of the account', from: 'state', ifInput: 'shared_access_key_enabled' }],
    resourceOptions: ALL_OPTIONS,
    ...letsInThrough('Microsoft.Storage'),
    rights: [],
    grants: {
      kind: 'roles',
      levels: {
        [DataAccess.READ]: ['Storage Blob Data Reader'],
        [DataAccess.READ_WRITE]: ['Storage Blob Data Contributor'],
      },
      ports: [{ port: 443 }],
    },
    endpoint: storageEndpoint,
  },
  'workload-identities': {
    services: ['Cache', 'DBforPostgreSQL', 'DocumentDB', 'ManagedIdentity'],
    nameRule: LOCAL_NAME,
    statefulTypes: [],
    credentials: [],
    resourceOptions: NO_OPTIONS,
    rights: [{ assignsRoles: assignedRoles }],
  },
};
