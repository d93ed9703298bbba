/** Inputs of a module by name. */
export type Inputs = Readonly<Record<string, unknown>>;

/** Inputs that a module takes, and inputs that it refuses. */
export interface InputCases {
  /** What every call gives. */
  readonly required: Inputs;
  /** Inputs that are taken, beside the required ones alone. */
  readonly taken?: readonly Inputs[];
  /** Inputs that the variable refuses. */
  readonly refused: ReadonlyArray<readonly [variable: string, inputs: Inputs]>;
}

const PLACE: Inputs = { location: 'eastus2', resource_group_name: 'rg-picasso' };
const TENANT: Inputs = { tenant_id: '00000000-0000-0000-0000-000000000000' };
const PUBLIC: Inputs = { public_network_access_enabled: true };
const SUBNET = '/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/v/subnets/s';

function names(...values: readonly string[]): Array<readonly [string, Inputs]> {
  return values.map((name) => ['name', { name }]);
}

/** What the rules for the network refuse in every module that has them. */
const NETWORK: InputCases['refused'] = [
  ['allowed_ip_ranges', { allowed_ip_ranges: ['203.0.113.0/24'] }],
  ['allowed_ip_ranges', { ...PUBLIC, allowed_ip_ranges: ['0.0.0.0/0'] }],
  ['allowed_ip_ranges', { ...PUBLIC, allowed_ip_ranges: ['203.0.113.0-203.0.113.9'] }],
];
const SUBNETS: InputCases['refused'] = [['allowed_subnet_ids', { allowed_subnet_ids: [SUBNET] }]];

const ACCOUNT: Inputs = { account_id: '/subscriptions/s/resourceGroups/r/providers/Microsoft.DocumentDB/databaseAccounts/a' };

const WORKSPACE = '/subscriptions/s/resourceGroups/r/providers/Microsoft.Monitor/accounts/w';
const VAULT = '/subscriptions/s/resourceGroups/r/providers/Microsoft.KeyVault/vaults/v';
const WORKLOAD: Inputs = { namespace: 'shop-prod', service_account: 'api' };

function identities(workloads: Inputs): Inputs {
  return { workloads };
}

function rules(...list: readonly Inputs[]): Inputs {
  return { api: { rules: list } };
}

function containers(container: Inputs, database: Inputs = {}): Inputs {
  return { databases: { chat: { ...database, containers: { sessions: { partition_key_paths: ['/id'], ...container } } } } };
}

/** By module of the Azure library. */
export const AZURE_MODULE_INPUTS: Readonly<Record<string, InputCases>> = {
  'action-groups': {
    required: { resource_group_name: 'rg-picasso', name: 'shop-prod', groups: { platform: { emails: { platform: 'platform@example.com' } } } },
    taken: [
      { key_vault_id: VAULT, groups: { platform: { short_name: 'shop', webhooks: { bridge: { secret_name: 'alerts', key: 'bridge' }, other: { secret_name: 'other' } } } } },
      { groups: { platform: { phones: { anna: { country_code: '49', number: '15112345678' } }, role_ids: { owners: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635' } } } },
      { groups: { platform: { entra_webhooks: { incidents: { uri: 'https://incidents.example.com/', object_id: '00000000-0000-0000-0000-000000000001' } } } } },
    ],
    refused: [
      ...names('a', '-shop', 'a'.repeat(64)),
      ['groups', { groups: { 'a b': {} } }],
      ['groups', { groups: { platform: { short_name: 'more than twelve' } } }],
      ['groups', { groups: { platform: { emails: { a: 'platform' } } } }],
      ['groups', { groups: { platform: { emails: { a: 'a@example.com' }, phones: { A: { country_code: '49', number: '1' } } } } }],
      ['groups', { groups: { platform: { entra_webhooks: { a: { uri: 'http://incidents.example.com/', object_id: 'b' } } } } }],
      ['key_vault_id', { groups: { platform: { webhooks: { bridge: { secret_name: 'alerts' } } } } }],
    ],
  },
  'app-configuration': {
    required: { ...PLACE, name: 'picasso-prod' },
    taken: [
      { keys: [{ key: 'a', value: '1' }, { key: 'a', label: 'b', key_vault_secret_id: 'https://x.vault.azure.net/secrets/s' }] },
      { feature_flags: [{ name: 'beta', targeting: { default_percentage: 5, groups: { staff: 100 } }, time_window: { start: '2030-01-31T08:00:00Z' } }] },
      { replica_locations: ['westus2'] },
    ],
    refused: [
      ...names('abcd', 'a'.repeat(51), 'picasso_prod'),
      ['sku', { sku: 'free' }],
      ['soft_delete_retention_days', { soft_delete_retention_days: 8 }],
      ['replica_locations', { replica_locations: ['eastus2'] }],
      ['replica_locations', { replica_locations: ['westus2'], sku: 'developer' }],
      ['keys', { keys: [{ key: 'a' }] }],
      ['keys', { keys: [{ key: 'a', value: '1', key_vault_secret_id: 'https://x.vault.azure.net/secrets/s' }] }],
      ['keys', { keys: [{ key: 'a', value: '1' }, { key: 'a', value: '2' }] }],
      ['keys', { keys: [{ key: '50%', value: '1' }] }],
      ['feature_flags', { feature_flags: [{ name: 'a:b' }] }],
      ['feature_flags', { feature_flags: [{ name: 'a' }, { name: 'a' }] }],
      ['feature_flags', { feature_flags: [{ name: 'a', percentage: 101 }] }],
      ['feature_flags', { feature_flags: [{ name: 'a', targeting: { default_percentage: 0, groups: { staff: -1 } } }] }],
      ['feature_flags', { feature_flags: [{ name: 'a', time_window: { end: '31.1.2030' } }] }],
    ],
  },
  'cognitive-services': {
    required: { ...PLACE, name: 'picasso-prod' },
    taken: [{ deployments: { 'gpt-4o': { model: 'gpt-4o', model_version: '2024-11-20', sku_name: 'GlobalStandard', capacity: 50 } } }],
    refused: [
      ...names('a', '-picasso', 'a'.repeat(65), 'picasso.prod'),
      ...NETWORK,
      ...SUBNETS,
      ['kind', { kind: 'OpenAi' }],
      ['sku_name', { sku_name: 'Standard' }],
      ['deployments', { deployments: { 'gpt 4o': { model: 'gpt-4o' } } }],
      ['deployments', { deployments: { 'gpt-4o': { model: 'gpt-4o', sku_name: 'Global' } } }],
      ['deployments', { deployments: { 'gpt-4o': { model: 'gpt-4o', version_upgrade_option: 'Never' } } }],
      ['deployments', { deployments: { 'gpt-4o': { model: 'gpt-4o', capacity: 0 } } }],
      ['deployments', { kind: 'SpeechServices', deployments: { 'gpt-4o': { model: 'gpt-4o' } } }],
      ['project_management_enabled', { kind: 'OpenAI', project_management_enabled: true }],
    ],
  },
  'cosmos': {
    required: { ...PLACE, name: 'picasso-prod' },
    taken: [
      { backup_policy_type: 'Continuous' },
      { consistency_level: 'BoundedStaleness', secondary_locations: [{ location: 'westus2' }], multiple_write_locations_enabled: true },
      { ...PUBLIC, allowed_ip_ranges: ['203.0.113.7', '203.0.113.0/24'], allowed_subnet_ids: [SUBNET] },
      { private_endpoint: { subnet_id: SUBNET }, capabilities: ['EnableServerless'] },
    ],
    refused: [
      ...names('ab', 'Picasso', 'picasso_prod', '-picasso', 'a'.repeat(45)),
      ...NETWORK,
      ...SUBNETS,
      ['secondary_locations', { secondary_locations: [{ location: 'eastus2' }] }],
      ['multiple_write_locations_enabled', { multiple_write_locations_enabled: true }],
      ['consistency_level', { consistency_level: 'session' }],
      ['consistency_level', { consistency_level: 'Strong', secondary_locations: [{ location: 'westus2' }], multiple_write_locations_enabled: true }],
      ['max_staleness_seconds', { max_staleness_seconds: 5, secondary_locations: [{ location: 'westus2' }] }],
      ['max_staleness_operations', { max_staleness_operations: 9 }],
      ['backup_policy_type', { backup_policy_type: 'None' }],
      ['backup_tier', { backup_tier: 'Continuous14Days' }],
      ['backup_interval_minutes', { backup_interval_minutes: 59 }],
      ['backup_retention_hours', { backup_retention_hours: 721 }],
      ['backup_storage_redundancy', { backup_storage_redundancy: 'GRS' }],
      ['capabilities', { capabilities: ['EnableMongo'] }],
      ['throughput_limit', { throughput_limit: 0 }],
    ],
  },
  'cosmosdb': {
    required: { ...ACCOUNT, databases: {} },
    taken: [
      containers({ throughput: 400, default_ttl_seconds: -1, unique_keys: [['/email']] }, { max_throughput: 4000 }),
      containers({ indexing: { composite_indexes: [[{ path: '/a' }, { path: '/b', order: 'Descending' }]] } }),
      { ...containers({}), role_assignments: { agent: { principal_id: 'p', role: 'Contributor', database: 'chat', container: 'sessions' } } },
    ],
    refused: [
      ['account_id', { account_id: 'picasso-prod' }],
      ['databases', { databases: { 'a/b': {} } }],
      ['databases', containers({}, { throughput: 400, max_throughput: 4000 })],
      ['databases', containers({ throughput: 450 })],
      ['databases', containers({ max_throughput: 1500 })],
      ['databases', containers({ partition_key_paths: [] })],
      ['databases', containers({ partition_key_paths: ['id'] })],
      ['databases', containers({ default_ttl_seconds: 0 })],
      ['databases', containers({ indexing: { included_paths: ['/a/?'] } })],
      ['databases', containers({ indexing: { composite_indexes: [[{ path: '/a', order: 'asc' }]] } })],
      ['role_assignments', { role_assignments: { a: { principal_id: 'p', role: 'Owner' } } }],
      ['role_assignments', { role_assignments: { a: { principal_id: 'p', database: 'chat' } } }],
      ['role_assignments', { role_assignments: { a: { principal_id: 'p', container: 'sessions' } } }],
      ['role_assignments', { ...containers({}), role_assignments: { a: { principal_id: 'p', database: 'chat', container: 'session' } } }],
    ],
  },
  'eventhub-namespace': {
    required: { ...PLACE, name: 'picasso-prod' },
    taken: [
      { hubs: { events: { partition_count: 32, retention_hours: 168, consumer_groups: ['indexer'] } }, maximum_capacity: 10 },
      { sku: 'Premium', capacity: 4, hubs: { state: { compacted: true, partition_count: 64 } } },
      { hubs: { events: { capture_container_name: 'raw' } }, capture: { storage_account_id: 's', user_assigned_identity_id: 'i' } },
    ],
    refused: [
      ...names('short', '1picasso', 'picasso-', 'a'.repeat(51)),
      ...NETWORK,
      ...SUBNETS,
      ['sku', { sku: 'Basic' }],
      ['capacity', { capacity: 41 }],
      ['capacity', { sku: 'Premium', capacity: 3 }],
      ['maximum_capacity', { capacity: 5, maximum_capacity: 4 }],
      ['maximum_capacity', { sku: 'Premium', maximum_capacity: 4 }],
      ['hubs', { hubs: { '-a': {} } }],
      ['hubs', { hubs: { a: { partition_count: 33 } } }],
      ['hubs', { hubs: { a: { retention_hours: 169 } } }],
      ['hubs', { hubs: { a: { consumer_groups: ['$Default'] } } }],
      ['hubs', { hubs: { a: { capture_container_name: 'raw' } } }],
      ['capture', { capture: { storage_account_id: 's', user_assigned_identity_id: 'i', interval_seconds: 30 } }],
    ],
  },
  'grafana': {
    required: { ...PLACE, name: 'shop-prod' },
    taken: [{ workspace_ids: { main: WORKSPACE }, viewer_group_object_ids: { everybody: '00000000-0000-0000-0000-000000000001' }, sku_size: 'X2', grafana_major_version: '11' }],
    refused: [
      ...names('a', '1shop', 'shop-', 'a'.repeat(24)),
      ...['admin_group_object_ids', 'editor_group_object_ids', 'viewer_group_object_ids'].map((variable): readonly [string, Inputs] => [variable, { [variable]: { team: 'platform' } }]),
      ['grafana_major_version', { grafana_major_version: '10' }],
      ['sku_size', { sku_size: 'X3' }],
    ],
  },
  'keyvault': {
    required: { ...PLACE, ...TENANT, name: 'picasso-prod' },
    taken: [
      { encryption_keys: { storage: {}, database: { size: 4096, rotation_days: 90 } } },
      { logging: { log_analytics_workspace_id: 'w' } },
    ],
    refused: [
      ...names('ab', '1picasso', 'picasso--prod', 'picasso-', 'a'.repeat(25)),
      ...NETWORK,
      ...SUBNETS,
      ['tenant_id', { tenant_id: 'contoso.onmicrosoft.com' }],
      ['sku_name', { sku_name: 'Premium' }],
      ['soft_delete_retention_days', { soft_delete_retention_days: 6 }],
      ['encryption_keys', { encryption_keys: { a_b: {} } }],
      ['encryption_keys', { encryption_keys: { a: { size: 1024 } } }],
      ['encryption_keys', { encryption_keys: { a: { rotation_days: 7 } } }],
    ],
  },
  'keyvault-secrets': {
    required: { key_vault_id: '/subscriptions/s/resourceGroups/r/providers/Microsoft.KeyVault/vaults/v', values: { 'database-password': 'a' } },
    taken: [{ values: {} }],
    refused: [['values', { values: { a_b: 'a' } }], ['values', { values: { '': 'a' } }]],
  },
  'monitor-workspace': {
    required: { ...PLACE, name: 'shop-prod' },
    taken: [{ cluster_ids: { main: '/subscriptions/s/resourceGroups/r/providers/Microsoft.ContainerService/managedClusters/main' }, public_network_access_enabled: false }],
    refused: [
      ...names('abc', '-shop', 'shop-', 'a'.repeat(45)),
      ['cluster_ids', { cluster_ids: { a: '/subscriptions/s', b: '/subscriptions/s' } }],
    ],
  },
  'postgresql': {
    required: { ...PLACE, ...TENANT, name: 'picasso-prod' },
    taken: [
      { high_availability_mode: 'ZoneRedundant', zone: '2', storage_gb: 1024, maintenance_window: { day_of_week: 0, start_hour: 3 } },
      { databases: { chat: {} }, administrators: { 'dba team': { object_id: 'o' } }, configurations: { 'azure.extensions': 'VECTOR' } },
      { local_administrator: { key_vault_id: 'v' }, delegated_subnet: { subnet_id: SUBNET, private_dns_zone_id: 'z' } },
      { sku_name: 'B_Standard_B1ms', ...PUBLIC, allowed_ip_ranges: ['203.0.113.7'] },
    ],
    refused: [
      ...names('ab', 'Picasso', 'picasso-', 'a'.repeat(64)),
      ...NETWORK,
      ['tenant_id', { tenant_id: 'contoso.onmicrosoft.com' }],
      ['major_version', { major_version: '13' }],
      ['sku_name', { sku_name: 'Standard_D2ds_v5' }],
      ['storage_gb', { storage_gb: 100 }],
      ['zone', { zone: 'eastus2-1' }],
      ['high_availability_mode', { high_availability_mode: 'None' }],
      ['high_availability_mode', { high_availability_mode: 'SameZone', sku_name: 'B_Standard_B2s' }],
      ['databases', { databases: { '1st': {} } }],
      ['configurations', { configurations: { require_secure_transport: 'off' } }],
      ['administrators', { administrators: { a: { object_id: 'o', principal_type: 'group' } } }],
      ['local_administrator', { local_administrator: { key_vault_id: 'v', login: 'admin' } }],
      ['local_administrator', { local_administrator: { key_vault_id: 'v', login: 'pg_owner' } }],
      ['backup_retention_days', { backup_retention_days: 6 }],
      ['maintenance_window', { maintenance_window: { day_of_week: 7, start_hour: 0 } }],
      ['delegated_subnet', { ...PUBLIC, delegated_subnet: { subnet_id: SUBNET, private_dns_zone_id: 'z' } }],
      ['private_endpoint', { private_endpoint: { subnet_id: SUBNET }, delegated_subnet: { subnet_id: SUBNET, private_dns_zone_id: 'z' } }],
    ],
  },
  'postgresql-entra-database': {
    required: { server_id: 's', host: 'h', database_name: 'orders', user_name: 'orders' },
    taken: [{ database_name: 'order-items', user_name: 'order_api', charset: 'UTF8', collation: 'C' }],
    refused: [
      ['database_name', { database_name: '1orders' }],
      ['database_name', { database_name: 'o'.repeat(58) }],
      ['database_name', { database_name: 'azure_sys' }],
      ['user_name', { user_name: 'order api' }],
      ['user_name', { user_name: 'azure_pg_admin' }],
      ['user_name', { user_name: 'orders_owner' }],
    ],
  },
  'prometheus-rules': {
    required: { ...PLACE, name: 'shop-prod', workspace_id: WORKSPACE, groups: rules({ alert: 'Down', expression: 'up == 0' }) },
    taken: [
      { cluster_name: 'main', groups: rules({ alert: 'Down', expression: 'up == 0', for_minutes: 5, severity: 0, labels: { a: 'b' }, annotations: { summary: 'It is down.' }, action_group_ids: ['/g'] }, { record: 'a:b', expression: 'up' }) },
    ],
    refused: [
      ...names('a', '-shop', 'a'.repeat(64)),
      ['groups', { groups: { 'a b': { rules: [{ alert: 'Down', expression: 'up == 0' }] } } }],
      ['groups', { groups: rules() }],
      ['groups', { groups: rules(...Array.from({ length: 21 }, (_, number) => ({ record: `a:${number}`, expression: 'up' }))) }],
      ['groups', { groups: { api: { interval_minutes: 20, rules: [{ alert: 'Down', expression: 'up == 0' }] } } }],
      ['groups', { groups: rules({ expression: 'up == 0' }) }],
      ['groups', { groups: rules({ alert: 'Down', record: 'a:b', expression: 'up == 0' }) }],
      ['groups', { groups: rules({ alert: 'Down', expression: 'up == 0', severity: 5 }) }],
      ['groups', { groups: rules({ alert: 'Down', expression: 'up == 0', for_minutes: 0.5 }) }],
      ['groups', { groups: rules({ record: 'a:b', expression: 'up', action_group_ids: ['/g'] }) }],
    ],
  },
  'redis': {
    required: { ...PLACE, name: 'picasso-prod' },
    taken: [
      { sku_name: 'MemoryOptimized_M10', persistence_frequency: '1s', data_owners: { agent: 'o' } },
      { redis_modules: ['RediSearch', 'RedisJSON'], clustering_policy: 'EnterpriseCluster', eviction_policy: 'NoEviction' },
    ],
    refused: [
      ...names('ab', 'picasso--prod', '-picasso', 'a'.repeat(61)),
      ['sku_name', { sku_name: 'Standard' }],
      ['clustering_policy', { clustering_policy: 'None' }],
      ['eviction_policy', { eviction_policy: 'LRU' }],
      ['persistence_frequency', { persistence_frequency: '24h' }],
      ['redis_modules', { redis_modules: ['RedisGraph'] }],
      ['redis_modules', { redis_modules: ['RediSearch'] }],
    ],
  },
  'service-bus': {
    required: { ...PLACE, name: 'picasso-prod' },
    taken: [
      { ...PUBLIC, sku: 'Standard', queues: { mails: { requires_session: true, duplicate_detection_window: 'PT10M' } } },
      { topics: { orders: { subscriptions: { billing: { sql_filter: 'total > 100' } } } }, capacity: 4, partitions: 2 },
    ],
    refused: [
      ...names('short', '1picasso', 'picasso-sb', 'picasso-mgmt', 'a'.repeat(51)),
      ...NETWORK,
      ...SUBNETS,
      ['allowed_ip_ranges', { ...PUBLIC, sku: 'Standard', allowed_ip_ranges: ['203.0.113.7'] }],
      ['allowed_subnet_ids', { ...PUBLIC, sku: 'Standard', allowed_subnet_ids: [SUBNET] }],
      ['private_endpoint', { ...PUBLIC, sku: 'Standard', private_endpoint: { subnet_id: SUBNET } }],
      ['sku', { ...PUBLIC, sku: 'Basic' }],
      ['sku', { sku: 'Standard' }],
      ['capacity', { capacity: 3 }],
      ['partitions', { partitions: 2 }],
      ['queues', { queues: { 'a b': {} } }],
      ['queues', { queues: { a: { lock_duration: '1m' } } }],
      ['queues', { queues: { a: { max_delivery_count: 0 } } }],
      ['topics', { topics: { '-a': {} } }],
      ['topics', { topics: { a: { subscriptions: { 'b/c': {} } } } }],
      ['topics', { topics: { a: { subscriptions: { b: { message_ttl: '14 days' } } } } }],
      ['topics', { topics: { a: { subscriptions: { b: { max_delivery_count: 2001 } } } } }],
    ],
  },
  'workload-identities': {
    required: { ...PLACE, name: 'shop-prod', oidc_issuer_url: 'https://issuer.example', workloads: {} },
    taken: [
      identities({ api: WORKLOAD }),
      identities({ api: { ...WORKLOAD, roles: { a: { scope: VAULT, role: 'Key Vault Secrets User' } }, cosmos_roles: { a: { ...ACCOUNT, role: 'Reader' } }, redis_ids: { a: VAULT }, postgresql_server_ids: { a: VAULT } } }),
    ],
    refused: [
      ...names('', 'shop prod', 'a'.repeat(65)),
      ['oidc_issuer_url', { oidc_issuer_url: 'http://issuer.example' }],
      ['audience', { audience: 'api://another' }],
      ['workloads', identities({ API: WORKLOAD })],
      ['workloads', identities({ api: { ...WORKLOAD, namespace: '*' } })],
      ['workloads', identities({ api: { ...WORKLOAD, service_account: 'a*' } })],
      ['workloads', identities({ api: { ...WORKLOAD, roles: { a: { scope: '/subscriptions/s', role: 'Reader' } } } })],
      ['workloads', identities({ api: { ...WORKLOAD, roles: { a: { scope: '/subscriptions/s/resourceGroups/r', role: 'Reader' } } } })],
      ['workloads', identities({ api: { ...WORKLOAD, roles: { a: { scope: VAULT, role: 'owner' } } } })],
      ['workloads', identities({ api: { ...WORKLOAD, cosmos_roles: { a: { ...ACCOUNT, role: 'Owner' } } } })],
    ],
  },
  'storage-account': {
    required: { ...PLACE, name: 'picassoprod' },
    taken: [
      { containers: { uploads: { cool_after_days: 30, expiration_days: 365 } }, point_in_time_restore_days: 7 },
      { account_tier: 'Premium', replication_type: 'LRS', private_endpoints: { blob: { subnet_id: SUBNET }, dfs: { subnet_id: SUBNET } } },
      { hierarchical_namespace_enabled: true, noncurrent_version_expiration_days: null },
    ],
    refused: [
      ...names('ab', 'Picasso', 'picasso-prod', 'a'.repeat(25)),
      ...NETWORK,
      ['allowed_ip_ranges', { ...PUBLIC, allowed_ip_ranges: ['203.0.113.7/32'] }],
      ...SUBNETS,
      ['account_tier', { account_tier: 'premium' }],
      ['replication_type', { replication_type: 'zrs' }],
      ['replication_type', { account_tier: 'Premium', replication_type: 'GRS' }],
      ['access_tier', { access_tier: 'Archive' }],
      ['containers', { containers: { Uploads: {} } }],
      ['containers', { containers: { 'a--b': {} } }],
      ['containers', { containers: { uploads: { expiration_days: 0 } } }],
      ['containers', { account_tier: 'Premium', containers: { uploads: { cool_after_days: 30 } } }],
      ['noncurrent_version_expiration_days', { noncurrent_version_expiration_days: 0 }],
      ['soft_delete_retention_days', { soft_delete_retention_days: 0 }],
      ['point_in_time_restore_days', { point_in_time_restore_days: 14 }],
      ['point_in_time_restore_days', { point_in_time_restore_days: 7, hierarchical_namespace_enabled: true }],
      ['cors_rules', { cors_rules: [{ allowed_origins: ['*'], allowed_methods: ['TRACE'] }] }],
      ['private_endpoints', { private_endpoints: { blobs: { subnet_id: SUBNET } } }],
    ],
  },
};
