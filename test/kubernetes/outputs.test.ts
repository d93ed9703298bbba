import { objects } from './kustomize-build';
import { FeiyueProject, Hcl, HclBlock, HclExpression, KustomizePatch, RootModule, ServiceOptions, tencent, Volume, WorkloadMixin } from '../../src';
import type { GraphJson } from '../../src/ci/graph-json';
import { declaredText, outputsIn, withOutputs } from '../../src/kubernetes/outputs/output-text';
import { EstateError } from '../../src/synth/declare/estate-error';
import { emptyProject } from '../default-estate';
import { describeWithTool, runTool } from '../real-tool';
import { read } from '../synth/test-project';

interface Estate {
  readonly project: FeiyueProject;
  readonly database: RootModule;
  readonly vpc: tencent.Network;
  readonly db: tencent.Postgresql;
}

function estate(): Estate {
  const project = emptyProject();
  for (const environment of ['dev', 'prod']) project.addEnvironment(environment);
  const vpc = new tencent.Network(project.addRootModule('network'), 'vpc', { cidrBlock: '10.0.0.0/16', isolated: true });
  const database = project.addRootModule('database');
  const db = new tencent.Postgresql(database, 'postgresql', { vpcId: vpc.vpcId, subnetId: vpc.subnetId, majorVersion: '16' });
  return { project, database, vpc, db };
}

function problemsOf(declare: (estate: Estate) => void): string[] {
  const all = estate();
  declare(all);
  try {
    all.project.synth();
    return [];
  } catch (error) {
    if (!(error instanceof EstateError)) throw error;
    return [...error.problems];
  }
}

const service = (options: Partial<ServiceOptions>) => ({ project }: Estate) => void project.addService('api', { port: 8080, ...options });

describe('what is written for an output', () => {
  const { vpc, db, database } = estate();
  test.each<[what: string, expression: HclExpression, text: string]>([
    ['an output of a call', db.host, '${terraform.database.postgresql_host}'],
    ['an output whose name begins with the id of its call', vpc.vpcId, '${terraform.network.vpc_id}'],
    ['an output of the root module', database.addOutput('dsn', { value: 'x', description: 'x' }), '${terraform.database.dsn}'],
    ['text of several', Hcl.template('postgres://%s:%s/%s', db.host, db.port, 'api'), 'postgres://${terraform.database.postgresql_host}:${terraform.database.postgresql_port}/api'],
    ['an element of a map', Hcl.element(db.host, 'a'), '${terraform.database.postgresql_host.a}'],
    ['an element of an element', Hcl.element(Hcl.element(db.host, 'a'), 0), '${terraform.database.postgresql_host.a.0}'],
  ])('%s', (_, expression, text) => {
    expect(declaredText(expression)).toBe(text);
    expect(withOutputs({ list: [expression], other: 1 })).toEqual({ list: [text], other: 1 });
  });

  test('it is found in texts, lists, objects and what is declared by classes', () => {
    const used = { rootModule: 'database', output: 'postgresql_host', keys: [] };
    const host = declaredText(db.host);
    expect(outputsIn({ a: ['x', `a ${host} b ${host}`], b: { c: declaredText(Hcl.element(db.host, 'k')) } })).toEqual([used, { ...used, keys: ['k'] }]);
    expect(outputsIn(Volume.configFile(db.host))).toEqual([used]);
    expect(outputsIn({ construct: database, number: 1, nothing: null })).toEqual([]);
  });
});

describe('in the base of a workload', () => {
  const { project, db } = estate();
  const url = Hcl.template('postgres://api:%s@%s/api', db.password, db.host);
  project.addService('api', {
    port: 8080,
    env: { PGHOST: db.host },
    secretEnv: { PGPASSWORD: db.password, TOKEN: { secret: 'tokens', key: 'api' } },
    args: ['--host', db.host],
    podAnnotations: { 'example.com/host': db.host },
    volumes: { '/etc/pg': Volume.secretFiles({ 'service.conf': url }), '/etc/app/app.conf': Volume.configFile(Hcl.template('host = %s\n', db.host)) },
    sidecars: { proxy: { image: 'proxy:1.2', secretEnv: { URL: url } } },
  }).apply(new WorkloadMixin('region', { env: { DB_PORT: Hcl.template('%s', db.port) } }))
    .addManifest('scaler.yaml', {
      apiVersion: 'keda.sh/v1alpha1', kind: 'TriggerAuthentication', metadata: { name: 'api' }, spec: { secretTargetRef: [{ name: 'api-outputs', key: 'PGPASSWORD' }], env: db.host },
    })
    .override('prod', { secretEnv: { PGPASSWORD: Hcl.template('%s!', db.password) } });
  project.synth();
  const file = (name: string) => read(project.outdir, `k8s/${name}`);

  test('stands the same text for all environments', () => {
    expect(file('base/api/configmap.yaml')).toContain('PGHOST=${terraform.database.postgresql_host}');
    expect(file('base/api/configmap.yaml')).toContain('DB_PORT=${terraform.database.postgresql_port}');
    expect(file('base/api/deployment.yaml')).toContain('- ${terraform.database.postgresql_host}');
    expect(file('base/api/deployment.yaml')).toContain('example.com/host: ${terraform.database.postgresql_host}');
    expect(file('base/api/files.yaml')).toContain('host = ${terraform.database.postgresql_host}');
    expect(file('base/api/scaler.yaml')).toContain('env: ${terraform.database.postgresql_host}');
    expect(file('overlays/dev/api/kustomization.yaml')).not.toContain('terraform.');
  });

  test('a Secret of its own holds what nobody else may read, and an overlay what is otherwise in it', () => {
    expect(file('base/api/secret.yaml').split('\n').slice(2).join('\n')).toBe(`apiVersion: builtin
kind: SecretGenerator # the deployment puts in what the states of Terraform say
metadata:
  name: api-outputs
literals:
  - PGPASSWORD=\${terraform.database.postgresql_password}
  - proxy.URL=postgres://api:\${terraform.database.postgresql_password}@\${terraform.database.postgresql_host}/api
  - etc_pg_service.conf=postgres://api:\${terraform.database.postgresql_password}@\${terraform.database.postgresql_host}/api
type: Opaque
options:
  labels:
    app.kubernetes.io/name: api
    app.kubernetes.io/instance: api
    app.kubernetes.io/part-of: feiyue-mono
    app.kubernetes.io/managed-by: feiyue-projen
`);
    expect(file('overlays/prod/api/kustomization.yaml')).toContain(`secretGenerator:
  - name: api-outputs
    behavior: merge
    literals:
      - PGPASSWORD=\${terraform.database.postgresql_password}!
`);
  });

  describeWithTool('kustomize', () => {
    test('the Secret has the labels and annotations of the workload, and those of an environment', () => {
      const all = estate();
      all.project.addService('api', { port: 8080, secretEnv: { PGPASSWORD: all.db.password }, labels: { team: 'core' }, annotations: { note: 'x' } })
        .override('prod', { labels: { team: 'other' }, annotations: { note: 'y' } });
      all.project.synth();
      const described = ['dev', 'prod'].map((environment) => {
        const built = objects(runTool('kustomize', ['build', `${all.project.outdir}/k8s/overlays/${environment}/api`]).stdout);
        const { labels, annotations } = built.find(({ kind }) => kind === 'Secret')!.metadata as { labels?: Record<string, string>; annotations?: Record<string, string> };
        return [labels?.team, annotations?.note];
      });
      expect(described).toEqual([['core', 'x'], ['other', 'y']]);
    });

    test('kustomize builds it alone, and every reference has the name of the generated object', () => {
      const { status, stdout, stderr } = runTool('kustomize', ['build', `${project.outdir}/k8s/overlays/prod`]);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      const built = objects(stdout);
      const secret = built.find(({ kind }) => kind === 'Secret')!;
      expect(secret.metadata.name).toMatch(/^api-outputs-[a-z0-9]{10}$/);
      const data = secret.data as Record<string, string>;
      expect(Buffer.from(data.PGPASSWORD, 'base64').toString()).toBe('${terraform.database.postgresql_password}!');
      const others = stdout.match(/api-outputs(-[a-z0-9]{10})?/g)!;
      expect(new Set(others)).toEqual(new Set([secret.metadata.name]));
      expect(others.length).toBe(5);
    });
  });
});

test.each<[what: string, declare: (estate: Estate) => void, problem: RegExp]>([
  ['a sensitive output in a variable', (all) => service({ env: { A: all.db.password } })(all), /service "api" uses output "postgresql_password" of root module "database", which is sensitive, in what everyone may read: give it to secretEnv or Volume\.secretFiles/],
  ['a sensitive output in a file', (all) => service({ volumes: { '/a': Volume.configFile(Hcl.template('%s', all.db.password)) } })(all), /which is sensitive/],
  ['a sensitive output in an object of one\'s own', (all) => all.project.addService('api', { port: 8080 }).addManifest('x.yaml', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: { a: all.db.password } }), /which is sensitive/],
  ['an output that there is not', (all) => service({ env: { A: all.database.output('hots') } })(all), /service "api" uses output "hots" of root module "database"; it has: postgresql_/],
  ['a root module that there is not', service({ env: { A: '${terraform.databas.x}' } }), /uses output "x" of root module "databas", which there is not; root modules are: database, network\. Did you mean "database"\?/],
  ['a root module that is elsewhere', ({ project }) => {
    const root = project.addRootModule('queue', { environments: ['dev'] });
    project.addService('api', { port: 8080, env: { A: root.addOutput('url', { value: 'x', description: 'x' }) } });
  }, /service "api" uses output "url" of root module "queue", which is not in environment "prod": add that environment to root module "queue", or give the workload something else there/],
  ['another expression', (all) => service({ env: { A: Hcl.call('upper', all.db.host) } })(all), /Compose text with Hcl\.template/],
  ['plain text among secrets', service({ secretEnv: { A: Hcl.template('plain') } }), /has plain text in the variable "A" of secretEnv/],
  ['an output as a label', (all) => service({ podLabels: { a: all.db.host as unknown as string } })(all), /the value of a label has at most 63/],
  ['a patch of the environment', ({ project, db }) => {
    project.addService('api', { port: 8080 });
    project.overlay('dev').patch(KustomizePatch.json6902({ kind: 'Deployment' }, [{ op: 'add', path: '/metadata/annotations/x', value: db.password }]));
  }, /a patch of environment "dev" uses output "postgresql_password" of root module "database", which is sensitive/],
])('%s is a problem', (_, declare, problem) => {
  expect(problemsOf(declare)).toEqual([expect.stringMatching(problem)]);
});

test('what one environment has otherwise needs no output there', () => {
  expect(problemsOf(({ project }) => {
    const root = project.addRootModule('queue', { environments: ['dev'] });
    project.addService('api', { port: 8080, env: { A: root.addOutput('url', { value: 'x', description: 'x' }) } }).override('prod', { env: { A: 'none' } });
  })).toEqual([]);
});

test('the graph knows which workloads read outputs of which root modules, in each environment, whoever put them there', () => {
  const { project, db, vpc } = estate();
  const cache = project.addRootModule('cache');
  const region = cache.addOutput('region', { value: 'x', description: 'x' });
  project.addService('api', { port: 8080, env: { PGHOST: db.host }, secretEnv: { PGPASSWORD: db.password } });
  project.addService('web', { port: 8080 }).override('dev', { args: [Hcl.template('--vpc=%s', vpc.vpcId)] })
    .patch('prod', KustomizePatch.strategicMerge({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'web', annotations: { host: db.host } } }));
  project.addService('quiet', { port: 8080 });
  project.overlay('dev').patch(KustomizePatch.strategicMerge({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'quiet', annotations: { region } } }));
  project.overlay('prod').patch(KustomizePatch.strategicMerge({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'feiyue-mono-prod', annotations: { region } } }));
  project.synth();
  const { environments } = JSON.parse(read(project.outdir, '.projen/graph.json')) as GraphJson;
  expect(environments.map(({ reads }) => reads)).toEqual([
    { cache: ['quiet'], database: ['api'], network: ['web'] },
    { cache: [], database: ['api', 'web'] },
  ]);
});

test.each<[what: string, text: string | undefined, problem: string]>([
  ['a mark', '${terraform.database.postgresql_host}', 'which is no name of a host'],
  ['an output', undefined, 'the Terraform expression database.postgresql.host is used as text'],
])('no host of a gateway follows from Terraform, which may be given it: %s', (_, text, problem) => {
  const problems = problemsOf(({ project, database, db }) => {
    const gateway = project.addGateway('edge', { domains: { dev: text ?? (db.host as unknown as string) } });
    project.addService('api', { port: 8080 }).expose(gateway);
    database.addBlock(new HclBlock('locals', [], { hosts: gateway.hostsIn('dev') }));
  });
  expect(problems).toEqual([expect.stringContaining(problem)]);
});
