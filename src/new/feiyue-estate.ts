import type { ConventionalEstate, ToldEstate } from './initial-estate';
import { imports, newProject } from './projenrc-text';
import { Cloud } from '../clouds/cloud';
import type { TencentCloudOptions } from '../clouds/tencent/tencent-cloud-options';
import { TENCENT_ZONES } from '../clouds/tencent/tencent-regions';
import type { NewEstateOptions } from '../estate/feiyue-project-options';
import { quote, quoteAll } from '../text/typescript-quote';

/** An APPID that belongs to nobody: it stands in `.projenrc.ts` until the user's own replaces it. */
const EXAMPLE_APP_ID = '1250000000';

/** The estate of a small product on Tencent Cloud. */
export function feiyueEstate(told: ToldEstate, options: NewEstateOptions): ConventionalEstate {
  const cloud = tencentOptions(options);
  return { cloud: Cloud.tencent(cloud), projenrc: projenrc(told, cloud), strangers: ['subscriptionId', 'tenantId', 'location'] };
}

/** The cloud that the command line tells of. */
export function tencentOptions({ appId, region = 'ap-guangzhou', zones, registry }: NewEstateOptions): TencentCloudOptions {
  return {
    appId: String(appId ?? EXAMPLE_APP_ID),
    region: String(region),
    zones: zones?.map(String) ?? newestZones(region),
    registry: registry === undefined ? undefined : String(registry),
  };
}

function newestZones(region: string): string[] | undefined {
  return Object.hasOwn(TENCENT_ZONES, region) ? TENCENT_ZONES[region].slice(-2) : undefined;
}

function projenrc(told: ToldEstate, { appId, region, zones = [], registry }: TencentCloudOptions): string {
  const cloud = [
    `appId: ${quote(appId)}`,
    `region: ${quote(region)}`,
    `zones: ${quoteAll(zones)}`,
    ...(registry === undefined ? [] : [`registry: ${quote(registry)}`]),
  ];
  return `${imports(told, ['Cloud', 'FeiyueProject', 'tencent'])}

${newProject(told, [`cloud: Cloud.tencent({ ${cloud.join(', ')} })`])}

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
