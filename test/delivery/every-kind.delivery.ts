import { execFile } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cluster, CLUSTER_TOOLS, startCluster } from './cluster/cluster';
import { served } from './cluster/served';
import { settled } from './cluster/settled';
import { Daemon } from '../../src/kubernetes/daemon';
import { Job } from '../../src/kubernetes/job';
import { Probe } from '../../src/kubernetes/options/probe';
import { Service } from '../../src/kubernetes/service';
import { StatefulService } from '../../src/kubernetes/stateful-service';
import { describeWithTools } from '../ci/github/run-step';
import { DefaultEstate } from '../default-estate';
import { definedNames, definitionsFile } from '../kubernetes/custom-definitions';
import { DATABASE } from '../kubernetes/every-kind/outputs';
import { EveryKindEstate } from '../kubernetes/every-kind-estate';
import { runTool } from '../real-tool';
import { temporaryDirectory, write } from '../synth/test-project';

/** What pods need that no overlay brings: keys of Secrets, by name. */
const SECRETS: Readonly<Record<string, string>> = { 'database': 'dsn', 'db': 'dsn', 'db-prod': 'dsn', 'proxy': 'key', 'store': 'url' };
/** All kinds that the estate has, claims among them. */
const KINDS = [
  'configmaps', 'cronjobs.batch', 'daemonsets.apps', 'deployments.apps', 'gateways.gateway.networking.k8s.io', 'grpcroutes.gateway.networking.k8s.io',
  'horizontalpodautoscalers.autoscaling', 'httproutes.gateway.networking.k8s.io', 'ingresses.networking.k8s.io', 'jobs.batch', 'networkpolicies.networking.k8s.io',
  'persistentvolumeclaims', 'poddisruptionbudgets.policy', 'podmonitors.monitoring.coreos.com', 'serviceaccounts', 'services', 'statefulsets.apps',
].join(',');
/** What Terraform has made of a database. */
const STATE = {
  version: 4,
  lineage: 'database',
  serial: 1,
  outputs: Object.fromEntries(Object.entries(DATABASE).map(([name, value]) => [name, { value, type: typeof value, sensitive: name === 'password' }])),
  resources: [],
};
/** For rollouts that are to fail. As long may their undo take. */
const SOON = { timeoutSeconds: 20 };

let cluster: Cluster;
/** The script that deploys overlays, as it is generated. */
let script: string;

function kubectl(...args: string[]): string {
  const { status, stdout, stderr } = runTool('kubectl', args, { env: { KUBECONFIG: cluster.kubeconfig } });
  expect({ args, status, stderr }).toEqual({ args, status: 0, stderr: '' });
  return stdout;
}

interface Deployment {
  readonly isDone: boolean;
  readonly output: string;
  readonly summary: string;
}

/** Runs the script that deploys an overlay, as a job of the CI system does. */
async function deploy(root: string, environment: string, { timeoutSeconds = 600 }: { timeoutSeconds?: number } = {}): Promise<Deployment> {
  const summary = join(temporaryDirectory(), 'summary.md');
  writeFileSync(summary, '');
  const args = [script, '--overlay', `k8s/overlays/${environment}`, '--namespace', `shop-${environment}`, '--timeout-seconds', `${timeoutSeconds}`];
  const env = { ...process.env, KUBECONFIG: cluster.kubeconfig, GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary, PRUNE: 'true' };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: root, env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ isDone: error === null, output: stdout + stderr, summary: readFileSync(summary, 'utf8') });
    });
  });
}

async function succeeds(root: string, environment: string): Promise<Deployment> {
  const deployment = await deploy(root, environment);
  expect({ isDone: deployment.isDone, output: deployment.isDone ? '' : deployment.output }).toEqual({ isDone: true, output: '' });
  expect(deployment.output).not.toMatch(/^Warning: /m);
  return deployment;
}

/** A release of the estate, with a change in dev. */
function release(change: (find: <T>(kind: new (...args: any[]) => T, name: string) => T) => void = () => undefined, isWhole = true): string {
  const { small } = new EveryKindEstate(isWhole);
  const all = small.project.node.findAll();
  change((kind, name) => all.find((construct) => construct instanceof kind && (construct as { name?: string }).name === name) as never);
  const root = small.write();
  const rootModule = { name: 'database', dir: 'terraform/*/database' };
  write(root, '.projen/graph.json', JSON.stringify({ environments: ['dev', 'prod'].map((name) => ({ name, overlay: `k8s/overlays/${name}` })), rootModules: [rootModule] }));
  write(root, 'terraform/dev/database/main.tf', 'terraform {\n  backend "local" {}\n}\n');
  write(root, 'terraform/dev/database/terraform.tfstate', JSON.stringify(STATE));
  return root;
}

/** What an environment has of its overlay, by kind and name: who is what it was, and what is wanted of it. */
function objectsOf(environment: string): Map<string, unknown> {
  const { items } = JSON.parse(kubectl('--namespace', `shop-${environment}`, 'get', KINDS, `--selector=feiyue-projen/overlay=${environment}`, '--output=json'));
  return new Map(items.map(({ kind, metadata: { name, uid, labels, annotations = {} }, spec, data }: any) => {
    const { 'deployment.kubernetes.io/revision': _revision, 'deprecated.daemonset.template.generation': _generation, ...own } = annotations;
    return [`${kind}/${name}`, { uid, labels, annotations: own, spec, data }];
  }));
}

/** Every pod of an environment that runs, by uid. */
function podsOf(environment: string): string[] {
  return kubectl('--namespace', `shop-${environment}`, 'get', 'pods', '--field-selector=status.phase=Running', '--output=jsonpath={.items[*].metadata.uid}').split(' ').sort();
}

/** What an overlay declares, by kind and name. What holds outputs of Terraform, and is called after its content, has another name once they are filled in. */
function declared(root: string, environment: string): string[] {
  const built = kubectl('kustomize', join(root, 'k8s/overlays', environment));
  return built.split(/^---\n/m).filter((text) => !/^kind: Secret$/m.test(text) && !(/^kind: ConfigMap$/m.test(text) && text.includes('${terraform.'))).map((text) => `${/^kind: (.*)$/m.exec(text)![1]}/${/^ {2}name: (.*)$/m.exec(text)![1]}`).filter((name) => !name.startsWith('Namespace/'));
}

/** Changes every file of the objects of an estate by hand. */
function edit(root: string, change: (text: string) => string): void {
  for (const name of readdirSync(join(root, 'k8s'), { recursive: true }) as string[]) {
    if (!name.endsWith('.yaml')) continue;
    const file = join(root, 'k8s', name);
    chmodSync(file, 0o644);
    writeFileSync(file, change(readFileSync(file, 'utf8')));
  }
}

describeWithTools(['bash', 'kubectl', 'terraform', ...CLUSTER_TOOLS], () => {
  const whole = release();

  beforeAll(async () => {
    const { project } = new DefaultEstate({}, ['any']);
    project.synth();
    script = join(project.outdir, 'ops/scripts/apply-overlay.mjs');
    cluster = await startCluster();
    kubectl('apply', '--server-side', '--filename', definitionsFile());
    await served(cluster.kubeconfig, ...definedNames());
    for (const namespace of ['shop-dev', 'shop-prod']) {
      kubectl('create', 'namespace', namespace);
      for (const [name, key] of Object.entries(SECRETS)) {
        await cluster.client.send('POST', `/api/v1/namespaces/${namespace}/secrets`, { metadata: { name }, stringData: { [key]: 'x' } });
      }
    }
  });

  afterAll(async () => cluster.stop());

  test.each(['dev', 'prod'])('all of %s is there after its first deployment, and runs', async (environment) => {
    const { output } = await succeeds(whole, environment);
    expect(output).not.toContain('What is no longer declared');
    expect([...objectsOf(environment).keys()]).toEqual(expect.arrayContaining(declared(whole, environment)));
    await settled(cluster.client, `shop-${environment}`);
  });

  test('outputs of Terraform stand wherever a workload has them, with what it makes', () => {
    const [pod] = JSON.parse(kubectl('--namespace', 'shop-dev', 'get', 'pods', '--selector=app.kubernetes.io/instance=billing', '--output=json')).items;
    const [main] = pod.spec.containers;
    const { host, port, password } = DATABASE;
    const secret = main.env.find(({ name }: any) => name === 'DSN').valueFrom.secretKeyRef.name;
    const { data } = JSON.parse(kubectl('--namespace', 'shop-dev', 'get', 'secret', secret, '--output=json'));
    expect(Object.fromEntries(Object.entries(data as Record<string, string>).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]))).toEqual({
      'PGPASSWORD': password, 'DSN': `postgres://${password}@${host}:${port}`, 'proxy.PASSWORD': password, 'etc_pg_service.conf': `password=${password}\n`,
    });
    expect({ args: main.args, annotations: pod.metadata.annotations }).toMatchObject({ args: ['--host', host], annotations: { 'example.com/host': host } });
    const maps = JSON.parse(kubectl('--namespace', 'shop-dev', 'get', 'configmaps', '--selector=app.kubernetes.io/instance=billing', '--output=json')).items;
    expect(maps.map((map: any) => Object.values(map.data)).flat().sort()).toEqual([host, `host = ${host}\n`]);
    const volumes = Object.fromEntries(pod.spec.volumes.map(({ name, ...source }: any) => [name, source]));
    expect(JSON.stringify(volumes)).toContain(`"${secret}"`);
  });

  test('a second deployment changes nothing, and replaces no pod', async () => {
    const before = { objects: objectsOf('dev'), pods: podsOf('dev') };
    const { output, summary } = await succeeds(whole, 'dev');
    expect(summary).toContain('The cluster is as declared.');
    expect(output).toMatch(/^job\/migrate-\w+ has succeeded before, and is not run again$/m);
    expect({ objects: objectsOf('dev'), pods: podsOf('dev') }).toEqual(before);
    const prod = join(temporaryDirectory(), 'prod.yaml');
    writeFileSync(prod, kubectl('kustomize', join(whole, 'k8s/overlays/prod')));
    kubectl('diff', '--server-side', '--field-manager=github-actions', '--filename', prod);
  });

  test.each([
    ['Kubernetes', 'readinessProbe:', 'readyProbe'],
    ['the Gateway API', 'hostnames:', 'hosts'],
  ])('a field that %s does not know is refused before anything is applied', async (_, field, misspelt) => {
    const root = release((find) => find(Service, 'store').override('dev', { imageTag: '2.0.0' }));
    edit(root, (text) => text.replace(field, `${misspelt}:`));
    const { isDone, output } = await deploy(root, 'dev');
    expect(isDone).toBe(false);
    expect(output).toMatch(new RegExp(`${misspelt}: field not declared in schema`));
    expect(output).toContain('the validation by the cluster failed');
    expect(output).not.toMatch(/serverside-applied$/m);
  });

  test('a job that fails stops the deployment before anything rolls out, and what came with it is taken back', async () => {
    cluster.failImage('registry.example/shop/migrate:0.0.1', 'there is no table\n');
    const before = { objects: objectsOf('dev'), pods: podsOf('dev') };
    const { isDone, output } = await deploy(release((find) => {
      find(Job, 'migrate').override('dev', { imageTag: '0.0.1', backoffLimit: 0 });
      find(Service, 'shelf').override('dev', { imageTag: '2.0.0', allowedFrom: [] });
      find(Daemon, 'agent').override('dev', { imageTag: '2.0.0' });
    }), 'dev');
    expect(isDone).toBe(false);
    expect(output).toMatch(/Failed: job\/migrate-\w+: BackoffLimitExceeded: .*; its pods: Error: exit code 1\. Nothing rolled out\. Undone, and running as before: networkpolicy\/shelf\./);
    expect(output).toContain('there is no table');
    expect(podsOf('dev')).toEqual(before.pods);
    expect([...objectsOf('dev')]).toEqual(expect.arrayContaining([...before.objects]));
  });

  test('images that cannot be pulled and a probe that fails are told, and undone with all that came with them', async () => {
    for (const name of ['shelf', 'db', 'agent']) cluster.breakImage(`registry.example/shop/${name}:0.0.2`);
    cluster.breakProbe('/nowhere');
    const before = objectsOf('dev');
    const { isDone, output } = await deploy(release((find) => {
      find(Service, 'shelf').override('dev', { imageTag: '0.0.2', env: { LEVEL: 'debug' }, allowedFrom: [] });
      find(StatefulService, 'db').override('dev', { imageTag: '0.0.2' });
      find(Daemon, 'agent').override('dev', { imageTag: '0.0.2', tolerations: [] });
      find(Service, 'store').override('dev', { readiness: Probe.http('/nowhere') });
    }), 'dev', SOON);
    expect(isDone).toBe(false);
    for (const name of ['deployment/shelf', 'statefulset/db', 'daemonset/agent']) expect(output).toMatch(new RegExp(`Not available after 20 seconds: .*${name}: ImagePullBackOff`));
    expect(output).toMatch(/deployment\/store: ContainersNotReady: containers with unready status: \[store\]/);
    for (const name of ['deployment/shelf', 'deployment/store', 'statefulset/db', 'daemonset/agent', 'networkpolicy/shelf']) expect(output).toMatch(new RegExp(`Undone, and running as before: .*${name}\\b`));
    await settled(cluster.client, 'shop-dev');
    expect([...objectsOf('dev')]).toEqual(expect.arrayContaining([...before]));
  });

  test('what a release has no longer is listed and removed, but for claims', async () => {
    const reduced = release(() => undefined, false);
    const left = declared(reduced, 'dev');
    const gone = declared(whole, 'dev').filter((name) => !left.includes(name));
    const [claims, doomed] = [gone.filter((name) => name.startsWith('PersistentVolumeClaim/')), gone.filter((name) => !name.startsWith('PersistentVolumeClaim/'))];
    expect([...new Set(doomed.map((name) => name.split('/')[0]))].sort()).toEqual([
      'ConfigMap', 'CronJob', 'DaemonSet', 'Deployment', 'GRPCRoute', 'Gateway', 'HTTPRoute', 'HorizontalPodAutoscaler', 'Ingress', 'NetworkPolicy', 'PodDisruptionBudget', 'PodMonitor',
      'Service', 'ServiceAccount', 'StatefulSet',
    ]);
    expect(claims).not.toEqual([]);
    const { output } = await succeeds(reduced, 'dev');
    const after = [...objectsOf('dev').keys()];
    expect(after.filter((name) => doomed.includes(name))).toEqual([]);
    expect(after).toEqual(expect.arrayContaining([...left, ...claims]));
    const listed = (name: string) => new RegExp(`^${name.split('/')[0].toLowerCase()}[a-z0-9.]*/${name.split('/')[1].replace(/\./g, '\\.')}: (.*)$`, 'm').exec(output)?.[1];
    expect(doomed.map((name) => [name, listed(name)])).toEqual(doomed.map((name) => [name, 'is removed']));
    expect(claims.map((name) => [name, listed(name)])).toEqual(claims.map((name) => [name, 'stays, as all of its kind do']));
    // Nobody spoke of the other environment.
    expect([...objectsOf('prod').keys()]).toEqual(expect.arrayContaining(declared(whole, 'prod')));
  });
});
