import { Cloud, CloudBaseAccess, CloudBaseRun, DataAccess, FeiyueProject, Hcl, KustomizePatch, Loosening, PodField, Probe, ScalingMetric, ScalingTarget, ServiceOptions, tencent, TrafficTarget, Volume } from '../../src';
import { EstateError } from '../../src/synth/declare/estate-error';
import { explanationsOf } from '../../src/synth/run/explanations';
import { emptyProject } from '../default-estate';
import { read, tree, write } from '../synth/test-project';

const DEV = CloudBaseRun.environment({ envId: 'shop-dev-1a2b3c' });
const PROD = CloudBaseRun.environment({ envId: 'shop-prod-4d5e6f', region: 'ap-shanghai' });
const DIGEST = `sha256:${'b'.repeat(64)}`;

interface Estate {
  readonly project: FeiyueProject;
  readonly db: tencent.Postgresql;
}

/** An estate of which `prod` is in CloudBase Run, and `dev` in a cluster. */
function estate(): Estate {
  const project = emptyProject({ cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou', zones: ['ap-guangzhou-6', 'ap-guangzhou-7'], registry: 'shop.tencentcloudcr.com/shop' }) });
  const dev = project.addEnvironment('dev');
  project.addEnvironment('prod', { promotedFrom: dev, runsOn: PROD });
  const vpc = new tencent.Network(project.addRootModule('network'), 'vpc', { cidrBlock: '10.0.0.0/16', isolated: true });
  const db = new tencent.Postgresql(project.addRootModule('database'), 'postgresql', { vpcId: vpc.vpcId, subnetId: vpc.subnetId, majorVersion: '16' });
  return { project, db };
}

function problemsOf(declare: (estate: Estate) => void): string[] {
  const all = estate();
  declare(all);
  try {
    all.project.synth();
    return [];
  } catch (error) {
    if (!(error instanceof EstateError)) throw error;
    return error.problems.map((line) => line.replace(/^\S+:\d+\s+/, ''));
  }
}

function file({ project }: Estate, path: string): any {
  return JSON.parse(read(project.outdir, path));
}

const API = 'cloudbase-run/prod/api.json';

describe('a service in an environment that runs on CloudBase Run', () => {
  const all = estate();
  const api = all.project.addService('api', {
    port: 8080,
    imageBuild: { context: 'services/api' },
    env: { HOST: all.db.host, LEVEL: 'info' },
    secretEnv: { PASSWORD: all.db.password, DSN: Hcl.template('postgres://%s@%s', all.db.password, all.db.host) },
    args: ['--host', all.db.host],
    cloudBaseRun: { access: [CloudBaseAccess.VPC, CloudBaseAccess.PUBLIC], canary: { percent: 10 } },
  }).override('prod', { replicas: { min: 1, max: 3 }, resources: { limits: { memory: '1200Mi' } } });
  write(all.project.outdir, 'images/dev.json', JSON.stringify({ api: { digest: DIGEST } }));
  all.project.synth();

  test('is one file, with everything that a deployment needs and marks in the place of outputs', () => {
    expect(file(all, API)).toEqual({
      envId: 'shop-prod-4d5e6f',
      region: 'ap-shanghai',
      service: 'api',
      image: `shop.tencentcloudcr.com/shop/api:0.1.0@${DIGEST}`,
      port: 8080,
      cpu: 1,
      memory: 2,
      minInstances: 1,
      maxInstances: 3,
      scaleOn: { cpu: 70 },
      access: ['PUBLIC', 'VPC'],
      initialDelaySeconds: 2,
      args: ['--host', '${terraform.database.postgresql_host}'],
      variables: { HOST: '${terraform.database.postgresql_host}', LEVEL: 'info', PORT: '8080' },
      secretVariables: {
        DSN: 'postgres://${terraform.database.postgresql_password}@${terraform.database.postgresql_host}',
        PASSWORD: '${terraform.database.postgresql_password}',
      },
      canary: { percent: 10, seconds: 60, path: '/' },
    });
  });

  test('has its overlay where there is a cluster, and none where there is not', () => {
    const files = Object.keys(tree(all.project.outdir)).filter((path) => !path.endsWith('/') && (path.includes('overlays/') || path.startsWith('cloudbase-run/')));
    expect(files.filter((path) => path.includes('/prod'))).toEqual([API]);
    expect(files).toContain('k8s/overlays/dev/api/kustomization.yaml');
  });

  test('is in the graph, with what it reads', () => {
    const { environments, services } = file(all, '.projen/graph.json');
    expect(environments.map(({ cloudBaseRun, overlay }: any) => ({ cloudBaseRun, overlay }))).toEqual([
      { overlay: 'k8s/overlays/dev', cloudBaseRun: undefined },
      { cloudBaseRun: { dir: 'cloudbase-run/prod', services: ['api'], reads: { database: ['api'] } } },
    ]);
    expect(services).toEqual([{ name: 'api', base: 'k8s/base/api', overlay: 'k8s/overlays/*/api' }]);
  });

  test('is deployed and compared by the workflows, with the scripts beside the others', () => {
    expect(read(all.project.outdir, '.github/workflows/deploy-prod.yml')).toContain('Deploy to CloudBase Run');
    expect(read(all.project.outdir, '.github/workflows/deploy-prod.yml')).not.toContain('kubeconfig');
    expect(read(all.project.outdir, '.github/workflows/deploy-dev.yml')).not.toContain('CloudBase');
    expect(read(all.project.outdir, '.github/workflows/drift.yml')).toContain('drift-cloudbase-run.mjs');
    expect(read(all.project.outdir, 'ops/scripts/rollback-cloudbase-run.mjs')).toContain('Brings a service in CloudBase Run back');
  });

  test.each([
    ['"minInstances": 1,', 'replicas of service "api" in prod'],
    ['"memory": 2,', 'resources.limits.memory of service "api" in prod'],
    ['"LEVEL": "info",', 'env.LEVEL of service "api"'],
    ['"envId": "shop-prod-4d5e6f",', 'runsOn of environment "prod"'],
    ['"percent": 10,', 'cloudBaseRun.canary.percent of service "api"'],
    ['"scaleOn": {', 'service "api"'],
  ])('why answers for %s', (line, what) => {
    const lines = read(all.project.outdir, API).split('\n');
    const index = lines.findIndex((text) => text.trim() === line);
    expect(explanationsOf(all.project.tryFindFile(API)!, { lines, index }).map((each) => each.what)[0]).toContain(what);
  });

  test('the bootstrap lets its jobs deploy, lets drift read, and lets plans do nothing of it', () => {
    const text = read(all.project.outdir, 'terraform/bootstrap/tencent-cos/terraform.tfvars');
    const roleOf = (name: string) => text.slice(text.indexOf(`feiyue-mono-prod-${name}`)).split(/\n {2}\}/)[0];
    expect(roleOf('apply')).toContain('tcbr:UpdateCloudRunServer');
    expect(roleOf('drift')).toContain('tcbr:DescribeCloudRunServerDetail');
    expect(roleOf('drift')).not.toContain('tcbr:Update');
    expect(roleOf('plan')).not.toContain('tcbr');
    expect(text.slice(text.indexOf('feiyue-mono-dev-apply')).split(/\n {2}\}/)[0]).not.toContain('tcbr');
  });

  test('the service knows the Deployments that it still has', () => {
    expect(api.workloads.map(({ environment }) => environment)).toEqual(['dev']);
  });
});

describe('one service of an environment with a cluster', () => {
  const all = estate();
  all.project.addService('shop', { port: 8080, imageTag: '1.0.0', runsOn: { dev: DEV } });
  all.project.addService('api', { port: 8080, imageTag: '1.0.0' });
  all.project.synth();

  test('runs in CloudBase Run, the others in the cluster', () => {
    expect(file(all, 'cloudbase-run/dev/shop.json')).toMatchObject({ envId: 'shop-dev-1a2b3c', region: 'ap-guangzhou', access: ['VPC'], cpu: 0.5, memory: 1 });
    expect(read(all.project.outdir, 'k8s/overlays/dev/kustomization.yaml')).not.toContain('shop');
    const { environments } = file(all, '.projen/graph.json');
    expect(environments[0]).toMatchObject({ overlay: 'k8s/overlays/dev', cloudBaseRun: { services: ['shop'] } });
    expect(environments[1].cloudBaseRun.services).toEqual(['shop', 'api']);
  });

  test('one that is in no cluster at all has no base and no alerts', () => {
    expect(Object.keys(tree(all.project.outdir)).filter((path) => /shop/.test(path))).toEqual(['cloudbase-run/dev/shop.json', 'cloudbase-run/prod/shop.json']);
  });
});

describe('what CloudBase Run cannot do is a problem', () => {
  const with_ = (options: Partial<ServiceOptions>) => ({ project }: Estate) => void project.addService('api', { port: 8080, imageTag: '1.0.0', ...options });
  const WHERE = 'in prod, where it runs in CloudBase Run';

  test.each<[string, Partial<ServiceOptions>, string]>([
    ['a sidecar', { sidecars: { proxy: { image: 'proxy:1.2.3' } } }, `has sidecars ${WHERE}, which runs one container in each instance`],
    ['an init container', { initContainers: { migrate: { command: ['/m'] } } }, `has initContainers ${WHERE}, which runs one container`],
    ['a claim', { volumes: { '/data': Volume.claim({ size: '1Gi' }) }, replicas: { min: 1, max: 1 } }, `has volumes ${WHERE}, which keeps nothing`],
    ['a network policy', { connectsTo: [TrafficTarget.cidr('10.9.0.0/16', [1])] }, `has connectsTo ${WHERE}, which closes no connection`],
    ['a probe', { readiness: Probe.http('/ready') }, `has readiness ${WHERE}, which looks at the port`],
    ['what a pod knows', { fieldEnv: { POD: PodField.NAME } }, `has fieldEnv ${WHERE}, which has no objects of Kubernetes`],
    ['a Secret', { secretEnv: { KEY: { secret: 'keys', key: 'a' } } }, `takes KEY from key "a" of Secret "keys" ${WHERE}, which knows no Secrets`],
    ['a loosening', { loosening: [Loosening.writableRootFilesystem('it writes')] }, `has loosening ${WHERE}, which has nothing of the kind`],
    ['a further port', { additionalPorts: [{ name: 'admin', port: 9090 }] }, `has additionalPorts ${WHERE}, which passes on requests to one port`],
    ['too large an instance', { resources: { limits: { memory: '40Gi' } } }, `has limits of 500m cores and 40Gi ${WHERE}, whose largest instance has 16 cores and 32Gi`],
    ['too many instances', { replicas: { min: 1, max: 60 } }, `has replicas from 1 to 60 ${WHERE}, which runs 0 to 50 instances`],
    ['no instances', { replicas: { min: 0, max: 0 } }, `has replicas from 0 to 0 ${WHERE}`],
    ['a fixed number that is scaled', { targetCpuUtilizationPercent: 50, cloudBaseRun: { instances: { min: 2, max: 2 } } }, `has targetCpuUtilizationPercent ${WHERE}, with a fixed number`],
    ['another metric', { scaleOn: [ScalingMetric.external('queue', ScalingTarget.value('9'))] }, `scales on the metric "queue" ${WHERE}`],
    ['more than all', { scaleOn: [ScalingMetric.cpu(200)] }, `scales at 200 % of cpu ${WHERE}`],
    ['a variable in another', { env: { A: 'x', B: '$(A)/y' } }, `has $(A) in variable B ${WHERE}`],
    ['a canary that nobody can ask', { cloudBaseRun: { canary: { percent: 10 } } }, `has cloudBaseRun.canary ${WHERE}, and no public address`],
    ['nobody', { cloudBaseRun: { access: [] } }, 'has nobody in cloudBaseRun.access'],
    ['half a canary', { cloudBaseRun: { access: [CloudBaseAccess.PUBLIC], canary: { percent: 100 } } }, 'has cloudBaseRun.canary.percent 100'],
    ['a path that is none', { cloudBaseRun: { access: [CloudBaseAccess.PUBLIC], canary: { percent: 9, path: 'ready' } } }, 'has cloudBaseRun.canary.path "ready", which is no path'],
    ['a moving image', { imageTag: 'latest' }, 'with the moving tag "latest" in the protected environment "prod"'],
  ])('%s', (_, options, problem) => {
    const problems = problemsOf(with_(options));
    expect(problems.filter((each) => each.includes(problem))).toHaveLength(1);
  });

  test('what is switched off there, or said for clusters alone, is none', () => {
    expect(problemsOf(({ project }) => {
      project.addService('api', {
        port: 8080,
        imageTag: '1.0.0',
        sidecars: { proxy: { image: 'proxy:1.2.3', enabled: true } },
        connectsTo: [TrafficTarget.cidr('10.9.0.0/16', [1])],
        secretEnv: { KEY: { secret: 'keys', key: 'a' } },
      }).override('prod', { sidecars: { proxy: { enabled: false } }, connectsTo: [], removedVariables: ['KEY'] })
        .override('dev', { readiness: Probe.http('/ready') });
    })).toEqual([]);
  });

  test.each<[string, (estate: Estate) => void, string]>([
    ['another kind', ({ project }) => void project.addDaemon('agent', { image: 'agent:1.2.3' }), 'daemon "agent" cannot run in environment "prod", whose services run in CloudBase Run'],
    ['a patch', ({ project }) => void project.addService('api', { port: 8080, imageTag: '1.0.0' }).patch('prod', KustomizePatch.strategicMerge({ kind: 'Deployment', metadata: { name: 'api' } })), 'has a patch in prod'],
    ['an object', ({ project }) => void project.addService('api', { port: 8080, imageTag: '1.0.0' }).addManifest('a.yaml', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } }, 'prod'), 'has the object a.yaml in prod'],
    ['a grant', ({ project }) => {
      new tencent.CosStorage(project.addRootModule('storage'), 'uploads').grant(project.addService('api', { port: 8080, imageTag: '1.0.0' }), DataAccess.READ);
    }, 'holds in environment "prod", where service "api" runs in CloudBase Run, which gives it no identity'],
    ['options where there is a cluster', ({ project }) => void project.addService('api', { port: 8080, imageTag: '1.0.0' }).override('dev', { cloudBaseRun: { initialDelaySeconds: 9 } }), 'has cloudBaseRun in dev, and runs in a cluster there'],
    ['an id that is none', ({ project }) => void project.addService('api', { port: 8080, imageTag: '1.0.0', runsOn: { dev: CloudBaseRun.environment({ envId: 'A b' }) } }), 'has runsOn with the envId "A b"'],
    ['one place for two', ({ project }) => void project.addService('api', { port: 8080, imageTag: '1.0.0', runsOn: { dev: PROD } }), 'runs in the environment "shop-prod-4d5e6f" of CloudBase in both dev and prod'],
    ['a place where it is not', ({ project }) => void project.addService('api', { port: 8080, environments: ['prod'], imageTag: '1.0.0', runsOn: { dev: DEV } }), 'names environment "dev" in runsOn, where it is not'],
    ['an environment without root modules', ({ project }) => {
      const qa = project.addEnvironment('qa', { runsOn: DEV });
      project.addService('api', { port: 8080, environments: [qa], imageTag: '1.0.0' });
      project.rootModules.length = 0;
    }, 'which has no root module'],
    ['options of clusters', ({ project }) => void project.addEnvironment('qa', { runsOn: DEV, prunes: true, namespace: 'x' }), 'environment "qa" has the option "prunes", which is for what runs in a cluster'],
    ['a name that it does not take', ({ project }) => void project.addService('lcap-api', { port: 8080, imageTag: '1.0.0' }), 'has a name that CloudBase Run does not take'],
  ])('%s', (_, declare, problem) => {
    expect(problemsOf(declare).filter((each) => each.includes(problem))).not.toEqual([]);
  });
});
