import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Cluster, CLUSTER_TOOLS, startCluster } from './cluster/cluster';
import { settled } from './cluster/settled';
import { Backend, Hcl, HclBlock } from '../../src';
import { describeWithTools } from '../ci/github/run-step';
import { emptyProject } from '../default-estate';
import { realTool, runTool, ToolName } from '../real-tool';
import { temporaryDirectory } from '../synth/test-project';

const NAMESPACE = 'feiyue-mono-dev';
/** With signs that JSON, Go and shells write in other ways, and with several lines. */
const FIRST = 'Pa55w0rdOfOutputs-first "<&>\\';
const SECOND = 'Pa55w0rdOfOutputs-second\nPa55w0rdOfOutputs-line';
const THIRD = 'Pa55w0rdOfOutputs-third';
/** What must be seen nowhere. */
const PATTERNS = ['Pa55w0rdOfOutputs', ...[FIRST, SECOND, THIRD].map((password) => Buffer.from(password).toString('base64').replace(/=+$/, ''))];
const ROOT_MODULE = 'terraform/dev/database';

let cluster: Cluster;
/** The repository: Terraform's state stays in it from one release to the next. */
let outdir: string;
/** Where programs put what they need for a while, and what they were called with. */
let temp: string;
/** Programs that look around before they run the real ones. */
let bin: string;
/** All that was printed. */
let shown = '';

function kubectl(...args: string[]): string {
  const { status, stdout, stderr } = runTool('kubectl', ['--namespace', NAMESPACE, ...args], { env: { KUBECONFIG: cluster.kubeconfig } });
  expect({ args, status, stderr }).toEqual({ args, status: 0, stderr: '' });
  return stdout;
}

function itemsOf(...args: string[]): any[] {
  return JSON.parse(kubectl('get', ...args, '--output=json')).items;
}

interface Release {
  readonly api?: string;
  readonly migrate?: string;
  readonly takesPassword?: boolean;
}

/** A service with a migration before it, both on a database of Terraform, and a worker without it. */
function release({ api = '1.0.0', migrate = '1.0.0', takesPassword = true }: Release = {}): void {
  const project = emptyProject({ outdir, backend: Backend.local() });
  const dev = project.addEnvironment('dev');
  const database = project.addRootModule('database');
  const made = (name: string, sensitive: boolean) => {
    database.addBlock(new HclBlock('resource', ['terraform_data', name], { input: Hcl.raw(`jsondecode(file("\${path.module}/values.json")).${name}`) }));
    return database.addOutput(name, { value: Hcl.raw(`terraform_data.${name}.output`), description: `The ${name}`, sensitive });
  };
  const db = { host: made('host', false), password: made('password', true), settings: made('settings', false) };
  const [port, tls] = ['port', 'tls'].map((key) => Hcl.element(db.settings, key));
  project.addService('api', { port: 8080, env: { PGHOST: db.host }, ...(takesPassword && { secretEnv: { PGPASSWORD: db.password } }) })
    .override(dev, { imageTag: api, replicas: { min: 1, max: 1 } });
  project.addJob('migrate', {
    before: ['api'], image: `registry.example/migrate:${migrate}`, backoffLimit: 0, env: { URL: Hcl.template('postgresql://%s:%s/api?tls=%s', db.host, port, tls) },
  });
  project.addWorker('mailer').override(dev, { replicas: { min: 1, max: 1 } });
  project.synth();
}

/** What Terraform is told, and makes outputs of. */
async function apply(values: { readonly host: string; readonly password: string }): Promise<void> {
  writeFileSync(join(outdir, ROOT_MODULE, 'values.json'), JSON.stringify({ ...values, settings: { port: 5432, tls: true, list: ['a'] } }));
  expect(await run('bash', ['ops/scripts/terraform-root.sh', 'apply', ROOT_MODULE, '--', '-auto-approve'])).toMatchObject({ status: 0 });
}

interface Run {
  readonly status: number;
  readonly output: string;
}

async function run(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Run> {
  return new Promise((resolve) => {
    execFile(program, args, { cwd: outdir, env: { ...process.env, CHECKPOINT_DISABLE: 'true', ...env } }, (error, stdout, stderr) => {
      resolve({ status: error === null ? 0 : 1, output: stdout + stderr });
    });
  });
}

/** Runs the script that deploys an overlay. */
async function deploy({ seconds = 600, service = '', prunes = true } = {}): Promise<Run> {
  process.env.PRUNE = prunes ? 'true' : '';
  return runScript('apply-overlay.mjs', '--overlay', 'k8s/overlays/dev', '--namespace', NAMESPACE, '--service', service, '--timeout-seconds', `${seconds}`);
}

/** Runs a script as a job of the CI system does. */
async function runScript(script: string, ...args: readonly string[]): Promise<Run> {
  const env = {
    KUBECONFIG: cluster.kubeconfig,
    GITHUB_ACTIONS: 'true',
    GITHUB_STEP_SUMMARY: join(temp, 'summary'),
    PATH: [bin, process.env.PATH].join(delimiter),
    RUNNER_TEMP: temp,
    TMPDIR: temp,
    // It logs the state, which nobody may see here.
    TF_LOG: 'trace',
  };
  const { status, output } = await run(process.execPath, [`ops/scripts/${script}`, ...args], env);
  shown += output;
  return { status, output };
}

async function succeeds(options: Parameters<typeof deploy>[0] = {}): Promise<string> {
  const { status, output } = await deploy(options);
  expect({ status, output: status === 0 ? '' : output }).toEqual({ status: 0, output: '' });
  return output;
}

/** What the process in each running pod of a workload finds in its environment. */
function seenBy(workload: string): Array<Record<string, string>> {
  return itemsOf('pods', `--selector=app.kubernetes.io/instance=${workload}`).filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .map(({ spec: { containers: [{ env = [], envFrom = [] }] } }) => Object.assign({},
      ...envFrom.map(({ configMapRef: { name } }: any) => JSON.parse(kubectl('get', 'configmap', name, '--output=json')).data),
      ...env.map(({ name, valueFrom: { secretKeyRef: { name: secret, key } } }: any) => (
        { [name]: Buffer.from(JSON.parse(kubectl('get', 'secret', secret, '--output=json')).data[key], 'base64').toString() }))));
}

function podsOf(workload: string): string[] {
  return itemsOf('pods', `--selector=app.kubernetes.io/instance=${workload}`).filter(({ metadata }) => metadata.deletionTimestamp === undefined).map(({ metadata }) => metadata.name as string).sort();
}

function namesOf(kind: string, workload: string): string[] {
  return itemsOf(kind, `--selector=app.kubernetes.io/instance=${workload}`, '--sort-by=.metadata.creationTimestamp').map(({ metadata }) => metadata.name as string);
}

/** A program that looks for passwords in all files that are there for a while, and in the arguments of all programs, before it runs the real one. */
function watch(tool: string, path: string): void {
  const lines = [
    '#!/usr/bin/env bash',
    `grep --recursive --files-with-matches --fixed-strings --file='${bin}/patterns' "\${TMPDIR:-/nowhere}" >> '${bin}/found' 2> /dev/null`,
    `cat /proc/[0-9]*/cmdline 2> /dev/null | tr '\\0' '\\n' | grep --fixed-strings --file='${bin}/patterns' >> '${bin}/found'`,
    `echo '${tool}' >> '${bin}/called'`,
    `exec '${path}' "$@"`,
  ];
  writeFileSync(join(bin, tool), lines.map((line) => `${line}\n`).join(''));
  chmodSync(join(bin, tool), 0o755);
}

describeWithTools(['bash', 'kubectl', 'terraform', ...CLUSTER_TOOLS], () => {
  beforeAll(async () => {
    cluster = await startCluster();
    [outdir, temp, bin] = [temporaryDirectory(), temporaryDirectory(), temporaryDirectory()];
    for (const file of ['found', 'called']) writeFileSync(join(bin, file), '');
    writeFileSync(join(bin, 'patterns'), PATTERNS.map((pattern) => `${pattern}\n`).join(''));
    for (const tool of ['kubectl', 'terraform'] as ToolName[]) watch(tool, realTool(tool)!.path);
    watch('diff', '/usr/bin/diff');
    release();
  });

  afterAll(async () => {
    for (const directory of [outdir, temp, bin]) rmSync(directory, { recursive: true });
    await cluster.stop();
  });

  test('before Terraform has made anything the deployment is refused, and the cluster is as it was', async () => {
    const { status, output } = await deploy();
    expect(status).toBe(1);
    expect(output).toMatch(/^::error title=k8s\/overlays\/dev::Nothing was changed, since values of Terraform are missing\. configmap\/api-\w+, data\.PGHOST: terraform\/dev\/database has no outputs, since it is not applied yet: deploy it first \| /m);
    expect(runTool('kubectl', ['get', 'namespace', NAMESPACE], { env: { KUBECONFIG: cluster.kubeconfig } }).status).toBe(1);
  });

  test('the first deployment fills in what Terraform says, and a second one changes nothing', async () => {
    await apply({ host: 'db-1.internal', password: FIRST });
    const output = await succeeds();
    expect(output).toContain('terraform/dev/database: host, settings, password');
    expect(seenBy('api')).toEqual([{ PORT: '8080', PGHOST: 'db-1.internal', PGPASSWORD: FIRST }]);
    expect(seenBy('migrate')).toEqual([{ URL: 'postgresql://db-1.internal:5432/api?tls=true' }]);
    const [secret, ...more] = itemsOf('secrets');
    expect({ secret, more }).toMatchObject({ secret: { immutable: true, metadata: { labels: { 'feiyue-projen/filled': 'true' } } }, more: [] });
    const before = ['configmaps', 'secrets', 'pods', 'jobs'].map((kind) => itemsOf(kind).map(({ metadata }) => metadata.name));
    expect(await succeeds()).toContain('job/migrate-');
    expect(['configmaps', 'secrets', 'pods', 'jobs'].map((kind) => itemsOf(kind).map(({ metadata }) => metadata.name))).toEqual(before);
  });

  test('another password rolls the pods that use it, and runs no job anew', async () => {
    const [mailer, jobs, [former]] = [podsOf('mailer'), namesOf('jobs', 'migrate'), namesOf('secrets', 'api')];
    await apply({ host: 'db-1.internal', password: SECOND });
    await succeeds();
    expect(seenBy('api')).toEqual([{ PORT: '8080', PGHOST: 'db-1.internal', PGPASSWORD: SECOND }]);
    expect(podsOf('mailer')).toEqual(mailer);
    expect(namesOf('jobs', 'migrate')).toEqual(jobs);
    // The release before may be wanted again.
    expect(namesOf('secrets', 'api')).toEqual([former, expect.stringMatching(/^api-outputs-[a-z0-9]{10}$/)]);
  });

  test('by hand the former release comes back with its password, and the next deployment brings the new one', async () => {
    const secrets = namesOf('secrets', 'api');
    expect(await run('bash', ['ops/scripts/rollback-service.sh', 'dev', 'api'], { KUBECONFIG: cluster.kubeconfig })).toMatchObject({ status: 0 });
    expect(seenBy('api').at(-1)).toMatchObject({ PGPASSWORD: FIRST });
    await succeeds();
    expect(seenBy('api')).toEqual([expect.objectContaining({ PGPASSWORD: SECOND })]);
    expect(namesOf('secrets', 'api')).toEqual(secrets);
  });

  test('another host rolls what uses it, and the job before it runs for it', async () => {
    const mailer = podsOf('mailer');
    await apply({ host: 'db-2.internal', password: SECOND });
    await succeeds();
    expect(seenBy('api')).toEqual([{ PORT: '8080', PGHOST: 'db-2.internal', PGPASSWORD: SECOND }]);
    expect(seenBy('migrate').map(({ URL }) => URL).sort()).toEqual(['postgresql://db-1.internal:5432/api?tls=true', 'postgresql://db-2.internal:5432/api?tls=true']);
    expect(podsOf('mailer')).toEqual(mailer);
    // One that had succeeded with the former host has not to be run again.
    await apply({ host: 'db-1.internal', password: SECOND });
    expect(await succeeds({ service: 'api' })).toMatch(/job\/migrate-[0-9a-f]{10} has succeeded before, and is not run again/);
    expect(seenBy('api')).toEqual([expect.objectContaining({ PGHOST: 'db-1.internal' })]);
  });

  test('when a migration fails, all goes on with the values of before, and the log of it shows no password', async () => {
    cluster.failImage('registry.example/migrate:0.0.1', `cannot log in with ${THIRD}\n`);
    await apply({ host: 'db-3.internal', password: THIRD });
    release({ migrate: '0.0.1' });
    const { status, output } = await deploy();
    expect(status).toBe(1);
    expect(output).toContain('cannot log in with ***');
    expect(output).toMatch(/Failed: job\/migrate-[0-9a-f]{10}: BackoffLimitExceeded.*Nothing rolled out\./);
    expect(seenBy('api')).toEqual([expect.objectContaining({ PGHOST: 'db-1.internal', PGPASSWORD: SECOND })]);
  });

  test('an undo brings back image and values together', async () => {
    cluster.breakImage('ccr.ccs.tencentyun.com/feiyue-mono/api:0.0.2');
    release({ api: '0.0.2' });
    const { status, output } = await deploy({ seconds: 5 });
    expect(status).toBe(1);
    expect(output).toMatch(/Undone, and running as before: .*deployment\/api/);
    expect(seenBy('api')).toEqual([expect.objectContaining({ PGHOST: 'db-1.internal', PGPASSWORD: SECOND })]);
  });

  test('what may not be filled in is refused with where it is and what to do', async () => {
    release();
    // Synthesis refuses most of these; Terraform is of another opinion when it is applied.
    const file = join(outdir, 'k8s/base/api/configmap.yaml');
    const marks = { A: 'database.password', B: 'database.nothing', C: 'database.settings.list', D: 'queue.url', E: 'database.settings.nothing' };
    chmodSync(file, 0o644);
    writeFileSync(file, readFileSync(file, 'utf-8').replace('literals:\n', `literals:\n${Object.entries(marks).map(([name, mark]) => `  - ${name}=\${terraform.${mark}}\n`).join('')}`));
    const { status, output } = await deploy();
    expect(status).toBe(1);
    for (const problem of [
      /configmap\/api-\w+, data\.A: password of terraform\/dev\/database is sensitive, and only a Secret may hold it: take it by secretEnv or Volume\.secretFiles/,
      /data\.B: terraform\/dev\/database has no output nothing, or it is null; those that it has are host, password, settings\. Deploy it first, if it is declared there/,
      /data\.C: settings\.list of terraform\/dev\/database is a list or an object, where a text, a number or a boolean is wanted/,
      /data\.D: dev has no root module queue: declare it there, or give this environment a value of its own/,
      /data\.E: settings\.nothing of terraform\/dev\/database is not there: output settings has no such element/,
    ]) expect(output).toMatch(problem);
    expect(seenBy('api')).toEqual([expect.objectContaining({ PGPASSWORD: SECOND })]);
  });

  test('a variable that is gone is gone from the pods, and its Secrets go once no revision needs them; those of others stay', async () => {
    const other = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'other', namespace: NAMESPACE, labels: itemsOf('secrets')[0].metadata.labels } };
    delete other.metadata.labels['feiyue-projen/filled'];
    const file = join(outdir, 'other.json');
    writeFileSync(file, JSON.stringify(other));
    kubectl('apply', '--server-side', '--field-manager=github-actions', '--filename', file);
    release({ takesPassword: false });
    await succeeds();
    expect(seenBy('api')).toEqual([{ PORT: '8080', PGHOST: 'db-3.internal' }]);
    const held = namesOf('secrets', 'api').filter((name) => name !== 'other');
    expect(held.length).toBeGreaterThan(0);
    const past = itemsOf('replicasets', '--selector=app.kubernetes.io/instance=api').filter(({ spec }) => spec.replicas === 0).map(({ metadata }) => metadata.name as string);
    kubectl('delete', 'replicaset', ...past);
    // A pod that goes still needs its Secret.
    await settled(cluster.client, NAMESPACE);
    // Also where nothing that is gone is removed otherwise.
    const output = await succeeds({ prunes: false });
    for (const name of held) expect(output).toContain(`secret/${name}: is removed`);
    expect(namesOf('secrets', 'api')).toEqual(['other']);
  });

  test('files of an application are filled in as well', async () => {
    const directory = join(outdir, 'exporter');
    mkdirSync(directory);
    const kustomization = { namespace: NAMESPACE, resources: ['pod.yaml'], secretGenerator: [{ name: 'exporter', literals: ['DSN=app:${terraform.database.password}@${terraform.database.host}'] }] };
    // Where nobody fills anything in, pods wait for a Secret that is never there.
    const env = [{ name: 'TERRAFORM_OUTPUTS_NOT_RECORDED', valueFrom: { secretKeyRef: { name: 'not-recorded-yet', key: 'outputs' } } }];
    const container = { name: 'main', image: 'x', env, envFrom: [{ secretRef: { name: 'exporter' } }] };
    const pod = { apiVersion: 'v1', kind: 'PodTemplate', metadata: { name: 'exporter' }, template: { spec: { containers: [container] } } };
    for (const [name, content] of [['kustomization', kustomization], ['pod', pod]] as const) writeFileSync(join(directory, `${name}.yaml`), JSON.stringify(content));
    const graph = join(outdir, '.projen/graph.json');
    chmodSync(graph, 0o644);
    writeFileSync(graph, JSON.stringify({ ...JSON.parse(readFileSync(graph, 'utf-8')), applications: [{ name: 'exporter', dirs: ['exporter'] }] }));
    const { status, output } = await runScript('apply-applications.mjs', '--environment', 'dev');
    expect({ status, output: status === 0 ? '' : output }).toEqual({ status: 0, output: '' });
    const [{ template }] = itemsOf('podtemplates');
    expect(template.spec.containers[0]).not.toHaveProperty('env');
    const { data } = JSON.parse(kubectl('get', 'secret', template.spec.containers[0].envFrom[0].secretRef.name, '--output=json'));
    expect(Buffer.from(data.DSN, 'base64').toString()).toBe(`app:${THIRD}@db-3.internal`);
  });

  test('no password was shown, nor was it in an argument, a file, or what the cluster keeps beside Secrets', () => {
    const isIn = (text: string) => PATTERNS.filter((pattern) => text.includes(pattern));
    expect(isIn(shown)).toEqual([]);
    expect(shown).toContain('+  PGPASSWORD: \'***\'');
    expect(isIn(readFileSync(join(temp, 'summary'), 'utf-8'))).toEqual([]);
    expect(readFileSync(join(bin, 'found'), 'utf-8')).toBe('');
    expect(new Set(readFileSync(join(bin, 'called'), 'utf-8').split('\n'))).toEqual(new Set(['', 'diff', 'kubectl', 'terraform']));
    const kept = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && !/^(values\.json|terraform\.tfstate.*)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name));
    expect(kept.filter((file) => isIn(readFileSync(file, 'utf-8')).length > 0)).toEqual([]);
    const kinds = kubectl('api-resources', '--namespaced', '--verbs=list', '--output=name').trim().split('\n').filter((kind) => !['endpoints', 'secrets'].includes(kind));
    expect(isIn(kubectl('get', kinds.join(','), '--show-managed-fields', '--output=json'))).toEqual([]);
    const fields = itemsOf('secrets', '--show-managed-fields').map(({ data, ...rest }) => rest);
    expect(isIn(JSON.stringify(fields))).toEqual([]);
  });
});
