import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cluster, CLUSTER_TOOLS, startCluster } from './cluster/cluster';
import { FeiyueProject, JobOptions } from '../../src';
import { describeWithTools } from '../ci/github/run-step';
import { DefaultEstate } from '../default-estate';
import { eventually } from '../eventually';
import { runTool } from '../real-tool';
import { temporaryDirectory } from '../synth/test-project';

const NAMESPACE = 'feiyue-mono-dev';
const LOG = 'connecting to mysql://root:sup3rs3cret@db:3306/shop\npassword=hunter2\nERROR 1050: Table `users` already exists\n::error::a command\n';

let cluster: Cluster;

function kubectl(...args: string[]): string {
  const { status, stdout, stderr } = runTool('kubectl', args, { env: { KUBECONFIG: cluster.kubeconfig } });
  expect({ args, status, stderr }).toEqual({ args, status: 0, stderr: '' });
  return stdout;
}

interface Release {
  readonly api?: string;
  readonly migrate?: string;
  readonly job?: JobOptions;
  readonly more?: (project: FeiyueProject) => void;
}

/** An estate of one service, with a migration before it. */
function release({ api = '1.0.0', migrate = '1.0.0', job, more = () => undefined }: Release = {}): FeiyueProject {
  const { project, dev, services: [service] } = new DefaultEstate({}, ['api']);
  service.override(dev, { imageTag: api, replicas: { min: 1, max: 2 } });
  project.addJob('migrate', { before: ['api'], image: `registry.example/migrate:${migrate}`, backoffLimit: 0, env: { LEVEL: 'info' }, ...job });
  more(project);
  project.synth();
  return project;
}

interface Deployment {
  readonly isDone: boolean;
  readonly output: string;
}

/** Runs the script that deploys an overlay, as a job of the CI system does. */
async function deploy({ outdir }: FeiyueProject, { service = '', timeoutSeconds = 600 }: { service?: string; timeoutSeconds?: number } = {}): Promise<Deployment> {
  const args = ['ops/scripts/apply-overlay.mjs', '--overlay', 'k8s/overlays/dev', '--namespace', NAMESPACE, '--service', service, '--timeout-seconds', `${timeoutSeconds}`];
  const env = { ...process.env, KUBECONFIG: cluster.kubeconfig, GITHUB_ACTIONS: 'true', PRUNE: 'true' };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: outdir, env }, (error, stdout, stderr) => resolve({ isDone: error === null, output: stdout + stderr }));
  });
}

async function succeeds(project: FeiyueProject, options: { service?: string } = {}): Promise<string> {
  const { isDone, output } = await deploy(project, options);
  expect({ isDone, output: isDone ? '' : output }).toEqual({ isDone: true, output: '' });
  return output;
}

function imageOf(object: string): string {
  return kubectl('--namespace', NAMESPACE, 'get', object, '--output=jsonpath={.spec.template.spec.containers[0].image}');
}

/** The Jobs of the migration with the images that they run, oldest first. */
function jobs(): Array<{ readonly name: string; readonly uid: string; readonly image: string }> {
  const { items } = JSON.parse(kubectl('--namespace', NAMESPACE, 'get', 'jobs', '--selector=app.kubernetes.io/instance=migrate', '--sort-by=.metadata.creationTimestamp', '--output=json'));
  return items.map(({ metadata: { name, uid }, spec }: any) => ({ name, uid, image: spec.template.spec.containers[0].image }));
}

describeWithTools(['bash', 'kubectl', ...CLUSTER_TOOLS], () => {
  beforeAll(async () => {
    cluster = await startCluster();
    cluster.failImage('registry.example/migrate:0.0.1', LOG);
  });

  afterAll(async () => cluster.stop());

  test('a job runs before anything rolls out, once for each version of it', async () => {
    await succeeds(release());
    const first = jobs();
    expect(first).toEqual([{ name: expect.stringMatching(/^migrate-[0-9a-f]{10}$/), uid: expect.anything(), image: 'registry.example/migrate:1.0.0' }]);

    expect(await succeeds(release({ api: '1.1.0' }))).toContain(`job/${first[0].name} has succeeded before, and is not run again`);
    expect(jobs()).toEqual(first);

    await succeeds(release({ api: '2.0.0', migrate: '2.0.0' }));
    expect(jobs().map(({ image }) => image)).toEqual(['registry.example/migrate:1.0.0', 'registry.example/migrate:2.0.0']);

    // A revert brings the former version back, which has run.
    expect(await succeeds(release())).toContain(`job/${first[0].name} has succeeded before, and is not run again`);
    expect(jobs()).toHaveLength(2);
  });

  test('another configuration is another version, and what says nothing of the pod changes in place', async () => {
    await succeeds(release({ job: { env: { LEVEL: 'warn' } } }), { service: 'migrate' });
    const before = jobs();
    expect(before).toHaveLength(3);
    await succeeds(release({ job: { env: { LEVEL: 'warn' }, activeDeadlineSeconds: 700 } }), { service: 'migrate' });
    expect(jobs()).toEqual(before);
  });

  test('one that fails stops the deployment before anything rolls out, and says why without its secrets', async () => {
    const { isDone, output } = await deploy(release({ api: '3.0.0', migrate: '0.0.1', more: (project) => project.addWorker('mailer') }));
    expect(isDone).toBe(false);
    expect(output).toMatch(/Failed: job\/migrate-[0-9a-f]{10}: BackoffLimitExceeded: .*; its pods: Error: exit code 1\. Nothing rolled out\. Nothing that ran before was changed/);
    expect(output).toContain('ERROR 1050: Table `users` already exists');
    expect(output).not.toMatch(/sup3rs3cret|hunter2|^::error::a command/m);
    expect(imageOf('deployment/api')).toMatch(/:1\.0\.0$/);
    expect(kubectl('--namespace', NAMESPACE, 'get', 'deployment', 'mailer', '--ignore-not-found')).toBe('');
  });

  test('one that failed is run again by the next deployment, and again nothing rolls out', async () => {
    const [failed] = jobs().slice(-1);
    const { isDone, output } = await deploy(release({ api: '3.0.0', migrate: '0.0.1' }));
    expect(isDone).toBe(false);
    expect(output).toContain(`job/${failed.name} failed before, and is run again`);
    const [again] = jobs().slice(-1);
    expect({ name: again.name, isAnother: again.uid !== failed.uid }).toEqual({ name: failed.name, isAnother: true });
    expect(imageOf('deployment/api')).toMatch(/:1\.0\.0$/);
  });

  test('a service that is deployed alone brings the jobs before it, and no others', async () => {
    const more = (project: FeiyueProject) => {
      project.addJob('prepare', { before: ['migrate'] });
      project.addJob('warm-up');
    };
    await succeeds(release({ api: '4.0.0', migrate: '4.0.0', more }), { service: 'api' });
    const names = kubectl('--namespace', NAMESPACE, 'get', 'jobs', '--sort-by=.metadata.creationTimestamp', '--output=name').trim().split('\n');
    expect(names.slice(-2).map((name) => name.replace(/-[0-9a-f]{10}$/, ''))).toEqual(['job.batch/prepare', 'job.batch/migrate']);

    // It runs beside what rolls out, and is waited for.
    await succeeds(release({ api: '4.0.0', migrate: '4.0.0', more }));
    const succeeded = kubectl('--namespace', NAMESPACE, 'get', 'jobs', '--selector=app.kubernetes.io/instance=warm-up', '--output=jsonpath={.items[*].status.succeeded}');
    expect(succeeded).toBe('1');
    // The one that failed has gone with a deployment of everything.
    expect(jobs().map(({ image }) => image)).not.toContain('registry.example/migrate:0.0.1');
  });

  test('a scheduled job is changed and never started', async () => {
    await succeeds(release({ more: (project) => project.addScheduledJob('report', { schedule: '@daily' }) }));
    expect(kubectl('--namespace', NAMESPACE, 'get', 'cronjob', 'report', '--output=name').trim()).toBe('cronjob.batch/report');
    expect(kubectl('--namespace', NAMESPACE, 'get', 'jobs', '--selector=app.kubernetes.io/instance=report', '--output=name')).toBe('');
  });

  test('what a job did stays when the rollout after it is undone', async () => {
    cluster.breakImage(imageOf('deployment/api').replace(/:[^:]*$/, ':0.0.2'));
    const { isDone, output } = await deploy(release({ api: '0.0.2', migrate: '5.0.0' }), { timeoutSeconds: 5 });
    expect(isDone).toBe(false);
    expect(output).toMatch(/Undone, and running as before: .*deployment\/api.* What jobs did stays: migrate-[0-9a-f]{10}\./);
    expect(jobs().pop()!.image).toBe('registry.example/migrate:5.0.0');
  });

  test('ten versions of a job stay, and older ones go', async () => {
    const [{ name }] = jobs();
    const { metadata: { labels }, spec: { template: { spec } } } = JSON.parse(kubectl('--namespace', NAMESPACE, 'get', 'job', name, '--output=json'));
    const items = Array.from({ length: 10 }, (_, index) => (
      { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: `migrate-${index}`, namespace: NAMESPACE, labels }, spec: { template: { spec } } }));
    const file = join(temporaryDirectory(), 'jobs.json');
    writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
    kubectl('apply', '--server-side', '--field-manager=github-actions', '--filename', file);
    const isComplete = ({ status }: any) => status.conditions?.some(({ type, status: is }: any) => type === 'Complete' && is === 'True');
    await eventually('ten jobs have succeeded', () => JSON.parse(kubectl('get', '--filename', file, '--output=json')).items.every(isComplete));
    await succeeds(release({ migrate: '6.0.0' }), { service: 'migrate' });
    expect(jobs()).toHaveLength(10);
    expect(jobs().pop()!.image).toMatch(/:6\.0\.0$/);
    expect(jobs().map((job) => job.name)).not.toContain(name);
  });
});
