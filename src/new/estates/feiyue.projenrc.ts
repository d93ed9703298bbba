import { CiSystem, Cloud, FeiyueProject, tencent } from 'feiyue-projen';

const project = new FeiyueProject({
  name: '__name__',
  cloud: Cloud.tencent({ appId: '__app_id__', region: '__region__', zones: ['__zone__'], registry: '__registry__' }),
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
const vpc = new tencent.Network(network, 'vpc', { cidrBlock: '10.0.0.0/16' });

const database = project.addRootModule('database');
new tencent.Postgresql(database, 'postgresql', { vpcId: vpc.vpcId, subnetId: vpc.subnetId, majorVersion: '16' })
  .override(prod, { cpu: 4, memoryGb: 16, storageGb: 200 });
new tencent.Redis(database, 'redis', { vpcId: vpc.vpcId, subnetId: vpc.subnetId });

const storage = project.addRootModule('storage');
new tencent.CosStorage(storage, 'uploads');

const compute = project.addRootModule('compute');
new tencent.TkeCluster(compute, 'cluster', { vpcId: vpc.vpcId, subnetId: vpc.subnetId });

// Services: one base each, one overlay per environment. They reach only what they name, a database for instance:
// connectsTo: [TrafficTarget.cidr('10.0.0.0/16', [5432, 6379])]
for (const name of ['api', 'match', 'chat']) {
  project.addService(name, { port: 8080 }).override(prod, { replicas: { min: 3, max: 12 } });
}

project.synth();
