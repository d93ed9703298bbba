import type { ModuleCalls } from './module-calls';
import { Hcl, tencent } from '../../../src';
import type { TencentModuleName } from '../../../src/clouds/tencent/tencent-module-name';

/** Every module for Tencent Cloud, called as somebody calls it who has a reason to. */
export const TENCENT_CALLS: ModuleCalls<TencentModuleName> = {
  'alarm-notices': (root) => new tencent.AlarmNotices(root, 'receivers', { notices: { platform: { userGroups: [{ ids: [1] }] } } }),
  'alarm-policies': (root) => new tencent.AlarmPolicies(root, 'alarms', { noticeIds: ['notice-1'], policies: { caches: { service: 'redis', instances: { main: { id: 'crs-1' } } } } }),
  'certificate': (root) => new tencent.Certificate(root, 'wildcard', { freeCertificate: { domain: 'www.example.com' } }),
  'ckafka': (root) => new tencent.Ckafka(root, 'kafka', { vpcId: 'vpc-1', subnetId: 'subnet-1', users: { api: {} }, topics: { orders: { readers: ['api'], writers: ['api'] } } }),
  'cloud-connect': (root) => new tencent.CloudConnect(root, 'connection', { networks: { shop: { id: 'vpc-1' } }, bandwidthOfRegions: { 'ap-guangzhou': 100 } }),
  'container-registry': (root) => new tencent.ContainerRegistry(root, 'registry', { namespaces: { shop: { immutableTags: 'v*', keepLatestCount: 100 } } }),
  'cos-storage': (root) => new tencent.CosStorage(root, 'uploads'),
  'dns-zone': (root) => new tencent.DnsZone(root, 'names', { domain: 'example.com', records: { root: { type: 'A', value: '203.0.113.7' } } }),
  'edge': (root) => new tencent.Edge(root, 'site', { zoneName: 'example.com', planId: 'edgeone-1', domains: { 'www.example.com': { origin: '203.0.113.7' } } }),
  'existing-tke-cluster': (root) => new tencent.ExistingTkeCluster(root, 'former', { clusterId: 'cls-1a2b3c4d', vpcId: 'vpc-1', subnetId: 'subnet-1', podIdentityEnabled: true }),
  'file-storage': (root) => new tencent.FileStorage(root, 'files', { vpcId: 'vpc-1', subnetId: 'subnet-1' }),
  'grafana': (root) => new tencent.Grafana(root, 'grafana', { vpcId: 'vpc-1', subnetIds: ['subnet-1'] }),
  'kms-keys': (root) => new tencent.KmsKeys(root, 'keys', { keys: { data: {} } }),
  'load-balancer': (root) => new tencent.LoadBalancer(root, 'balancer', { vpcId: 'vpc-1', subnetId: 'subnet-1' }),
  'log-topics': (root) => new tencent.LogTopics(root, 'logs', { topics: { audit: {} } }),
  'managed-prometheus': (root) => new tencent.ManagedPrometheus(root, 'prometheus', { vpcId: 'vpc-1', subnetId: 'subnet-1', clusters: { main: { id: 'cls-1' } } }),
  'mongodb': (root) => new tencent.Mongodb(root, 'documents', { vpcId: 'vpc-1', subnetId: 'subnet-1' }),
  'mysql': (root) => new tencent.Mysql(root, 'mysql', { vpcId: 'vpc-1', subnetId: 'subnet-1' }),
  'mysql-database': (root) => new tencent.MysqlDatabase(root, 'items', { instanceId: 'cdb-1', host: '10.0.0.2', databaseName: 'items', userName: 'items' }),
  'network': (root) => new tencent.Network(root, 'vpc', { cidrBlock: '10.0.0.0/16', isolated: true }),
  'postgresql': (root) => new tencent.Postgresql(root, 'db', { vpcId: 'vpc-1', subnetId: 'subnet-1' }),
  'postgresql-database': (root) => new tencent.PostgresqlDatabase(root, 'orders', { instanceId: 'postgres-1', host: '10.0.0.2', databaseName: 'orders', userName: 'orders' }),
  'private-dns-zone': (root) => new tencent.PrivateDnsZone(root, 'internal', { domain: 'shop.internal', networks: { main: { vpcId: 'vpc-1' } } }),
  'prometheus-rules': (root) => new tencent.PrometheusRules(root, 'rules', { instanceId: 'prom-1', groups: { api: { rules: [{ alert: 'Down', expression: 'up == 0' }] } } }),
  'redis': (root) => new tencent.Redis(root, 'cache', { vpcId: 'vpc-1', subnetId: 'subnet-1' }),
  'redis-account': (root) => new tencent.RedisAccount(root, 'sessions', { instanceId: 'crs-1', host: '10.0.0.3', accountName: 'orders' }),
  'rocketmq': (root) => new tencent.Rocketmq(root, 'messages', { vpcId: 'vpc-1', subnetId: 'subnet-1', topics: { orders: {} }, consumerGroups: { billing: {} } }),
  'scf-function': (root) => new tencent.ScfFunction(root, 'resize', { image: { uri: 'ccr.ccs.tencentyun.com/shop/resize:1.4' }, timers: { nightly: { cron: '0 30 4 * * * *' } } }),
  'security-groups': (root) => new tencent.SecurityGroups(root, 'groups', { groups: { web: { ingress: [{ ports: ['443'], cidrBlocks: ['0.0.0.0/0'] }] }, data: { ingress: [{ ports: ['5432'], groups: ['web'] }] } } }),
  'ssm-secrets': (root) => new tencent.SsmSecrets(root, 'secrets', { values: { token: Hcl.raw('sensitive(uuid())') } }),
  'tke-cluster': (root) => new tencent.TkeCluster(root, 'tke', { vpcId: 'vpc-1', subnetId: 'subnet-1' }),
  'vpn': (root) => new tencent.Vpn(root, 'vpn', { vpcId: 'vpc-1', tunnels: { office: { remoteAddress: '203.0.113.7', remoteCidrBlocks: ['192.168.0.0/16'] } }, routeTableIds: { main: 'rtb-1' } }),
};
