import type { TencentCloudOptions } from '../clouds/tencent-cloud-options';
import { TENCENT_ZONES } from '../clouds/tencent-regions';
import type { NewEstateOptions } from '../feiyue-project-options';
import { isRollingOwnPackage } from './node-project-options';

/** An APPID that belongs to nobody: it stands in `.projenrc.ts` until the user's own replaces it. */
const EXAMPLE_APP_ID = '1250000000';

/** What `projen new` was told on its command line, completed with safe defaults. */
export interface InitialEstate {
  readonly projectName: string;
  readonly cloud: TencentCloudOptions;
  readonly repository: string;
  /** npm packages that `.projenrc.ts` has to name, such as this package from a tarball. */
  readonly devDeps: readonly string[];
}

/** The repository that stands in `.projenrc.ts` until the user's own replaces it; it is somebody else's. */
export function exampleRepository(projectName: string): string {
  return `example/${projectName}`;
}

/** Completes what `projen new` was told. */
export function initialEstate({ name, appId, region = 'ap-guangzhou', zones, registry, repository, devDeps }: NewEstateOptions): InitialEstate {
  // The command line reads digits as a number, and a flag without a value as true: every value is made the text that it was.
  return {
    projectName: String(name),
    cloud: {
      appId: String(appId ?? EXAMPLE_APP_ID),
      region: String(region),
      zones: zones?.map(String) ?? newestZones(region),
      registry: registry === undefined ? undefined : String(registry),
    },
    repository: String(repository ?? exampleRepository(name)),
    devDeps: (devDeps ?? []).map(String).filter((dependency) => !isRollingOwnPackage(dependency)),
  };
}

function newestZones(region: string): string[] | undefined {
  return Object.hasOwn(TENCENT_ZONES, region) ? TENCENT_ZONES[region].slice(-2) : undefined;
}

/** The `.projenrc.ts` that a new project starts from: the whole estate, written out and ready to edit. */
export function renderInitialEstate(estate: InitialEstate): string {
  const { appId, region, zones = [], registry } = estate.cloud;
  const cloud = [
    `appId: ${quote(appId)}`,
    `region: ${quote(region)}`,
    `zones: [${zones.map(quote).join(', ')}]`,
    ...(registry === undefined ? [] : [`registry: ${quote(registry)}`]),
  ];
  const devDeps = estate.devDeps.length === 0 ? '' : `  devDeps: [${estate.devDeps.map(quote).join(', ')}],\n`;
  return `import { Cloud, FeiyueProject, tencent } from 'feiyue-projen';

const project = new FeiyueProject({
  name: ${quote(estate.projectName)},
  cloud: Cloud.tencent({ ${cloud.join(', ')} }),
  repository: ${quote(estate.repository)},
${devDeps}});

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
`;
}

function quote(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")}'`;
}
