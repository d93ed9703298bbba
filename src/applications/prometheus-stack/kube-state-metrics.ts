import { metadataOf, partLabels, renderAccess, renderPart, renderPartService, StackModel } from './stack-model';
import { containerSecurity, DEFAULT_USER } from '../../kubernetes/manifests/hardening';
import type { Manifest } from '../../kubernetes/manifests/manifest';

export const STATE_METRICS = 'kube-state-metrics';
export const STATE_METRICS_PORT = 8080;
const TELEMETRY_PORT = 8081;

/** Its flags are those of this release. */
const IMAGE = 'registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.19.1';

/** What it tells of, by API group: all that rules and dashboards read. Secrets and ConfigMaps are not among them. */
const RESOURCES: Readonly<Record<string, readonly string[]>> = {
  '': ['namespaces', 'nodes', 'persistentvolumeclaims', 'persistentvolumes', 'pods', 'services'],
  'apps': ['daemonsets', 'deployments', 'replicasets', 'statefulsets'],
  'autoscaling': ['horizontalpodautoscalers'],
  'batch': ['cronjobs', 'jobs'],
  'policy': ['poddisruptionbudgets'],
};

/** What tells Prometheus how the objects of Kubernetes are. Source: `examples/standard` of its makers, which also reads Secrets. */
export function renderStateMetrics(model: StackModel): Record<string, Manifest> {
  const rules = Object.entries(RESOURCES).map(([group, resources]) => ({ apiGroups: [group], resources, verbs: ['list', 'watch'] }));
  return {
    ...renderAccess(model, STATE_METRICS, rules),
    [`${STATE_METRICS}/deployment.yaml`]: renderPart(model, { name: STATE_METRICS, containers: [CONTAINER] }),
    [`${STATE_METRICS}/service.yaml`]: renderPartService(model, STATE_METRICS, STATE_METRICS_PORT),
  };
}

/** Tells Prometheus to read it: the labels are those of the objects that it tells of, not of itself. */
export function renderStateMetricsMonitor(model: StackModel): Manifest {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: metadataOf(model, STATE_METRICS),
    spec: {
      jobLabel: 'app.kubernetes.io/name',
      selector: { matchLabels: partLabels(STATE_METRICS) },
      endpoints: [{ port: 'http', honorLabels: true, scrapeTimeout: '30s', relabelings: [{ action: 'labeldrop', regex: '(pod|service|endpoint|namespace|container)' }] }],
    },
  };
}

const CONTAINER = {
  name: STATE_METRICS,
  image: IMAGE,
  imagePullPolicy: 'Always',
  args: [`--port=${STATE_METRICS_PORT}`, `--telemetry-port=${TELEMETRY_PORT}`, `--resources=${Object.values(RESOURCES).flat().sort().join(',')}`],
  ports: [{ name: 'http', containerPort: STATE_METRICS_PORT, protocol: 'TCP' }, { name: 'telemetry', containerPort: TELEMETRY_PORT, protocol: 'TCP' }],
  livenessProbe: { httpGet: { path: '/livez', port: 'http' }, initialDelaySeconds: 5 },
  readinessProbe: { httpGet: { path: '/readyz', port: 'telemetry' } },
  resources: {
    requests: { 'cpu': '10m', 'memory': '128Mi', 'ephemeral-storage': '16Mi' },
    limits: { 'cpu': '500m', 'memory': '512Mi', 'ephemeral-storage': '64Mi' },
  },
  securityContext: containerSecurity(DEFAULT_USER),
};
