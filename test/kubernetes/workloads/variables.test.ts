import * as fs from 'fs';
import * as path from 'path';
import { parse } from 'yaml';
import { EnvSource, FeiyueProject, PodField, ServiceOptions, ServiceOverrides } from '../../../src';
import { emptyProject } from '../../default-estate';
import { problemsOf } from '../../room';

const DSN = { secret: 'db', key: 'dsn' };

function declare(options: Partial<ServiceOptions>, ...overrides: ServiceOverrides[]): FeiyueProject {
  const project = emptyProject();
  const dev = project.addEnvironment('dev');
  const prod = project.addEnvironment('prod', { promotedFrom: dev });
  const api = project.addService('api', { port: 8080, ...options });
  for (const override of overrides) api.override(prod, override);
  return project;
}

function read(project: FeiyueProject, file: string): any {
  return parse(fs.readFileSync(path.join(project.outdir, file), 'utf-8'));
}

function container(options: Partial<ServiceOptions>): any {
  const project = declare(options);
  project.synth();
  return read(project, 'k8s/base/api/deployment.yaml').spec.template.spec.containers[0];
}

/** What an override changes, in the pods and in the ConfigMap. */
function overlay(options: Partial<ServiceOptions>, ...overrides: ServiceOverrides[]): { readonly patches: any[]; readonly literals?: string[] } {
  const project = declare(options, ...overrides);
  project.synth();
  const { patches = [], configMapGenerator } = read(project, 'k8s/overlays/prod/api/kustomization.yaml');
  return { patches: patches.map(({ patch }: { patch: string }) => parse(patch)), literals: configMapGenerator?.[0].literals };
}

function problems(options: Partial<ServiceOptions>, ...overrides: ServiceOverrides[]): string[] {
  return problemsOf(declare(options, ...overrides)).map((line) => line.replace(/^\S+:\d+\s+/, ''));
}

test.each<[PodField, object]>([
  [PodField.NAME, { fieldRef: { fieldPath: 'metadata.name' } }],
  [PodField.NAMESPACE, { fieldRef: { fieldPath: 'metadata.namespace' } }],
  [PodField.UID, { fieldRef: { fieldPath: 'metadata.uid' } }],
  [PodField.NODE_NAME, { fieldRef: { fieldPath: 'spec.nodeName' } }],
  [PodField.SERVICE_ACCOUNT_NAME, { fieldRef: { fieldPath: 'spec.serviceAccountName' } }],
  [PodField.POD_IP, { fieldRef: { fieldPath: 'status.podIP' } }],
  [PodField.POD_IPS, { fieldRef: { fieldPath: 'status.podIPs' } }],
  [PodField.HOST_IP, { fieldRef: { fieldPath: 'status.hostIP' } }],
  [PodField.CPU_REQUEST, { resourceFieldRef: { resource: 'requests.cpu' } }],
  [PodField.CPU_LIMIT, { resourceFieldRef: { resource: 'limits.cpu' } }],
  [PodField.MEMORY_REQUEST, { resourceFieldRef: { resource: 'requests.memory' } }],
  [PodField.MEMORY_LIMIT, { resourceFieldRef: { resource: 'limits.memory' } }],
  [PodField.label('app.kubernetes.io/name'), { fieldRef: { fieldPath: "metadata.labels['app.kubernetes.io/name']" } }],
  [PodField.annotation('note'), { fieldRef: { fieldPath: "metadata.annotations['note']" } }],
])('a variable is read from the pod: %#', (field, valueFrom) => {
  expect(container({ fieldEnv: { X: field } }).env).toEqual([{ name: 'X', valueFrom }]);
});

test('what comes from other objects is below the variables of the workload itself', () => {
  expect(container({ envFrom: [EnvSource.configMap('more', { optional: true }), EnvSource.secret('db', { prefix: 'DB_' })] }).envFrom).toEqual([
    { configMapRef: { name: 'more', optional: true } }, { prefix: 'DB_', secretRef: { name: 'db' } }, { configMapRef: { name: 'api' } },
  ]);
});

describe('in one environment', () => {
  test('a variable is added, and changed by a later word', () => {
    const { literals } = overlay({ env: { LEVEL: 'info' } }, { env: { DEBUG: '1' }, addedVariables: ['DEBUG'] }, { env: { DEBUG: '2' } });
    expect(literals).toEqual(['DEBUG=2']);
  });

  test('a variable is removed', () => {
    const { patches } = overlay({ env: { LEVEL: 'info' }, secretEnv: { DSN } }, { removedVariables: ['LEVEL', 'DSN'] });
    expect(patches).toContainEqual(expect.objectContaining({ kind: 'ConfigMap', data: { LEVEL: null } }));
    expect(patches.find(({ kind }) => kind === 'Deployment').spec.template.spec.containers).toEqual([{ name: 'api', env: null }]);
  });

  test('a variable has its value from elsewhere', () => {
    const { patches } = overlay({ env: { STORE: 'memory' } }, { secretEnv: { STORE: DSN } });
    expect(patches).toContainEqual(expect.objectContaining({ kind: 'ConfigMap', data: { STORE: null } }));
    expect(patches.find(({ kind }) => kind === 'Deployment').spec.template.spec.containers)
      .toEqual([{ name: 'api', env: [{ name: 'STORE', valueFrom: { secretKeyRef: { name: 'db', key: 'dsn' } } }] }]);
  });

  const ENV = { env: { LEVEL: 'info' } };
  test.each<[string, ServiceOverrides, string]>([
    ['a mistyped variable', { fieldEnv: { LEVLE: PodField.NAME } }, 'overrides "LEVLE" in fieldEnv of prod, which is not there everywhere; variables of the service: LEVEL. Did you mean "LEVEL"? Declare it with the service, or name it in addedVariables if prod alone has it.'],
    ['one that is added and there', { addedVariables: ['LEVEL'], env: { LEVEL: 'x' } }, 'adds "LEVEL" in prod by addedVariables, and has it everywhere: drop it from there.'],
    ['one that is added without a value', { addedVariables: ['DEBUG'] }, 'adds "DEBUG" in prod by addedVariables, and gives it no value: give it one in env, secretEnv or fieldEnv.'],
    ['one that is removed and not there', { removedVariables: ['LEVLE'] }, 'removes "LEVLE" in prod, which it does not have; variables of the service: LEVEL. Did you mean "LEVEL"?'],
    ['one that the service sets by itself', { removedVariables: ['PORT'] }, 'removes "PORT" in prod, which it does not have; variables of the service: LEVEL.'],
    ['one that is removed and given', { removedVariables: ['LEVEL'], env: { LEVEL: 'x' } }, 'removes "LEVEL" in prod, and gives it a value: drop one of the two.'],
  ])('%s is a problem', (_, override, problem) => {
    expect(problems(ENV, override)).toEqual([`service "api" ${problem}`]);
  });
});

test.each<[string, Partial<ServiceOptions>, string]>([
  ['a variable that is added everywhere', { env: { A: 'b' }, addedVariables: ['A'] }, 'has addedVariables everywhere, where it does nothing: it says in an override in what that environment differs.'],
  ['a variable that is removed everywhere', { env: { A: 'b' }, removedVariables: ['A'] }, 'has removedVariables everywhere, where it does nothing: it says in an override in what that environment differs.'],
  ['a variable from two places', { secretEnv: { A: DSN }, fieldEnv: { A: PodField.NAME } }, 'has the variable "A" in secretEnv and in fieldEnv. Remove one of the two.'],
  ['the port from elsewhere', { fieldEnv: { PORT: PodField.POD_IP } }, 'sets PORT in fieldEnv; PORT always holds `port`. Remove it.'],
  ['an illegal variable', { fieldEnv: { 'a-b': PodField.NAME } }, 'has an illegal variable "a-b" in fieldEnv: use letters, digits and "_", with no digit first.'],
  ['an illegal label', { fieldEnv: { A: PodField.label("x']") } }, 'takes A from the label "x\']", which is no legal name of one.'],
  ['an illegal annotation', { fieldEnv: { A: PodField.annotation('a b') } }, 'takes A from the annotation "a b", which is no legal name of one.'],
  ['an illegal ConfigMap', { envFrom: [EnvSource.configMap('A')] }, 'has ConfigMap "A" in envFrom, which is no legal name: use lower-case letters, digits, "-" and ".".'],
  ['an illegal prefix', { envFrom: [EnvSource.secret('a', { prefix: 'a-' })] }, 'has the prefix "a-" in envFrom, with which no legal variable begins: use letters, digits and "_", with no digit first.'],
  ['an object twice', { envFrom: [EnvSource.secret('a'), EnvSource.secret('a')] }, 'has secret "a" twice in envFrom: drop one of the two.'],
])('%s is a problem', (_, options, problem) => {
  expect(problems(options)).toContain(`service "api" ${problem}`);
});
