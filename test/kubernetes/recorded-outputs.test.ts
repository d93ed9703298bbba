import { parse } from 'yaml';
import { build, objects } from './kustomize-build';
import { ArgoCd, Environment, FeiyueProject, Hcl, KustomizePatch, ServiceOptions, tencent } from '../../src';
import { parseOutputsFile } from '../../src/kubernetes/workloads/recorded-outputs-file';
import { EstateError } from '../../src/synth/declare/estate-error';
import { emptyProject } from '../default-estate';
import { describeWithTool } from '../real-tool';
import { read, write } from '../synth/test-project';

interface Estate {
  readonly project: FeiyueProject;
  readonly dev: Environment;
  readonly vpc: tencent.Network;
  readonly db: tencent.Postgresql;
}

const WAITS = { name: 'TERRAFORM_OUTPUTS_NOT_RECORDED', valueFrom: { secretKeyRef: { name: 'not-recorded-yet', key: 'outputs' } } };

/** An estate of which Argo CD brings the services to two environments; one of these has something recorded. */
function estate(recorded?: object): Estate {
  const project = emptyProject();
  const dev = project.addEnvironment('dev');
  project.addEnvironment('prod', { promotedFrom: dev });
  new ArgoCd(project, 'argo-cd');
  const vpc = new tencent.Network(project.addRootModule('network'), 'vpc', { cidrBlock: '10.0.0.0/16', isolated: true });
  const db = new tencent.Postgresql(project.addRootModule('database'), 'postgresql', { vpcId: vpc.vpcId, subnetId: vpc.subnetId, majorVersion: '16' });
  if (recorded) write(project.outdir, 'outputs/dev.json', JSON.stringify(recorded));
  return { project, dev, vpc, db };
}

function service({ vpc, db }: Estate): ServiceOptions {
  return {
    port: 8080,
    imageTag: '1.2.3',
    env: { DSN: Hcl.template('postgres://%s:%s/api', db.host, db.port) },
    args: ['--subnet', Hcl.element(vpc.output('subnet_ids'), 0)],
    initContainers: { wait: { image: 'wait:1.2', env: { HOST: db.host } } },
  };
}

const RECORDED = { database: { postgresql_host: '10.0.1.7', postgresql_port: '5432' }, network: { 'vpc_subnet_ids.0': 'subnet-1' } };

function problemsOf(declare: (estate: Estate) => void, recorded?: object): string[] {
  const all = estate(recorded);
  declare(all);
  try {
    all.project.synth();
    return [];
  } catch (error) {
    if (!(error instanceof EstateError)) throw error;
    return [...error.problems];
  }
}

function overlay({ project }: Estate, environment: string): any {
  return parse(read(project.outdir, `k8s/overlays/${environment}/api/kustomization.yaml`));
}

describe('an environment with recorded outputs', () => {
  const all = estate(RECORDED);
  all.project.addService('api', service(all));
  all.project.addService('plain', { port: 8080, imageTag: '1.2.3' });
  all.project.synth();

  test('has the values in its overlay, and the base and the other environment have marks', () => {
    expect(overlay(all, 'dev').configMapGenerator).toEqual([{ name: 'api', behavior: 'merge', literals: ['DSN=postgres://10.0.1.7:5432/api'] }]);
    expect(read(all.project.outdir, 'k8s/overlays/dev/api/kustomization.yaml')).not.toContain('${terraform.');
    expect(read(all.project.outdir, 'k8s/base/api/configmap.yaml')).toContain('DSN=postgres://${terraform.database.postgresql_host}:${terraform.database.postgresql_port}/api');
    expect(overlay(all, 'prod').configMapGenerator).toBe(undefined);
  });

  test('in the other one each container of new pods waits for a Secret that never is, until something is recorded', () => {
    const [{ patch }] = overlay(all, 'prod').patches;
    const { spec } = parse(patch).spec.template;
    expect([...spec.initContainers, ...spec.containers].map(({ env }: any) => env)).toEqual([[WAITS], [WAITS]]);
    expect(parse(read(all.project.outdir, 'k8s/overlays/prod/plain/kustomization.yaml')).patches).toBe(undefined);
  });

  test('a script is told which outputs are recorded of which environment', () => {
    const outputs = { database: ['postgresql_host', 'postgresql_port'], network: ['vpc_subnet_ids.0'] };
    expect(JSON.parse(read(all.project.outdir, '.projen/outputs.json'))).toEqual({
      environments: [{ name: 'dev', file: 'outputs/dev.json', outputs }, { name: 'prod', file: 'outputs/prod.json', outputs }],
    });
  });

  describeWithTool('kustomize', () => {
    test('kustomize builds what Argo CD brings', () => {
      const built = (environment: string) => objects(build('kustomize', `${all.project.outdir}/k8s/overlays/${environment}/api`)) as any[];
      expect(JSON.stringify(built('dev'))).not.toMatch(/\$\{terraform\.|TERRAFORM_OUTPUTS/);
      const { containers: [main], initContainers: [init] } = built('dev').find(({ kind }) => kind === 'Deployment').spec.template.spec;
      expect([main.args, init.env]).toEqual([['--subnet', 'subnet-1'], [{ name: 'HOST', value: '10.0.1.7' }]]);
      const pod = built('prod').find(({ kind }) => kind === 'Deployment').spec.template.spec;
      expect([pod.containers[0].env, pod.initContainers[0].env]).toEqual([[WAITS], expect.arrayContaining([WAITS])]);
    });
  });
});

test('what is recorded in part waits as well', () => {
  const all = estate({ database: RECORDED.database });
  all.project.addService('api', service(all));
  all.project.synth();
  expect(overlay(all, 'dev').configMapGenerator[0].literals).toEqual(['DSN=postgres://10.0.1.7:5432/api']);
  expect(JSON.stringify(overlay(all, 'dev').patches)).toContain('not-recorded-yet');
});

test('the name of a job follows from what is recorded', () => {
  const named = (host: string) => {
    const all = estate({ database: { postgresql_host: host } });
    all.project.addJob('migrate', { imageTag: '1.2.3', env: { HOST: all.db.host } });
    all.project.synth();
    return /name: migrate-\w+/.exec(read(all.project.outdir, 'k8s/overlays/dev/migrate/kustomization.yaml'))?.[0] ?? read(all.project.outdir, 'k8s/overlays/dev/migrate/kustomization.yaml');
  };
  expect(named('10.0.1.7')).not.toBe(named('10.0.1.8'));
});

test('without Argo CD nothing is recorded, unless the project says so', () => {
  const written = (recordOutputs?: boolean) => {
    const project = emptyProject({ recordOutputs });
    project.addEnvironment('dev');
    const db = new tencent.Postgresql(project.addRootModule('database'), 'postgresql', { vpcId: 'vpc-1', subnetId: 'subnet-1', majorVersion: '16' });
    write(project.outdir, 'outputs/dev.json', JSON.stringify(RECORDED));
    project.addService('api', { port: 8080, imageTag: '1.2.3', env: { HOST: db.host }, secretEnv: { PASSWORD: db.password } });
    project.synth();
    return read(project.outdir, 'k8s/overlays/dev/api/kustomization.yaml').includes('HOST=10.0.1.7');
  };
  expect([written(), written(false), written(true)]).toEqual([false, false, true]);
});

test('to record where nothing is used is refused', () => {
  const project = emptyProject({ recordOutputs: true });
  project.addEnvironment('dev');
  expect(() => project.synth()).toThrow('recordOutputs records nothing, since no workload takes an output of Terraform');
});

test('environments with one overlay cannot have values of their own', () => {
  const told = problemsOf(({ project, dev, db }) => {
    project.addEnvironment('qa', { overlay: dev.overlay });
    project.addService('api', { port: 8080, env: { HOST: db.host } });
  });
  expect(told).toContainEqual(expect.stringContaining('environment "qa" has the overlay of "dev", and values of Terraform that are recorded for one of them alone'));
});

const API = 'service "api" ';
const OBJECT = (host: unknown) => ({ apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'a' }, spec: { host } });
const NOWHERE = 'names output "postgresql_host" of root module "database" in';
test.each<[what: string, declare: (estate: Estate) => void, problems: string[]]>([
  ['an object', ({ project, db }) => void project.addService('api', { port: 8080 }).addManifest('a.yaml', OBJECT(db.host)), [
    `${API}${NOWHERE} its object a.yaml, where nothing that is recorded gets to: use it in an option of the service`,
  ]],
  ['a patch', ({ project, db }) => void project.addService('api', { port: 8080 }).patch('dev', KustomizePatch.json6902(
    { kind: 'Deployment' }, [{ op: 'add', path: '/metadata/annotations/a', value: db.host }])), [
    `${API}${NOWHERE} a patch of it, where nothing that is recorded gets to: use it in an option of the service`,
  ]],
])('%s with an output is refused', (_, declare, problems) => {
  expect(problemsOf(declare)).toEqual(expect.arrayContaining(problems.map((problem) => expect.stringContaining(problem) as string)));
});

test('Argo CD brings no mark in the place of a password', () => {
  const told = problemsOf(({ project, db }) => void project.addService('api', { port: 8080, secretEnv: { PASSWORD: db.password } }));
  expect(told).toEqual(['dev', 'prod'].map((environment) => expect.stringContaining(`and Argo CD, which brings it to environment "${environment}", knows no secret of Terraform`) as string));
});

test.each<[text: string, problems: string[]]>([
  ['{', [expect.stringContaining('is no JSON: ') as string]],
  ['[]', ['is no object of root modules: write { "<root module>": { "<output>": "<text>" } }']],
  ['{ "database": "x" }', ['has no object of outputs for root module "database": write { "<root module>": { "<output>": "<text>" } }']],
  ['{ "database": { "port": 5432 } }', ['has 5432 for output "port" of root module "database", which is no text']],
  ['{ "database": { "port": "5432" } }', []],
  ['{ "a": { "b": "\\u007f" } }', ['has the character \\u007f in output "b" of root module "a", which kustomize cannot carry']],
  ['{ "a": { "b": "postgres://api:hunter2-4711@db.example/api" } }', [expect.stringMatching(/^has .* in output "b" of root module "a": declare the output sensitive/) as string]],
])('a file with %s', (text, problems) => {
  expect(parseOutputsFile(text).problems).toEqual(problems);
});
