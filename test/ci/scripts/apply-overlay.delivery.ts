import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScriptRun, ScriptSandbox } from './script-sandbox';

/**
 * A cluster as kubectl shows it, kept in a file: applying replaces the image of a Deployment, and a Deployment whose
 * image is "broken" never becomes available. Words in FAILS are actions that fail.
 */
const KUBECTL = `#!/usr/bin/env node
const fs = require('fs');
const file = process.env.BIN + '/cluster.json';
const cluster = JSON.parse(fs.readFileSync(file, 'utf8'));
const args = process.argv.slice(2);
const words = args.slice(args[0] === '--namespace' ? 2 : 0).filter((arg) => !arg.startsWith('-'));
const has = (word) => args.includes(word);
const fails = (action) => cluster.fails.includes(action);
const save = () => fs.writeFileSync(file, JSON.stringify(cluster));
const documents = () => fs.readFileSync(0, 'utf8').split('---\\n').filter(Boolean).map((text) => JSON.parse(text));
const live = (name, image) => ({
  apiVersion: 'apps/v1', kind: 'Deployment',
  metadata: { name, namespace: 'shop-dev', labels: { 'app.kubernetes.io/instance': name, 'added': 'by-a-webhook' }, managedFields: [
    { manager: 'kube-controller-manager', operation: 'Update', subresource: 'status', fieldsV1: { 'f:status': {} } },
    { manager: 'github-actions', operation: 'Apply', fieldsV1: {
      'f:metadata': { 'f:labels': { 'f:app.kubernetes.io/instance': {} } },
      'f:spec': { 'f:template': { 'f:spec': {
        'f:containers': { 'k:{"name":"main"}': { '.': {}, 'f:name': {}, 'f:image': {}, 'f:args': {}, 'f:securityContext': { '.': {}, 'f:capabilities': {} },
          'f:ports': { 'k:{"containerPort":8080,"protocol":"TCP"}': { '.': {}, 'f:containerPort': {} } } } },
        'f:volumes': { 'k:{"name":"tmp"}': { '.': {}, 'f:name': {}, 'f:emptyDir': { '.': {} } } } } } } } },
  ] },
  spec: { replicas: 3, template: { spec: { restartPolicy: 'Always', volumes: [{ name: 'tmp', emptyDir: {} }],
    containers: [{ name: 'sidecar', image: 'injected' },
      { name: 'main', image, args: ['--a'], imagePullPolicy: 'Always', securityContext: { capabilities: { drop: ['ALL'] } }, ports: [{ containerPort: 8080, protocol: 'TCP' }] }] } } },
  status: { replicas: 3 },
});
if (words[0] === 'kustomize') {
  if (fails('kustomize')) process.exit(1);
  process.stdout.write(cluster.overlay.map((object) => JSON.stringify(object) + '\\n').join('---\\n'));
} else if (words[0] === 'patch' && has('--local')) {
  // JSON is YAML.
  console.log(documents().map((object) => JSON.stringify(object, undefined, 2)).join('\\n'));
} else if (words[0] === 'get' && words[1] === 'namespace') {
  if (cluster.namespace) console.log('namespace/shop-dev');
} else if (words[0] === 'get' && has('--filename')) {
  const names = documents().filter(({ kind }) => kind === 'Deployment').map(({ metadata }) => metadata.name);
  const items = names.filter((name) => name in cluster.images).map((name) => live(name, cluster.images[name]));
  if (items.length > 0) console.log(JSON.stringify({ kind: 'List', items }));
} else if (words[0] === 'get' && words[1].startsWith('deployment/')) {
  console.log(JSON.stringify({ kind: 'List', items: words.slice(1).map((id) => {
    const { metadata, ...rest } = live(id.slice(11), '');
    const observedGeneration = cluster.rolledOut.includes(metadata.name) ? 2 : 1;
    const conditions = [{ type: 'Progressing', status: cluster.images[metadata.name] === 'broken' ? 'False' : 'True' }];
    return { ...rest, metadata: { ...metadata, generation: 2 }, status: { observedGeneration, replicas: 3, updatedReplicas: 3, availableReplicas: 3, conditions } };
  }) }));
} else if (words[0] === 'get' && words[1] === 'pods' && has('--output=json')) {
  console.log(JSON.stringify({ items: [{ status: { containerStatuses: [{ state: { waiting: { reason: 'ImagePullBackOff', message: 'no such image' } } }] } }] }));
} else if (words[0] === 'diff') {
  if (cluster.diff > 0) console.log('-  image: a<b');
  process.exit(cluster.diff);
} else if (words[0] === 'apply') {
  if (has('--dry-run=server')) process.exit(fails('dry-run') || !cluster.namespace ? 1 : 0);
  const applied = documents();
  // Only what is undone says what the pods are.
  const isUndo = applied.every(({ spec }) => spec !== undefined);
  if (applied.length === 1 && applied[0].kind === 'Namespace') cluster.namespace = true;
  else if (isUndo) {
    cluster.undone = applied;
    for (const { metadata, spec } of applied) cluster.images[metadata.name] = spec.template.spec.containers[0].image;
  } else Object.assign(cluster.images, cluster.next);
  save();
  process.exit(fails(isUndo ? 'undo' : 'apply') ? 1 : 0);
} else if (words[0] === 'rollout') {
  const name = args.find((arg) => arg.startsWith('deployment/'));
  if (cluster.unanswered > 0) {
    cluster.unanswered--;
    save();
    console.error('The connection to the server was refused');
    process.exit(1);
  }
  process.exit(name && cluster.images[name.slice(11)] === 'broken' ? 1 : 0);
}
`;

interface Cluster {
  readonly namespace: boolean;
  /** The images that run, by Deployment. */
  readonly images: Readonly<Record<string, string>>;
  /** What applying the overlay makes of them. */
  readonly next: Readonly<Record<string, string>>;
  /** The Deployments of which is known that they have rolled out; of others kubectl has to be asked. */
  readonly rolledOut: readonly string[];
  /** So often what waits for a rollout finds no API server. */
  readonly unanswered: number;
  readonly diff: number;
  /** What the overlay consists of. */
  readonly overlay: readonly object[];
  readonly fails: readonly string[];
  readonly undone?: ReadonlyArray<Record<string, unknown>>;
}

let sandbox: ScriptSandbox;

function given(state: Partial<Cluster>): void {
  sandbox = new ScriptSandbox();
  sandbox.program('kubectl', 'exec node "${BIN}/kubectl.js" "$@"');
  writeFileSync(join(sandbox.bin, 'kubectl.js'), KUBECTL);
  const overlay = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop-dev' } },
    ...['api', 'chat', 'fresh'].map((name) => ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, labels: { 'app.kubernetes.io/instance': name } } })),
  ];
  const usual: Cluster = { namespace: true, images: { api: 'old', chat: 'old' }, next: { api: 'new' }, rolledOut: [], unanswered: 0, diff: 1, overlay, fails: [] };
  writeFileSync(join(sandbox.bin, 'cluster.json'), JSON.stringify({ ...usual, ...state }));
}

function cluster(): Cluster {
  return JSON.parse(readFileSync(join(sandbox.bin, 'cluster.json'), 'utf-8')) as Cluster;
}

async function deploy(...more: string[]): Promise<ScriptRun> {
  return sandbox.run('apply-overlay.mjs', ['--overlay', 'k8s/overlays/dev', '--namespace', 'shop-dev', '--timeout-seconds', '5', ...more]);
}

/** The calls of kubectl that begin with a verb. */
function calls(...verbs: string[]): string[] {
  return sandbox.calls.map((call) => call.replace(/^kubectl /, ''))
    .filter((call) => verbs.some((verb) => call.startsWith(verb) || call.includes(` ${verb} `)));
}

const APPLY = 'apply --server-side --validate=ignore --field-manager=github-actions';

test('the overlay is built, validated by the cluster, compared, applied and waited for', async () => {
  given({});
  const run = await deploy();
  expect(run.status).toBe(0);
  expect(calls('kustomize', 'apply', 'diff', 'rollout').map((call) => call.replace(/=\d+s$/, '=<n>s'))).toEqual([
    'kustomize k8s/overlays/dev',
    `${APPLY} --dry-run=server --filename -`,
    'diff --server-side --field-manager=github-actions --filename -',
    `${APPLY} --filename -`,
    '--namespace shop-dev rollout status deployment/api --timeout=<n>s',
    '--namespace shop-dev rollout status deployment/chat --timeout=<n>s',
  ]);
  expect(run.summary).toContain('What changes in the cluster');
  expect(run.summary).toContain('-  image: a&lt;b');
});

test.each<[rolledOut: string[], waitedFor: string[]]>([
  [['chat'], ['deployment/api']],
  [['api', 'chat'], []],
])('what has rolled out is not waited for: %j', async (rolledOut, waitedFor) => {
  given({ rolledOut });
  const run = await deploy();
  expect(run.status).toBe(0);
  expect(calls('rollout').map((call) => call.split(' ')[4])).toEqual(waitedFor);
  for (const name of rolledOut) expect(run.stdout).toContain(`deployment/${name} has rolled out`);
});

test('when the API server does not answer once, the rollout is waited for all the same', async () => {
  given({ unanswered: 1 });
  const run = await deploy('--timeout-seconds', '600');
  expect({ status: run.status, undone: cluster().undone }).toEqual({ status: 0, undone: undefined });
  expect(calls('rollout').map((call) => call.split(' ')[4])).toEqual(['deployment/api', 'deployment/api', 'deployment/chat']);
});

test('a cluster that is as declared says so', async () => {
  given({ diff: 0, next: {} });
  expect((await deploy()).summary).toContain('The cluster is as declared.');
});

test('the namespace is made before anything is tried in it', async () => {
  given({ namespace: false, images: {}, next: { api: 'new' } });
  expect((await deploy()).status).toBe(0);
  expect(calls('apply')[0]).toBe(`${APPLY} --filename -`);
});

test.each([
  ['an overlay that cannot be built', { fails: ['kustomize'] }, 'building the overlay failed'],
  ['an object that the cluster refuses', { fails: ['dry-run'] }, 'the validation by the cluster failed'],
  ['a difference that cannot be shown', { diff: 2 }, 'comparing with the cluster failed'],
])('%s is not applied', async (_, state, message) => {
  given(state);
  const run = await deploy();
  expect(run.status).toBe(1);
  expect(run.stdout).toContain(`::error title=k8s/overlays/dev::${message}`);
  expect(calls('apply').filter((call) => call === `${APPLY} --filename -`)).toEqual([]);
});

test('what does not become available is undone as it was applied before, and the run fails with the reason', async () => {
  given({ next: { api: 'broken' } });
  const run = await deploy();
  expect(run.status).toBe(1);
  expect(cluster().images).toEqual({ api: 'old', chat: 'old' });
  expect(run.stdout).toContain('deployment/api: ImagePullBackOff: no such image. Undone, and running as before: deployment/api.');
  expect(run.summary).toContain('Undone, and running as before: deployment/api.');
  expect(calls('get').some((call) => call.includes('events --field-selector=type=Warning'))).toBe(true);
});

test('an undo applies nothing that others manage', async () => {
  given({ next: { api: 'broken' } });
  await deploy();
  expect(cluster().undone).toEqual([{
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'api', namespace: 'shop-dev', labels: { 'app.kubernetes.io/instance': 'api' } },
    spec: {
      template: {
        spec: {
          containers: [{
            name: 'main',
            image: 'old',
            args: ['--a'],
            securityContext: { capabilities: { drop: ['ALL'] } },
            ports: [{ containerPort: 8080, protocol: 'TCP' }],
          }],
          volumes: [{ name: 'tmp', emptyDir: {} }],
        },
      },
    },
  }]);
});

test('what this run did not change is not undone', async () => {
  given({ images: { api: 'old', chat: 'broken' }, next: {} });
  const run = await deploy();
  expect(run.status).toBe(1);
  expect(cluster().undone).toBeUndefined();
  expect(run.stdout).toContain('Nothing that ran before was changed, so nothing was undone.');
});

test('what is new cannot be undone, and the others are', async () => {
  given({ images: { api: 'old' }, next: { api: 'new', fresh: 'broken' } });
  expect((await deploy()).status).toBe(1);
  expect(cluster().images).toEqual({ api: 'old', fresh: 'broken' });
});

test('an undo that does not end well says so', async () => {
  given({ next: { api: 'broken' }, fails: ['undo'] });
  const run = await deploy();
  expect(run.status).toBe(1);
  expect(run.stdout).toContain('The undo did not end well: deployment/api. See the log, and the cluster.');
});

test('what was applied before an apply failed is undone', async () => {
  given({ fails: ['apply'] });
  const run = await deploy();
  expect(run.status).toBe(1);
  expect(run.stdout).toContain('The overlay could not be applied: see above. Undone, and running as before: deployment/api.');
  expect(cluster().images.api).toBe('old');
});

test('one service is validated, compared, applied and waited for alone', async () => {
  given({ images: { api: 'old', chat: 'broken' } });
  expect((await deploy('--service', 'api')).status).toBe(0);
  expect(calls('apply', 'diff')).toHaveLength(3);
  expect(calls('rollout').map((call) => call.split(' ')[4])).toEqual(['deployment/api']);
});

test.each([
  [['--namespace', 'x'], '--overlay is missing'],
  [['--overlay', 'x', '--namespace', 'x', '--timeout-seconds', 'soon'], '--timeout-seconds soon is no number above 0'],
  [['--nonsense'], "Unknown option '--nonsense'"],
])('%j is wrong usage', async (args, message) => {
  given({});
  const run = await sandbox.run('apply-overlay.mjs', args);
  expect(run.status).toBe(2);
  expect(run.stderr).toContain(message);
});

test('--help says what it does', async () => {
  given({});
  expect(await sandbox.run('apply-overlay.mjs', ['--help'])).toMatchObject({ status: 0, stdout: expect.stringContaining('Usage: node apply-overlay.mjs') });
});
