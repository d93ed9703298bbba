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
