// Asks why for each line that each option of a service makes in an overlay.
import { SmallEstate } from './small-estate';
import {
  EnvSource,
  LifecycleHook,
  Loosening,
  Monitoring,
  PodField,
  PodSpread,
  Probe,
  ScalingMetric,
  ScalingPolicy,
  ScalingPolicySelect,
  ScalingTarget,
  ServiceOverrides,
  ServiceType,
  TaintEffect,
  TrafficSource,
  TrafficTarget,
  Volume,
} from '../../src';
import { explanationsOf } from '../../src/synth/run/explanations';


const DIGEST = `sha256:${'a'.repeat(64)}`;

/** Every option that an environment may override in its overlay, with a value that the base does not have, and the parts it is known by. */
const OVERRIDES: Required<{ readonly [option in Exclude<keyof ServiceOverrides, 'objective' | 'addedVariables' | 'team' | 'cloudBaseRun'>]: readonly [value: ServiceOverrides[option], parts: readonly string[]] }> = {
  image: ['registry.example/mirror/api:9', ['image']],
  imageTag: ['9', ['imageTag']],
  imageDigest: [DIGEST, ['imageDigest']],
  replicas: [{ min: 7, max: 9 }, ['replicas']],
  targetCpuUtilizationPercent: [41, ['targetCpuUtilizationPercent']],
  scaleOn: [[ScalingMetric.memory(60), ScalingMetric.external('queue', ScalingTarget.value('9'))], ['scaleOn']],
  scalingBehavior: [
    { scaleUp: { policies: [ScalingPolicy.pods(2, 60)] }, scaleDown: { stabilizationWindowSeconds: 9, selectPolicy: ScalingPolicySelect.MIN } },
    ['scalingBehavior.scaleUp.policies', 'scalingBehavior.scaleDown.stabilizationWindowSeconds', 'scalingBehavior.scaleDown.selectPolicy'],
  ],
  resources: [
    { requests: { cpu: '20m', memory: '20Mi', ephemeralStorage: '20Mi' }, limits: { cpu: '2', memory: '2Gi', ephemeralStorage: '2Gi' } },
    ['cpu', 'memory', 'ephemeralStorage'].flatMap((name) => [`resources.requests.${name}`, `resources.limits.${name}`]),
  ],
  liveness: [Probe.http('/alive'), ['liveness']],
  readiness: [Probe.http('/ready'), ['readiness']],
  startup: [Probe.tcp(), ['startup']],
  serviceType: [ServiceType.LOAD_BALANCER, ['serviceType']],
  serviceAnnotations: [{ note: 'x' }, ['serviceAnnotations.note']],
  startupTimeoutSeconds: [300, ['startupTimeoutSeconds']],
  env: [{ LEVEL: 'x', MODE: 'y' }, ['env.LEVEL', 'env.MODE']],
  secretEnv: [{ KEY: { secret: 'other', key: 'k' }, PASS: { secret: 'other', key: 'p' } }, ['secretEnv.KEY', 'secretEnv.PASS']],
  fieldEnv: [{ KEY: PodField.NAME, MODE: PodField.label('mode') }, ['fieldEnv.KEY', 'fieldEnv.MODE']],
  envFrom: [[EnvSource.secret('other')], ['envFrom']],
  removedVariables: [['MODE'], ['removedVariables']],
  volumes: [{ '/tmp': Volume.emptyDir({ sizeLimit: '9Mi' }) }, ['volumes./tmp']],
  command: [['/bin/other', '-x'], ['command']],
  args: [['a', 'b'], ['args']],
  allowedFrom: [[TrafficSource.namespace('other'), TrafficSource.cidr('10.9.0.0/16')], ['allowedFrom']],
  connectsTo: [[TrafficTarget.cidr('10.9.0.0/16', [1234])], ['connectsTo']],
  metrics: [{ port: 'proxy', path: '/stats/prometheus' }, ['metrics.port', 'metrics.path']],
  nodeSelector: [{ disk: 'ssd' }, ['nodeSelector.disk']],
  tolerations: [[{ key: 'dedicated', value: 'api', effect: TaintEffect.NO_EXECUTE, tolerationSeconds: 9 }], ['tolerations']],
  spread: [PodSpread.REQUIRED, ['spread']],
  priorityClassName: ['high', ['priorityClassName']],
  terminationGracePeriodSeconds: [99, ['terminationGracePeriodSeconds']],
  preStop: [LifecycleHook.sleep(9), ['preStop']],
  postStart: [LifecycleHook.exec(['/warm-up']), ['postStart']],
  labels: [{ team: 'core' }, ['labels.team']],
  annotations: [{ note: 'x' }, ['annotations.note']],
  podLabels: [{ team: 'core' }, ['podLabels.team']],
  podAnnotations: [{ note: 'x' }, ['podAnnotations.note']],
  serviceAccountAnnotations: [{ identity: 'x' }, ['serviceAccountAnnotations.identity']],
  imagePullSecrets: [['registry'], ['imagePullSecrets']],
  runAsUser: [20001, ['runAsUser']],
  runAsGroup: [20002, ['runAsGroup']],
  loosening: [[Loosening.writableRootFilesystem('it writes beside itself')], ['loosening']],
  initContainers: [{ migrate: { command: ['/bin/other'] } }, ['initContainers.migrate.command']],
  sidecars: [{ proxy: { liveness: Probe.tcp(), env: { MODE: 'x' } } }, ['sidecars.proxy.liveness', 'sidecars.proxy.env']],
};

describe('every option that an environment overrides', () => {
  const OVERLAY_OF_API = 'k8s/overlays/prod/api/kustomization.yaml';
  const linesOf = (small: SmallEstate) => small.read(OVERLAY_OF_API).trimEnd().split('\n');
  const before = linesOf(declareOverride());

  test.each(Object.entries(OVERRIDES))('%s is found from each line that it makes', (option, [value, parts]) => {
    const small = declareOverride({ [option]: value } as ServiceOverrides);
    const file = small.project.tryFindFile(OVERLAY_OF_API)!;
    const lines = linesOf(small);
    // Only the lines that are new: an answer costs a rendering for each of its possible causes.
    const found = lines.flatMap((line, index) => {
      if (before.includes(line)) return [];
      const [{ what }] = explanationsOf(file, { lines, index });
      expect([option, ...parts].map((part) => `${part} of service "api" in prod`)).toContain(what);
      return [what];
    });
    for (const part of parts) expect(found).toContain(`${part} of service "api" in prod`);
  });
});

function declareOverride(overrides?: ServiceOverrides): SmallEstate {
  const small = new SmallEstate('tencent', Monitoring.prometheusOperator());
  const { environment: prod } = small.addEnvironment('prod');
  const api = small.addService('api', {
    port: 8080,
    metrics: {},
    allowedFrom: [TrafficSource.sameNamespace(), TrafficSource.cidr('10.8.0.0/16')],
    env: { LEVEL: 'info', MODE: 'fast' },
    secretEnv: { KEY: { secret: 'keys', key: 'a' }, PASS: { secret: 'keys', key: 'b' } },
    initContainers: { migrate: { command: ['/bin/migrate'] } },
    sidecars: { proxy: { image: 'registry.example/proxy:1.2.3', ports: [{ name: 'proxy', port: 9901 }], env: { MODE: 'y' } } },
  });
  if (overrides) api.override(prod, overrides);
  small.write();
  return small;
}
