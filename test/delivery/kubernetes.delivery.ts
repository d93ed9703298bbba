import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { Cluster, CLUSTER_TOOLS, startCluster } from './cluster/cluster';
import { settled } from './cluster/settled';
import { deployOverlay, DeploymentResult, OverlayDeployment } from './deploy-overlay';
import { HostileEstate } from './hostile-estate';
import { FeiyueProject, KustomizePatch } from '../../src';
import { parseQuantity } from '../../src/kubernetes/models/quantity';
import { describeWithTools } from '../ci/github/run-step';
import { DefaultEstate } from '../default-estate';
import { runTool, ToolRun } from '../real-tool';
import { temporaryDirectory } from '../synth/test-project';

/** For rollouts that are to fail. As long may their undo take. */
const SOON = { timeoutSeconds: 20 };

/** Where the API server lists each kind that an overlay holds. */
const PATHS: Readonly<Record<string, (namespace: string) => string>> = {
  Namespace: (namespace) => `/api/v1/namespaces?fieldSelector=metadata.name=${namespace}`,
  ServiceAccount: (namespace) => `/api/v1/namespaces/${namespace}/serviceaccounts`,
  ConfigMap: (namespace) => `/api/v1/namespaces/${namespace}/configmaps`,
  Service: (namespace) => `/api/v1/namespaces/${namespace}/services`,
  Deployment: (namespace) => `/apis/apps/v1/namespaces/${namespace}/deployments`,
  PodDisruptionBudget: (namespace) => `/apis/policy/v1/namespaces/${namespace}/poddisruptionbudgets`,
  HorizontalPodAutoscaler: (namespace) => `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers`,
  NetworkPolicy: (namespace) => `/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies`,
};

let cluster: Cluster;

function kubectl(...args: string[]): ToolRun {
  return runTool('kubectl', args, { env: { KUBECONFIG: cluster.kubeconfig } });
}

/** What a command prints that is to succeed without a warning. */
function said(...args: string[]): string {
  const { status, stdout, stderr } = kubectl(...args);
  expect({ args, status, stderr, stdout: status === 0 ? '' : stdout }).toEqual({ args, status: 0, stderr: '', stdout: '' });
  return stdout;
}

/** The objects of a kind, by name. */
async function live(kind: string, namespace: string): Promise<Record<string, any>> {
  const { items } = await cluster.client.find(PATHS[kind](namespace));
  return Object.fromEntries(items.map((object: any) => [object.metadata.name, object]));
}

/** A built overlay, as a file. */
function build({ outdir }: FeiyueProject, environment: string): string {
  const file = join(temporaryDirectory(), 'manifests.yaml');
  writeFileSync(file, said('kustomize', join(outdir, 'k8s/overlays', environment)));
  return file;
}

/**
 * What everybody but the controllers has written into every object of some namespaces, and when, once the controllers have nothing left to do. What
 * they say of an object they may say again.
 */
async function written(...namespaces: string[]): Promise<unknown[]> {
  await settled(cluster.client, ...namespaces);
  const writtenIn = async (kind: string, namespace: string) => Object.values(await live(kind, namespace))
    .map(({ status: _, metadata: { resourceVersion: __, managedFields = [], ...metadata }, ...object }) => (
      { kind, ...object, metadata: { ...metadata, managedFields: managedFields.filter(({ subresource }: any) => subresource !== 'status') } }));
  const asked = namespaces.flatMap((namespace) => Object.keys(PATHS).map((kind) => ({ kind, namespace })));
  return (await Promise.all(asked.map(async ({ kind, namespace }) => writtenIn(kind, namespace)))).flat();
}

interface Declaration {
  readonly kind: string;
  readonly name: string;
  readonly labels: unknown;
  readonly annotations: unknown;
  readonly spec: unknown;
  readonly data: unknown;
}

/** What somebody wants of every object in a namespace, without what has become of it. */
async function declarations(namespace: string): Promise<Declaration[]> {
  return (await Promise.all(Object.keys(PATHS).map(async (kind) => Object.values(await live(kind, namespace))
    .map(({ metadata: { name, labels, annotations = {} }, spec, data }) => {
      const { 'deployment.kubernetes.io/revision': _, ...declared } = annotations;
      return { kind, name, labels, annotations: declared, spec, data };
    })))).flat();
}

/** An object such that two that mean the same are equal: amounts as numbers, and no empty lists. */
function meaning(object: object): unknown {
  return JSON.parse(JSON.stringify(object, (key, value) => {
    if (key === 'requests' || key === 'limits') return Object.fromEntries(Object.entries<string>(value).map(([name, amount]) => [name, parseQuantity(amount)]));
    return Array.isArray(value) && value.length === 0 ? undefined : value;
  }));
}

async function deploy(project: FeiyueProject, environment: string, options: Partial<OverlayDeployment> = {}): Promise<DeploymentResult> {
  return deployOverlay(project, { environment, kubeconfig: cluster.kubeconfig, ...options });
}

async function succeeds(project: FeiyueProject, environment: string, options: Partial<OverlayDeployment> = {}): Promise<void> {
  const { failedStep, output } = await deploy(project, environment, options);
  expect({ failedStep, output: failedStep && output }).toEqual({ failedStep: undefined, output: undefined });
  expect(output).not.toMatch(/^Warning: /m);
}

/** The default estate with a change. */
function estate(change: (estate: DefaultEstate) => void = () => undefined): FeiyueProject {
  const made = new DefaultEstate();
  change(made);
  made.project.synth();
  return made.project;
}

/** Patches the container of a service. */
function containerPatch(name: string, container: object): KustomizePatch {
  const spec = { template: { spec: { containers: [{ name, ...container }] } } };
  return KustomizePatch.strategicMerge({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec });
}

const DEFAULT = estate();
const HOSTILE = new HostileEstate();
HOSTILE.project.synth();

/** Each environment of both estates. */
const ENVIRONMENTS = [DEFAULT, HOSTILE.project]
  .flatMap((project) => project.environments.map(({ name, namespace }) => ({ project, name, namespace })));
const [{ namespace: DEV }] = ENVIRONMENTS;

describeWithTools(['bash', 'kubectl', ...CLUSTER_TOOLS], () => {
  beforeAll(async () => {
    cluster = await startCluster();
    // Secrets are somebody else's, so they may be there before the first deployment.
    for (const { namespace } of HOSTILE.environments) {
      said('create', 'namespace', namespace);
      said('create', 'secret', 'generic', HOSTILE.secret.name, '--namespace', namespace, `--from-literal=${HOSTILE.secret.key}=x`);
    }
  });

  afterAll(async () => cluster.stop());

  describe.each(ENVIRONMENTS)('the overlay of $name in the namespace $namespace', ({ project, name, namespace }) => {
    beforeAll(async () => succeeds(project, name));

    test('brings every workload to as many available pods as are declared, or as the autoscaler wants at least', async () => {
      const autoscalers = await live('HorizontalPodAutoscaler', namespace);
      const wanted = Object.entries(await live('Deployment', namespace)).map(([service, { spec }]) => [service, autoscalers[service]?.spec.minReplicas ?? spec.replicas]);
      expect(wanted.map(([service]) => service).sort()).toEqual(project.services.map((service) => service.name).sort());
      await settled(cluster.client, namespace);
      const deployments = await live('Deployment', namespace);
      expect(Object.entries(deployments).map(([service, { status }]) => [service, status.availableReplicas])).toEqual(wanted);
    });

    test('is accepted without a warning, and loses no field', async () => {
      const file = build(project, name);
      said('apply', '--server-side', '--validate=ignore', '--field-manager=github-actions', '--dry-run=server', '--warnings-as-errors', '--filename', file);
      for (const document of parseAllDocuments(readFileSync(file, 'utf8'))) {
        const declared = document.toJS();
        const found = (await live(declared.kind, namespace))[declared.metadata.name];
        expect(meaning({ ...found, kind: declared.kind, apiVersion: declared.apiVersion })).toMatchObject(meaning(declared) as object);
      }
    });
  });

  test('an overlay that is deployed again changes nothing', async () => {
    const namespaces = ENVIRONMENTS.map(({ namespace }) => namespace);
    const before = await written(...namespaces);
    for (const { project, name } of ENVIRONMENTS) said('diff', '--server-side', '--field-manager=github-actions', '--filename', build(project, name));
    // One of each estate: the others differ in values alone.
    for (const project of [DEFAULT, HOSTILE.project]) await succeeds(project, project.environments[0].name);
    expect(await written(...namespaces)).toEqual(before);
  });

  test.each([
    ['the default', DEFAULT, 'dev', () => estate(({ dev, services: [api] }) => api.override(dev, { imageTag: 'broken', replicas: { min: 1, max: 2 }, allowedFrom: [] }))],
    ['a hostile', HOSTILE.project, 'no', () => {
      const { project, api, environments } = new HostileEstate();
      api.override(environments[0], { imageTag: 'broken', replicas: { min: 1, max: 1 }, env: { A_LINES: '' }, connectsTo: [] });
      project.synth();
      return project;
    }],
  ])('an image of %s estate that cannot be pulled is undone with all that came with it, and what ran before serves again', async (_, project, name, breakApi) => {
    const { namespace } = project.environments.find((environment) => environment.name === name)!;
    const before = await declarations(namespace);
    const { spec } = (await live('Deployment', namespace)).api;
    const broken = breakApi();
    cluster.breakImage(spec.template.spec.containers.find((container: any) => container.name === 'api').image.replace(/:[^:]*$/, ':broken'));
    const { failedStep, output } = await deploy(broken, name, SOON);
    expect(failedStep).toBe('Deploy the overlay');
    expect(output).toMatch(/Not available after 20 seconds: deployment\/api: ImagePullBackOff/);
    expect(output).toMatch(/^api-\S+ +\d\/\d +ImagePullBackOff /m);
    expect(output).toMatch(/Undone, and running as before: .*deployment\/api/);
    // The autoscaler raises the replicas again.
    await settled(cluster.client, namespace);
    const after = await declarations(namespace);
    expect(before.map(({ kind, name: object }) => after.find((other) => other.kind === kind && other.name === object))).toEqual(before);
    const { replicas } = spec;
    expect((await live('Deployment', namespace)).api.status).toMatchObject({ replicas, updatedReplicas: replicas, availableReplicas: replicas });
    said('diff', '--server-side', '--field-manager=github-actions', '--filename', build(project, name));
  });

  describe('a deployment of dev that fails', () => {
    test('because a Secret is not there succeeds once somebody put it there', async () => {
      const reader = estate(({ services: [, match] }) => match.patchBase(containerPatch('match', {
        env: [{ name: 'DSN', valueFrom: { secretKeyRef: { name: 'db', key: 'dsn' } } }],
      })));
      const { failedStep, output } = await deploy(reader, 'dev', SOON);
      expect(failedStep).toBe('Deploy the overlay');
      expect(output).toMatch(/Not available after 20 seconds: deployment\/match: CreateContainerConfigError/);
      const container = async () => (await live('Deployment', DEV)).match.spec.template.spec.containers[0];
      expect(await container()).not.toHaveProperty('env');
      said('create', 'secret', 'generic', 'db', '--namespace', DEV, '--from-literal=dsn=x');
      await succeeds(reader, 'dev', { service: 'match' });
      expect((await container()).env).toHaveLength(1);
    });

    test('because its pods may be root says so in the words of the cluster', async () => {
      // A patch that says so is a problem at synthesis; an edit by hand is not seen there.
      const privileged = estate();
      const file = join(privileged.outdir, 'k8s/base/chat/deployment.yaml');
      chmodSync(file, 0o644);
      writeFileSync(file, readFileSync(file, 'utf8').replace(/(privileged|allowPrivilegeEscalation): false/g, '$1: true'));
      const { failedStep, output } = await deploy(privileged, 'dev', SOON);
      expect(failedStep).toBe('Deploy the overlay');
      expect(output).toMatch(/^Warning: would violate PodSecurity "restricted:latest": privileged/m);
      expect(output).toMatch(/FailedCreate .*pods "chat-\S+" is forbidden: violates PodSecurity "restricted:latest": privileged/);
      expect(output).toMatch(/Undone, and running as before: .*deployment\/chat/);
    });
  });

  test('a pod that may be root is refused in a namespace that says nothing about it, too', () => {
    const { status, stderr } = kubectl('run', 'root', '--image=registry.example/root:1.0.0', '--namespace=default');
    expect(status).toBe(1);
    expect(stderr).toContain('pods "root" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false');
  });
});
