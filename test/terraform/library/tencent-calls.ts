import type { ModuleCalls } from './module-calls';
import { Hcl, tencent } from '../../../src';
import type { TencentModuleName } from '../../../src/clouds/tencent/tencent-module-name';

const NETWORK = { vpcId: 'vpc-00000000', subnetId: 'subnet-00000000' };

/** Every module for Tencent Cloud, called as somebody calls it who has a reason to. */
export const TENCENT_CALLS: ModuleCalls<TencentModuleName> = {
  'cos-storage': (root) => new tencent.CosStorage(root, 'files', { versioningEnabled: true, noncurrentVersionExpirationDays: 30 }),
  'network': (root) => new tencent.Network(root, 'vpc', { cidrBlock: '10.0.0.0/16' }),
  'postgresql': (root) => new tencent.Postgresql(root, 'postgresql', { ...NETWORK, majorVersion: '16', allowedCidrBlocks: ['10.0.0.0/16'] }),
  'postgresql-database': (root) => new tencent.PostgresqlDatabase(root, 'orders', {
    instanceId: 'postgres-00000000', host: '10.0.1.2', databaseName: 'orders', userName: 'orders',
  }),
  'redis': (root) => new tencent.Redis(root, 'redis', { ...NETWORK, allowedCidrBlocks: ['10.0.0.0/16'] }),
  'redis-account': (root) => new tencent.RedisAccount(root, 'sessions', { instanceId: 'crs-00000000', host: '10.0.1.3', accountName: 'sessions' }),
  'ssm-secrets': (root) => new tencent.SsmSecrets(root, 'secrets', { values: { token: Hcl.raw('sensitive(uuid())') } }),
  'tke-cluster': (root) => new tencent.TkeCluster(root, 'cluster', NETWORK),
};
