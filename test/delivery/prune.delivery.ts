import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Cluster, CLUSTER_TOOLS, startCluster } from './cluster/cluster';
import { served } from './cluster/served';
import { settled } from './cluster/settled';
import { deployOverlay, DeploymentResult } from './deploy-overlay';
import { FeiyueProject, KustomizePatch } from '../../src';
import { describeWithTools } from '../ci/github/run-step';
import { DefaultEstate } from '../default-estate';
import { runTool } from '../real-tool';
import { temporaryDirectory } from '../synth/test-project';

const DEV = 'feiyue-mono-dev';
const PROD = 'feiyue-mono-prod';
const KINDS = 'deployments.apps,services,horizontalpodautoscalers.autoscaling,poddisruptionbudgets.policy,networkpolicies.networking.k8s.io,serviceaccounts,configmaps';
/** What the controllers and Kubernetes itself put into every namespace. */
const OF_EVERY_NAMESPACE = ['configmap/kube-root-ca.crt', 'serviceaccount/default'];

let cluster: Cluster;

function kubectl(...args: string[]): string {
  const { status, stdout, stderr } = runTool('kubectl', args, { env: { KUBECONFIG: cluster.kubeconfig } });
  expect({ args, status, stderr }).toEqual({ args, status: 0, stderr: '' });
  return stdout;
}

/** The objects of a namespace by kind and name, without the hashes of ConfigMaps. */
function objectsIn(namespace: string): string[] {
  return kubectl('--namespace', namespace, 'get', KINDS, '--output=name').trim().split('\n')
    .map((name) => name.replace(/^(configmap\/.*)-[a-z0-9]{10}$/, '$1'))
    .filter((name) => !OF_EVERY_NAMESPACE.includes(name));
}

function configMapsOf(service: string, namespace: string): string[] {
  return kubectl('--namespace', namespace, 'get', 'configmaps', `--selector=app.kubernetes.io/instance=${service}`, '--output=name').trim().split('\n').filter(Boolean).sort();
}

/** Applies objects with the labels of the overlay of `dev`, as somebody. */
function apply(manager: string, ...objects: any[]): void {
  const file = join(temporaryDirectory(), 'objects.json');
  const labels = { 'feiyue-projen/project': 'feiyue-mono', 'feiyue-projen/overlay': 'dev' };
  const items = objects.map(({ metadata, ...rest }) => ({ apiVersion: 'v1', ...rest, metadata: { ...metadata, labels: { ...labels, ...metadata.labels } } }));
  writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
  const how = manager === 'client-side' ? [] : ['--server-side', `--field-manager=${manager}`];
  kubectl('apply', ...how, '--filename', file);
}

function configMap(name: string, metadata: object = {}): object {
  return { kind: 'ConfigMap', metadata: { name, namespace: DEV, ...metadata } };
}

const CLAIM = {
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data', namespace: DEV },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};
const DEFINITION = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'things.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { plural: 'things', singular: 'thing', kind: 'Thing' },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
  },
};

function estate(services: readonly string[], change: (estate: DefaultEstate) => void = () => undefined): FeiyueProject {
  const made = new DefaultEstate({}, [...services]);
  change(made);
  made.project.synth();
  return made.project;
}

async function deploy(project: FeiyueProject, environment: string, service?: string): Promise<DeploymentResult> {
  const result = await deployOverlay(project, { environment, service, kubeconfig: cluster.kubeconfig });
  expect({ ...result, output: result.failedStep && result.output }).toEqual({ failedStep: undefined, output: undefined });
  return result;
}

const ALL = estate(['api', 'chat']);
const WITHOUT_CHAT = estate(['api']);
const CHAT = [
  'deployment.apps/chat', 'service/chat', 'horizontalpodautoscaler.autoscaling/chat', 'poddisruptionbudget.policy/chat', 'networkpolicy.networking.k8s.io/chat',
  'serviceaccount/chat', 'configmap/chat',
];

describeWithTools(['bash', 'kubectl', ...CLUSTER_TOOLS], () => {
  beforeAll(async () => {
    cluster = await startCluster();
    await deploy(ALL, 'dev');
    await deploy(ALL, 'prod');
  });

  afterAll(async () => cluster.stop());

  test('a deployment of all that there is removes nothing, and speaks of nothing', async () => {
    const before = objectsIn(DEV);
    expect(before).toEqual(expect.arrayContaining(CHAT));
    expect((await deploy(ALL, 'dev')).output).not.toContain('What is no longer declared');
    expect(objectsIn(DEV)).toEqual(before);
  });

  test('an old configuration stays as long as a revision needs it', async () => {
    const patch = KustomizePatch.strategicMerge({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'api' }, data: { A: '${terraform.network.vpc_id}' } });
    await deploy(estate(['api', 'chat'], ({ services: [api] }) => api.patchBase(patch)), 'dev');
    const [first, second, ...more] = configMapsOf('api', DEV);
    expect([second, more]).toEqual([expect.stringMatching(/^configmap\/api-/), []]);
    expect(kubectl('--namespace', DEV, 'get', first, second, '--output=jsonpath={.items[*].data.A}')).toBe('vpc-1');
    expect((await deploy(ALL, 'dev')).output).toMatch(/^configmap\/api-\w+: stays, since pods, or a revision that somebody may go back to, need it$/m);
    expect(configMapsOf('api', DEV)).toEqual([first, second]);
    const replicaSets = JSON.parse(kubectl('--namespace', DEV, 'get', 'replicasets', '--selector=app.kubernetes.io/instance=api', '--output=json')).items as any[];
    const past = replicaSets.filter(({ spec }) => spec.replicas === 0).map(({ metadata }) => metadata.name as string);
    kubectl('--namespace', DEV, 'delete', 'replicaset', ...past);
    // A pod that goes still needs its configuration.
    await settled(cluster.client, DEV);
    expect((await deploy(ALL, 'dev')).output).toMatch(/^configmap\/api-\w+: is removed$/m);
    expect(configMapsOf('api', DEV)).toHaveLength(1);
  });

  test('a service that is gone is listed and removed, whole, and nothing that is not of the overlay', async () => {
    apply('client-side', configMap('copied-by-hand'));
    apply('somebody', configMap('applied-by-others'));
    apply('github-actions', configMap('of-another-overlay', { labels: { 'feiyue-projen/overlay': 'prod' } }),
      configMap('of-another-project', { labels: { 'feiyue-projen/project': 'other' } }),
      configMap('kept', { annotations: { 'feiyue-projen/keep': 'It is read by a person.' } }));
    const others = ['applied-by-others', 'copied-by-hand', 'kept', 'of-another-overlay', 'of-another-project'].map((name) => `configmap/${name}`);
    apply('github-actions', CLAIM, DEFINITION, { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'of-dev' }, value: 10 });
    await served(cluster.kubeconfig, 'things.example.com');
    apply('github-actions', { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'it', namespace: DEV } });
    const before = objectsIn(DEV);
    const { output } = await deploy(WITHOUT_CHAT, 'dev');
    const after = objectsIn(DEV);
    expect(before.filter((name) => !after.includes(name)).sort()).toEqual([...CHAT].sort());
    expect(after).toEqual(expect.arrayContaining(others));
    // It is listed before it is done.
    expect(output.indexOf('deployment.apps/chat: is removed')).toBeGreaterThan(0);
    expect(output.indexOf('deployment.apps/chat: is removed')).toBeLessThan(output.indexOf('deployment.apps "chat" deleted'));
    expect(output).toContain('configmap/kept: stays, since its annotation feiyue-projen/keep says so');
    expect(kubectl('--namespace', DEV, 'get', 'pods', '--selector=app.kubernetes.io/instance=chat', '--output=name')).toBe('');
    // Objects of any kind go, in whatever scope; what holds data does not.
    expect(output).toContain('persistentvolumeclaim/data: stays, as all of its kind do');
    expect(output).toContain('customresourcedefinition.apiextensions.k8s.io/things.example.com: stays, as all of its kind do');
    expect(output).toContain('thing.example.com/it: is removed');
    expect(kubectl('--namespace', DEV, 'get', 'pvc,things', '--output=name')).toBe('persistentvolumeclaim/data\n');
    expect(kubectl('get', 'priorityclass', 'of-dev', '--ignore-not-found', '--output=name')).toBe('');
    // What was removed is not spoken of again, and what is another's never was.
    const again = (await deploy(WITHOUT_CHAT, 'dev')).output;
    expect(again).not.toMatch(/(is|would be) removed/);
    expect(output).not.toMatch(/applied-by-others|copied-by-hand|of-another/);
    kubectl('--namespace', DEV, 'delete', ...others);
  });

  test('a deployment of one service removes nothing of another one', async () => {
    await deploy(ALL, 'dev');
    expect((await deploy(WITHOUT_CHAT, 'dev', 'api')).output).not.toMatch(/removed/);
    expect(objectsIn(DEV)).toEqual(expect.arrayContaining(CHAT));
  });

  test('a protected environment is told what is no longer declared, and keeps it until its declaration says otherwise', async () => {
    const before = objectsIn(PROD);
    const { output } = await deploy(WITHOUT_CHAT, 'prod');
    expect(output).toContain('deployment.apps/chat: would be removed');
    expect(output).toMatch(/^::warning title=k8s\/overlays\/prod::No longer declared, and left in the cluster: .*deployment\.apps\/chat.* says prunes: true in \.projenrc\.ts/m);
    expect(objectsIn(PROD)).toEqual(before);

    const word = new DefaultEstate({}, ['api'], { prunes: true });
    word.project.synth();
    expect((await deploy(word.project, 'prod')).output).toContain('deployment.apps/chat: is removed');
    const after = objectsIn(PROD);
    expect(before.filter((name) => !after.includes(name)).sort()).toEqual([...CHAT].sort());
  });

  test('what cannot be removed fails the deployment, and says that all that is declared runs', async () => {
    apply('github-actions', configMap('stuck', { finalizers: ['example.com/nobody'] }));
    // All that is declared has to run at once.
    await settled(cluster.client, DEV);
    const { failedStep, output } = await deployOverlay(ALL, { environment: 'dev', kubeconfig: cluster.kubeconfig, timeoutSeconds: 5 });
    expect(failedStep).toBe('Deploy the overlay');
    expect(output).toMatch(/^::error title=k8s\/overlays\/dev::All that is declared runs\. What is no longer declared could not be removed/m);
  });
});
