import { AddressInfo, createServer } from 'node:net';
import { Cluster, CLUSTER_TOOLS, startCluster } from './cluster/cluster';
import { settled } from './cluster/settled';
import { deployOverlay, DeploymentResult } from './deploy-overlay';
import { ApplicationOptions, EnvoyGateway, FeiyueProject } from '../../src';
import { describeWithTools } from '../ci/github/run-step';
import { DefaultEstate } from '../default-estate';
import { runTool } from '../real-tool';

const DEV = 'feiyue-mono-dev';
const IMAGE = 'registry.example/things:1.0.0';

let cluster: Cluster;

function kubectl(...args: string[]): string {
  const { status, stdout, stderr } = runTool('kubectl', args, { env: { KUBECONFIG: cluster.kubeconfig } });
  expect({ args, status, stderr }).toEqual({ args, status: 0, stderr: '' });
  return stdout;
}

function definition(plural: string, kind: string): object {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.example.com` },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { plural, singular: plural.slice(0, -1), kind },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties: { size: { type: 'integer' } } } } } } }],
    },
  };
}

function pod(image: string): object {
  return {
    securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [{ name: 'main', image, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } }],
  };
}

function controller(image = IMAGE): object {
  const labels = { app: 'controller' };
  return {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'controller' }, spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: pod(image) } },
  };
}

function job(image: string): object {
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'prepare' }, spec: { template: { spec: { ...pod(image), restartPolicy: 'Never' } } } };
}

/** An application with a kind of its own, and one that lives in the namespace of an environment and has an object of that kind. */
const THINGS: ApplicationOptions = {
  manifests: {
    'definition.yaml': definition('things', 'Thing'),
    'deployment.yaml': controller(),
    'job.yaml': job(IMAGE),
    'thing.yaml': { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'it' }, spec: { size: 1 } },
  },
};
const IN_DEV: ApplicationOptions = {
  namespace: DEV,
  createNamespace: false,
  manifests: { 'thing.yaml': { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'of-dev' } } },
};

function estate(applications: Readonly<Record<string, ApplicationOptions>>): FeiyueProject {
  const { project } = new DefaultEstate({}, ['api']);
  for (const [name, options] of Object.entries(applications)) project.addApplication(name, options);
  project.synth();
  return project;
}

async function deploy(project: FeiyueProject, applications: readonly string[], timeoutSeconds?: number): Promise<DeploymentResult> {
  return deployOverlay(project, { environment: 'dev', kubeconfig: cluster.kubeconfig, applications, timeoutSeconds });
}

describeWithTools(['bash', 'kubectl', ...CLUSTER_TOOLS], () => {
  beforeAll(async () => { cluster = await startCluster(); });
  afterAll(async () => cluster.stop());

  test('applications come before the services, their definitions before all, also where a custom object is declared before its kind', async () => {
    const project = estate({ 'in-dev': IN_DEV, 'things': THINGS });
    const { failedStep, output } = await deploy(project, ['in-dev', 'things']);
    expect({ failedStep, output: failedStep && output }).toEqual({ failedStep: undefined, output: undefined });
    const inOrder = [
      'customresourcedefinition.apiextensions.k8s.io/things.example.com serverside-applied', 'deployment.apps/controller serverside-applied', 'thing.example.com/of-dev serverside-applied',
      'deployment "controller" successfully rolled out', 'dev: in-dev, things run as declared', 'deployment.apps/api serverside-applied',
    ].map((line) => output.indexOf(line));
    expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
    expect(inOrder).not.toContain(-1);
    expect(kubectl('get', 'things', '--all-namespaces', '--output=name').trim().split('\n')).toEqual(['thing.example.com/of-dev', 'thing.example.com/it']);

    // What is as declared is left as it is, and what somebody changed is not.
    const version = kubectl('get', 'things', 'it', '--namespace=things', '--output=jsonpath={.metadata.resourceVersion}');
    kubectl('--namespace', DEV, 'annotate', 'things/of-dev', 'by=hand');
    // A difference shows what the controllers do at the same time, too.
    await settled(cluster.client, DEV, 'things');
    const again = await deploy(project, ['in-dev', 'things']);
    expect(again.output).not.toMatch(/^[-+] /m);
    expect(kubectl('get', 'things', 'it', '--namespace=things', '--output=jsonpath={.metadata.resourceVersion}')).toBe(version);
    kubectl('--namespace', 'things', 'patch', 'things/it', '--type=merge', '--patch={"spec":{"size":2}}');
    expect((await deploy(project, ['things'])).output).toMatch(/^-  size: 2\n\+  size: 1$/m);
    expect(kubectl('get', 'things', 'it', '--namespace=things', '--output=jsonpath={.spec.size}')).toBe('1');
  });

  test('Envoy Gateway comes with thousands of lines of definitions, and its class after it', async () => {
    const { project } = new DefaultEstate({}, ['api']);
    new EnvoyGateway(project, 'envoy-gateway');
    project.synth();
    const { failedStep, output } = await deploy(project, ['envoy-gateway']);
    expect({ failedStep, output: failedStep && output }).toEqual({ failedStep: undefined, output: undefined });
    expect(output).toContain('deployment "envoy-gateway" successfully rolled out');
    expect(kubectl('get', 'gatewayclass,envoyproxies.gateway.envoyproxy.io', '--all-namespaces', '--output=name').trim().split('\n')).toHaveLength(2);
    // Nobody reads a difference of definitions.
    expect(output).toContain('apiextensions.k8s.io.v1.CustomResourceDefinition..gateways.gateway.networking.k8s.io');
    expect(output.length).toBeLessThan(200_000);
  });

  test('a job that is another one now takes the place of the one that ran', async () => {
    const other = estate({ things: { ...THINGS, manifests: { ...THINGS.manifests, 'job.yaml': job('registry.example/things:1.1.0') } } });
    const { failedStep, output } = await deploy(other, ['things']);
    expect({ failedStep, output: failedStep && output }).toEqual({ failedStep: undefined, output: undefined });
    expect(output).toContain('job/prepare is another one now, and takes the place of the one that ran');
    expect(kubectl('--namespace=things', 'get', 'job', 'prepare', '--output=jsonpath={.status.succeeded} {.spec.template.spec.containers[0].image}')).toBe('1 registry.example/things:1.1.0');
  });

  test('an application that does not run stops the deployment before the services, and says why', async () => {
    cluster.breakImage('registry.example/things:2.0.0');
    const broken = estate({ things: { ...THINGS, manifests: { ...THINGS.manifests, 'deployment.yaml': controller('registry.example/things:2.0.0') } } });
    const { failedStep, output } = await deploy(broken, ['things'], 20);
    expect(failedStep).toBe('Deploy the applications');
    expect(output).toMatch(/^::error title=Applications of dev::Not available after 20 seconds: deployment\/controller of things: ImagePullBackOff/m);
    expect(output).not.toContain('deployment.apps/api serverside-applied');
  });

  test('an object that its webhook looks at is tried until the webhook answers', async () => {
    // It stands in for the pod that comes up: who asks it a second time is let in from then on.
    let asked = 0;
    const letIn = '[{"op":"replace","path":"/webhooks/0/failurePolicy","value":"Ignore"}]';
    const server = createServer((socket) => {
      socket.destroy();
      asked += 1;
      if (isUp && asked === 2) kubectl('patch', 'validatingwebhookconfiguration', 'things', '--type=json', `--patch=${letIn}`);
    });
    let isUp = false;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const webhook = {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name: 'things' },
      webhooks: [{
        name: 'things.example.com',
        admissionReviewVersions: ['v1'],
        sideEffects: 'None',
        clientConfig: { url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/` },
        rules: [{ apiGroups: ['example.com'], apiVersions: ['v1'], operations: ['*'], resources: ['things'] }],
      }],
    };
    const watched = estate({ things: { ...THINGS, manifests: { ...THINGS.manifests, 'webhook.yaml': webhook } } });
    const refused = await deploy(watched, ['things'], 5);
    expect(refused.failedStep).toBe('Deploy the applications');
    expect(refused.output).toMatch(/failed calling webhook "things.example.com"/);
    isUp = true;
    asked = 0;
    const taken = await deploy(watched, ['things'], 600);
    server.close();
    expect({ failedStep: taken.failedStep, output: taken.failedStep && taken.output }).toEqual({ failedStep: undefined, output: undefined });
    expect(taken.output).toContain('The cluster is not ready for that yet: it is tried again.');
  });

  test('an object that is wrong is not tried again', async () => {
    const wrong = estate({ things: { ...THINGS, manifests: { ...THINGS.manifests, 'thing.yaml': { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'it' }, spec: { size: 'large' } } } } });
    kubectl('delete', 'validatingwebhookconfiguration', 'things');
    const { failedStep, output } = await deploy(wrong, ['things']);
    expect(failedStep).toBe('Deploy the applications');
    expect(output).toMatch(/spec\.size: expected numeric/);
    expect(output).toContain('the validation by the cluster failed: see above');
    expect(output).not.toContain('it is tried again');
  });
});
