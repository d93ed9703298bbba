import { CertManager, CiSystem, Cloud, EnvoyGateway, FeiyueProject, TrafficTarget, tencent } from 'feiyue-projen';

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
new tencent.Postgresql(database, 'postgresql', { vpcId: vpc.vpcId, subnetId: vpc.subnetId, majorVersion: '16' })
  .override(prod, { cpu: 4, memoryGb: 16, storageGb: 200 });
new tencent.Redis(database, 'redis', { vpcId: vpc.vpcId, subnetId: vpc.subnetId }).override(prod, { multiZone: true });

const storage = project.addRootModule('storage');
new tencent.CosStorage(storage, 'uploads');

const compute = project.addRootModule('compute');
new tencent.TkeCluster(compute, 'cluster', { vpcId: vpc.vpcId, subnetId: vpc.subnetId, additionalSubnetIds: vpc.subnetIds });

// Workloads: one base each, one overlay per environment. They reach what they name, and nothing else.
const data = TrafficTarget.cidr('10.0.0.0/15', [5432, 6379]);
const api = project.addService('api', { port: 8080, connectsTo: [data] }).override(prod, { replicas: { min: 3, max: 12 } });
const web = project.addService('web', { port: 3000, connectsTo: [TrafficTarget.service('api')] });
project.addWorker('mailer', { connectsTo: [data] });
project.addScheduledJob('report', { schedule: '30 3 * * *', timeZone: 'Asia/Shanghai', connectsTo: [data] });
project.addJob('migrate', { before: ['api', 'mailer'], connectsTo: [data] });

// The way in: a domain per environment, which is yours to replace; hosts below it, each with a certificate.
const gateway = project.addGateway('public', { domains: { dev: 'dev.example.com', prod: 'example.com' } });
web.expose(gateway);
api.expose(gateway, { host: 'api' });
new EnvoyGateway(project, 'envoy-gateway');
new CertManager(project, 'cert-manager');

project.synth();
