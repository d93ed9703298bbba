import type { ResourceAlert, WatchedModule } from './resource-alert';

/** An alert on a metric of Azure Monitor. */
export interface AzureResourceAlert extends ResourceAlert {
  readonly metric: string;
  /** @default 'Average' */
  readonly aggregation?: 'Average' | 'Maximum' | 'Minimum' | 'Total';
  /** @default 'GreaterThan' */
  readonly operator?: 'GreaterThan' | 'LessThan';
  /**
   * Over how long.
   * @default 15
   */
  readonly windowMinutes?: number;
}

/** What Azure Monitor measures of a library module. */
export interface AzureWatchedModule extends WatchedModule<AzureResourceAlert> {
  /** Type of the resource. */
  readonly namespace: string;
  /**
   * An output that holds IDs by name, and the input whose keys these names are.
   * @default - the output `id`
   */
  readonly each?: { readonly output: string; readonly input: string };
}

const DATABASE = 'terraform-database';

/**
 * What is watched of the library's modules, by their path.
 *
 * Source of the metrics: https://learn.microsoft.com/azure/azure-monitor/reference/metrics-index, by the type of the resource
 */
export const AZURE_WATCHED_MODULES: Readonly<Record<string, AzureWatchedModule>> = {
  'azure/cosmos': {
    namespace: 'Microsoft.DocumentDB/databaseAccounts',
    runbook: DATABASE,
    alerts: {
      throughput: { metric: 'NormalizedRUConsumption', aggregation: 'Maximum', threshold: 90, severity: 'warning', meaning: 'A partition uses most of its throughput: soon requests are refused.' },
    },
  },
  'azure/eventhub-namespace': {
    namespace: 'Microsoft.EventHub/namespaces',
    alerts: {
      errors: { metric: 'ServerErrors', aggregation: 'Total', threshold: 10, severity: 'warning', meaning: 'Event Hubs answers with errors of its own.' },
      throttled: { metric: 'ThrottledRequests', aggregation: 'Total', threshold: 10, severity: 'warning', meaning: 'Requests are refused, since there are more than the throughput units take.' },
    },
  },
  'azure/keyvault': {
    namespace: 'Microsoft.KeyVault/vaults',
    alerts: {
      availability: { metric: 'Availability', operator: 'LessThan', threshold: 99, severity: 'warning', meaning: 'The vault does not answer all requests.' },
      saturation: { metric: 'SaturationShoebox', threshold: 75, severity: 'warning', meaning: 'The vault gets most of the requests that it takes: soon it refuses some.' },
    },
  },
  'azure/kubernetes-cluster': {
    namespace: 'Microsoft.ContainerService/managedClusters',
    runbook: 'terraform-cluster',
    alerts: {
      cpu: { metric: 'node_cpu_usage_percentage', threshold: 90, severity: 'warning', meaning: 'The nodes have hardly any processor time left.' },
      memory: { metric: 'node_memory_working_set_percentage', threshold: 90, severity: 'warning', meaning: 'The nodes have hardly any memory left.' },
      disk: { metric: 'node_disk_usage_percentage', aggregation: 'Maximum', threshold: 90, severity: 'critical', meaning: 'The disk of a node fills up: it evicts pods, and takes no new ones.' },
    },
  },
  'azure/mssql': {
    namespace: 'Microsoft.Sql/servers/databases',
    runbook: DATABASE,
    each: { output: 'database_ids', input: 'databases' },
    alerts: {
      cpu: { metric: 'cpu_percent', threshold: 90, severity: 'warning', meaning: 'The database has hardly any processor time left.' },
      disk: { metric: 'storage_percent', aggregation: 'Maximum', threshold: 85, severity: 'critical', meaning: 'The disk of the database fills up: once it is full, nothing can be written.' },
      workers: { metric: 'workers_percent', threshold: 90, severity: 'warning', meaning: 'The database has hardly any workers left: soon requests are refused.' },
    },
  },
  'azure/mysql': {
    namespace: 'Microsoft.DBforMySQL/flexibleServers',
    runbook: DATABASE,
    alerts: {
      'connections': { metric: 'aborted_connections', aggregation: 'Total', threshold: 20, severity: 'warning', meaning: 'Connections fail: there are too many, or somebody may not log in.' },
      'cpu': { metric: 'cpu_percent', threshold: 90, severity: 'warning', meaning: 'The server has hardly any processor time left.' },
      'disk': { metric: 'storage_percent', aggregation: 'Maximum', threshold: 85, severity: 'critical', meaning: 'The disk fills up: once it is full, nothing can be written.' },
      'memory': { metric: 'memory_percent', threshold: 90, severity: 'warning', meaning: 'The server has hardly any memory left.' },
      'replication-lag': { metric: 'replication_lag', aggregation: 'Maximum', threshold: 300, severity: 'warning', meaning: 'A replica is more than five minutes behind.' },
    },
  },
  'azure/postgresql': {
    namespace: 'Microsoft.DBforPostgreSQL/flexibleServers',
    runbook: DATABASE,
    alerts: {
      'alive': { metric: 'is_db_alive', aggregation: 'Maximum', operator: 'LessThan', threshold: 1, windowMinutes: 5, severity: 'critical', meaning: 'The server does not run.' },
      'connections': { metric: 'connections_failed', aggregation: 'Total', threshold: 20, severity: 'warning', meaning: 'Connections fail: there are too many, or somebody may not log in.' },
      'cpu': { metric: 'cpu_percent', threshold: 90, severity: 'warning', meaning: 'The server has hardly any processor time left.' },
      'disk': { metric: 'storage_percent', threshold: 85, severity: 'critical', meaning: 'The disk fills up: at 95 % the server takes no more writes.' },
      'memory': { metric: 'memory_percent', threshold: 90, severity: 'warning', meaning: 'The server has hardly any memory left.' },
      'replication-lag': {
        metric: 'physical_replication_delay_in_bytes', aggregation: 'Maximum', threshold: 1_073_741_824, severity: 'warning', meaning: 'A replica is more than 1 GiB behind.',
      },
    },
  },
  'azure/redis': {
    namespace: 'Microsoft.Cache/redisEnterprise',
    runbook: DATABASE,
    alerts: {
      memory: { metric: 'usedmemorypercentage', aggregation: 'Maximum', threshold: 85, severity: 'warning', meaning: 'The memory fills up: once it is full, keys are evicted or writes refused.' },
    },
  },
  'azure/service-bus': {
    namespace: 'Microsoft.ServiceBus/namespaces',
    alerts: {
      'dead-letters': { metric: 'DeadletteredMessages', aggregation: 'Maximum', threshold: 0, severity: 'warning', meaning: 'Messages lie among the dead letters, where nobody reads them.' },
      'errors': { metric: 'ServerErrors', aggregation: 'Total', threshold: 10, severity: 'warning', meaning: 'Service Bus answers with errors of its own.' },
      'throttled': { metric: 'ThrottledRequests', aggregation: 'Total', threshold: 10, severity: 'warning', meaning: 'Requests are refused, since there are more than the namespace takes.' },
    },
  },
  'azure/storage-account': {
    namespace: 'Microsoft.Storage/storageAccounts',
    alerts: {
      availability: { metric: 'Availability', operator: 'LessThan', threshold: 99, windowMinutes: 60, severity: 'warning', meaning: 'The account does not answer all requests.' },
    },
  },
};
