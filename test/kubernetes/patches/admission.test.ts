import { KustomizePatch } from '../../../src/kubernetes/kustomize/kustomize-patch';
import { SmallEstate } from '../small-estate';

const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' } };
const PRIVILEGED = KustomizePatch.strategicMerge({ ...DEPLOYMENT, spec: { template: { spec: { containers: [{ name: 'api', securityContext: { privileged: true } }] } } } });
const REFUSED = (namespace: string, why: string) => 'has a patch after which it would have pods that its namespace '
  + `"${namespace}" does not admit, because it enforces the Pod Security Standard "restricted": Deployment "api": ${why}`;
const IS_PRIVILEGED = 'container "api" must not set securityContext.privileged=true';

/** A patch of the namespace of `dev` that makes it enforce another standard. */
function enforcing(standard: string): KustomizePatch {
  return KustomizePatch.strategicMerge({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop-dev', labels: { 'pod-security.kubernetes.io/enforce': standard } } });
}

function declare() {
  const estate = new SmallEstate();
  const overlay = estate.addEnvironment('dev');
  return { estate, overlay, service: estate.addService('api') };
}

describe('a pod that its namespace does not admit is a problem', () => {
  test('when a patch of the base makes it so', () => {
    const { estate, service } = declare();
    service.patchBase(PRIVILEGED);
    expect(estate.problems()).toEqual([`service "api" ${REFUSED('shop-dev', IS_PRIVILEGED)}`]);
  });

  test('when a patch of an environment makes it so', () => {
    const { estate, service } = declare();
    service.patch('dev', PRIVILEGED);
    expect(estate.problems()).toEqual([`service "api" ${REFUSED('shop-dev', IS_PRIVILEGED)}`]);
  });

  test('when a patch of a whole environment makes it so', () => {
    const { estate, overlay } = declare();
    overlay.patch(PRIVILEGED);
    expect(estate.problems()).toEqual([`environment "dev" ${REFUSED('shop-dev', IS_PRIVILEGED)}`]);
  });

  test.each<[string, object, string]>([
    ['a sidecar', { containers: [{ name: 'log', image: 'log:1.0' }] }, 'container "log" must set securityContext.allowPrivilegeEscalation=false; container "log" must set securityContext.capabilities.drop=["ALL"]'],
    ['an init container', { initContainers: [{ name: 'init', image: 'init:1.0', securityContext: { allowPrivilegeEscalation: false } }] }, 'container "init" must set securityContext.capabilities.drop=["ALL"]'],
    ['the network of the host', { hostNetwork: true }, 'must not set hostNetwork=true'],
    ['a volume', { volumes: [{ name: 'docker', hostPath: { path: '/var/run/docker.sock' } }] }, 'volume "docker" must not be a hostPath'],
  ])('because of %s', (_, spec, why) => {
    const { estate, service } = declare();
    service.patchBase(KustomizePatch.strategicMerge({ ...DEPLOYMENT, spec: { template: { spec } } }));
    expect(estate.problems()).toEqual([`service "api" ${REFUSED('shop-dev', why)}`]);
  });

  test.each<[string, Parameters<typeof KustomizePatch.json6902>[1][number], string]>([
    ['a JSON patch that adds', { op: 'add', path: '/spec/template/spec/hostPID', value: true }, 'must not set hostPID=true'],
    ['a JSON patch that removes', { op: 'remove', path: '/spec/template/spec/containers/0/securityContext/capabilities' }, 'container "api" must set securityContext.capabilities.drop=["ALL"]'],
  ])('because of %s', (_, operation, why) => {
    const { estate, service } = declare();
    service.patchBase(KustomizePatch.json6902({ kind: 'Deployment' }, [operation]));
    expect(estate.problems()).toEqual([`service "api" ${REFUSED('shop-dev', why)}`]);
  });

  test('unless the namespace enforces less', () => {
    const { estate, overlay, service } = declare();
    service.patchBase(PRIVILEGED);
    overlay.patch(enforcing('privileged'));
    expect(estate.problems()).toEqual([]);
  });

  test('unless a later patch mends it', () => {
    const { estate, overlay, service } = declare();
    service.patchBase(PRIVILEGED);
    overlay.patch(KustomizePatch.strategicMerge({ ...DEPLOYMENT, spec: { template: { spec: { containers: [{ name: 'api', securityContext: { privileged: false } }] } } } }));
    expect(estate.problems()).toEqual([]);
  });

  test('by what the namespace enforces, and not by what it was', () => {
    const { estate, overlay, service } = declare();
    service.patchBase(PRIVILEGED);
    overlay.patch(enforcing('baseline'));
    expect(estate.problems()).toEqual([expect.stringContaining('enforces the Pod Security Standard "baseline": Deployment "api": container "api" must not set securityContext.privileged=true')]);
  });
});

test('a standard that there is not is a problem', () => {
  const { estate, overlay } = declare();
  overlay.patch(enforcing('restrited'));
  expect(estate.problems()).toEqual([
    'environment "dev" has a patch after which it has namespace "shop-dev" with the label pod-security.kubernetes.io/enforce: "restrited", which Kubernetes refuses: say "restricted", "baseline" or "privileged"',
  ]);
});

test('a moving image that a patch brings is refused in a protected environment alone', () => {
  const { estate, overlay, service } = declare();
  estate.addEnvironment('prod', { promotedFrom: overlay.environment });
  const security = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
  service.patchBase(KustomizePatch.strategicMerge({ ...DEPLOYMENT, spec: { template: { spec: { containers: [{ name: 'log', image: 'redis:alpine', securityContext: security }] } } } }));
  expect(estate.problems()).toEqual([
    'service "api" has a patch after which it would run image "redis" with the moving tag "alpine" in the protected environment "prod" (Deployment "api"): give it a tag with a version, such as "1.27.3", or a digest',
  ]);
});

test.each([
  'default', 'kube-system', 'kube-public', 'kube-node-lease', 'kube-anything', 'argocd', 'tailscale', 'gatekeeper-system', 'calico-system', 'tigera-operator', 'aks-command', 'tcr-assistant-system', 'cert-manager',
])('the namespace %s is refused for an environment', (namespace) => {
  const estate = new SmallEstate();
  estate.addEnvironment('dev', { namespace });
  expect(estate.problems()).toEqual([expect.stringMatching(`^environment "dev" has the namespace "${namespace}": .*Choose another one, such as namespace: 'shop-dev'.$`)]);
});

test.each(['shop', 'aks-demo-dev', 'azure-shop-dev', 'defaults', 'my-kube-system', 'argocd-demo', 'tailscales'])('the namespace %s is fine', (namespace) => {
  const estate = new SmallEstate();
  estate.addEnvironment('dev', { namespace });
  expect(estate.problems()).toEqual([]);
});
