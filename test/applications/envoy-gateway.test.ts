import { parse } from 'yaml';
import { SmallApplications } from './small-applications';
import { EnvoyGatewayOptions, KustomizePatch } from '../../src';
import type { CloudName } from '../../src/clouds/cloud-name';

const FOLDER = 'k8s/applications/envoy-gateway';

function estate(options?: EnvoyGatewayOptions, cloud?: CloudName): SmallApplications {
  const made = new SmallApplications(cloud);
  made.addEnvoyGateway(options);
  return made;
}

function written(options?: EnvoyGatewayOptions, cloud?: CloudName): SmallApplications {
  const made = estate(options, cloud);
  made.write();
  return made;
}

/** What the EnvoyProxy says of the pods and the Service of gateways. */
function proxy(options?: EnvoyGatewayOptions, cloud?: CloudName): any {
  return parse(written(options, cloud).read(`${FOLDER}/gateway-class/envoyproxy.yaml`)).spec;
}

test('a folder installs it with Gateway API, and one in it, which comes after that, has its class', () => {
  const made = written();
  expect(made.files(FOLDER)).toEqual([
    'default-namespace.yaml', 'gateway-class/envoyproxy.yaml', 'gateway-class/gatewayclass.yaml', 'gateway-class/kustomization.yaml', 'kustomization.yaml', 'namespace.yaml',
    'network/certgen.yaml', 'network/controller.yaml', 'network/default-deny.yaml', 'network/proxies.yaml',
    'upstream/LICENSE', 'upstream/gateway-api/LICENSE', 'upstream/gateway-api/standard-install.yaml', 'upstream/install.yaml',
  ]);
  expect(parse(made.read(`${FOLDER}/kustomization.yaml`)).resources.slice(-2)).toEqual(['upstream/gateway-api/standard-install.yaml', 'upstream/install.yaml']);
  expect(parse(made.read(`${FOLDER}/namespace.yaml`)).metadata).toMatchObject({ name: 'envoy-gateway-system', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } });
  const { metadata, spec } = parse(made.read(`${FOLDER}/gateway-class/gatewayclass.yaml`));
  expect([metadata.name, spec.controllerName, spec.parametersRef.name]).toEqual(['envoy-gateway', 'gateway.envoyproxy.io/gatewayclass-controller', 'envoy-gateway']);
  expect(made.read(`${FOLDER}/upstream/install.yaml`)).toContain('controllerName: gateway.envoyproxy.io/gatewayclass-controller');
});

test('a cluster that brings Gateway API gets none', () => {
  expect(written({ includeGatewayApi: false }).files(FOLDER).filter((file) => file.includes('gateway-api'))).toEqual([]);
});

test('each is in the environments that it names', () => {
  const made = new SmallApplications();
  const names = ['dev', 'prod'];
  for (const name of names) made.addEnvironment(name);
  const there = [
    made.addEnvoyGateway({ environments: ['dev'] }), made.addCertManager({ environments: ['dev'] }), made.addExternalDns({ environments: ['dev'] }), made.addTailscaleOperator(),
  ].map((application) => made.environments.filter((environment) => application._isIn(environment)).map(({ name }) => name));
  expect(there).toEqual([['dev'], ['dev'], ['dev'], names]);
});

test('what follows an application is known to who applies it', () => {
  const made = new SmallApplications();
  expect([made.addEnvoyGateway(), made.addCertManager(), made.addArgoCd(), made.addKubeOidcProxy()].map(({ _followers }) => _followers)).toEqual([
    [`${FOLDER}/gateway-class`], ['k8s/applications/cert-manager/issuers'], ['k8s/applications/argo-cd/environments'], [],
  ]);
});

test.each<[EnvoyGatewayOptions['replicas'], object]>([
  [undefined, { envoyHpa: { minReplicas: 2, maxReplicas: 5 } }],
  [{ min: 3, max: 4 }, { envoyHpa: { minReplicas: 3, maxReplicas: 4 } }],
  [{ min: 3, max: 3 }, { envoyDeployment: { replicas: 3 } }],
])('replicas %j make %j', (replicas, expected) => {
  const { kubernetes } = proxy({ replicas }).provider;
  expect(kubernetes).toMatchObject(expected);
  // Two who set the number of pods would fight.
  expect('envoyHpa' in kubernetes).toBe(!('replicas' in kubernetes.envoyDeployment));
});

test.each<[CloudName, object | undefined]>([
  ['tencent', { 'service.cloud.tencent.com/direct-access': 'true', 'service.cloud.tencent.com/pass-to-target': 'true' }],
  ['azure', undefined],
])('on %s every load balancer has the annotations %j', (cloud, annotations) => {
  expect(proxy({}, cloud).provider.kubernetes.envoyService).toEqual({ type: 'LoadBalancer', externalTrafficPolicy: 'Local', ...(annotations && { annotations }) });
});

test('proxySettings are laid over what stands there, map by map', () => {
  const spec = proxy({ proxySettings: { logging: { level: { default: 'info' } }, provider: { kubernetes: { envoyService: { loadBalancerSourceRanges: ['10.0.0.0/8'] }, envoyPDB: { maxUnavailable: 2 } } } } });
  expect(spec).toMatchObject({
    logging: { level: { default: 'info' } },
    provider: { type: 'Kubernetes', kubernetes: { envoyPDB: { maxUnavailable: 2 }, envoyService: { type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0/8'] } } },
  });
});

test.each<[cloud: CloudName, options: EnvoyGatewayOptions, problem: string]>([
  ['tencent', { replicas: { min: 0, max: 2 } }, 'has replicas.min 0; it has to be a whole number from 1 to 1000.'],
  ['tencent', { replicas: { min: 3, max: 2 } }, 'has replicas.max 2; it has to be a whole number from 3 to 1000.'],
  ['azure', { proxySettings: { extraArgs: ['\ta\nb'] } }, 'has several lines that begin with a tab in proxySettings, which kustomize cannot carry to the cluster: leave it out.'],
  ['azure', { proxySettings: { provider: { type: 'Kubernetes' } } }, 'has proxySettings that change nothing: leave them out'],
])('on %s it is refused with %j', (cloud, options, problem) => {
  expect(estate(options, cloud).problems()).toEqual([`application "envoy-gateway" ${problem}`]);
});

test('can be patched, and the patch is tried', () => {
  const made = new SmallApplications();
  const patch = (replicas: number) => KustomizePatch.strategicMerge({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'envoy-gateway', namespace: 'envoy-gateway-system' }, spec: { replicas } });
  made.addEnvoyGateway().patch(patch(3)).patch(patch(3));
  expect(made.problems()).toEqual(['application "envoy-gateway" has a patch that does not fit: it changes nothing: everything already has these values. Remove it']);
});
