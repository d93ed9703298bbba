import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { CertManager, Cloud, DataAccess, EnvoyGateway, FeiyueProject, FeiyueProjectOptions, Hcl, Module, RootModule, tencent, TrafficTarget, WorkloadMixin } from '../../src';

/** What stands in the shop, for those who add to it. */
export interface TencentShop {
  readonly project: FeiyueProject;
  readonly cluster: tencent.TkeCluster;
  /** Root modules in which something has a password. */
  readonly rootModules: Readonly<Record<'database' | 'cache' | 'queue', RootModule>>;
  readonly db: tencent.PostgresqlDatabase;
  readonly cache: tencent.RedisAccount;
  readonly queue: Module;
}

/**
 * A shop on Tencent Cloud, as its `.projenrc.ts` would say it: a front end, an API, a worker and a migration on PostgreSQL, Redis, object
 * storage and a queue. The library has no queue there, so that is a module of the shop's own.
 * @param outdir where the repository is
 * @param options what a test changes
 * @param extend what a test adds
 */
export function tencentShop(
  outdir: string, options: Partial<FeiyueProjectOptions> = {}, extend: (shop: TencentShop) => void = () => {},
): FeiyueProject {
  cpSync(join(__dirname, 'modules/rabbitmq'), join(outdir, 'terraform/modules/rabbitmq'), { recursive: true });

  const project = new FeiyueProject({
    name: 'shop',
    cloud: Cloud.tencent({
      appId: '1250000000',
      accountUin: '100000000001',
      region: 'ap-guangzhou',
      zones: ['ap-guangzhou-6', 'ap-guangzhou-7'],
      registry: 'shop.tencentcloudcr.com',
    }),
    repository: 'acme/shop',
    outdir,
    ...options,
  });
  const dev = project.addEnvironment('dev');
  const prod = project.addEnvironment('prod', { promotedFrom: dev, reviewers: ['platform'] });

  // Infrastructure: a network, what keeps data, and the cluster in which the workloads run.
  const vpc = new tencent.Network(project.addRootModule('network'), 'vpc', { cidrBlock: '10.0.0.0/16' }).override(prod, { cidrBlock: '10.1.0.0/16' });
  const inVpc = { vpcId: vpc.vpcId, subnetId: vpc.subnetId };
  const rootModules = { database: project.addRootModule('database'), cache: project.addRootModule('cache'), queue: project.addRootModule('queue') };
  const server = new tencent.Postgresql(rootModules.database, 'postgresql', { ...inVpc, majorVersion: '16' })
    .override(prod, { cpu: 4, memoryGb: 16, storageGb: 200 });
  const db = server.addDatabase('shop', { owner: 'api' });
  const redis = new tencent.Redis(rootModules.cache, 'redis', inVpc);
  const cache = redis.addAccount('api', { owner: 'api' });
  const uploads = new tencent.CosStorage(project.addRootModule('storage'), 'uploads');
  const queue = new Module(rootModules.queue, 'orders', {
    source: 'terraform/modules/rabbitmq',
    inputs: { name: 'shop', zone_ids: [100006], vpc_id: vpc.vpcId, subnet_id: vpc.subnetId, virtual_host: 'orders' },
  });
  const cluster = new tencent.TkeCluster(project.addRootModule('compute'), 'cluster', inVpc);

  // What several workloads need is said once.
  const onDatabase = new WorkloadMixin('on-database', {
    env: { PGHOST: db.host, PGPORT: db.port, PGDATABASE: db.name, PGUSER: db.user, PGSSLMODE: 'require' },
    secretEnv: { PGPASSWORD: db.password },
  });
  const onQueue = new WorkloadMixin('on-queue', {
    secretEnv: { AMQP_URL: Hcl.template('amqp://%s:%s@%s:%s/orders', queue.output('user'), queue.output('password'), queue.output('host'), queue.output('port')) },
  });
  const queueAddress = TrafficTarget.cidr(Hcl.template('%s/32', queue.output('host')), [5672]);

  // Workloads.
  const api = project.addService('api', {
    port: 8080,
    env: { REDIS_HOST: cache.host, UPLOADS_BUCKET: uploads.bucket },
    secretEnv: { REDIS_PASSWORD: cache.password },
    connectsTo: [db, cache, queueAddress],
  }).apply(onDatabase).apply(onQueue).override(prod, { replicas: { min: 3, max: 12 } });
  uploads.grant(api, DataAccess.READ_WRITE);
  const web = project.addService('web', { port: 3000, connectsTo: [TrafficTarget.service('api')] });
  project.addWorker('fulfilment', { connectsTo: [db, queueAddress] }).apply(onDatabase).apply(onQueue);
  project.addJob('migrate', { before: ['api', 'fulfilment'], connectsTo: [db] }).apply(onDatabase);

  // The way in.
  const gateway = project.addGateway('public', { domains: { dev: 'dev.shop.example.com', prod: 'shop.example.com' } });
  web.expose(gateway);
  api.expose(gateway, { host: 'api' });
  new EnvoyGateway(project, 'envoy-gateway');
  new CertManager(project, 'cert-manager');
  extend({ project, cluster, rootModules, db, cache, queue });
  return project;
}
