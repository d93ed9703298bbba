import { parse } from 'yaml';
import { KustomizePatch, Loosening, WorkloadOverrides } from '../../../src';
import type { EnvironmentOverlay } from '../../../src/kubernetes/environment-overlay';
import type { Service } from '../../../src/kubernetes/service';
import { SmallEstate } from '../small-estate';

const WHY = 'the image knows no other way';
const PROXY = 'registry.example/proxy:1.27.3';

class LoosenedService {
  public readonly small = new SmallEstate();
  public readonly dev: EnvironmentOverlay;
  public readonly api: Service;

  constructor(options: WorkloadOverrides, port = 8080) {
    this.dev = this.small.addEnvironment('dev');
    this.api = this.small.addService('api', { port, ...options });
  }

  /** Lets the namespace enforce another standard. */
  public lowered(standard: string): this {
    const labels = { 'pod-security.kubernetes.io/enforce': standard };
    this.dev.patch(KustomizePatch.strategicMerge({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop-dev', labels } }));
    return this;
  }

  public read(file: string): any {
    this.small.write();
    return parse(this.small.read(file));
  }

  public get deployment(): any {
    return this.read('k8s/base/api/deployment.yaml');
  }
}

const CONTEXT = {
  privileged: false,
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  runAsUser: 10001,
  runAsGroup: 10001,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

const POD = { runAsNonRoot: true, runAsUser: 10001, runAsGroup: 10001, fsGroup: 10001, seccompProfile: { type: 'RuntimeDefault' } };

function without(fields: object, ...names: string[]): object {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

interface Effect {
  readonly container?: object;
  readonly pod?: object;
  readonly annotations: object;
}

describe('a loosening changes one thing, and says so to people and linters', () => {
  test.each<[string, Loosening, Effect]>([
    ['writableRootFilesystem', Loosening.writableRootFilesystem(WHY), {
      container: { ...CONTEXT, readOnlyRootFilesystem: false },
      annotations: { 'ignore-check.kube-linter.io/no-read-only-root-fs': `api: ${WHY}`, 'kube-score/ignore': 'container-security-context-readonlyrootfilesystem' },
    }],
    ['lowPorts', Loosening.lowPorts(WHY), {
      pod: { ...POD, sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] },
      annotations: { 'ignore-check.kube-linter.io/unsafe-sysctls': `api: ${WHY}` },
    }],
    ['capabilities', Loosening.capabilities(['NET_BIND_SERVICE'], WHY), {
      container: { ...CONTEXT, capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } },
      annotations: { 'feiyue-projen/loosened-capabilities': `api: ${WHY}` },
    }],
    ['imageUser', Loosening.imageUser(WHY), {
      container: without(CONTEXT, 'runAsUser', 'runAsGroup'),
      pod: without(POD, 'runAsUser', 'runAsGroup'),
      annotations: { 'feiyue-projen/loosened-image-user': `api: ${WHY}`, 'kube-score/ignore': 'container-security-context-user-group-id' },
    }],
    ['runAsRoot', Loosening.runAsRoot(WHY), {
      container: { ...CONTEXT, runAsNonRoot: false, runAsUser: 0, runAsGroup: 0 },
      annotations: { 'ignore-check.kube-linter.io/run-as-non-root': `api: ${WHY}`, 'kube-score/ignore': 'container-security-context-user-group-id' },
    }],
    ['apiAccess', Loosening.apiAccess(WHY), { annotations: { 'feiyue-projen/loosened-api-access': `api: ${WHY}` } }],
  ])('%s', (name, loosening, { container = CONTEXT, pod = POD, annotations }) => {
    const { metadata, spec: { template: { spec } } } = new LoosenedService({ loosening: [loosening] }, name === 'lowPorts' ? 80 : 8080).lowered('baseline').deployment;
    expect(spec.containers[0].securityContext).toEqual(container);
    expect(spec.securityContext).toEqual(pod);
    expect(metadata.annotations).toEqual(annotations);
    expect(spec.automountServiceAccountToken).toBe(name === 'apiAccess');
  });

  test('of the container alone that it is said of, each reason with its container', () => {
    const { metadata, spec: { template: { spec } } } = new LoosenedService({
      loosening: [Loosening.writableRootFilesystem('one')],
      sidecars: { proxy: { image: PROXY, loosening: [Loosening.writableRootFilesystem('two')] }, other: { image: PROXY } },
    }).deployment;
    const writable = [...spec.containers, ...spec.initContainers].filter(({ securityContext }) => !securityContext.readOnlyRootFilesystem);
    expect(writable.map(({ name }) => name)).toEqual(['api', 'proxy']);
    expect(metadata.annotations['ignore-check.kube-linter.io/no-read-only-root-fs']).toBe('api: one; proxy: two');
  });

  test('access to the API server opens its ports, and leaves the account without a token', () => {
    const estate = new LoosenedService({ sidecars: { watcher: { image: PROXY, loosening: [Loosening.apiAccess(WHY)] } } });
    expect(estate.read('k8s/base/api/networkpolicy.yaml').spec.egress[1]).toEqual({ ports: [443, 6443, 60002].map((port) => ({ protocol: 'TCP', port })) });
    expect(estate.read('k8s/base/api/serviceaccount.yaml').automountServiceAccountToken).toBe(false);
    expect(estate.deployment.spec.template.spec.automountServiceAccountToken).toBe(true);
  });
});

describe('a problem is', () => {
  test.each<[string, WorkloadOverrides, string]>([
    ['no reason', { loosening: [Loosening.writableRootFilesystem(' ')] }, 'has Loosening.writableRootFilesystem without a reason: say why, for those who read the manifests.'],
    ['one twice', { loosening: [Loosening.writableRootFilesystem('a'), Loosening.writableRootFilesystem('b')] }, 'has Loosening.writableRootFilesystem twice: say it once, with all its reasons.'],
    ['two users', { loosening: [Loosening.imageUser('a'), Loosening.runAsRoot('b')] }, 'has Loosening.imageUser and Loosening.runAsRoot, and runs as one user alone: drop one of them.'],
    ['a user beside it', { runAsUser: 20001, loosening: [Loosening.imageUser('a')] }, 'has runAsUser beside Loosening.imageUser, and runs as one user alone: drop one of them.'],
    ['a user of a sidecar beside it', { sidecars: { proxy: { image: PROXY, runAsUser: 20001, loosening: [Loosening.imageUser('a')] } } },
      'has a sidecar "proxy" that has runAsUser or runAsGroup beside Loosening.imageUser, where they do nothing: drop them.'],
    ['no capability', { loosening: [Loosening.capabilities([], WHY)] }, 'has Loosening.capabilities without a capability: name one, such as "NET_BIND_SERVICE".'],
    ['what is no capability', { loosening: [Loosening.capabilities(['CAP_NET_BIND_SERVICE'], WHY)] },
      'has Loosening.capabilities of "CAP_NET_BIND_SERVICE", which is no capability of Linux; they are written without "CAP_". Did you mean "NET_BIND_SERVICE"?'],
    ['low ports that there are not', { loosening: [Loosening.lowPorts(WHY)] }, 'has Loosening.lowPorts, and no port below 1024: drop it.'],
    ['an annotation that says it already', { loosening: [Loosening.writableRootFilesystem(WHY)], annotations: { 'kube-score/ignore': 'service-type' } },
      'has the annotation "kube-score/ignore" in annotations, which says what is loosened: drop it.'],
    ['root in a restricted namespace', { loosening: [Loosening.runAsRoot(WHY)] },
      'is loosened beyond what its namespace "shop-dev" admits in dev, because it enforces the Pod Security Standard "restricted": Deployment "api": the pod or container "api" must set securityContext.runAsNonRoot=true; '
      + 'container "api" must not set securityContext.runAsUser=0. Drop that, or lower the namespace on purpose: project.addEnvironment(\'dev\', { podSecurity: PodSecurity.BASELINE }).'],
    ['a capability of a sidecar in a restricted namespace', { sidecars: { proxy: { image: PROXY, loosening: [Loosening.capabilities(['CHOWN'], WHY)] } } },
      'is loosened beyond what its namespace "shop-dev" admits in dev, because it enforces the Pod Security Standard "restricted": Deployment "api": container "proxy" must not add the capability "CHOWN". '
      + 'Drop that, or lower the namespace on purpose: project.addEnvironment(\'dev\', { podSecurity: PodSecurity.BASELINE }).'],
  ])('%s', (_, options, problem) => {
    expect(new LoosenedService(options).small.problems()).toContain(`service "api" ${problem}`);
  });

  test('nothing of it where the namespace is lowered on purpose', () => {
    expect(new LoosenedService({ loosening: [Loosening.runAsRoot(WHY), Loosening.capabilities(['CHOWN'], WHY)] }).lowered('baseline').small.problems()).toEqual([]);
  });

  test('said once, and not of a patch that has nothing to do with it', () => {
    const estate = new LoosenedService({ loosening: [Loosening.runAsRoot(WHY)] });
    estate.api.patchBase(KustomizePatch.strategicMerge({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api', annotations: { note: 'x' } } }));
    const problems = estate.small.problems();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('is loosened beyond');
  });
});

describe('labels and annotations of all objects', () => {
  test('stand on each of them, and on no pod', () => {
    const estate = new LoosenedService({ labels: { team: 'core' }, annotations: { note: 'x' }, serviceAccountAnnotations: { note: 'own' } });
    const root = 'k8s/base/api/';
    const files = estate.small.write() && estate.small.files(root).filter((file) => file !== 'kustomization.yaml');
    for (const file of files) {
      const { metadata, options } = parse(estate.small.read(root + file));
      expect(options?.labels ?? metadata.labels).toMatchObject({ 'team': 'core', 'app.kubernetes.io/name': 'api' });
      expect(options?.annotations ?? metadata.annotations).toEqual({ note: file === 'serviceaccount.yaml' ? 'own' : 'x' });
    }
    expect(files.length).toBeGreaterThan(5);
    const { metadata } = estate.deployment.spec.template;
    expect(metadata.labels).not.toHaveProperty('team');
    expect(metadata).not.toHaveProperty('annotations');
  });

  test.each<[string, WorkloadOverrides, string]>([
    ['ours', { labels: { 'app.kubernetes.io/name': 'x' } }, 'has "app.kubernetes.io/name" in labels, where those of app.kubernetes.io/ are set for every workload: call it otherwise.'],
    ['ours of annotations', { annotations: { 'feiyue-projen/before': 'x' } }, 'has "feiyue-projen/before" in annotations, where those of feiyue-projen/ are set for every workload: call it otherwise.'],
    ['illegal', { labels: { team: 'a b' } }, 'has the label "team" with "a b" in labels; the value of a label has at most 63 letters, digits, "-", "_" and ".", with a letter or digit first and last.'],
  ])('%s are a problem', (_, options, problem) => {
    expect(new LoosenedService(options).small.problems()).toContain(`service "api" ${problem}`);
  });
});
