import type { InputCases, Inputs } from './azure-module-inputs';

const ZONES: Inputs = { zones: ['ap-guangzhou-6', 'ap-guangzhou-7'] };
const PLACE: Inputs = { name: 'shop-prod', vpc_id: 'vpc-1', subnet_id: 'subnet-1' };
const ALLOWED = { action: 'ACCEPT', cidr_block: '10.0.0.0/16' };
const READER = { principals: ['qcs::cam::uin/100000000001:uin/100000000002'], actions: ['name/cos:GetObject'] };
const TO_SHANGHAI = { id: 'all', destination_bucket: 'qcs::cos:ap-shanghai::backup-1250000000' };
const TAINT = { key: 'gpu', effect: 'NoSchedule' };

/** What every module refuses that is paid for in advance. */
const PREPAID: InputCases['refused'] = [['prepaid_months', { prepaid_months: 13 }]];

/** By module of the library for Tencent Cloud. */
export const TENCENT_MODULE_INPUTS: Readonly<Record<string, InputCases>> = {
  'alarm-notices': {
    required: { name: 'shop-prod', notices: { platform: { user_groups: [{ ids: [1] }] } } },
    taken: [{ language: 'zh-CN', webhook_secret_names: ['alerts'], notices: { platform: { webhooks: [{ secret_name: 'alerts', key: 'bridge' }] } } }],
    refused: [
      ['name', { name: 'a'.repeat(41) }],
      ['language', { language: 'en' }],
      ['notices', { notices: { platform: {} } }],
      ['notices', { notices: { platform: { user_groups: [{ ids: [] }] } } }],
      ['notices', { notices: { platform: { user_groups: [{ ids: [1], channels: ['MAIL'] }] } } }],
      ['notices', { notices: { platform: { webhooks: [{ secret_name: 'alerts' }] } } }],
      ['notices', { notices: { ['a'.repeat(52)]: { user_groups: [{ ids: [1] }] } } }],
    ],
  },
  'alarm-policies': {
    required: { name: 'shop-prod', app_id: '1250000000', notice_ids: ['notice-1'], policies: { caches: { service: 'redis', instances: { main: { id: 'crs-1' } } } } },
    taken: [
      { policies: { databases: { service: 'postgresql', instances: { main: { id: 'postgres-1', uid: 7 } }, rules: [{ metric: 'StorageRate', threshold: 70 }], events: [] } } },
      { policies: { machines: { namespace: 'cvm_device', events: ['ping_unreachable'], tag: { key: 'environment', value: 'prod' } } } },
    ],
    refused: [
      ['name', { name: '' }],
      ['notice_ids', { notice_ids: [] }],
      ['policies', { policies: { caches: {} } }],
      ['policies', { policies: { caches: { service: 'memcached', instances: { main: { id: 'crs-1' } } } } }],
      ['policies', { policies: { caches: { service: 'redis' } } }],
      ['policies', { policies: { caches: { service: 'redis', tag: { key: 'a', value: 'b' }, instances: { main: { id: 'crs-1' } } } } }],
      ['policies', { policies: { databases: { service: 'postgresql', instances: { main: { id: 'postgres-1' } } } } }],
      ['policies', { policies: { machines: { namespace: 'cvm_device', objects: [{ dimensions: { unInstanceId: 'ins-1' } }] } } }],
      ['policies', { policies: { machines: { namespace: 'cvm_device', tag: { key: 'a', value: 'b' }, rules: [{ metric: 'CpuUsage', threshold: 90, operator: '>' }] } } }],
      ['policies', { policies: { machines: { namespace: 'cvm_device', tag: { key: 'a', value: 'b' }, rules: [{ metric: 'CpuUsage', threshold: 90, period_seconds: 61 }] } } }],
      ['policies', { policies: { caches: { service: 'redis', match: 'one', instances: { main: { id: 'crs-1' } } } } }],
    ],
  },
  'certificate': {
    required: { name: 'shop', certificate: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n' },
    taken: [{ key: '-----BEGIN EC PRIVATE KEY-----' }, { certificate: null, free_certificate: { domain: 'www.example.com' } }],
    refused: [
      ['certificate', { certificate: 'MIIB' }],
      ['certificate', { certificate: null }],
      ['certificate', { free_certificate: { domain: 'www.example.com' } }],
      ['key', { certificate: null, free_certificate: { domain: 'www.example.com' }, key: 'x' }],
      ['free_certificate', { certificate: null, free_certificate: { domain: '*.example.com' } }],
    ],
  },
  'container-registry': {
    required: { name: 'shop-prod-images' },
    taken: [
      { namespaces: { shop: { blocked_severity: 'high', allowed_cves: ['CVE-2026-1'], keep_days: 90 } }, service_accounts: { elsewhere: { namespaces: ['shop'] } } },
      { edition: 'premium', replica_regions: ['ap-shanghai'], prepaid_months: 12 },
    ],
    refused: [
      ...PREPAID,
      ['name', { name: 'Shop' }],
      ['name', { name: 'shop' }],
      ['edition', { edition: 'enterprise' }],
      ['namespaces', { namespaces: { 'shop..api': {} } }],
      ['namespaces', { namespaces: { shop: { blocked_severity: 'critical' } } }],
      ['namespaces', { namespaces: { shop: { keep_days: 1, keep_latest_count: 1 } } }],
      ['allowed_cidr_blocks', { allowed_cidr_blocks: ['0.0.0.0/0'] }],
      ['service_accounts', { namespaces: { shop: {} }, service_accounts: { elsewhere: { namespaces: [] } } }],
      ['service_accounts', { service_accounts: { elsewhere: { namespaces: ['shop'] } } }],
      ['replica_regions', { replica_regions: ['ap-shanghai'] }],
    ],
  },
  'cos-storage': {
    required: { name: 'shop-prod-uploads', app_id: '1250000000', region: 'ap-guangzhou' },
    taken: [
      { lifecycle_rules: [{ id: 'old', prefix: 'logs/', expiration_days: 365, transitions: [{ days: 30, storage_class: 'STANDARD_IA' }] }] },
      { policy_statements: [READER, { ...READER, effect: 'deny', principals: ['qcs::cam::anyone:anyone'] }] },
      { policy_statements: [{ ...READER, principals: ['qcs::cam::anyone:anyone'], conditions: { ip_equal: { 'qcs:ip': ['203.0.113.0/24'] } } }] },
      { replication: { role: 'qcs::cam::uin/1:uin/2', rules: [TO_SHANGHAI] }, access_log: { bucket: 'logs-1250000000' }, object_lock_days: 30 },
    ],
    refused: [
      ['lifecycle_rules', { lifecycle_rules: [{ id: 'expire', expiration_days: 1 }] }],
      ['lifecycle_rules', { lifecycle_rules: [{ id: 'nothing' }] }],
      ['lifecycle_rules', { lifecycle_rules: [{ id: 'cold', transitions: [{ days: 1, storage_class: 'GLACIER' }] }] }],
      ['intelligent_tiering_days', { intelligent_tiering_days: 31 }],
      ['policy_statements', { policy_statements: [{ ...READER, principals: ['qcs::cam::anyone:anyone'] }] }],
      ['policy_statements', { policy_statements: [{ ...READER, actions: ['s3:GetObject'] }] }],
      ['policy_statements', { policy_statements: [{ ...READER, principals: [] }] }],
      ['replication', { replication: { role: 'qcs::cam::uin/1:uin/2', rules: [TO_SHANGHAI] }, versioning_enabled: false }],
      ['replication', { replication: { role: 'qcs::cam::uin/1:uin/2', rules: [{ ...TO_SHANGHAI, destination_bucket: 'backup-1250000000' }] } }],
      ['object_lock_days', { object_lock_days: 0 }],
      ['object_lock_days', { object_lock_days: 30, force_destroy: true }],
    ],
  },
  'dns-zone': {
    required: { domain: 'example.com' },
    taken: [{ records: { all: { name: '*.dev', type: 'CNAME', value: 'example.com.' }, six: { type: 'AAAA', value: '2001:db8::1', weight: 10 } } }],
    refused: [
      ['domain', { domain: 'example.com.' }],
      ['records', { records: { root: { type: 'ALIAS', value: 'x' } } }],
      ['records', { records: { root: { type: 'A', value: '10.0.0.256' } } }],
      ['records', { records: { root: { type: 'TXT', value: 'x', ttl: 0 } } }],
      ['records', { records: { root: { type: 'A', value: '203.0.113.7', weight: 101 } } }],
      ['records', { records: { root: { name: 'www.', type: 'A', value: '203.0.113.7' } } }],
    ],
  },
  'load-balancer': {
    required: { name: 'shop-prod', vpc_id: 'vpc-1', subnet_id: 'subnet-1', ...ZONES },
    taken: [
      { internet: {}, multi_zone: true, allowed_cidr_blocks: ['0.0.0.0/0'], subnet_id: null, capacity: 'clb.c2.medium' },
      { listeners: { dns: { protocol: 'UDP', port: 53, targets: [{ address: '10.0.0.9', port: 53 }] } }, further_ports: [443] },
      { listeners: { https: { protocol: 'HTTPS', port: 443, rules: { a: { domain: 'a.example.com', certificate_id: 'cert-1' } } } } },
    ],
    refused: [
      ['name', { name: 'shop prod' }],
      ['subnet_id', { subnet_id: null }],
      ['internet', { internet: { charge_type: 'BANDWIDTH_PACKAGE' } }],
      ['internet', { internet: { ip_version: 'IPV5' } }],
      ['multi_zone', { multi_zone: true }],
      ['capacity', { capacity: 'large' }],
      ['further_ports', { further_ports: [0] }],
      ['listeners', { listeners: { web: { protocol: 'HTTP2', port: 80 } } }],
      ['listeners', { listeners: { web: { protocol: 'HTTP', port: 80, targets: [{ address: '10.0.0.8', port: 80 }] } } }],
      ['listeners', { listeners: { web: { protocol: 'TCP_SSL', port: 443 } } }],
      ['listeners', { listeners: { web: { protocol: 'HTTPS', port: 443, rules: { all: {} } } } }],
      ['listeners', { listeners: { web: { protocol: 'TCP', port: 80, targets: [{ port: 80 }] } } }],
      ['listeners', { listeners: { web: { protocol: 'HTTP', port: 80, rules: { all: { domain: 'example.com', redirect_to: 'https/all' } } } } }],
    ],
  },
  'network': {
    required: { name: 'shop-prod', cidr_block: '10.0.0.0/16', ...ZONES },
    taken: [
      { nat_gateway_per_zone: true, nat_public_ip_count: 10, nat_bandwidth_mbps: 1000 },
      { routes: [{ destination_cidr_block: '192.168.0.0/16', next_hop_type: 'VPN', next_hop_id: 'vpngw-1' }] },
      { network_acls: { data: { ingress: [{ ...ALLOWED, port: '5432', protocol: 'TCP' }], egress: [ALLOWED] } } },
      { subnets: [{ name: 'data', cidr_block: '10.0.1.0/24', zone: 'ap-guangzhou-6', nat_enabled: false }] },
      { endpoints: { billing: { service_id: 'vpcsvc-1a2b3c4d' } }, dns_servers: ['10.0.0.53'], ipv6_enabled: true },
    ],
    refused: [
      ['additional_cidr_blocks', { additional_cidr_blocks: ['11.0.0.0/16'] }],
      ['nat_bandwidth_mbps', { nat_bandwidth_mbps: 150 }],
      ['nat_max_connections', { nat_max_connections: 5 }],
      ['nat_public_ip_count', { nat_public_ip_count: 0 }],
      ['nat_address_bandwidth_mbps', { nat_address_bandwidth_mbps: 201 }],
      ['routes', { routes: [{ destination_cidr_block: '0.0.0.0/0', next_hop_type: 'CVM', next_hop_id: 'ins-1' }] }],
      ['routes', { routes: [{ destination_cidr_block: '192.168.0.0/16', next_hop_type: 'TUNNEL', next_hop_id: 'x' }] }],
      ['routes', { isolated: true, routes: [{ destination_cidr_block: '192.168.0.0/16', next_hop_type: 'VPN', next_hop_id: 'vpngw-1' }] }],
      ['dns_servers', { dns_servers: ['dns.example.com'] }],
      ['network_acls', { network_acls: { data: { ingress: [{ ...ALLOWED, action: 'allow' }], egress: [] } } }],
      ['network_acls', { network_acls: { data: { ingress: [{ ...ALLOWED, port: '80' }], egress: [] } } }],
      ['endpoints', { endpoints: { billing: { service_id: 'vpce-1' } } }],
    ],
  },
  'postgresql': {
    required: { ...PLACE, ...ZONES },
    taken: [
      { maintenance_window: { start: '23:30', hours: 4, week_days: ['sunday'] }, switch_in_maintenance_window: false },
      { accounts: { monitoring: {} }, parameters: { max_connections: '500' }, storage_type: 'CLOUD_HSSD', prepaid_months: 12 },
      { read_replicas: { reports: { spec_code: 'pg.it.small2', zone: 'ap-guangzhou-7', storage_gb: 20 } } },
    ],
    refused: [
      ...PREPAID,
      ['maintenance_window', { maintenance_window: { start: '4 am' } }],
      ['maintenance_window', { maintenance_window: { hours: 5 } }],
      ['maintenance_window', { maintenance_window: { week_days: ['Sunday'] } }],
      ['storage_type', { storage_type: 'SSD' }],
      ['accounts', { accounts: { root: {} } }],
      ['read_replicas', { read_replicas: { reports: { spec_code: 'pg.it.small2', storage_gb: 10 } } }],
      ['read_replica_max_lag_seconds', { read_replica_max_lag_seconds: 0 }],
    ],
  },
  'redis': {
    required: { ...PLACE, ...ZONES },
    taken: [
      { multi_zone: true, replica_count: 3 },
      { zones: ['ap-guangzhou-6'], replica_zone_ids: [100007], multi_zone: true },
      { shard_count: 3, replicas_read_only: true, parameters: { 'maxmemory-policy': 'allkeys-lru' } },
      { maintenance_window: { start: '02:00', end: '04:00' }, prepaid_months: 1 },
    ],
    refused: [
      ...PREPAID,
      ['multi_zone', { zones: ['ap-guangzhou-6'], multi_zone: true }],
      ['shard_count', { shard_count: 2 }],
      ['maintenance_window', { maintenance_window: { end: '6:00' } }],
      ['zones', { zones: [] }],
    ],
  },
  'tke-cluster': {
    required: { ...PLACE, region: 'ap-guangzhou' },
    taken: [
      { node_pools: { gpu: { instance_type: 'GN7.2XLARGE32', count_min: 0, spot_max_price: '2.5', taints: [TAINT] }, default: { instance_type: 'S5.LARGE16' } } },
      { default_node_pool_enabled: false, native_node_pools: { native: { instance_types: ['SA5.LARGE8'] } }, serverless_node_pools: { burst: {} } },
      { autoscaler: { scale_in_utilization_percent: 40 }, addons: { cfs: { values: '{}' } } },
      { log_set_id: 'set-1', audit_log_topic_id: 'topic-1', event_log_topic_id: 'topic-2', container_log_topic_id: 'topic-3' },
    ],
    refused: [
      ['node_os', { node_os: '' }],
      ['default_node_pool_enabled', { default_node_pool_enabled: false }],
      ['node_pools', { node_pools: { 'a-name-of-18-chars': { instance_type: 'S5.LARGE8' } } }],
      ['node_pools', { node_pools: { more: { instance_type: 'S5.LARGE8', count_min: 3, count_max: 2 } } }],
      ['node_pools', { node_pools: { more: { instance_type: 'S5.LARGE8', spot_max_price: '1', prepaid_months: 1 } } }],
      ['node_pools', { node_pools: { more: { instance_type: 'S5.LARGE8', prepaid_months: 13 } } }],
      ['node_pools', { node_pools: { more: { instance_type: 'S5.LARGE8', taints: [{ ...TAINT, effect: 'Never' }] } } }],
      ['native_node_pools', { native_node_pools: { native: { instance_types: [] } } }],
      ['serverless_node_pools', { serverless_node_pools: { Burst: {} } }],
      ['autoscaler', { autoscaler: { expander: 'price' } }],
      ['autoscaler', { autoscaler: { scale_in_utilization_percent: 90 } }],
      ['addons', { addons: { 'external-secrets': {} } }],
      ['addons', { addons: { cfs: { values: 'a: b' } } }],
      ['audit_log_topic_id', { audit_log_topic_id: 'topic-1' }],
      ['container_log_topic_id', { log_set_id: 'set-1', container_log_topic_id: 'topic-1', logging_enabled: false }],
    ],
  },
  'managed-prometheus': {
    required: { name: 'shop-prod', region: 'ap-guangzhou', vpc_id: 'vpc-1', subnet_id: 'subnet-1' },
    taken: [{ retention_days: 90, long_term_retention_days: 365, clusters: { main: { id: 'cls-1', pod_monitors: { 'shop-prod/api': 'kind: PodMonitor' } } } }],
    refused: [
      ['retention_days', { retention_days: 20 }],
      ['long_term_retention_days', { long_term_retention_days: 30 }],
      ['clusters', { clusters: { main: { id: 'cls-1', type: 'aks' } } }],
      ['clusters', { clusters: { main: { id: 'cls-1', pod_monitors: { api: 'kind: PodMonitor' } } } }],
      ['clusters', { clusters: { main: { id: 'cls-1', external_labels: { '1a': 'b' } } } }],
    ],
  },
  'prometheus-rules': {
    required: { instance_id: 'prom-1', groups: { api: { rules: [{ alert: 'Down', expression: 'up == 0' }] } } },
    taken: [{ groups: { api: { notice_ids: ['notice-1'], rules: [{ record: 'a:b', expression: 'up' }, { alert: 'Down', expression: 'up == 0', for_minutes: 5 }] } } }],
    refused: [
      ['groups', { groups: { 'a b': { rules: [{ alert: 'Down', expression: 'up == 0' }] } } }],
      ['groups', { groups: { api: { rules: [] } } }],
      ['groups', { groups: { api: { rules: [{ expression: 'up == 0' }] } } }],
      ['groups', { groups: { api: { rules: [{ alert: 'Down', expression: 'up == 0' }, { alert: 'Down', expression: 'up == 1' }] } } }],
      ['groups', { groups: { api: { repeated_after_minutes: 0, rules: [{ alert: 'Down', expression: 'up == 0' }] } } }],
    ],
  },
};
