/** Inputs of a module by name. */
export type Inputs = Readonly<Record<string, unknown>>;

/** Inputs that a module takes, and inputs that it refuses. */
export interface InputCases {
  /** What every call gives. */
  readonly required: Inputs;
  /**
   * Files beside `variables.tf` whose values the variables look at.
   * @default - none
   */
  readonly files?: readonly string[];
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

const GUID = '00000000-0000-0000-0000-000000000000';

/** What the options that modules share refuse. They are the same in all, so that one module stands for them. */
const OPTIONS: InputCases['refused'] = [
  ['diagnostics', { diagnostics: {} }],
  ['diagnostics', { diagnostics: { storage_account_id: 's', eventhub_name: 'logs' } }],
  ['diagnostics', { diagnostics: { log_analytics_workspace_id: 'w', log_analytics_destination_type: 'Own' } }],
  ['diagnostics', { diagnostics: { log_analytics_workspace_id: 'w', log_categories: [] } }],
  ['lock', { lock: { level: 'NoDelete' } }],
  ['lock', { lock: { notes: 'a'.repeat(513) } }],
  ['role_assignments', { role_assignments: { a: { role: 'Owner', principal_id: GUID } } }],
  ['role_assignments', { role_assignments: { a: { role: '*', principal_id: GUID } } }],
  ['role_assignments', { role_assignments: { a: { role: 'Reader', principal_id: 'me' } } }],
  ['role_assignments', { role_assignments: { a: { role: 'Reader', principal_id: GUID, principal_type: 'Everyone' } } }],
];
const OPTIONS_TAKEN: readonly Inputs[] = [
  { diagnostics: { log_analytics_workspace_id: 'w' }, lock: {}, role_assignments: { a: { role: 'Reader', principal_id: GUID } } },
  {
    diagnostics: { eventhub_authorization_rule_id: 'r', eventhub_name: 'logs', log_categories: ['Audit'], metric_categories: ['AllMetrics'] },
    lock: { level: 'ReadOnly', notes: 'kept' },
    role_assignments: { a: { role: 'Reader', principal_id: GUID, principal_type: 'Group', description: 'looks', condition: 'true' } },
  },
];

const ACCOUNT: Inputs = { account_id: '/subscriptions/s/resourceGroups/r/providers/Microsoft.DocumentDB/databaseAccounts/a' };

const WORKSPACE = '/subscriptions/s/resourceGroups/r/providers/Microsoft.Monitor/accounts/w';
const VAULT = '/subscriptions/s/resourceGroups/r/providers/Microsoft.KeyVault/vaults/v';
const MYSQL = '/subscriptions/s/resourceGroups/r/providers/Microsoft.DBforMySQL/flexibleServers/m';
const POSTGRESQL = '/subscriptions/s/resourceGroups/r/providers/Microsoft.DBforPostgreSQL/flexibleServers/p';
const WORKLOAD: Inputs = { namespace: 'shop-prod', service_account: 'api' };

function identities(workloads: Inputs): Inputs {
  return { workloads };
}

function subnet(given: Inputs, beside: Inputs = {}): Inputs {
  return { subnets: [{ name: 'nodes', address_prefix: '10.0.0.0/20', ...given }], ...beside };
}

function rules(...given: readonly Inputs[]): Inputs {
  return subnet({ rules: given });
}

const RULE: Inputs = { name: 'web', priority: 200, source_addresses: ['10.1.0.0/16', '10.2.0.7'], destination_ports: ['443', '8000-8080'] };
const WAF_RULE: Inputs = { name: 'admin', priority: 1, conditions: [{ match_variable: 'RequestUri', operator: 'BeginsWith', match_values: ['/admin'] }] };

function firewall(given: Inputs): Inputs {
  return { firewall: given };
}

const IDENTITY: Inputs = { user_assigned_identity_id: '/subscriptions/s/resourceGroups/r/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i' };
const SECRET = 'https://x.vault.azure.net/secrets/s';
const LISTENER: Inputs = { priority: 10, host_names: ['shop.example.com'], certificate: 'shop', backend: 'shop' };
const PLAIN_LISTENER: Inputs = { ...LISTENER, certificate: null, plain_http: true, priority: 20 };

function listeners(given: Inputs, beside: Inputs = {}): Inputs {
  return { listeners: { shop: { ...LISTENER, ...given } }, ...beside };
}

function backend(given: Inputs): Inputs {
  return { backends: { shop: { host_names: ['origin.example.com'], ...given } } };
}

const SUBSCRIPTION: Inputs = { function: { id: 'f' } };

function subscription(given: Inputs, beside: Inputs = {}): Inputs {
  return { subscriptions: { mail: { ...SUBSCRIPTION, ...given } }, ...beside };
}

/** What subscriptions of Event Grid take and refuse, whatever the topic. */
const SUBSCRIPTIONS: Pick<Required<InputCases>, 'taken' | 'refused'> = {
  taken: [
    subscription({}),
    subscription({ function: null, service_bus_queue: { id: 'q' } }, { identity: IDENTITY }),
    subscription({ function: null, webhook: { url: 'https://partner.example.com/events', entra_application: 'a', entra_tenant_id: 't' } }),
    subscription({ dead_letter: { storage_account_id: 's', container_name: 'lost' } }, { identity: IDENTITY }),
    subscription({ filters: [{ key: 'data.size', kind: 'number_greater_than', values: ['1'] }, { key: 'data.a', kind: 'is_not_null' }, { key: 'data.b', kind: 'number_in_range', ranges: [{ min: 1, max: 2 }] }], headers: { a: { value: 'b' }, c: { source: 'data.id' } } }),
  ],
  refused: [
    ['event_schema', { event_schema: 'CustomInputSchema' }],
    ['identity', subscription({ function: null, event_hub: { id: 'h' } })],
    ['identity', subscription({ dead_letter: { storage_account_id: 's', container_name: 'lost' } })],
    ['subscriptions', { subscriptions: { a: SUBSCRIPTION } }],
    ['subscriptions', subscription({ function: null }, { identity: IDENTITY })],
    ['subscriptions', subscription({ event_hub: { id: 'h' } })],
    ['subscriptions', subscription({ function: null, webhook: { url: 'https://partner.example.com/events?code=1', entra_application: 'a', entra_tenant_id: 't' } })],
    ['subscriptions', subscription({ attempts_max: 31 })],
    ['subscriptions', subscription({ filters: [{ key: 'a', kind: 'string_equals', values: ['1'] }] })],
    ['subscriptions', subscription({ filters: [{ key: 'a', kind: 'string_in' }] })],
    ['subscriptions', subscription({ filters: [{ key: 'a', kind: 'number_in_range', ranges: [{ min: 2, max: 1 }] }] })],
    ['subscriptions', subscription({ filters: [{ key: 'a', kind: 'string_in', values: Array.from({ length: 26 }, (_, number) => `${number}`) }] })],
    ['subscriptions', subscription({ headers: { a: {} } })],
  ],
};

function app(given: Inputs, beside: Inputs = {}): Inputs {
  return { apps: { api: { image: 'api:1', ...given } }, ...beside };
}

function job(given: Inputs): Inputs {
  return { jobs: { report: { image: 'report:1', ...given } } };
}

const GROUP_ID = '/subscriptions/s/resourceGroups/r';

function clusterBackups(cluster: Inputs): Inputs {
  return {
    snapshot_resource_group_id: GROUP_ID,
    storage_account_id: `${GROUP_ID}/providers/Microsoft.Storage/storageAccounts/stbackup`,
    storage_blob_endpoint: 'https://stbackup.blob.core.windows.net/',
    storage_container_name: 'clusters',
    clusters: { main: { cluster_id: 'c', control_plane_principal_id: GUID, policy: 'often', ...cluster } },
  };
}

const FIREWALL_SUBNET = `${SUBNET.slice(0, -1)}AzureFirewallSubnet`;
const FIREWALL_MANAGEMENT = `${SUBNET.slice(0, -1)}AzureFirewallManagementSubnet`;
const NETWORK_RULE: Inputs = { source_addresses: ['10.1.0.0/16'], destination_addresses: ['10.2.0.4'], destination_ports: ['123', '8000-8080'] };

function networkRules(rules_: Inputs): Inputs {
  return { rule_collection_groups: { platform: { priority: 1000, network: { own: { priority: 200, rules: rules_ } } } } };
}

function applicationRules(rules_: Inputs): Inputs {
  return { rule_collection_groups: { platform: { priority: 1000, application: { own: { priority: 200, rules: rules_ } } } } };
}

function natRules(rules_: Inputs): Inputs {
  return { rule_collection_groups: { platform: { priority: 1000, nat: { own: { priority: 200, rules: rules_ } } } } };
}

const GATEWAY_SUBNET = `${SUBNET.slice(0, -1)}GatewaySubnet`;
const SITE: Inputs = { address: '198.51.100.7', address_space: ['192.168.0.0/16'] };

function site(given: Inputs): Inputs {
  return { sites: { office: { ...SITE, ...given } } };
}

const ASKED: Inputs = { domain_name: 'corp.example.com.', servers: [{ ip_address: '192.168.0.53' }] };

function ruleset(given: Inputs): Inputs {
  return { outbound_endpoints: { out: SUBNET }, rulesets: { sites: { outbound_endpoints: ['out'], rules: { office: ASKED }, ...given } } };
}

const POLICY: Inputs = { definition_id: '/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c' };
const EXEMPTION: Inputs = { assignment: 'locations', resource_group_id: GROUP_ID, reason: 'moves', expires_on: '2030-01-31T00:00:00Z' };

function assigned(given: Inputs): Inputs {
  return { subscription_assignments: { locations: { subscription_id: '/subscriptions/s', ...POLICY, ...given } } };
}

const BUDGET: Inputs = { subscription_id: '/subscriptions/s', amount: 1000, start_month: '2030-01' };

function budget(given: Inputs): Inputs {
  return { subscription_budgets: { all: { ...BUDGET, ...given } } };
}

const API: Inputs = { path: 'shop/v1', service_url: 'https://shop.example.com' };

function api(given: Inputs): Inputs {
  return { apis: { shop: { ...API, ...given } } };
}

const MEMBER: Inputs = { object_id: GUID };

const CRITERION: Inputs = { metric_namespace: 'Microsoft.DBforPostgreSQL/flexibleServers', metric_name: 'cpu_percent', threshold: 80 };
const NETWORK_ID = '/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/virtualNetworks/hub';

function ruleGroups(...list: readonly Inputs[]): Inputs {
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
  'api-management': {
    required: { ...PLACE, name: 'shop-prod', publisher_name: 'Shop', publisher_email: 'platform@example.com' },
    taken: [
      { ...api({ openapi: 'https://shop.example.com/openapi.json', policy: '<policies></policies>' }), products: { partners: { apis: ['shop'], groups: ['developers'], policy: '<policies></policies>' } } },
      { sku_name: 'Premium_3', zones: ['1', '2', '3'], network: { subnet_id: SUBNET, type: 'External', public_ip_address_id: 'i' }, user_assigned_identity_ids: ['i'] },
      { domains: { api: { host_name: 'api.example.com', key_vault_certificate_id: 'https://x.vault.azure.net/secrets/api', default_binding: true } }, policy: '<policies></policies>' },
      { named_values: { plain: { value: 'x' }, key: { key_vault_secret_id: 'https://x.vault.azure.net/secrets/key' } }, backends: { shop: { url: 'https://shop.example.com', breaker: { failures: 3 } } } },
      api({ path: '', service_url: null, openapi: 'openapi: 3.0.0' }),
      { version_sets: { shop: {} }, apis: { shop: { ...API, version_set: 'shop', version: 'v1' }, next: { ...API, version_set: 'shop', version: 'v2' } } },
      { network: { subnet_id: SUBNET, type: 'External' }, private_endpoint: { subnet_id: SUBNET }, public_network_access_enabled: false },
      { sku_name: 'PremiumV2_1', network: { subnet_id: SUBNET }, application_insights: { component_id: 'c', connection_string: 's', sampling_percentage: 10 } },
    ],
    refused: [
      ...names('', '1shop', 'shop-', 'shop_prod', 'a'.repeat(51)),
      ['publisher_email', { publisher_email: 'platform' }],
      ['sku_name', { sku_name: 'Consumption_0' }],
      ['zones', { zones: ['1'] }],
      ['network', { network: { subnet_id: SUBNET } }],
      ['network', { sku_name: 'Developer_1', network: { subnet_id: SUBNET, type: 'Both' } }],
      ['network', { sku_name: 'PremiumV2_1', network: { subnet_id: SUBNET, public_ip_address_id: 'i' } }],
      ['private_endpoint', { sku_name: 'BasicV2_1', private_endpoint: { subnet_id: SUBNET } }],
      ['private_endpoint', { sku_name: 'Premium_1', network: { subnet_id: SUBNET }, private_endpoint: { subnet_id: SUBNET } }],
      ['public_network_access_enabled', { public_network_access_enabled: false }],
      ['application_insights', { application_insights: { component_id: 'c', connection_string: 's', sampling_percentage: 101 } }],
      ['version_sets', { version_sets: { shop: { header: 'version', query: 'version' } } }],
      ['apis', api({ version: 'v1' })],
      ['apis', api({ version: 'v1', version_set: 'shop' })],
      ['domains', { domains: { api: { host_name: 'https://api.example.com', key_vault_certificate_id: 'c' } } }],
      ['named_values', { named_values: { key: {} } }],
      ['named_values', { named_values: { 'a b': { value: 'x' } } }],
      ['policy', { policy: 'allow' }],
      ['backends', { backends: { shop: { url: 'http://shop.example.com' } } }],
      ['backends', { backends: { shop: { url: 'https://shop.example.com', breaker: { failures: 0 } } } }],
      ['apis', api({ path: '/shop' })],
      ['apis', { apis: { shop: API, again: API } }],
      ['apis', api({ service_url: 'http://shop.example.com' })],
      ['apis', api({ policy: 'allow' })],
      ['products', { products: { partners: { apis: ['shop'] } } }],
      ['products', { ...api({}), products: { partners: { apis: ['shop'], subscriptions_limit: 0 } } }],
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
  'application-gateway': {
    required: {
      ...PLACE,
      name: 'picasso-prod',
      subnet_id: SUBNET,
      identity: IDENTITY,
      certificates: { shop: { key_vault_secret_id: SECRET } },
      backends: { shop: { host_names: ['origin.example.com'] } },
      listeners: { shop: LISTENER },
    },
    taken: [
      { zones: [], sku_name: 'Standard_v2', capacity_min: 0, capacity_max: 125, domain_name_label: 'picasso-prod', tls_policy_name: 'AppGwSslPolicy20220101S' },
      { public_address_enabled: false, private_address: '10.0.0.4', listeners: { shop: { ...LISTENER, frontend: 'private' } } },
      { identity: null, certificates: {}, listeners: { shop: { priority: 1, plain_http: true, backend: 'shop' } } },
      backend({ host_names: [], ip_addresses: ['10.0.0.4'], host_header: 'origin.example.com', protocol: 'Http', probe: { path: '/health', timeout_seconds: 5 } }),
      listeners({ paths: { api: { patterns: ['/api/*'], backend: 'shop' } }, request_headers: { 'X-Client': '{var_client_ip}' }, response_headers: { Server: '' } }),
      listeners({ backend: null, redirect_url: 'https://www.example.com' }),
      listeners({ trusted_client_certificates: ['partners'] }, { trusted_client_certificates: { partners: 'Q0E=' } }),
      listeners({
        rewrites: [{ conditions: [{ variable: 'var_uri_path', pattern: '^/v1/' }], path: '/api', rerouted: true }],
        error_pages: { 502: 'https://www.example.com/502' },
        paths: { api: { patterns: ['/api/*'], backend: 'shop' }, old: { patterns: ['/old/*'], redirect_url: 'https://www.example.com' } },
      }),
      { listeners: { shop: { ...LISTENER, redirect_http_enabled: false }, plain: PLAIN_LISTENER } },
      firewall({ mode: 'Detection', exclusions: [{ match_variable: 'RequestCookieNames', operator: 'Equals', selector: 's' }], managed_rules: [{ type: 'OWASP', version: '3.2' }] }),
      firewall({ custom_rules: [WAF_RULE, { ...WAF_RULE, name: 'limit', priority: 2, rate_limit: { requests: 1000, minutes: 5 } }] }),
    ],
    refused: [
      ...names('-a', 'picasso-', 'a'.repeat(73)),
      ['zones', { zones: ['4'] }],
      ['sku_name', { sku_name: 'WAF' }],
      ['capacity_min', { capacity_min: 101 }],
      ['capacity_max', { capacity_max: 1 }],
      ['capacity_max', { capacity_min: 20, capacity_max: 10 }],
      ['domain_name_label', { domain_name_label: 'a' }],
      ['private_address', { private_address: '10.0.0.0/24' }],
      ['private_address', { public_address_enabled: false }],
      ['certificates', { certificates: { shop: { key_vault_secret_id: `${SECRET}/0123456789abcdef` } } }],
      ['certificates', { identity: null }],
      ['tls_policy_name', { tls_policy_name: 'AppGwSslPolicy20150501' }],
      ['backends', { backends: {} }],
      ['backends', backend({ host_names: [], ip_addresses: ['10.0.0.4'] })],
      ['backends', backend({ protocol: 'Tcp' })],
      ['backends', backend({ trusted_root_certificates: ['own'] })],
      ['backends', backend({ request_timeout_seconds: 0 })],
      ['backends', backend({ probe: { path: 'health' } })],
      ['backends', backend({ probe: { timeout_seconds: 31 } })],
      ['listeners', { listeners: {} }],
      ['listeners', { listeners: { 'shop-http': LISTENER } }],
      ['listeners', listeners({ certificate: 'other' })],
      ['listeners', listeners({ certificate: null })],
      ['listeners', listeners({ backend: 'other' })],
      ['listeners', listeners({ redirect_url: 'https://www.example.com' })],
      ['listeners', listeners({ paths: { api: { patterns: ['api'], backend: 'shop' } } })],
      ['listeners', listeners({ paths: { api: { patterns: ['/api'], backend: 'shop', redirect_url: 'https://www.example.com' } } })],
      ['listeners', listeners({ backend: null, redirect_url: 'https://www.example.com', request_headers: { 'X-Shop': 'a' } })],
      ['listeners', listeners({ rewrites: [{}] })],
      ['listeners', listeners({ rewrites: [{ path: '/a', rerouted: true }] })],
      ['listeners', listeners({ error_pages: { 418: 'https://www.example.com/teapot' } })],
      ['listeners', listeners({ frontend: 'private' })],
      ['listeners', listeners({ priority: 10_000 })],
      ['listeners', { listeners: { shop: LISTENER, other: { ...LISTENER, priority: 20 } } }],
      ['listeners', { listeners: { shop: LISTENER, plain: PLAIN_LISTENER } }],
      ['listeners', listeners({ trusted_client_certificates: ['partners'] })],
      ['firewall', firewall({ mode: 'Off' })],
      ['firewall', firewall({ request_body_max_kb: 4 })],
      ['firewall', firewall({ managed_rules: [] })],
      ['firewall', firewall({ custom_rules: [{ ...WAF_RULE, action: 'CAPTCHA' }] })],
      ['firewall', firewall({ custom_rules: [{ ...WAF_RULE, rate_limit: { requests: 10, minutes: 2 } }] })],
      ['firewall', firewall({ custom_rules: [{ ...WAF_RULE, conditions: [{ match_variable: 'RequestUri', operator: 'BeginsWith' }] }] })],
      ['firewall', firewall({ custom_rules: [WAF_RULE, { ...WAF_RULE, name: 'other' }] })],
    ],
  },
  'application-insights': {
    required: { ...PLACE, name: 'picasso-prod', log_analytics_workspace_id: 'w' },
    taken: [{ web_tests: { shop: { url: 'https://shop.example.com/health', expected_text: 'ok' }, plain: { url: 'http://shop.example.com', frequency_seconds: 900, timeout_seconds: 120 } } }],
    refused: [
      ...names('', 'picasso.', 'a b'),
      ['application_type', { application_type: 'ios' }],
      ['sampling_percentage', { sampling_percentage: 0 }],
      ['daily_quota_gb', { daily_quota_gb: 0 }],
      ['web_tests', { web_tests: { a: { url: 'shop.example.com' } } }],
      ['web_tests', { web_tests: { a: { url: 'https://shop.example.com', geo_locations: [] } } }],
      ['web_tests', { web_tests: { a: { url: 'https://shop.example.com', frequency_seconds: 60 } } }],
      ['web_tests', { web_tests: { a: { url: 'https://shop.example.com', certificate_days_left: 0 } } }],
    ],
  },
  'backup': {
    required: { ...PLACE, ...TENANT, name: 'picasso-prod' },
    taken: [
      { redundancy: 'GeoRedundant', cross_region_restore_enabled: true, immutability: 'Locked', soft_delete_retention_days: 180, soft_delete_always_on: true },
      { customer_managed_key: { key_vault_key_id: 'https://x.vault.azure.net/keys/backups', key_vault_id: 'v' } },
      { postgresql_policies: { weekly: { long_term_retention: { yearly: 'P7Y' } } }, postgresql_servers: { orders: { server_id: POSTGRESQL, policy: 'weekly' } }, postgresql_resource_group_ids: { r: GROUP_ID } },
      { blob_policies: { far: { operational_retention: 'P30D' }, copies: { vault: { weekdays: ['Sunday'], long_term_retention: { weekly: 'P12W' } } } }, storage_accounts: { a: { storage_account_id: 's', policy: 'far' }, b: { storage_account_id: 't', policy: 'copies', containers: ['c'] } } },
      { kubernetes_policies: { often: { interval: 'PT4H', long_term_retention: { daily: 'P30D' } } }, kubernetes: clusterBackups({ included_namespaces: ['shop'] }) },
    ],
    refused: [
      ...names('a', '-picasso', 'picasso_prod', 'a'.repeat(51)),
      ['tenant_id', { tenant_id: 'contoso.onmicrosoft.com', kubernetes_policies: { often: {} }, kubernetes: clusterBackups({}) }],
      ['customer_managed_key', { customer_managed_key: { key_vault_key_id: 'backups', key_vault_id: 'v' } }],
      ['redundancy', { redundancy: 'GRS' }],
      ['cross_region_restore_enabled', { redundancy: 'ZoneRedundant', cross_region_restore_enabled: true }],
      ['immutability', { immutability: 'On' }],
      ['soft_delete_retention_days', { soft_delete_retention_days: 7 }],
      ['postgresql_policies', { postgresql_policies: { weekly: { weekday: 'Sun' } } }],
      ['postgresql_policies', { postgresql_policies: { weekly: { time: '2:00' } } }],
      ['postgresql_policies', { postgresql_policies: { weekly: { retention: '3 months' } } }],
      ['postgresql_servers', { postgresql_servers: { orders: { server_id: POSTGRESQL, policy: 'weekly' } }, postgresql_resource_group_ids: { r: GROUP_ID } }],
      ['postgresql_servers', { postgresql_policies: { weekly: {} }, postgresql_servers: { orders: { server_id: POSTGRESQL, policy: 'weekly' } } }],
      ['postgresql_resource_group_ids', { postgresql_resource_group_ids: { a: GROUP_ID, b: GROUP_ID } }],
      ['postgresql_resource_group_ids', { postgresql_resource_group_ids: { a: 'rg-picasso' } }],
      ['blob_policies', { blob_policies: { none: {} } }],
      ['blob_policies', { blob_policies: { a: { vault: { weekdays: [] } } } }],
      ['blob_policies', { blob_policies: { a: { vault: { weekdays: ['Sunday', 'Sunday'] } } } }],
      ['blob_policies', { blob_policies: { a: { operational_retention: '30' } } }],
      ['storage_accounts', { storage_accounts: { a: { storage_account_id: 's', policy: 'copies' } } }],
      ['storage_accounts', { blob_policies: { copies: { vault: {} } }, storage_accounts: { a: { storage_account_id: 's', policy: 'copies' } } }],
      ['storage_accounts', { blob_policies: { far: { operational_retention: 'P30D' } }, storage_accounts: { a: { storage_account_id: 's', policy: 'far', containers: ['c'] } } }],
      ['kubernetes_policies', { kubernetes_policies: { often: { interval: 'PT1H' } } }],
      ['kubernetes_policies', { kubernetes_policies: { often: { retention: 'P7Y' } } }],
      ['kubernetes', { kubernetes: clusterBackups({}) }],
      ['kubernetes', { kubernetes_policies: { often: {} }, kubernetes: clusterBackups({ included_namespaces: ['a'], excluded_namespaces: ['b'] }) }],
      ['kubernetes', { kubernetes_policies: { often: {} }, kubernetes: { ...clusterBackups({}), storage_blob_endpoint: 'stbackup' } }],
    ],
  },
  'bastion': {
    required: { ...PLACE, name: 'picasso-prod', subnet_id: `${NETWORK_ID}/subnets/AzureBastionSubnet` },
    taken: [
      { sku_name: 'Basic' },
      { sku_name: 'Premium', public_address_enabled: false, session_recording_enabled: true, tunneling_enabled: false, zones: ['1'] },
      { sku_name: 'Developer', subnet_id: null, virtual_network_id: NETWORK_ID },
      { scale_units: 50, ip_connect_enabled: true, file_copy_enabled: true, copy_paste_enabled: false },
    ],
    refused: [
      ...names('-a', 'picasso-', 'a'.repeat(73)),
      ['subnet_id', { subnet_id: SUBNET }],
      ['sku_name', { sku_name: 'Free' }],
      ['virtual_network_id', { sku_name: 'Developer', subnet_id: null }],
      ['kerberos_enabled', { kerberos_enabled: true, sku_name: 'Basic' }],
      ['scale_units', { scale_units: 3, sku_name: 'Basic' }],
      ['zones', { zones: ['4'] }],
      ['public_address_enabled', { public_address_enabled: false }],
      ['ip_connect_enabled', { ip_connect_enabled: true, sku_name: 'Basic' }],
      ['copy_paste_enabled', { copy_paste_enabled: false, sku_name: 'Basic' }],
      ['file_copy_enabled', { file_copy_enabled: true, sku_name: 'Basic' }],
      ['session_recording_enabled', { session_recording_enabled: true, tunneling_enabled: false }],
      ['session_recording_enabled', { session_recording_enabled: true, sku_name: 'Premium' }],
    ],
  },
  'budget': {
    required: { name: 'shop-prod', contacts: { emails: ['platform@example.com'] }, ...budget({}) },
    taken: [
      { contacts: { roles: ['Owner'] }, ...budget({ end_month: '2031-01', time_grain: 'Quarterly', actual_percents: [50], forecast_percents: [] }) },
      budget({ dimensions: { ServiceName: ['Storage'] }, tags: { project: ['shop'] }, contacts: { action_group_ids: ['g'] } }),
      { subscription_budgets: {}, resource_group_budgets: { all: { resource_group_id: GROUP_ID, amount: 1, start_month: '2030-12' } } },
    ],
    refused: [
      ...names('', 'shop prod', 'a'.repeat(31)),
      ['contacts', { contacts: {} }],
      ['contacts', { contacts: { emails: ['platform'] } }],
      ['subscription_budgets', { subscription_budgets: { 'a b': BUDGET } }],
      ['subscription_budgets', budget({ subscription_id: 's' })],
      ['subscription_budgets', budget({ amount: 0 })],
      ['subscription_budgets', budget({ time_grain: 'Weekly' })],
      ['subscription_budgets', budget({ start_month: '2030-01-01' })],
      ['subscription_budgets', budget({ actual_percents: [], forecast_percents: [] })],
      ['subscription_budgets', budget({ actual_percents: [80, 80] })],
      ['subscription_budgets', budget({ forecast_percents: [1001] })],
      ['subscription_budgets', budget({ contacts: {} })],
      ['subscription_budgets', budget({ dimensions: { Service: ['Storage'] } })],
      ['resource_group_budgets', { resource_group_budgets: { all: { resource_group_id: 'rg-picasso', amount: 1, start_month: '2030-12' } } }],
      ['resource_group_budgets', { subscription_budgets: {} }],
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
  'container-apps': {
    required: { ...PLACE, name: 'picasso-prod', subnet_id: SUBNET },
    taken: [
      { public_address_enabled: true, zone_redundant: false, mutual_tls_enabled: true, workload_profiles: { large: { type: 'D4' } } },
      app({ ingress: { port: 8080 }, domains: { 'api.example.com': 'shop' } }, { identity: IDENTITY, certificates: { shop: { key_vault_secret_id: SECRET } } }),
      app({ identity: IDENTITY, registry: 'x.azurecr.io', secrets: { API_KEY: SECRET }, sidecars: { proxy: { image: 'p:1', secrets: { API_KEY: SECRET } } } }),
      app({ ingress: { port: 9000, transport: 'tcp', exposed_port: 9001 }, replicas_min: 0, traffic: [{ percentage: 90, revision_suffix: 'v1' }, { percentage: 10 }] }),
      app({ volumes: { files: { mount_path: '/files', nfs_share: 'files' } } }, { nfs_shares: { files: { server: 'a.file.core.windows.net', path: '/a/files' } } }),
      job({ schedule: '0 3 * * *' }),
      job({ events: { rules: { queue: { type: 'azure-servicebus', metadata: { queueName: 'jobs' } } } } }),
    ],
    refused: [
      ...names('a', '1picasso', 'picasso-', 'a'.repeat(61)),
      ['workload_profiles', { workload_profiles: { Consumption: { type: 'D4' } } }],
      ['workload_profiles', { workload_profiles: { large: { type: 'D4', count_min: 4 } } }],
      ['certificates', { certificates: { shop: { key_vault_secret_id: SECRET } } }],
      ['certificates', { identity: IDENTITY, certificates: { shop: { key_vault_secret_id: `${SECRET}/0123456789abcdef` } } }],
      ['nfs_shares', { nfs_shares: { files: { server: 'a.file.core.windows.net', path: 'files' } } }],
      ['apps', { apps: { 'a--b': { image: 'a' } } }],
      ['apps', { apps: { Api: { image: 'a' } } }],
      ['apps', app({ registry: 'x.azurecr.io' })],
      ['apps', app({ secrets: { API_KEY: SECRET } })],
      ['apps', app({ identity: IDENTITY, secrets: { API_KEY: 'secret' } })],
      ['apps', app({ identity: IDENTITY, env: { API_KEY: 'a' }, secrets: { API_KEY: SECRET } })],
      ['apps', app({ identity: IDENTITY, secrets: { API_KEY: SECRET }, sidecars: { proxy: { image: 'p:1', secrets: { API_KEY: `${SECRET}2` } } } })],
      ['apps', app({ replicas_min: 5, replicas_max: 4 })],
      ['dapr_components', { dapr_components: { states: { type: 'cosmosdb' } } }],
      ['dapr_components', { dapr_components: { states: { type: 'state.azure.cosmosdb', metadata: { masterKey: 'a' } } } }],
      ['apps', app({ scale_rules: { cache: { type: 'redis', metadata: {}, authentication: { password: 'PASSWORD' } } } })],
      ['apps', app({ workload_profile: 'large' })],
      ['apps', app({ volumes: { files: { mount_path: '/files', nfs_share: 'files' } } })],
      ['apps', app({ concurrent_requests: 10 })],
      ['apps', app({ ingress: { port: 8080, exposed_port: 80 } })],
      ['apps', app({ ingress: { port: 8080, allowed_ip_ranges: ['0.0.0.0/0'] } })],
      ['apps', app({ ingress: { port: 8080 }, domains: { 'api.example.com': 'shop' } })],
      ['apps', app({ ingress: { port: 8080 }, traffic: [{ percentage: 90 }] })],
      ['jobs', { jobs: { 'a--b': { image: 'a' } } }],
      ['jobs', job({ registry: 'x.azurecr.io' })],
      ['jobs', job({ identity: IDENTITY, secrets: { API_KEY: 'secret' } })],
      ['jobs', job({ schedule: 'daily' })],
      ['jobs', job({ events: { rules: { cache: { type: 'redis', metadata: {}, uses_identity: false, authentication: { password: 'PASSWORD' } } } } })],
      ['jobs', job({ workload_profile: 'large' })],
      ['jobs', job({ volumes: { files: { mount_path: 'files' } } })],
    ],
  },
  'container-registry': {
    required: { ...PLACE, name: 'picassoprod' },
    taken: [
      { replicas: { westus3: {}, northeurope: { zone_redundant: false, routing_enabled: false } } },
      { customer_managed_key: { key_vault_key_id: 'https://x.vault.azure.net/keys/k', user_assigned_identity_id: 'i', identity_client_id: 'c' } },
      { ...PUBLIC, sku: 'Basic' },
    ],
    refused: [
      ...names('abcd', 'picasso-prod'),
      ['sku', { ...PUBLIC, sku: 'premium' }],
      ['replicas', { replicas: { eastus2: {} } }],
      ['replicas', { replicas: { 'West US 3': {} } }],
      ['replicas', { ...PUBLIC, sku: 'Standard', replicas: { westus3: {} } }],
      ['customer_managed_key', { ...PUBLIC, sku: 'Standard', customer_managed_key: { key_vault_key_id: 'k', user_assigned_identity_id: 'i', identity_client_id: 'c' } }],
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
  'dns-resolver': {
    required: { ...PLACE, name: 'hub-prod', virtual_network_id: NETWORK_ID, inbound_endpoints: { in: { subnet_id: SUBNET } } },
    taken: [
      { inbound_endpoints: { in: { subnet_id: SUBNET, private_ip_address: '10.2.2.4' } } },
      { inbound_endpoints: {}, ...ruleset({ virtual_network_ids: { hub: NETWORK_ID } }) },
      ruleset({ rules: { all: { domain_name: '.', servers: [{ ip_address: '192.168.0.53', port: 5353 }], enabled: false } } }),
    ],
    refused: [
      ...names('', '-hub', 'hub.prod', 'a'.repeat(51)),
      ['inbound_endpoints', { inbound_endpoints: {} }],
      ['inbound_endpoints', { inbound_endpoints: { 'a b': { subnet_id: SUBNET } } }],
      ['inbound_endpoints', { inbound_endpoints: { in: { subnet_id: SUBNET, private_ip_address: 'dns' } } }],
      ['outbound_endpoints', { outbound_endpoints: { 'a b': SUBNET } }],
      ['rulesets', ruleset({ outbound_endpoints: ['other'] })],
      ['rulesets', ruleset({ outbound_endpoints: [] })],
      ['rulesets', ruleset({ rules: {} })],
      ['rulesets', ruleset({ rules: { office: { ...ASKED, domain_name: 'corp.example.com' } } })],
      ['rulesets', ruleset({ rules: { office: ASKED, again: ASKED } })],
      ['rulesets', ruleset({ rules: { '1office': ASKED } })],
      ['rulesets', ruleset({ rules: { office: { ...ASKED, servers: [] } } })],
      ['rulesets', ruleset({ rules: { office: { ...ASKED, servers: [{ ip_address: 'dns.example.com' }] } } })],
    ],
  },
  'entra-application': {
    required: { name: 'shop prod' },
    taken: [
      { web_redirect_uris: ['https://shop.example.com/login', 'http://localhost:3000/login'], spa_redirect_uris: ['https://shop.example.com'], logout_url: 'https://shop.example.com/logout' },
      { roles: { administrator: { description: 'all', member_types: ['User', 'Application'] } }, scopes: { 'Orders.Read': { description: 'looks' } }, members: { a: { ...MEMBER, role: 'administrator' } } },
      { members: { a: MEMBER }, owner_object_ids: [GUID], group_membership_claims: ['ApplicationGroup'], sign_in_audience: 'AzureADMultipleOrgs' },
      { oidc_issuer_url: 'https://issuer.example.com/', service_accounts: [{ namespace: 'shop', name: 'web' }], federated_credentials: { jobs: { issuer: 'https://token.example.com', subject: 'repo:shop' } } },
      { required_permissions: { [GUID]: { [GUID]: 'Scope' } } },
      { public_client_redirect_uris: ['http://localhost'], optional_claims: { id_token: ['email', 'upn'], access_token: ['groups'] } },
      { scopes: { 'Orders.Read': { description: 'looks' } }, authorized_clients: { shop: { client_id: GUID, scopes: ['Orders.Read'] } } },
    ],
    refused: [
      ...names('', '-shop', 'a'.repeat(121)),
      ['owner_object_ids', { owner_object_ids: ['me'] }],
      ['sign_in_audience', { sign_in_audience: 'Everybody' }],
      ['group_membership_claims', { group_membership_claims: ['Some'] }],
      ['web_redirect_uris', { web_redirect_uris: ['http://shop.example.com'] }],
      ['web_redirect_uris', { web_redirect_uris: ['https://*.example.com'] }],
      ['spa_redirect_uris', { spa_redirect_uris: ['http://shop.example.com'] }],
      ['logout_url', { logout_url: 'http://shop.example.com' }],
      ['public_client_redirect_uris', { public_client_redirect_uris: ['http://shop.example.com'] }],
      ['optional_claims', { optional_claims: { id_token: ['email', 'email'] } }],
      ['optional_claims', { optional_claims: { access_token: ['E-Mail'] } }],
      ['authorized_clients', { authorized_clients: { shop: { client_id: GUID, scopes: ['Orders.Read'] } } }],
      ['scopes', { scopes: { 'a b': { description: 'looks' } } }],
      ['scopes', { scopes: { a: { description: 'looks' } }, roles: { a: { description: 'looks' } } }],
      ['roles', { roles: { a: { description: 'looks', member_types: ['Group'] } } }],
      ['members', { members: { a: { object_id: 'me' } } }],
      ['members', { members: { a: { ...MEMBER, role: 'administrator' } } }],
      ['members', { roles: { a: { description: 'looks' } }, members: { a: MEMBER } }],
      ['required_permissions', { required_permissions: { [GUID]: { [GUID]: 'Delegated' } } }],
      ['required_permissions', { required_permissions: { graph: { [GUID]: 'Scope' } } }],
      ['oidc_issuer_url', { oidc_issuer_url: 'https://issuer.example.com/' }],
      ['oidc_issuer_url', { service_accounts: [{ namespace: 'shop', name: 'web' }] }],
      ['federated_credentials', { federated_credentials: { jobs: { issuer: 'https://token.example.com', subject: 'repo:*' } } }],
      ['federated_credentials', { federated_credentials: { ab: { issuer: 'https://token.example.com', subject: 'a' } } }],
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
  'existing-kubernetes-cluster': {
    required: { cluster_name: 'aks-old', resource_group_name: 'rg-old' },
    taken: [{ cluster_name: 'AKS_old-1' }],
    refused: [['cluster_name', { cluster_name: '-old' }], ['cluster_name', { cluster_name: 'o'.repeat(64) }]],
  },
  'firewall': {
    required: { ...PLACE, name: 'hub-prod', subnet_id: FIREWALL_SUBNET },
    taken: [
      { sku_tier: 'Basic', management_subnet_id: FIREWALL_MANAGEMENT, threat_intelligence_mode: 'Alert', zones: [] },
      { public_ip_count: 0, management_subnet_id: FIREWALL_MANAGEMENT, dns_servers: ['10.0.0.4'], threat_intelligence_allowlist: { fqdns: ['a.example.com'] } },
      { sku_tier: 'Premium', intrusion_detection: { mode: 'Alert', signatures: { 2024897: 'Off' }, bypasses: { backup: { protocol: 'TCP', destination_ports: ['443'] } } } },
      { ip_groups: { spokes: ['10.1.0.0/16'] }, ...networkRules({ ntp: { ...NETWORK_RULE, source_addresses: [], source_ip_groups: ['spokes'] }, all: { ...NETWORK_RULE, destination_ports: ['*'] } }) },
      applicationRules({ images: { source_addresses: ['*'], destination_fqdns: ['mcr.microsoft.com'], protocols: ['Https:443', 'Http:80'] }, aks: { source_addresses: ['10.1.0.0/16'], destination_fqdn_tags: ['AzureKubernetesService'] } }),
      { sku_tier: 'Premium', tls_inspection: { key_vault_secret_id: 's', user_assigned_identity_id: 'i' }, ...applicationRules({ git: { source_addresses: ['*'], destination_urls: ['git.example.com/shop'], terminate_tls: true } }) },
      natRules({ shop: { source_addresses: ['*'], port: 443, translated_address: '10.1.0.4', translated_port: 8443 } }),
    ],
    refused: [
      ...names('', '-hub', 'hub-', 'a'.repeat(51)),
      ['subnet_id', { subnet_id: SUBNET }],
      ['management_subnet_id', { management_subnet_id: SUBNET }],
      ['management_subnet_id', { sku_tier: 'Basic' }],
      ['management_subnet_id', { public_ip_count: 0 }],
      ['sku_tier', { sku_tier: 'Enterprise' }],
      ['zones', { zones: ['4'] }],
      ['public_ip_count', { public_ip_count: 251 }],
      ['dns_servers', { dns_servers: ['dns.example.com'] }],
      ['threat_intelligence_mode', { threat_intelligence_mode: 'Block' }],
      ['threat_intelligence_mode', { sku_tier: 'Basic', management_subnet_id: FIREWALL_MANAGEMENT, threat_intelligence_mode: 'Deny' }],
      ['intrusion_detection', { sku_tier: 'Premium', intrusion_detection: { mode: 'Block' } }],
      ['intrusion_detection', { sku_tier: 'Premium', intrusion_detection: { signatures: { worm: 'Off' } } }],
      ['intrusion_detection', { sku_tier: 'Premium', intrusion_detection: { bypasses: { all: { protocol: 'ANY' } } } }],
      ['intrusion_detection', { intrusion_detection: { signatures: { 2024897: 'Off' } } }],
      ['tls_inspection', { tls_inspection: { key_vault_secret_id: 's', user_assigned_identity_id: 'i' } }],
      ['ip_groups', { ip_groups: { spokes: [] } }],
      ['rule_collection_groups', { rule_collection_groups: { platform: { priority: 99 } } }],
      ['rule_collection_groups', { rule_collection_groups: { platform: { priority: 100 }, others: { priority: 100 } } }],
      ['rule_collection_groups', { rule_collection_groups: { a: { priority: 100 } } }],
      ['rule_collection_groups', networkRules({})],
      ['rule_collection_groups', networkRules({ ntp: { ...NETWORK_RULE, source_addresses: [] } })],
      ['rule_collection_groups', networkRules({ ntp: { ...NETWORK_RULE, source_ip_groups: ['spokes'] } })],
      ['rule_collection_groups', networkRules({ ntp: { ...NETWORK_RULE, destination_addresses: [] } })],
      ['rule_collection_groups', networkRules({ ntp: { ...NETWORK_RULE, protocols: ['tcp'] } })],
      ['rule_collection_groups', networkRules({ all: { source_addresses: ['*'], destination_addresses: ['*'], destination_ports: ['*'] } })],
      ['rule_collection_groups', { sku_tier: 'Basic', management_subnet_id: FIREWALL_MANAGEMENT, ...networkRules({ ntp: { ...NETWORK_RULE, destination_fqdns: ['ntp.ubuntu.com'] } }) }],
      ['rule_collection_groups', applicationRules({ images: { source_addresses: ['*'] } })],
      ['rule_collection_groups', applicationRules({ images: { source_addresses: ['*'], destination_fqdns: ['a'], protocols: ['443'] } })],
      ['rule_collection_groups', applicationRules({ git: { source_addresses: ['*'], destination_urls: ['git.example.com/shop'], terminate_tls: true } })],
      ['rule_collection_groups', applicationRules({ news: { source_addresses: ['*'], web_categories: ['News'] } })],
      ['rule_collection_groups', natRules({ shop: { source_addresses: ['*'], port: 443 } })],
      ['rule_collection_groups', natRules({ shop: { source_addresses: ['*'], port: 443, translated_address: '10.1.0.4', public_ip: 1 } })],
      ['rule_collection_groups', natRules({ ssh: { source_addresses: ['*'], port: 2222, translated_address: '10.1.0.4', translated_port: 22 } })],
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
  'event-grid-system-topic': {
    required: { ...PLACE, name: 'picasso-prod', source_resource_id: 's', topic_type: 'Microsoft.Storage.StorageAccounts' },
    taken: SUBSCRIPTIONS.taken,
    refused: [
      ...names('ab', 'picasso_prod', 'a'.repeat(129)),
      ['topic_type', { topic_type: 'Microsoft.Storage/storageAccounts' }],
      ...SUBSCRIPTIONS.refused,
    ],
  },
  'event-grid-topic': {
    required: { ...PLACE, name: 'picasso-prod' },
    taken: [...SUBSCRIPTIONS.taken, { ...PUBLIC, allowed_ip_ranges: ['203.0.113.0/24'], local_authentication_enabled: true }],
    refused: [...names('ab', 'picasso_prod', 'a'.repeat(51)), ...NETWORK, ...SUBSCRIPTIONS.refused],
  },
  'front-door': {
    required: { resource_group_name: 'rg-picasso', name: 'picasso-prod', origin_groups: { shop: { origins: { a: { host_name: 'a.example.com' } } } }, routes: { all: { origin_group: 'shop' } } },
    taken: [
      { sku_name: 'Standard_AzureFrontDoor', domains: { shop: { host_name: 'shop.example.com', certificate: { key_vault_certificate_id: 'c' } } } },
      { origin_groups: { shop: { origins: { a: { host_name: 'a', private_link: { target_id: 't', location: 'westeurope' } }, b: { host_name: 'b', priority: 2 } }, probe: {} } } },
      { routes: { all: { origin_group: 'shop', cache: {} }, assets: { origin_group: 'shop', patterns: ['/assets/*'], cache: { query_string_behavior: 'IncludeSpecifiedQueryStrings', query_strings: ['v'] } } } },
      firewall({ mode: 'Detection', managed_rules: [] }),
      firewall({ custom_rules: [WAF_RULE, { ...WAF_RULE, name: 'limit', priority: 2, rate_limit: { requests: 1000 } }] }),
    ],
    refused: [
      ...names('a', '1picasso', 'picasso-', 'a'.repeat(47)),
      ['sku_name', { sku_name: 'Premium' }],
      ['response_timeout_seconds', { response_timeout_seconds: 5 }],
      ['origin_groups', { origin_groups: { shop: { origins: {} } } }],
      ['origin_groups', { origin_groups: { shop: { origins: { a: { host_name: 'a' }, b: { host_name: 'b' } } } } }],
      ['origin_groups', { origin_groups: { shop: { origins: { a: { host_name: 'a', priority: 6 } } } } }],
      ['origin_groups', { origin_groups: { shop: { origins: { a: { host_name: 'a' } }, probe: { path: 'health' } } } }],
      ['origin_groups', { sku_name: 'Standard_AzureFrontDoor', origin_groups: { shop: { origins: { a: { host_name: 'a', private_link: { target_id: 't', location: 'westeurope' } } } } } }],
      ['domains', { domains: { shop: { host_name: 'https://shop.example.com' } } }],
      ['routes', { routes: {} }],
      ['routes', { routes: { all: { origin_group: 'other' } } }],
      ['routes', { routes: { all: { origin_group: 'shop', domains: ['shop'] } } }],
      ['routes', { domains: { shop: { host_name: 'shop.example.com' } }, routes: { all: { origin_group: 'shop', domains: [] } } }],
      ['routes', { routes: { all: { origin_group: 'shop', patterns: ['api/*'] } } }],
      ['routes', { routes: { all: { origin_group: 'shop', cache: { query_strings: ['v'] } } } }],
      ['firewall', firewall({ mode: 'Off' })],
      ['firewall', firewall({ managed_rules: [{ type: 'OWASP', version: '3.2' }] })],
      ['firewall', firewall({ custom_rules: [{ ...WAF_RULE, name: 'a-b' }] })],
      ['firewall', firewall({ custom_rules: [{ ...WAF_RULE, conditions: [] }] })],
      ['firewall', firewall({ custom_rules: [WAF_RULE, { ...WAF_RULE, name: 'other' }] })],
    ],
  },
  'function-app': {
    required: {
      ...PLACE,
      name: 'picasso-prod',
      runtime: { name: 'node', version: '22' },
      storage_account_name: 'stshop',
      identity: { ...IDENTITY, client_id: GUID },
    },
    taken: [
      { sku_name: 'EP2', package_url: 'https://stshop.blob.core.windows.net/code/shop.zip', instance_count: 2, instance_count_max: 40 },
      { zone_redundant: true, protected_environment: true, runtime: { name: 'custom' } },
      { app_settings: { LOG_LEVEL: 'info' }, secret_settings: { API_KEY: SECRET } },
      { health_check: { path: '/api/health' }, cors: { allowed_origins: ['https://shop.example.com'], credentials_enabled: true } },
      { entra_login: { client_id: GUID, issuer: `https://login.microsoftonline.com/${GUID}/v2.0` } },
      { ...PUBLIC, allowed_ip_ranges: ['203.0.113.7'], allowed_service_tags: [{ service_tag: 'AzureFrontDoor.Backend', front_door_id: GUID }, { service_tag: 'AzureEventGrid' }] },
      { ...PUBLIC, domains: { api: { host_name: 'api.example.com' } } },
      { domains: { api: { host_name: 'api.example.com', key_vault_secret_id: SECRET } } },
    ],
    refused: [
      ...names('a', '-picasso', 'picasso-', 'a'.repeat(33)),
      ...NETWORK,
      ['sku_name', { sku_name: 'Y1' }],
      ['sku_name', { sku_name: 'FC1' }],
      ['instance_count', { instance_count: 0 }],
      ['instance_count', { instance_count: 1, zone_redundant: true }],
      ['instance_count_max', { sku_name: 'EP1', package_url: 'https://a.example.com/a.zip', instance_count: 5, instance_count_max: 4 }],
      ['zone_redundant', { sku_name: 'S1', zone_redundant: true }],
      ['runtime', { runtime: { name: 'go', version: '1' } }],
      ['runtime', { runtime: { name: 'node' } }],
      ['storage_account_name', { storage_account_name: 'st-shop' }],
      ['package_url', { sku_name: 'EP1' }],
      ['allowed_ip_ranges', { ...PUBLIC, allowed_ip_ranges: ['2001:db8::1'] }],
      ['package_url', { package_url: 'https://stshop.blob.core.windows.net/code/shop.zip?sig=a' }],
      ['domains', { domains: { api: { host_name: 'api.example.com' } } }],
      ['domains', { ...PUBLIC, domains: { api: { host_name: 'https://api.example.com' } } }],
      ['domains', { domains: { api: { host_name: 'api.example.com', key_vault_secret_id: `${SECRET}/0123456789abcdef` } } }],
      ['app_settings', { app_settings: { AzureWebJobsStorage: 'a' } }],
      ['app_settings', { app_settings: { FUNCTIONS_WORKER_RUNTIME: 'node' } }],
      ['secret_settings', { secret_settings: { API_KEY: 'secret' } }],
      ['secret_settings', { app_settings: { API_KEY: 'a' }, secret_settings: { API_KEY: SECRET } }],
      ['health_check', { health_check: { path: 'health' } }],
      ['cors', { cors: { allowed_origins: ['*'], credentials_enabled: true } }],
      ['entra_login', { entra_login: { client_id: GUID, issuer: 'https://login.microsoftonline.com/' } }],
      ['allowed_service_tags', { allowed_service_tags: [{ service_tag: 'AzureEventGrid' }] }],
      ['allowed_service_tags', { ...PUBLIC, allowed_service_tags: [{ service_tag: 'AzureFrontDoor.Backend' }] }],
    ],
  },
  'keyvault': {
    required: { ...PLACE, ...TENANT, name: 'picasso-prod' },
    taken: [
      ...OPTIONS_TAKEN,
      { certificates: { shop: { dns_names: ['shop.example.com', '*.shop.example.com'] } } },
      { certificates: { signed: { dns_names: ['shop.example.com'], issuer: 'Unknown' } }, certificate_contacts: ['platform@example.com'] },
      { purge_protection_enabled: false },
      { encryption_keys: { storage: {}, database: { size: 4096, rotation_days: 90 } } },
      { logging: { log_analytics_workspace_id: 'w' } },
    ],
    refused: [
      ...names('ab', '1picasso', 'picasso--prod', 'picasso-', 'a'.repeat(25)),
      ...NETWORK,
      ...SUBNETS,
      ['tenant_id', { tenant_id: 'contoso.onmicrosoft.com' }],
      ...OPTIONS,
      ['certificates', { certificates: { a_b: { dns_names: ['shop.example.com'] } } }],
      ['certificates', { certificates: { a: { dns_names: [] } } }],
      ['certificates', { certificates: { a: { dns_names: ['https://shop.example.com'] } } }],
      ['certificates', { certificates: { a: { dns_names: ['shop.example.com'], key_size: 1024 } } }],
      ['certificates', { certificates: { a: { dns_names: ['shop.example.com'], validity_months: 0 } } }],
      ['certificate_contacts', { certificate_contacts: ['platform'] }],
      ['certificate_contacts', { certificates: { signed: { dns_names: ['shop.example.com'], issuer: 'Unknown' } } }],
      ['purge_protection_enabled', { purge_protection_enabled: false, encryption_keys: { a: {} } }],
      ['logging', { logging: { log_analytics_workspace_id: 'w' }, diagnostics: { log_analytics_workspace_id: 'w' } }],
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
  'kubernetes-cluster': {
    required: { ...PLACE, name: 'picasso-prod', subnet_id: SUBNET },
    taken: [
      { private_dns_zone: { id: 'z' }, disk_encryption_set: { id: 'd' }, keda_enabled: true, managed_prometheus_enabled: true, defender: { log_analytics_workspace_id: 'w' } },
      { logging: { log_analytics_workspace_id: 'w', categories: [] }, diagnostics: { storage_account_id: 's' } },
    ],
    refused: [
      ['private_dns_zone', { private_dns_zone: { id: 'z' }, private_cluster_enabled: false, allowed_ip_ranges: ['203.0.113.0/24'] }],
      ['logging', { logging: { log_analytics_workspace_id: 'w' }, diagnostics: { storage_account_id: 's' } }],
    ],
  },
  'metric-alerts': {
    required: { ...PLACE, name: 'shop-prod', action_group_ids: ['g'], metric_alerts: { cpu: { scopes: ['s'], criteria: [CRITERION] } } },
    files: ['durations.tf'],
    taken: [
      { metric_alerts: { cpu: { scopes: ['a', 'b'], target_resource_type: 'Microsoft.Compute/virtualMachines', target_resource_location: 'westeurope', criteria: [CRITERION] } } },
      { metric_alerts: { load: { scopes: ['s'], learned: { metric_namespace: 'n', metric_name: 'm', dimensions: [{ name: 'd', values: ['*'] }] }, action_group_ids: ['other'] } } },
      { metric_alerts: { site: { scopes: ['t', 'c'], web_test: { web_test_id: 't', component_id: 'c' } } } },
      { metric_alerts: {}, log_alerts: { denied: { scope: 'w', query: 'T', frequency_minutes: 1, window_minutes: 1, mute_minutes: 60 } } },
      { log_alerts: { slow: { scope: 'w', query: 'T', aggregation: 'Average', measure_column: 'd', evaluations: 3, failures: 2, query_range_minutes: 60, dimensions: [{ name: 'Computer', values: ['*'] }], identity_id: 'i' } } },
      { activity_alerts: { health: { scopes: ['s'], category: 'ServiceHealth', service_health: { locations: ['West Europe'] } }, gone: { scopes: ['s'], category: 'Administrative', operation_name: 'a/b/delete', levels: ['Critical'] } } },
      { activity_alerts: { resources: { scopes: ['s'], category: 'ResourceHealth', resource_health: { previous: ['Available'], reasons: ['PlatformInitiated'] } } }, activity_location: 'westeurope' },
    ],
    refused: [
      ...names('a', '-shop', 'a'.repeat(64)),
      ['action_group_ids', { action_group_ids: [] }],
      ['metric_alerts', { metric_alerts: { 'a b': { scopes: ['s'], criteria: [CRITERION] } } }],
      ['metric_alerts', { metric_alerts: { cpu: { scopes: [], criteria: [CRITERION] } } }],
      ['metric_alerts', { metric_alerts: { cpu: { scopes: ['a', 'b'], criteria: [CRITERION] } } }],
      ['metric_alerts', { metric_alerts: { cpu: { scopes: ['/subscriptions/s/resourceGroups/r'], criteria: [CRITERION] } } }],
      ['metric_alerts', { metric_alerts: { cpu: { scopes: ['s'], criteria: [CRITERION], severity: 5 } } }],
      ['metric_alerts', { metric_alerts: { cpu: { scopes: ['s'], criteria: [CRITERION], frequency_minutes: 15, window_minutes: 5 } } }],
      ['metric_alerts', { metric_alerts: { cpu: { scopes: ['s'] } } }],
      ['metric_alerts', { metric_alerts: { cpu: { scopes: ['s'], criteria: [{ ...CRITERION, aggregation: 'Median' }] } } }],
      ['metric_alerts', { metric_alerts: { cpu: { scopes: ['s'], criteria: [{ ...CRITERION, dimensions: [{ name: 'd', values: [] }] }] } } }],
      ['metric_alerts', { metric_alerts: { cpu: { scopes: ['s'], learned: { metric_namespace: 'n', metric_name: 'm', failures: 5 } } } }],
      ['metric_alerts', { metric_alerts: { cpu: { scopes: ['s'], criteria: [CRITERION], action_group_ids: [] } } }],
      ['log_alerts', { log_alerts: { 'a b': { scope: 'w', query: 'T' } } }],
      ['log_alerts', { log_alerts: { a: { scope: 'w', query: 'T', operator: 'Equals' } } }],
      ['log_alerts', { log_alerts: { a: { scope: 'w', query: 'T', aggregation: 'Average' } } }],
      ['log_alerts', { log_alerts: { a: { scope: 'w', query: 'T', failures: 2 } } }],
      ['log_alerts', { log_alerts: { a: { scope: 'w', query: 'T', frequency_minutes: 60, window_minutes: 30 } } }],
      ['log_alerts', { log_alerts: { a: { scope: 'w', query: 'T', query_range_minutes: 10 } } }],
      ['log_alerts', { log_alerts: { a: { scope: 'w', query: 'T', mute_minutes: 7 } } }],
      ['log_alerts', { log_alerts: { a: { scope: 'w', query: 'T', dimensions: [{ name: 'd', operator: 'StartsWith', values: ['*'] }] } } }],
      ['log_alerts', { log_alerts: { a: { scope: 'w', query: 'T', action_group_ids: [] } } }],
      ['activity_alerts', { metric_alerts: {} }],
      ['activity_alerts', { activity_alerts: { 'a b': { scopes: ['s'], category: 'Policy' } } }],
      ['activity_alerts', { activity_alerts: { a: { scopes: ['s'], category: 'Cost' } } }],
      ['activity_alerts', { activity_alerts: { a: { scopes: ['s'], category: 'Policy', service_health: {} } } }],
      ['activity_alerts', { activity_alerts: { a: { scopes: ['s'], category: 'Administrative', levels: ['Fatal'] } } }],
      ['activity_alerts', { activity_alerts: { a: { scopes: ['s'], category: 'ServiceHealth', service_health: { events: ['Outage'] } } } }],
      ['activity_alerts', { activity_alerts: { a: { scopes: ['s'], category: 'Policy', action_group_ids: [] } } }],
      ['activity_location', { activity_location: 'eastus' }],
    ],
  },
  'mssql': {
    required: { ...PLACE, ...TENANT, name: 'picasso-prod', administrator: { name: 'dba team', object_id: GUID } },
    taken: [
      { elastic_pools: { shared: { capacity: 4, database_capacity_max: 4 } }, databases: { orders: { elastic_pool: 'shared' }, search: { sku_name: 'GP_S_Gen5_2', serverless: {} } } },
      { databases: { orders: { long_term_retention: { weekly: 'P4W', yearly: 'P5Y', week_of_year: 1 }, zone_redundant: true, sku_name: 'BC_Gen5_4' } } },
      { databases: { orders: { restore: { database_id: 'd', time: '2030-01-31T08:00:00Z' } }, old: { restore: { database_id: 'd' } } } },
      { databases: { orders: {} }, failover_group: { partner_server_id: 's', databases: ['orders'], automatic: true, grace_minutes: 120 } },
      { ...PUBLIC, allowed_ip_ranges: ['203.0.113.7'], allowed_subnet_ids: [SUBNET] },
      { customer_managed_key: { key_vault_key_id: 'https://x.vault.azure.net/keys/sql/0123456789abcdef0123456789abcdef', user_assigned_identity_id: 'i' } },
    ],
    refused: [
      ...names('', 'Picasso', 'picasso-', 'a'.repeat(64)),
      ...NETWORK,
      ...SUBNETS,
      ['allowed_ip_ranges', { ...PUBLIC, allowed_ip_ranges: ['0.0.0.0'] }],
      ['tenant_id', { tenant_id: 'contoso.onmicrosoft.com' }],
      ['administrator', { administrator: { name: 'dba team', object_id: 'dba' } }],
      ['connection_policy', { connection_policy: 'Direct' }],
      ['elastic_pools', { elastic_pools: { a: { tier: 'General' } } }],
      ['elastic_pools', { elastic_pools: { a: { database_capacity_max: 4 } } }],
      ['databases', { databases: { 'a/b': {} } }],
      ['databases', { databases: { Master: {} } }],
      ['databases', { databases: { a: { elastic_pool: 'shared' } } }],
      ['databases', { databases: { a: { serverless: {} } } }],
      ['databases', { databases: { a: { backup_retention_days: 0 } } }],
      ['databases', { databases: { a: { backup_storage_redundancy: 'GRS' } } }],
      ['databases', { databases: { a: { long_term_retention: { weekly: '4 weeks' } } } }],
      ['databases', { databases: { a: { long_term_retention: { yearly: 'P5Y' } } } }],
      ['databases', { databases: { a: { restore: { database_id: 'd', time: 'yesterday' } } } }],
      ['failover_group', { failover_group: { partner_server_id: 's', databases: ['orders'] } }],
      ['failover_group', { failover_group: { partner_server_id: 's', grace_minutes: 5 } }],
      ['customer_managed_key', { customer_managed_key: { key_vault_key_id: 'https://x.vault.azure.net/keys/sql', user_assigned_identity_id: 'i' } }],
    ],
  },
  'mysql': {
    required: { ...PLACE, ...TENANT, name: 'picasso-prod', administrator: { name: 'dba team', object_id: GUID, ...IDENTITY } },
    taken: [
      { administrator: null, local_administrator: { key_vault_id: VAULT } },
      { high_availability_mode: 'SameZone', iops: 3000, engine_version: '8.0.21' },
      { sku_name: 'B_Standard_B1ms', protected_environment: true },
      { restore: { source_server_id: MYSQL, time: '2030-01-31T08:00:00Z' } },
      { restore: { source_server_id: MYSQL, from_paired_region: true } },
      { replicas: { reports: {} }, configurations: { tls_version: 'TLSv1.3', max_connections: '500' } },
      { geo_redundant_backup_enabled: true, customer_managed_key: { key_vault_key_id: 'k', ...IDENTITY, geo_backup: { key_vault_key_id: 'k', ...IDENTITY } } },
      { delegated_subnet: { subnet_id: SUBNET, private_dns_zone_id: 'z' } },
    ],
    refused: [
      ...names('ab', '-picasso', 'Picasso', 'a'.repeat(64)),
      ...NETWORK,
      ['tenant_id', { tenant_id: 'picasso' }],
      ['engine_version', { engine_version: '5.7' }],
      ['sku_name', { sku_name: 'Standard_D2ds_v4' }],
      ['storage_gb', { storage_gb: 10 }],
      ['iops', { iops: 100 }],
      ['iops', { iops: 3000, io_scaling_enabled: true }],
      ['zone', { zone: '4' }],
      ['high_availability_mode', { high_availability_mode: 'Zones' }],
      ['high_availability_mode', { high_availability_mode: 'SameZone', sku_name: 'B_Standard_B1ms' }],
      ['high_availability_mode', { high_availability_mode: 'SameZone', auto_grow_enabled: false }],
      ['replicas', { replicas: { 'a.b': {} } }],
      ['replicas', { replicas: { a: {} }, sku_name: 'B_Standard_B1ms' }],
      ['restore', { restore: { source_server_id: MYSQL } }],
      ['restore', { restore: { source_server_id: MYSQL, time: '2030-01-31T08:00:00Z', from_paired_region: true } }],
      ['restore', { restore: { source_server_id: 'server', time: '2030-01-31T08:00:00Z' } }],
      ['databases', { databases: { mysql: {} } }],
      ['configurations', { configurations: { require_secure_transport: 'OFF' } }],
      ['configurations', { configurations: { tls_version: 'TLSv1.1' } }],
      ['administrator', { administrator: null }],
      ['administrator_login', { administrator_login: 'admin' }],
      ['local_administrator', { local_administrator: { key_vault_id: VAULT, password_version: 1 } }],
      ['local_administrator', { local_administrator: { key_vault_id: VAULT }, restore: { source_server_id: MYSQL, time: '2030-01-31T08:00:00Z' } }],
      ['backup_retention_days', { backup_retention_days: 36 }],
      ['maintenance_window', { maintenance_window: { day_of_week: 7, start_hour: 3 } }],
      ['delegated_subnet', { ...PUBLIC, delegated_subnet: { subnet_id: SUBNET, private_dns_zone_id: 'z' } }],
      ['private_endpoint', { private_endpoint: { subnet_id: SUBNET }, delegated_subnet: { subnet_id: SUBNET, private_dns_zone_id: 'z' } }],
      ['customer_managed_key', { geo_redundant_backup_enabled: true, customer_managed_key: { key_vault_key_id: 'k', ...IDENTITY } }],
    ],
  },
  'network': {
    required: { ...PLACE, name: 'picasso-prod', address_space: ['10.0.0.0/16'], subnets: [{ name: 'nodes', address_prefix: '10.0.0.0/20' }] },
    files: ['delegations.tf', 'reserved-subnets.tf'],
    taken: [
      rules(RULE, { name: 'deny', priority: 200, direction: 'Outbound', access: 'Deny', protocol: '*', destination_addresses: ['Internet'] }),
      rules({ ...RULE, source_addresses: ['Internet'], destination_ports: ['443', '23-3388'] }),
      subnet({ service_endpoints: ['Microsoft.KeyVault', 'Microsoft.Storage'], route_table: 'hub' }, {
        route_tables: { hub: { routes: [{ name: 'all', address_prefix: '0.0.0.0/0', next_hop_type: 'VirtualAppliance', next_hop_ip_address: '10.1.0.4' }] } },
      }),
      subnet({ name: 'GatewaySubnet', address_prefix: '10.0.0.0/27' }),
      subnet({ name: 'AzureBastionSubnet', address_prefix: '10.0.0.0/26', security_group: true, rules: [RULE] }),
      subnet({ security_group: false }),
      { isolated: true },
      { peerings: { hub: { virtual_network_id: NETWORK_ID, use_remote_gateways: true } }, dns_servers: ['10.1.0.4'], ddos_protection_plan_id: 'd' },
      { central_private_dns_zone_ids: { vault: '/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net' } },
    ],
    refused: [
      ...names('a', 'picasso prod', 'a'.repeat(41)),
      ['address_space', { address_space: ['8.8.0.0/16'] }],
      ['peerings', { isolated: true, peerings: { hub: { virtual_network_id: NETWORK_ID } } }],
      ['subnets', { subnets: [] }],
      ['subnets', subnet({ delegation: 'Microsoft.DBforPostgreSQL/flexibleServer' })],
      ['subnets', subnet({ internet_ports: [22] })],
      ['subnets', subnet({ service_endpoints: ['Microsoft.Keyvault'] })],
      ['subnets', subnet({ route_table: 'hub' })],
      ['subnets', subnet({ name: 'AzureFirewallSubnet', address_prefix: '10.0.0.0/27' })],
      ['subnets', subnet({ name: 'GatewaySubnet', address_prefix: '10.0.0.0/27', security_group: true })],
      ['subnets', subnet({ name: 'RouteServerSubnet', address_prefix: '10.0.0.0/27', rules: [RULE] })],
      ['subnets', subnet({ security_group: false, internet_ports: [443] })],
      ['subnets', rules({ ...RULE, name: 'internet' })],
      ['subnets', rules({ ...RULE, direction: 'In' })],
      ['subnets', rules({ ...RULE, protocol: 'TCP' })],
      ['subnets', rules({ ...RULE, priority: 900 })],
      ['subnets', rules({ ...RULE, priority: 5000 })],
      ['subnets', rules(RULE, { ...RULE, priority: 300 })],
      ['subnets', rules(RULE, { ...RULE, name: 'other' })],
      ['subnets', rules({ ...RULE, source_addresses: [] })],
      ['subnets', rules({ ...RULE, source_addresses: ['10.1.0.0/16', 'Internet'] })],
      ['subnets', rules({ ...RULE, destination_ports: ['https'] })],
      ['subnets', rules({ ...RULE, destination_ports: ['*', '443'] })],
      ['subnets', rules({ ...RULE, source_addresses: ['Internet'], destination_ports: ['20-30'] })],
      ['subnets', rules({ name: 'all', priority: 200 })],
      ['route_tables', { route_tables: { hub: { routes: [{ name: 'all', address_prefix: '0.0.0.0/0', next_hop_type: 'VirtualAppliance' }] } } }],
      ['route_tables', { route_tables: { hub: { routes: [{ name: 'all', address_prefix: '0.0.0.0/0', next_hop_type: 'Firewall' }] } } }],
      ['route_tables', { route_tables: { 'a b': {} } }],
      ['peerings', { peerings: { hub: { virtual_network_id: 'hub' } } }],
      ['peerings', { peerings: { hub: { virtual_network_id: NETWORK_ID, use_remote_gateways: true, allow_gateway_transit: true } } }],
      ['dns_servers', { dns_servers: ['dns.example.com'] }],
      ['central_private_dns_zone_ids', { central_private_dns_zone_ids: { vault: 'privatelink.vaultcore.azure.net' } }],
    ],
  },
  'monitor-workspace': {
    required: { ...PLACE, name: 'shop-prod' },
    taken: [{ cluster_ids: { main: '/subscriptions/s/resourceGroups/r/providers/Microsoft.ContainerService/managedClusters/main' }, public_network_access_enabled: false }],
    refused: [
      ...names('abc', '-shop', 'shop-', 'a'.repeat(45)),
      ['cluster_ids', { cluster_ids: { a: '/subscriptions/s', b: '/subscriptions/s' } }],
    ],
  },
  'policy-assignments': {
    required: { location: 'eastus2', name: 'shop-prod', ...assigned({}) },
    taken: [
      { definitions: { tagged: { rule: '{"if":{},"then":{"effect":"audit"}}', parameters: '{}', mode: 'All' } }, ...assigned({ definition_id: null, definition: 'tagged', effect: 'Audit', enforce: false }) },
      assigned({ parameters: '{"listOfAllowedLocations":["westeurope"]}', locations: ['westeurope'], resource_types: ['Microsoft.Storage/storageAccounts'], not_scopes: [GROUP_ID] }),
      assigned({ identity: true, remediation_roles: ['Contributor'], remediated: ['*'] }),
      { sets: { basics: { policies: { locations: { ...POLICY, parameters: '{"effect":"audit"}' } } } }, ...assigned({ definition_id: null, set: 'basics' }) },
      { resource_group_assignments: { group: { resource_group_id: GROUP_ID, ...POLICY } }, exemptions: { old: EXEMPTION, other: { ...EXEMPTION, assignment: 'group', category: 'Mitigated', references: ['a'] } } },
    ],
    refused: [
      ...names('', '-shop', 'a'.repeat(31)),
      ['definitions', { definitions: { 'a b': { rule: '{"if":{},"then":{}}' } } }],
      ['definitions', { definitions: { a: { rule: '{"if":{}}' } } }],
      ['definitions', { definitions: { a: { rule: 'deny' } } }],
      ['definitions', { definitions: { a: { rule: '{"if":{},"then":{}}', mode: 'Some' } } }],
      ['definitions', { definitions: { a: { rule: '{"if":{},"then":{}}', parameters: 'effect' } } }],
      ['sets', { sets: { basics: { policies: {} } } }],
      ['sets', { sets: { basics: { policies: { tagged: { definition: 'tagged' } } } } }],
      ['sets', { sets: { basics: { policies: { locations: { ...POLICY, parameters: 'audit' } } } } }],
      ['subscription_assignments', assigned({ definition_id: null, set: 'basics' })],
      ['subscription_assignments', { subscription_assignments: { 'a b': { subscription_id: '/subscriptions/s', ...POLICY } } }],
      ['subscription_assignments', assigned({ subscription_id: 's' })],
      ['subscription_assignments', assigned({ definition: 'tagged' })],
      ['subscription_assignments', assigned({ definition_id: null, definition: 'tagged' })],
      ['subscription_assignments', assigned({ parameters: 'westeurope' })],
      ['subscription_assignments', assigned({ effect: 'Block' })],
      ['subscription_assignments', assigned({ remediated: ['*'] })],
      ['subscription_assignments', assigned({ identity: true, remediation_roles: ['Owner'] })],
      ['subscription_assignments', assigned({ identity: true, remediated: ['*', 'a'] })],
      ['resource_group_assignments', { resource_group_assignments: { group: { resource_group_id: 'rg-picasso', ...POLICY } } }],
      ['resource_group_assignments', { resource_group_assignments: { locations: { resource_group_id: GROUP_ID, ...POLICY } } }],
      ['resource_group_assignments', { subscription_assignments: {} }],
      ['resource_group_assignments', { resource_group_assignments: { group: { resource_group_id: GROUP_ID, ...POLICY, identity: true, remediation_roles: ['Owner'] } } }],
      ['exemptions', { exemptions: { old: { ...EXEMPTION, assignment: 'other' } } }],
      ['exemptions', { exemptions: { old: { ...EXEMPTION, expires_on: 'never' } } }],
      ['exemptions', { exemptions: { old: { ...EXEMPTION, reason: '' } } }],
    ],
  },
  'postgresql': {
    required: { ...PLACE, ...TENANT, name: 'picasso-prod' },
    taken: [
      { high_availability_mode: 'ZoneRedundant', zone: '2', storage_gb: 1024, maintenance_window: { day_of_week: 0, start_hour: 3 } },
      { databases: { chat: {} }, administrators: { 'dba team': { object_id: 'o' } }, configurations: { 'azure.extensions': 'VECTOR' } },
      { local_administrator: { key_vault_id: 'v' }, delegated_subnet: { subnet_id: SUBNET, private_dns_zone_id: 'z' } },
      { sku_name: 'B_Standard_B1ms', ...PUBLIC, allowed_ip_ranges: ['203.0.113.7'], high_availability_mode: 'Disabled', protected_environment: true },
      { replicas: { reports: { location: 'westus3', promoted: true }, b: {} } },
      { restore: { source_server_id: POSTGRESQL, time: '2030-01-31T08:00:00Z', from_paired_region: true } },
    ],
    refused: [
      ['replicas', { replicas: { Reports: {} } }],
      ['replicas', { replicas: { a: {} }, sku_name: 'B_Standard_B2s' }],
      ['replicas', { replicas: { a: {}, b: {}, c: {}, d: {}, e: {}, f: {} } }],
      ['restore', { restore: { source_server_id: 'picasso-prod', time: '2030-01-31T08:00:00Z' } }],
      ['restore', { restore: { source_server_id: POSTGRESQL, time: 'yesterday' } }],
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
    required: { ...PLACE, name: 'shop-prod', workspace_id: WORKSPACE, groups: ruleGroups({ alert: 'Down', expression: 'up == 0' }) },
    taken: [
      { cluster_name: 'main', groups: ruleGroups({ alert: 'Down', expression: 'up == 0', for_minutes: 5, severity: 0, labels: { a: 'b' }, annotations: { summary: 'It is down.' }, action_group_ids: ['/g'] }, { record: 'a:b', expression: 'up' }) },
    ],
    refused: [
      ...names('a', '-shop', 'a'.repeat(64)),
      ['groups', { groups: { 'a b': { rules: [{ alert: 'Down', expression: 'up == 0' }] } } }],
      ['groups', { groups: ruleGroups() }],
      ['groups', { groups: ruleGroups(...Array.from({ length: 21 }, (_, number) => ({ record: `a:${number}`, expression: 'up' }))) }],
      ['groups', { groups: { api: { interval_minutes: 20, rules: [{ alert: 'Down', expression: 'up == 0' }] } } }],
      ['groups', { groups: ruleGroups({ expression: 'up == 0' }) }],
      ['groups', { groups: ruleGroups({ alert: 'Down', record: 'a:b', expression: 'up == 0' }) }],
      ['groups', { groups: ruleGroups({ alert: 'Down', expression: 'up == 0', severity: 5 }) }],
      ['groups', { groups: ruleGroups({ alert: 'Down', expression: 'up == 0', for_minutes: 0.5 }) }],
      ['groups', { groups: ruleGroups({ record: 'a:b', expression: 'up', action_group_ids: ['/g'] }) }],
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
  'search': {
    required: { ...PLACE, name: 'picassoprod' },
    taken: [
      { sku: 'free', ...PUBLIC },
      { sku: 'standard3', high_density_enabled: true, partition_count: 3, replica_count: 12, semantic_search_sku: 'free' },
      { shared_private_links: { files: { target_resource_id: VAULT, subresource_name: 'vault' } }, private_endpoint: { subnet_id: SUBNET } },
    ],
    refused: [
      ...names('a', 'a-picasso', 'picasso-', 'picasso--prod', 'a'.repeat(61)),
      ...NETWORK,
      ['sku', { sku: 'premium' }],
      ['replica_count', { replica_count: 4, sku: 'basic' }],
      ['partition_count', { partition_count: 5 }],
      ['partition_count', { partition_count: 4, sku: 'standard3', high_density_enabled: true }],
      ['high_density_enabled', { high_density_enabled: true }],
      ['semantic_search_sku', { semantic_search_sku: 'premium' }],
      ['public_network_access_enabled', { sku: 'free' }],
      ['shared_private_links', { shared_private_links: { files: { target_resource_id: 'vault', subresource_name: 'vault' } } }],
      ['shared_private_links', { sku: 'free', ...PUBLIC, shared_private_links: { files: { target_resource_id: VAULT, subresource_name: 'vault' } } }],
      ['private_endpoint', { sku: 'free', ...PUBLIC, private_endpoint: { subnet_id: SUBNET } }],
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
  'vpn-gateway': {
    required: { ...PLACE, ...TENANT, name: 'hub-prod', subnet_id: GATEWAY_SUBNET },
    taken: [
      site({}),
      { key_vault_id: VAULT, ...site({ shared_key_secret_name: 'office', traffic_selectors: [{ local_blocks: ['10.0.0.0/16'], remote_blocks: ['192.168.0.0/16'] }] }), default_site: 'office' },
      { bgp: { apipa_addresses: [['169.254.21.5'], ['169.254.21.9']] }, sites: { plant: { fqdn: 'vpn.example.com', bgp: { asn: 65020, peering_address: '172.16.0.1' } } } },
      site({ ipsec: { ipsec_encryption: 'AES256', ipsec_integrity: 'SHA256', dh_group: 'ECP384', pfs_group: 'ECP384' }, connection_mode: 'ResponderOnly' }),
      { active_active: false, sku: 'VpnGw1AZ', zones: [], clients: { address_space: ['172.20.0.0/24'], routes: ['10.3.0.0/16'] } },
    ],
    refused: [
      ...names('', '-hub', 'hub-', 'a'.repeat(51)),
      ['subnet_id', { subnet_id: SUBNET }],
      ['tenant_id', { tenant_id: 'contoso.onmicrosoft.com', clients: { address_space: ['172.20.0.0/24'] } }],
      ['sku', { sku: 'Basic' }],
      ['zones', { zones: ['one'] }],
      ['bgp', { bgp: { asn: 65517 } }],
      ['bgp', { bgp: { apipa_addresses: [['169.254.0.1']] } }],
      ['bgp', { active_active: false, bgp: { apipa_addresses: [['169.254.21.5'], ['169.254.21.9']] } }],
      ['sites', { sites: { 'a b': SITE } }],
      ['sites', site({ fqdn: 'vpn.example.com' })],
      ['sites', site({ address: 'vpn.example.com' })],
      ['sites', site({ address_space: [] })],
      ['sites', site({ address_space: ['office'] })],
      ['sites', site({ bgp: { asn: 65020, peering_address: '172.16.0.1' } })],
      ['sites', site({ connection_mode: 'Initiator' })],
      ['sites', site({ dead_peer_timeout_seconds: 5 })],
      ['sites', site({ ipsec: { ike_encryption: 'DES3' } })],
      ['sites', site({ ipsec: { dh_group: 'DHGroup2' } })],
      ['sites', site({ ipsec: { pfs_group: 'None' } })],
      ['sites', site({ ipsec: { ipsec_integrity: 'SHA256' } })],
      ['sites', site({ ipsec: { sa_lifetime_seconds: 60 } })],
      ['sites', site({ traffic_selectors: [{ local_blocks: ['10.0.0.0'], remote_blocks: [] }] })],
      ['key_vault_id', site({ shared_key_secret_name: 'office' })],
      ['default_site', { default_site: 'office' }],
      ['clients', { clients: { address_space: [] } }],
      ['clients', { clients: { address_space: ['172.20.0.0/24'], login_url: 'https://login.example.com/' } }],
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
  'static-web-app': {
    required: { ...PLACE, name: 'picasso-prod' },
    taken: [
      { sku_name: 'Free', domains: { www: { host_name: 'www.example.com' } } },
      { domains: { apex: { host_name: 'example.com', validation: 'txt' } }, secret_settings: { API_KEY: SECRET } },
      { public_network_access_enabled: false, private_endpoint: { subnet_id: SUBNET } },
    ],
    refused: [
      ...names('-picasso', 'picasso-', 'a'.repeat(41)),
      ['location', { location: 'northeurope' }],
      ['sku_name', { sku_name: 'Premium' }],
      ['secret_settings', { secret_settings: { API_KEY: 'secret' } }],
      ['secret_settings', { sku_name: 'Free', secret_settings: { API_KEY: SECRET } }],
      ['domains', { domains: { www: { host_name: 'https://www.example.com' } } }],
      ['domains', { sku_name: 'Free', domains: Object.fromEntries(['a', 'b', 'c'].map((name) => [name, { host_name: `${name}.example.com` }])) }],
      ['public_network_access_enabled', { public_network_access_enabled: false }],
      ['private_endpoint', { sku_name: 'Free', private_endpoint: { subnet_id: SUBNET } }],
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
