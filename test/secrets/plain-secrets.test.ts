import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FeiyueProject, Hcl, HclBlock, KustomizePatch, LifecycleHook, Module, NotSecret, Probe, tencent } from '../../src';
import { emptyProject } from '../default-estate';
import { problemsOf } from '../room';

/** What must never be said. */
const SECRET = 'hunter2-of-the-test';
const URL = `amqp://user:${SECRET}@host`;
const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' } };
const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: { A: 'b' } };

interface Declared {
  readonly project: FeiyueProject;
  readonly dev: ReturnType<FeiyueProject['addEnvironment']>;
  readonly api: ReturnType<FeiyueProject['addService']>;
  readonly network: ReturnType<FeiyueProject['addRootModule']>;
}

function declare(): Declared {
  const project = emptyProject();
  const dev = project.addEnvironment('dev');
  return { project, dev, api: project.addService('api', { port: 8080, env: { LEVEL: 'info' } }), network: project.addRootModule('network') };
}

/** A module of the user's with these variables. */
function ownModule({ project, network }: Declared, variables: string, inputs: Record<string, any>): void {
  const dir = join(project.outdir, 'terraform/modules/own');
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'variables.tf'), variables);
  new Module(network, 'own', { source: 'terraform/modules/own', inputs });
}

const PLACES: ReadonlyArray<readonly [place: string, name: string, declare: (estate: Declared) => void]> = [
  ['env', 'RABBITMQ_DEFAULT_PASS', ({ project }) => project.addService('web', { port: 8080, env: { RABBITMQ_DEFAULT_PASS: SECRET } })],
  ['a URL in env', 'BROKER', ({ project }) => project.addService('web', { port: 8080, env: { BROKER: URL } })],
  ['env of an environment', 'LEVEL', ({ api }) => api.override('dev', { env: { LEVEL: URL } })],
  ['args', 'password', ({ project }) => project.addService('web', { port: 8080, args: ['--password', SECRET] })],
  ['args with "="', 'password', ({ project }) => project.addService('web', { port: 8080, args: [`--password=${SECRET}`] })],
  ['command', 'PGPASSWORD', ({ project }) => project.addService('web', { port: 8080, command: ['sh', '-c', `PGPASSWORD=${SECRET} psql`] })],
  ['a variable of a sidecar', 'API_KEY', ({ project }) => project.addService('web', { port: 8080, sidecars: { proxy: { image: 'a/b:1.2.3', env: { API_KEY: SECRET } } } })],
  ['a probe of a sidecar', 'password', ({ project }) => project.addService('web', {
    port: 8080, sidecars: { proxy: { image: 'a/b:1.2.3', liveness: Probe.exec(['ping', '--password', SECRET]) } },
  })],
  ['an argument of an init container', 'token', ({ project }) => project.addService('web', { port: 8080, initContainers: { wait: { args: ['--token', SECRET] } } })],
  ['a program of a hook', 'password', ({ project }) => project.addService('web', { port: 8080, preStop: LifecycleHook.exec(['stop', '--password', SECRET]) })],
  ['an annotation of pods', 'password', ({ project }) => project.addService('web', { port: 8080, podAnnotations: { password: SECRET } })],
  ['a program of a probe', 'password', ({ project }) => project.addService('web', { port: 8080, liveness: Probe.exec(['ping', '--password', SECRET]) })],
  ['a path of a probe', 'token', ({ project }) => project.addService('web', { port: 8080, liveness: Probe.http(`/live?token=${SECRET}`) })],
  ['a patch of the base', 'PASSWORD', ({ api }) => api.patchBase(KustomizePatch.strategicMerge({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'api' }, data: { PASSWORD: SECRET } }))],
  ['a variable in a patch', 'DB_PASSWORD', ({ api }) => api.patchBase(KustomizePatch.strategicMerge({ ...DEPLOYMENT, spec: { template: { spec: { containers: [{ name: 'api', env: [{ name: 'DB_PASSWORD', value: SECRET }] }] } } } }))],
  ['an annotation', 'vault/token', ({ api }) => api.patch('dev', KustomizePatch.strategicMerge({ ...DEPLOYMENT, metadata: { name: 'api', annotations: { 'vault/token': SECRET } } }))],
  ['a JSON patch', 'vault/token', ({ api }) => api.patchBase(KustomizePatch.json6902({ kind: 'Deployment' }, [
    { op: 'add', path: '/metadata/annotations', value: { a: 'b' } }, { op: 'add', path: '/metadata/annotations/vault~1token', value: SECRET },
  ]))],
  ['arguments of a JSON patch', 'password', ({ api }) => api.patchBase(KustomizePatch.json6902({ kind: 'Deployment' }, [
    { op: 'add', path: '/spec/template/spec/containers/0/args', value: [] },
    { op: 'add', path: '/spec/template/spec/containers/0/args/-', value: '--password' },
    { op: 'add', path: '/spec/template/spec/containers/0/args/-', value: SECRET },
  ]))],
  ['a patch of an environment', 'url', ({ project, dev }) => project.overlay(dev).patch(KustomizePatch.strategicMerge({ ...DEPLOYMENT, metadata: { name: 'api', annotations: { url: URL } } }))],
  ['an object of an application', 'adminPassword', ({ project }) => project.addApplication('app', { manifests: { 'a.yaml': { apiVersion: 'a/v1', kind: 'A', metadata: { name: 'a' }, spec: { adminPassword: SECRET } } } })],
  ['a file in a ConfigMap', 'password', ({ project }) => project.addApplication('app').addManifest('a.yaml', { ...CONFIG_MAP, data: { 'app.conf': `level = info\npassword = ${SECRET}\n` } })],
  ['a patch of an application', 'password', ({ project }) => project.addApplication('app', { manifests: { 'a.yaml': CONFIG_MAP } }).patch(KustomizePatch.strategicMerge({ ...CONFIG_MAP, data: { password: SECRET } }))],
  ['the repository of a chart', 'repository', ({ project }) => project.addApplication('app', { helmCharts: [{ name: 'a', repository: `https://user:${SECRET}@charts.example`, version: '1.0.0' }] })],
  ['a resource of an application', 'resources', ({ project }) => project.addApplication('app', { resources: [`https://user:${SECRET}@git.example/a//b?ref=main`] })],
  ['an image', 'image', ({ project }) => project.addService('web', { port: 8080, image: `https://user:${SECRET}@registry.example/a` })],
  ['commands of a build', 'token', ({ project, api }) => project.addProduct('all', { services: [api], buildCommands: [`npm publish --token ${SECRET}`] })],
  ['values of a chart', 'rootPassword', ({ project }) => project.addApplication('app', { helmCharts: [{ name: 'a', repository: 'https://charts.example', version: '1.0.0', values: { auth: { rootPassword: SECRET } } }] })],
  ['variables of a worker', 'API_TOKEN', ({ project }) => project.addCloudflareWorker('edge', { vars: { API_TOKEN: SECRET } })],
  ['variables of a worker in an environment', 'UPSTREAM', ({ project }) => project.addCloudflareWorker('edge', { vars: { UPSTREAM: 'a' } }).override('dev', { vars: { UPSTREAM: URL } })],
  ['keywords of a tenant', 'CRM_TOKEN', ({ project }) => project.addAuth0Tenant('Dev', { domain: 'a.eu.auth0.com', keywords: { CRM_TOKEN: SECRET } })],
  ['a connection of a tenant', 'client_secret', ({ project }) => project.addAuth0Tenant('Dev', { domain: 'a.eu.auth0.com', connections: [{ name: 'g', strategy: 'oidc', options: { client_secret: SECRET } }] })],
  ['an override of a file', 'DB_PASSWORD', ({ project }) => project.tryFindObjectFile('k8s/base/api/deployment.yaml')!.addOverride('metadata.annotations', { DB_PASSWORD: SECRET })],
  ['an override of a path', 'NPM_TOKEN', ({ project }) => project.tryFindObjectFile('k8s/base/api/deployment.yaml')!.addOverride('metadata.annotations.NPM_TOKEN', SECRET)],
  ['a sensitive variable of a module', 'motto', (estate) => ownModule(estate, 'variable "motto" {\n  type      = string\n  sensitive = true\n}\n', { motto: SECRET })],
  ['a variable of a module', 'db_password', (estate) => ownModule(estate, 'variable "db_password" {\n  type = string\n}\n', { db_password: SECRET })],
  ['a URL for a library module', 'Broker', ({ network }) => new tencent.Network(network, 'vpc', { cidrBlock: '10.0.0.0/16', tags: { Broker: URL } })],
  ['a default of a variable', 'api_token', ({ network }) => network.addVariable('api_token', { description: 'x', defaultValue: SECRET })],
  ['a default of a sensitive variable', 'motto', ({ network }) => network.addVariable('motto', { description: 'x', sensitive: true, defaultValue: SECRET })],
  ['an output', 'db_password', ({ network }) => network.addOutput('db_password', { description: 'x', value: SECRET })],
  ['a provider', 'secret_key', ({ network }) => network.addProvider('aws', { source: 'hashicorp/aws', version: '~> 6.0', configuration: { secret_key: SECRET } })],
  ['a block', 'password', ({ network }) => network.addBlock(new HclBlock('resource', ['tencentcloud_b', 'c'], { password: SECRET }))],
  ['a nested block', 'password', ({ network }) => network.addBlock(new HclBlock('resource', ['tencentcloud_b', 'c']).block(new HclBlock('login', [], { password: SECRET })))],
  ['a pair in a nested block', 'auth.password', ({ network }) => network.addBlock(new HclBlock('resource', ['tencentcloud_b', 'c']).block(new HclBlock('set', [], { name: 'auth.password', value: SECRET })))],
  ['a template', 'url', ({ network }) => network.addBlock(new HclBlock('resource', ['tencentcloud_b', 'c'], { url: Hcl.template(`amqp://user:${SECRET}@%s`, Hcl.reference('var.host')) }))],
  ['a heredoc', 'password', ({ network }) => network.addBlock(new HclBlock('resource', ['tencentcloud_b', 'c'], { user_data: Hcl.heredoc(`#cloud-config\npassword: ${SECRET}\n`) }))],
  ['a raw expression', 'password', ({ network }) => network.addBlock(new HclBlock('resource', ['tencentcloud_b', 'c'], { password: Hcl.raw(`"${SECRET}"`) }))],
  ['an object in an expression', 'password', ({ network }) => network.addBlock(new HclBlock('resource', ['tencentcloud_b', 'c'], { data: Hcl.call('jsonencode', { password: SECRET }) }))],
];

test.each(PLACES)('a secret in %s is refused, and not said', (_, name, change) => {
  const estate = declare();
  change(estate);
  const problems = problemsOf(estate.project);
  expect(problems).toContainEqual(expect.stringMatching(new RegExp(`\\("${name}"\\), where everyone can read it: .*new NotSecret\\(…, '${name}'`)));
  expect(problems.join('\n')).not.toContain(SECRET);
});

test.each(PLACES.filter((_, index) => index % 6 === 0))('%s may hold what was said to be none', (_, name, change) => {
  const estate = declare();
  change(estate);
  new NotSecret(estate.project, name, { reason: 'a test' });
  expect(problemsOf(estate.project).filter((problem) => /NotSecret/.test(problem))).toEqual([]);
});

test('what is said to be no secret is so in its scope alone', () => {
  const { project, api } = declare();
  api.override('dev', { env: { LEVEL: URL } });
  new NotSecret(project.addService('web', { port: 8080 }), 'LEVEL', { reason: 'a test' });
  expect(problemsOf(project)).toEqual([
    expect.stringContaining('service "api" has what looks like a URL with a password in env ("LEVEL")'),
    expect.stringContaining('NotSecret "LEVEL" excuses nothing: nothing of that name looks like a secret there. Remove it.'),
  ]);
});

test('an excuse that excuses nothing, has no reason or is given twice is a problem', () => {
  const { project, api } = declare();
  api.override('dev', { env: { LEVEL: URL } });
  new NotSecret(api, 'LEVEL', { reason: ' ' });
  new NotSecret(api, 'LEVEL', { reason: 'twice' });
  new NotSecret(api, 'LEVELS', { reason: 'misspelt' });
  expect(problemsOf(project)).toEqual([
    expect.stringContaining('NotSecret "LEVEL" has no reason'),
    expect.stringContaining('NotSecret "LEVEL" is declared twice: remove one of them'),
    expect.stringContaining('NotSecret "LEVELS" excuses nothing: nothing of that name looks like a secret there. Remove it. Did you mean "LEVEL"?'),
  ]);
});

test('a reference to a secret is none', () => {
  const { project, network, api } = declare();
  const token = network.addVariable('token', { description: 'x', sensitive: true });
  network.addBlock(new HclBlock('resource', ['tencentcloud_b', 'c'], { password: token, url: Hcl.template('amqp://user:%s@host', token), data: Hcl.raw('jsonencode({ password = var.token })') }));
  network.addProvider('aws', { source: 'hashicorp/aws', version: '~> 6.0', configuration: { secret_key: token } });
  api.override('dev', { args: ['--password', '$(DB_PASSWORD)'] });
  project.addApplication('app', { manifests: { 'a.yaml': { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', metadata: { name: 'a' }, spec: { data: [{ secretKey: 'password', remoteRef: { key: 'db' } }] } } } });
  expect(problemsOf(project)).toEqual([]);
});
