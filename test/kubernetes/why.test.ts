import { FeiyueProject, KustomizePatch, TrafficSource, TrafficTarget } from '../../src';
import { emptyProject } from '../default-estate';
import { askWhy, askWhyText } from '../synth/ask-why';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const HPA = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'api' } };
const NAMESPACE = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'feiyue-mono-prod-eu' } };

function declare(): FeiyueProject {
  const project = emptyProject();
  const dev = project.addEnvironment('dev');
  const prod = project.addEnvironment('prod-eu', { promotedFrom: dev });
  const api = project.addService('api', {
    port: 8080,
    replicas: { min: 2, max: 4 },
    env: { LEVEL: 'info', MODE: 'fast' },
    secretEnv: { KEY: { secret: 'keys', key: 'a' }, PASS: { secret: 'keys', key: 'b' } },
    resources: { limits: { memory: '512Mi' } },
    connectsTo: [TrafficTarget.cidr('10.0.0.0/16', [5432]), TrafficTarget.cidr('10.1.0.0/16', [6379])],
    allowedFrom: [TrafficSource.namespace('gateway')],
    command: ['/bin/api'],
  });
  api.override(prod, { imageTag: '1.2.3', env: { LEVEL: 'warn' }, targetCpuUtilizationPercent: 50 });
  api.override(prod, { env: { MODE: 'safe' }, imageDigest: DIGEST });
  api.patchBase(KustomizePatch.json6902({ kind: 'Deployment', name: 'api' }, [{ op: 'add', path: '/metadata/annotations', value: { base: 'x' } }]));
  api.patch(prod, KustomizePatch.strategicMerge({ ...HPA, metadata: { name: 'api', annotations: { first: 'x' } } }));
  api.patch(prod, KustomizePatch.strategicMerge({ ...HPA, metadata: { name: 'api', annotations: { second: 'x' } } }));
  const web = project.addService('web', { port: 9090, connectsTo: [TrafficTarget.service('api')] });
  web.patchBase(KustomizePatch.json6902({ kind: 'NetworkPolicy' }, [{ op: 'add', path: '/spec/ingress/0/ports/-', value: { port: 9797 } }]));
  web.override(prod, { allowedFrom: [TrafficSource.namespace('edge')] });
  project.overlay(prod).patch(KustomizePatch.strategicMerge({ ...NAMESPACE, metadata: { ...NAMESPACE.metadata, labels: { team: 'core' } } }));
  project.tryFindObjectFile('k8s/base/web/service.yaml')!.addOverride('spec.sessionAffinity', 'ClientIP');
  project.synth();
  return project;
}

const project = declare();

const API = 'const api = project.addService(\'api\', {';
const WEB = 'const web = project.addService(\'web\', { port: 9090, connectsTo: [TrafficTarget.service(\'api\')] });';
const PROD = 'const prod = project.addEnvironment(\'prod-eu\', { promotedFrom: dev });';
const FIRST_OVERRIDE = 'api.override(prod, { imageTag: \'1.2.3\', env: { LEVEL: \'warn\' }, targetCpuUtilizationPercent: 50 });';
const SECOND_OVERRIDE = 'api.override(prod, { env: { MODE: \'safe\' }, imageDigest: DIGEST });';
const FIRST_PATCH = 'api.patch(prod, KustomizePatch.strategicMerge({ ...HPA, metadata: { name: \'api\', annotations: { first: \'x\' } } }));';
const SECOND_PATCH = 'api.patch(prod, KustomizePatch.strategicMerge({ ...HPA, metadata: { name: \'api\', annotations: { second: \'x\' } } }));';
const BASE_PATCH = 'api.patchBase(KustomizePatch.json6902({ kind: \'Deployment\', name: \'api\' }, [{ op: \'add\', path: \'/metadata/annotations\', value: { base: \'x\' } }]));';
const WEB_PATCH = 'web.patchBase(KustomizePatch.json6902({ kind: \'NetworkPolicy\' }, [{ op: \'add\', path: \'/spec/ingress/0/ports/-\', value: { port: 9797 } }]));';
const OVERLAY_PATCH = 'project.overlay(prod).patch(KustomizePatch.strategicMerge({ ...NAMESPACE, metadata: { ...NAMESPACE.metadata, labels: { team: \'core\' } } }));';
const DEPLOYMENT = 'k8s/base/api/deployment.yaml';
const POLICY = 'k8s/base/api/networkpolicy.yaml';
const OVERLAY = 'k8s/overlays/prod-eu/api/kustomization.yaml';
const ENVIRONMENT = 'k8s/overlays/prod-eu';
const PATCH_BASE = 'project.addService(\'api\', { … }) or api.patchBase(KustomizePatch.strategicMerge({ … }))';

type Row = [file: string, below: string, text: string, declaredBy: string | undefined, what: string, change: string];

const CASES: readonly Row[] = [
  ['k8s/base/api/hpa.yaml', '', 'minReplicas: 2', API, 'replicas of service "api"', 'project.addService(\'api\', { replicas: … })'],
  ['k8s/base/web/hpa.yaml', '', 'minReplicas: 2', undefined, 'replicas of service "web"', 'project.addService(\'web\', { replicas: … })'],
  ['k8s/base/api/hpa.yaml', '', 'averageUtilization', undefined, 'targetCpuUtilizationPercent of service "api"', 'project.addService(\'api\', { targetCpuUtilizationPercent: … })'],
  [DEPLOYMENT, '', 'containerPort', API, 'port of service "api"', 'project.addService(\'api\', { port: … })'],
  [DEPLOYMENT, 'limits', 'memory: 512Mi', API, 'resources.limits.memory of service "api"', 'project.addService(\'api\', { resources: { limits: { memory: … } } })'],
  [DEPLOYMENT, 'limits', 'cpu', undefined, 'resources.limits.cpu of service "api"', 'project.addService(\'api\', { resources: { limits: { cpu: … } } })'],
  [DEPLOYMENT, 'requests', 'cpu', undefined, 'resources.requests.cpu of service "api"', 'project.addService(\'api\', { resources: { requests: { cpu: … } } })'],
  [DEPLOYMENT, '', '/bin/api', API, 'command of service "api"', 'project.addService(\'api\', { command: … })'],
  [DEPLOYMENT, '', 'name: KEY', API, 'secretEnv.KEY of service "api"', 'project.addService(\'api\', { secretEnv: { KEY: … } })'],
  [DEPLOYMENT, 'name: KEY', 'valueFrom', API, 'secretEnv.KEY of service "api"', 'project.addService(\'api\', { secretEnv: { KEY: … } })'],
  [DEPLOYMENT, 'name: PASS', 'name: keys', API, 'secretEnv.PASS of service "api"', 'project.addService(\'api\', { secretEnv: { PASS: … } })'],
  [DEPLOYMENT, '', 'env:', API, 'secretEnv of service "api"', 'project.addService(\'api\', { secretEnv: … })'],
  [DEPLOYMENT, 'livenessProbe', 'path:', undefined, 'liveness of service "api"', 'project.addService(\'api\', { liveness: … })'],
  [DEPLOYMENT, 'readinessProbe', 'path:', undefined, 'readiness of service "api"', 'project.addService(\'api\', { readiness: … })'],
  [DEPLOYMENT, '', 'failureThreshold', undefined, 'startupTimeoutSeconds of service "api"', 'project.addService(\'api\', { startupTimeoutSeconds: … })'],
  [DEPLOYMENT, '', 'image:', undefined, 'image of service "api"', 'project.addService(\'api\', { image: … })'],
  [DEPLOYMENT, '', 'runAsUser', undefined, 'runAsUser of service "api"', 'project.addService(\'api\', { runAsUser: … })'],
  [DEPLOYMENT, '', 'readOnlyRootFilesystem', API, 'service "api"', PATCH_BASE],
  [DEPLOYMENT, '', '# ~~', API, 'service "api"', PATCH_BASE],
  ['k8s/base/api/configmap.yaml', '', 'LEVEL=info', API, 'env.LEVEL of service "api"', 'project.addService(\'api\', { env: { LEVEL: … } })'],
  ['k8s/base/api/configmap.yaml', '', 'PORT=8080', API, 'port of service "api"', 'project.addService(\'api\', { port: … })'],
  [POLICY, '', 'gateway', API, 'allowedFrom of service "api"', 'project.addService(\'api\', { allowedFrom: … })'],
  [POLICY, '', 'app.kubernetes.io/instance: web', WEB, 'connectsTo of service "web"', 'project.addService(\'web\', { connectsTo: … })'],
  [POLICY, '', 'port: 5432', API, 'connectsTo of service "api"', 'project.addService(\'api\', { connectsTo: … })'],
  ['k8s/base/web/networkpolicy.yaml', '', 'podSelector: {}', undefined, 'allowedFrom of service "web"', 'project.addService(\'web\', { allowedFrom: … })'],
  ['k8s/base/api/kustomization.yaml', '', 'base: x', BASE_PATCH, 'patch of service "api"', 'api.patchBase(…)'],
  ['k8s/base/api/kustomization.yaml', '', 'patches:', BASE_PATCH, 'patch of service "api"', 'api.patchBase(…)'],
  ['k8s/base/web/service.yaml', '', 'sessionAffinity', undefined, 'an override of the file k8s/base/web/service.yaml', 'project.findObjectFile(\'k8s/base/web/service.yaml\').addOverride(…)'],
  ['k8s/base/web/service.yaml', '', 'port: 9090', WEB, 'port of service "web"', 'project.addService(\'web\', { port: … })'],
  [OVERLAY, '', 'LEVEL=warn', FIRST_OVERRIDE, 'env.LEVEL of service "api" in prod-eu', 'api.override(prodEu, { env: { LEVEL: … } })'],
  [OVERLAY, '', 'MODE=safe', SECOND_OVERRIDE, 'env.MODE of service "api" in prod-eu', 'api.override(prodEu, { env: { MODE: … } })'],
  [OVERLAY, '', 'configMapGenerator', SECOND_OVERRIDE, 'service "api" in prod-eu', 'api.override(prodEu, { … })'],
  [OVERLAY, '', 'newTag', FIRST_OVERRIDE, 'imageTag of service "api" in prod-eu', 'api.override(prodEu, { imageTag: … })'],
  [OVERLAY, '', 'digest', SECOND_OVERRIDE, 'imageDigest of service "api" in prod-eu', 'api.override(prodEu, { imageDigest: … })'],
  [OVERLAY, '', 'averageUtilization', FIRST_OVERRIDE, 'targetCpuUtilizationPercent of service "api" in prod-eu', 'api.override(prodEu, { targetCpuUtilizationPercent: … })'],
  [OVERLAY, '', 'first: x', FIRST_PATCH, 'patch of service "api" in prod-eu', 'api.patch(prodEu, …)'],
  [OVERLAY, 'averageUtilization', '- patch: |', FIRST_PATCH, 'patch of service "api" in prod-eu', 'api.patch(prodEu, …)'],
  [OVERLAY, 'first: x', '- patch: |', SECOND_PATCH, 'patch of service "api" in prod-eu', 'api.patch(prodEu, …)'],
  [OVERLAY, '', 'second: x', SECOND_PATCH, 'patch of service "api" in prod-eu', 'api.patch(prodEu, …)'],
  [OVERLAY, '', 'namespace:', PROD, 'namespace of environment "prod-eu"', 'project.addEnvironment(\'prod-eu\', { namespace: … })'],
  [OVERLAY, '', 'base/api', API, 'service "api" in prod-eu', 'api.override(prodEu, { … }) or api.patch(prodEu, KustomizePatch.strategicMerge({ … }))'],
  [`${ENVIRONMENT}/web/kustomization.yaml`, '', 'port: 9797', WEB_PATCH, 'patch of service "web"', 'web.patchBase(…)'],
  ['k8s/overlays/dev/api/kustomization.yaml', '', 'newTag', undefined, 'imageTag of service "api"', 'api.override(dev, { imageTag: … })'],
  [`${ENVIRONMENT}/kustomization.yaml`, '', '- web', WEB, 'service "web"', 'project.addService(\'web\', …)'],
  [`${ENVIRONMENT}/kustomization.yaml`, '', 'team: core', OVERLAY_PATCH, 'patch of environment "prod-eu"', 'project.overlay(prodEu).patch(…)'],
  [`${ENVIRONMENT}/namespace.yaml`, 'metadata', 'name:', PROD, 'namespace of environment "prod-eu"', 'project.addEnvironment(\'prod-eu\', { namespace: … })'],
  [`${ENVIRONMENT}/networkpolicy.yaml`, '', 'Ingress', PROD, 'environment "prod-eu"', 'project.overlay(prodEu).patch(KustomizePatch.strategicMerge({ … }))'],
  ['ops/monitoring/api.rules.yaml', '', 'ServiceUnavailable', API, 'alert rules of service "api"', 'project.findObjectFile(\'ops/monitoring/api.rules.yaml\').addOverride(…)'],
];

describe('why a line of a service is as it is', () => {
  test.each(CASES)('%s: %s … %s', (file, below, text, declaredBy, what, change) => {
    expect(askWhyText(project, file, text, below)).toContainEqual({ declaredBy, what, change });
    expect(askWhyText(project, file, text, below)[0].what).toBe(what);
  });

  test('an overlay as a whole is explained by its service', () => {
    expect(askWhy(project, OVERLAY)).toEqual([expect.objectContaining({ declaredBy: API, what: 'service "api" in prod-eu' })]);
  });
});
