import { LogLevel } from 'projen/lib/logger';
import { CiSystem, Cloud, Environment, EnvironmentOptions, FeiyueProject, FeiyueProjectOptions, RootModule, Service, tencent } from '../src';
import { temporaryDirectory, withoutPostSynthesis } from './synth/test-project';

withoutPostSynthesis();

/** A project in a folder of its own that has nothing in it yet. */
export function emptyProject(options: Partial<FeiyueProjectOptions> = {}): FeiyueProject {
  return new FeiyueProject({
    name: 'feiyue-mono',
    cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou', zones: ['ap-guangzhou-6', 'ap-guangzhou-7'] }),
    // In whatever layout: there are tests of Azure Pipelines apart.
    ciSystem: CiSystem.GITHUB_ACTIONS,
    repository: 'feiyue/feiyue-mono',
    outdir: temporaryDirectory(),
    logging: { level: LogLevel.OFF },
    ...options,
  });
}

/** The root modules that `projen new` writes, and three services, with handles to change them by. */
export class DefaultEstate {
  public readonly project: FeiyueProject;
  public readonly dev: Environment;
  public readonly prod: Environment;
  public readonly network: RootModule;
  public readonly database: RootModule;
  public readonly storage: RootModule;
  public readonly compute: RootModule;
  public readonly vpc: tencent.Network;
  public readonly services: Service[];

  constructor(options: Partial<FeiyueProjectOptions> = {}, services = ['api', 'match', 'chat'], prod: EnvironmentOptions = {}) {
    this.project = emptyProject(options);
    this.dev = this.project.addEnvironment('dev');
    this.prod = this.project.addEnvironment('prod', { promotedFrom: this.dev, reviewers: ['platform'], ...prod });
    this.network = this.project.addRootModule('network');
    // Environments that a test adds have no addresses of their own.
    this.vpc = new tencent.Network(this.network, 'vpc', { cidrBlock: '10.0.0.0/16', isolated: true })
      .override(this.dev, { isolated: false })
      .override(this.prod, { cidrBlock: '10.1.0.0/16', isolated: false });
    const { vpcId, subnetId } = this.vpc;
    this.database = this.project.addRootModule('database');
    new tencent.Postgresql(this.database, 'postgresql', { vpcId, subnetId, majorVersion: '16' })
      .override(this.prod, { cpu: 4, memoryGb: 16, storageGb: 200 });
    new tencent.Redis(this.database, 'redis', { vpcId, subnetId });
    this.storage = this.project.addRootModule('storage');
    new tencent.CosStorage(this.storage, 'uploads');
    this.compute = this.project.addRootModule('compute');
    new tencent.TkeCluster(this.compute, 'cluster', { vpcId, subnetId, additionalSubnetIds: this.vpc.subnetIds });
    this.services = services.map((name) =>
      this.project.addService(name, { port: 8080 }).override(this.prod, { replicas: { min: 3, max: 12 } }));
  }
}
