import { CertManager, CiSystem, Cloud, DataAccess, EnvoyGateway, FeiyueProject, TrafficTarget, WorkloadMixin, tencent } from 'feiyue-projen';

const project = new FeiyueProject({
  name: '__name__',
  cloud: Cloud.tencent({ appId: '__app_id__', accountUin: '__account_uin__', region: '__region__', zones: ['__zone__'], registry: '__registry__' }),
  ciSystem: '__ci_system__' as CiSystem,
  repository: '__repository__',
  defaultBranch: '__default_branch__',
  devDeps: ['__dev_dep__'],
});

// Environments: one directory, one state per root module, one overlay each.
const dev = project.addEnvironment('dev');
const prod = project.addEnvironment('prod', { promotedFrom: dev, reviewers: ['platform'] });

// Infrastructure: one root module per environment × resource type.
const network = project.addRootModule('network');
const vpc = new tencent.Network(network, 'vpc', { cidrBlock: '10.0.0.0/16' }).override(prod, { cidrBlock: '10.1.0.0/16' });

const database = project.addRootModule('database');
const postgresql = new tencent.Postgresql(database, 'postgresql', { vpcId: vpc.vpcId, subnetId: vpc.subnetId, majorVersion: '16' })
  .override(prod, { cpu: 4, memoryGb: 16, storageGb: 200 });
const redis = new tencent.Redis(database, 'redis', { vpcId: vpc.vpcId, subnetId: vpc.subnetId }).override(prod, { multiZone: true });

const storage = project.addRootModule('storage');
const uploads = new tencent.CosStorage(storage, 'uploads');

const compute = project.addRootModule('compute');
new tencent.TkeCluster(compute, 'cluster', { vpcId: vpc.vpcId, subnetId: vpc.subnetId, additionalSubnetIds: vpc.subnetIds });

// A database with a user of its own, and what it takes to use it. A deployment hands the password from Terraform's state to a Secret; no file has it.
const db = postgresql.addDatabase('api', { owner: 'api' });
const usesDatabase = new WorkloadMixin('uses-database', {
  env: { PGHOST: db.host, PGPORT: db.port, PGDATABASE: db.name, PGUSER: db.user, PGSSLMODE: 'require' },
  secretEnv: { PGPASSWORD: db.password },
  connectsTo: [db],
});

// Workloads: one base each, one overlay per environment. They reach what they name, and nothing else.
const api = project.addService('api', { port: 8080, env: { UPLOADS_BUCKET: uploads.bucket, UPLOADS_REGION: uploads.region } })
  .apply(usesDatabase).override(prod, { replicas: { min: 3, max: 12 } });
const web = project.addService('web', { port: 3000, connectsTo: [TrafficTarget.service('api')] });
const mailer = project.addWorker('mailer').apply(usesDatabase);
project.addScheduledJob('report', { schedule: '30 3 * * *', timeZone: 'Asia/Shanghai' }).apply(usesDatabase);
project.addJob('migrate', { before: ['api', 'mailer'] }).apply(usesDatabase);
uploads.grant(api, DataAccess.READ_WRITE); // by the identity of its pods: there is no key

// The cache, with an account of its own, for two of them.
const cache = redis.addAccount('api', { owner: api });
const usesCache = new WorkloadMixin('uses-cache', {
  env: { REDIS_HOST: cache.host, REDIS_PORT: cache.port },
  secretEnv: { REDIS_PASSWORD: cache.password },
  connectsTo: [cache],
});
api.apply(usesCache);
mailer.apply(usesCache);

// The way in: a domain per environment, which is yours to replace; hosts below it, each with a certificate.
const gateway = project.addGateway('public', { domains: { dev: 'dev.example.com', prod: 'example.com' } });
web.expose(gateway);
api.expose(gateway, { host: 'api' });
new EnvoyGateway(project, 'envoy-gateway');
new CertManager(project, 'cert-manager');

project.synth();
