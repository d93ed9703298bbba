import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScriptRun, ScriptSandbox } from '../ci/scripts/script-sandbox';

const FILE = 'outputs/dev.json';
const OVERLAY = 'k8s/overlays/dev/api/kustomization.yaml';
const MANIFEST = '.projen/manifest';
const HOST = '${terraform.database.host}';
const WAITS = `
        env:
          - name: TERRAFORM_OUTPUTS_NOT_RECORDED
            valueFrom: { secretKeyRef: { name: not-recorded-yet, key: outputs } }`;

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: api }
spec:
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      containers:
        - name: api
          image: registry.example/api:1.0.0
          args: ['--host', '${HOST}']
          env: [{ name: SECRET, valueFrom: { secretKeyRef: { name: tokens, key: api } } }, { name: HOST, value: '${HOST}' }]
          envFrom: [{ configMapRef: { name: api } }]
          ports: [{ containerPort: 8080 }]
`;
const EXTERNAL = (target: string) => `apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: api-outputs }
spec: { target: { name: ${target} }, data: [{ secretKey: a, remoteRef: { key: a, version: '${HOST}' } }] }
`;
const BASE = {
  'k8s/base/api/kustomization.yaml': `resources: [deployment.yaml, job.yaml]
configMapGenerator:
  - name: api
    literals: ['URL=postgres://${HOST}:5432/api', 'PLAIN=5432']
`,
  'k8s/base/api/deployment.yaml': DEPLOYMENT,
  'k8s/base/api/job.yaml': 'apiVersion: batch/v1\nkind: Job\nmetadata: { name: migrate }\nspec: { template: { spec: { restartPolicy: Never, containers: [{ name: a, image: a }] } } }\n',
};

interface Parts {
  readonly literals?: string;
  /** Of the container of the Deployment, below its name. */
  readonly container?: string;
  readonly version?: string;
  readonly more?: string;
}

function overlay({ literals = '', container = '', version = '0123456789', more = '' }: Parts = {}): string {
  const generator = literals === '' ? '' : `configMapGenerator:\n  - { name: api, behavior: merge, literals: [${literals}] }\n`;
  const patch = `  - patch: |
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: api }
      spec:
        template:
          spec:
            containers:
              - name: api${container.replaceAll('\n', '\n        ')}
`;
  return `resources: [../../../base/api, secret.yaml]
${generator}patches:
${container === '' ? '' : patch}  - target: { kind: Job, name: migrate }
    patch: '[{ "op": "replace", "path": "/metadata/name", "value": "migrate-${version}" }]'
    options: { allowNameChange: true }
${more}`;
}

/** What the generator makes of a value. */
function filled(value: string, more: Parts = {}): string {
  return overlay({ literals: `'URL=postgres://${value}:5432/api'`, container: `\n        args: ['--host', '${value}']\n        env: [{ name: HOST, value: '${value}' }]`, version: 'abcdefghij', ...more });
}

const BEFORE = { [OVERLAY]: overlay({ container: WAITS }), 'k8s/overlays/dev/api/secret.yaml': EXTERNAL('api-outputs-0123456789') };
const AFTER = { [OVERLAY]: filled('10.0.1.7'), 'k8s/overlays/dev/api/secret.yaml': EXTERNAL('api-outputs-abcdefghij').replace(HOST, '10.0.1.7') };

function manifest(texts: Readonly<Record<string, string>>): string {
  return Object.entries(texts).map(([path, text]) => `${path}\n\t${createHash('sha256').update(text).digest('hex').slice(0, 16)}\n`).join('');
}

let sandbox: ScriptSandbox;

function git(...args: string[]): string {
  return execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: sandbox.dir, encoding: 'utf-8' }).trim();
}

/** Begins with what was recorded before, and the overlay of then. */
function begin(files: Readonly<Record<string, string>> = BEFORE): void {
  sandbox = new ScriptSandbox();
  git('init', '--quiet', '--initial-branch=main');
  const json = {
    '.projen/outputs.json': { environments: [{ name: 'dev', file: FILE, outputs: { database: ['host'] } }, { name: 'prod', file: 'outputs/prod.json', outputs: {} }] },
    '.projen/graph.json': { environments: [{ name: 'dev', overlay: 'k8s/overlays/dev' }, { name: 'prod', overlay: 'k8s/overlays/prod' }] },
  };
  const read = Object.fromEntries(Object.entries(json).map(([path, data]) => [path, JSON.stringify(data)]));
  const texts = { ...BASE, ...files, [MANIFEST]: manifest(files), ...read };
  for (const [path, text] of Object.entries({ ...texts, 'k8s/overlays/prod/api/kustomization.yaml': overlay(), 'README.md': 'Words.\n' })) sandbox.write(path, text);
  git('add', '--all');
  git('commit', '--quiet', '--message=Begin');
}

async function commit(files: Readonly<Record<string, string | null>>, recorded: object = { database: { host: '10.0.1.7' } }): Promise<ScriptRun> {
  sandbox.write(FILE, JSON.stringify(recorded));
  const handOver = join(sandbox.bin, 'hand-over.json');
  writeFileSync(handOver, JSON.stringify({ files }));
  return sandbox.run('proposed-commit.mjs', ['commit', '--of', 'outputs', '--file', FILE, '--file', 'outputs/prod.json', '--hand-over', handOver]);
}

test('what takes the place of a mark is committed, with the names that follow from it, and nothing is left behind', async () => {
  begin();
  const { status, outputs, stderr } = await commit({ ...AFTER, [MANIFEST]: manifest(AFTER) });
  expect([status, stderr]).toEqual([0, '']);
  expect(git('diff', '--name-only', 'HEAD', outputs.commit).split('\n')).toEqual([MANIFEST, ...Object.keys(AFTER), FILE]);
  expect(git('worktree', 'list').split('\n')).toHaveLength(1);
});

test.each(['10.0.1.8', 'a"b: {c} #d', 'x'.repeat(20_000), '${HOME} $(id)', '-'])('what was recorded before is replaced by %.20s', async (value) => {
  begin({ ...AFTER, [FILE]: '{"database":{"host":"10.0.1.7"}}' });
  const { status, stderr } = await commit({ [OVERLAY]: filled(value, { version: 'klmnopqrst' }) }, { database: { host: value } });
  expect([status, stderr]).toEqual([0, '']);
});

test('what is there no more is a mark again, and its pods wait', async () => {
  begin({ ...AFTER, [FILE]: '{"database":{"host":"10.0.1.7"}}' });
  expect((await commit({ [OVERLAY]: overlay({ container: WAITS }) }, {})).status).toBe(0);
  const { status, stderr } = await commit({ [OVERLAY]: overlay() }, {});
  expect([status, stderr]).toEqual([0, '']);
});

const PATCH = 'would change Deployment api in more than its outputs, at .spec.template.spec.containers.0';
describe('on top of marks', () => {
  beforeEach(() => begin());

  test.each<[string, Record<string, string | null>, string]>([
    ['a new workflow', { '.github/workflows/x.yml': 'on: push\n' }, '.github/workflows/x.yml is handed over, which is no file of'],
    ['a new file of the overlay', { 'k8s/overlays/dev/api/evil.yaml': 'a' }, 'evil.yaml is handed over, which is no file of'],
    ['the outputs themselves', { [FILE]: '{}' }, `${FILE} is handed over, which is recorded here`],
    ['those of another environment', { 'outputs/prod.json': '{}' }, 'outputs/prod.json is handed over, which is recorded here'],
    ['a removal', { [OVERLAY]: null }, `${OVERLAY} is handed over as removed`],
    ['a base', { 'k8s/base/api/deployment.yaml': DEPLOYMENT.replace('1.0.0', '6.6.6') }, 'k8s/base/api/deployment.yaml would change, which is in no overlay whose outputs were recorded'],
    ['an environment of which nothing was recorded', { 'k8s/overlays/prod/api/kustomization.yaml': filled('10.0.1.7') }, 'which is in no overlay whose outputs were recorded'],
    ['another word', { 'README.md': 'Other words.\n' }, 'README.md would change, which is in no overlay'],
    ['another image', { [OVERLAY]: filled('10.0.1.7', { more: 'images: [{ name: registry.example/api, newTag: 6.6.6 }]\n' }) }, `${PATCH}.image`],
    ['a privileged container', { [OVERLAY]: filled('10.0.1.7').replace('args: [', 'securityContext: { privileged: true }\n                args: [') }, `${PATCH}.securityContext`],
    ['another value', { [OVERLAY]: filled('10.6.6.6') }, 'in more than its outputs'],
    ['a value at another place', { [OVERLAY]: filled('10.0.1.7').replace('{ name: HOST,', "{ name: SECRET, valueFrom: null, value: '10.0.1.7' }, { name: HOST,") }, `${PATCH}.env.SECRET`],
    ['an object more', { [OVERLAY]: filled('10.0.1.7').replace('secret.yaml]', 'secret.yaml, ../../../base/api/job.yaml]') }, `${join(OVERLAY, '..')} cannot be built`],
    ['another key of a ConfigMap', { [OVERLAY]: filled('10.0.1.7').replace('literals: [', "literals: ['EVIL=1', ") }, 'in more than its outputs, at .data.EVIL'],
    ['what is fetched from elsewhere', { [OVERLAY]: filled('10.0.1.7').replace('secret.yaml]', 'https://evil.example/a.yaml, secret.yaml]') }, 'cannot be built'],
    ['a repository elsewhere', { [OVERLAY]: filled('10.0.1.7').replace('secret.yaml]', 'https://evil.example/a/b?ref=c, secret.yaml]') }, 'cannot be built'],
    ['another name of an object', { 'k8s/overlays/dev/api/secret.yaml': EXTERNAL('tokens') }, 'would change ExternalSecret api-outputs in more than its outputs, at .spec.target.name'],
    ['pods that no longer wait', { [OVERLAY]: overlay({ version: 'abcdefghij' }) }, 'would start pods before all of their outputs are recorded'],
    ['a hash of something else', { [MANIFEST]: manifest({ ...BEFORE, [OVERLAY]: 'evil' }) }, `${MANIFEST} would have a wrong hash for ${OVERLAY}`],
    ['a file more in the manifest', { [MANIFEST]: manifest({ ...BEFORE, 'README.md': 'Words.\n' }) }, `${MANIFEST} would name other files`],
  ])('%s is refused, and nothing is committed', async (_, files, message) => {
    const { status, outputs, stderr } = await commit({ ...AFTER, ...files });
    expect(stderr).toContain('::error title=Outputs::');
    expect(stderr).toContain(message);
    expect([status, outputs, git('rev-list', '--all', '--count'), git('worktree', 'list').split('\n').length]).toEqual([1, {}, '1', 1]);
  });
});
