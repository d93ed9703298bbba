import { PROMETHEUS_SERVICE } from './prometheus';
import { metadataOf, renderAccess, renderPart, renderPartService, StackModel } from './stack-model';
import { DASHBOARD_LABELS } from '../../estate/monitoring';
import { containerSecurity, DEFAULT_USER, TMP_MOUNT, TMP_VOLUME } from '../../kubernetes/manifests/hardening';
import type { Manifest } from '../../kubernetes/manifests/manifest';
import { jsonText } from '../../text/json-text';

export const GRAFANA = 'grafana';
const PORT = 3000;
const IMAGE = 'grafana/grafana:13.1.3';
const SIDECAR_IMAGE = 'quay.io/kiwigrid/k8s-sidecar:1.30.7';
const DASHBOARDS_DIR = '/var/lib/dashboards';

/** Grafana with a container that brings it the dashboards of all namespaces. Nobody logs in to it: who reaches it may look. */
export function renderGrafana(model: StackModel): Record<string, Manifest> {
  return {
    ...renderAccess(model, GRAFANA, [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] }]),
    [`${GRAFANA}/configmap.yaml`]: { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadataOf(model, GRAFANA), data: FILES },
    [`${GRAFANA}/deployment.yaml`]: renderPart(model, {
      name: GRAFANA,
      containers: [SERVER, SIDECAR],
      volumes: [
        TMP_VOLUME,
        { name: 'data', emptyDir: { sizeLimit: '256Mi' } },
        { name: 'dashboards', emptyDir: { sizeLimit: '64Mi' } },
        { name: 'provisioning', configMap: { name: GRAFANA, items: [{ key: 'datasources.yaml', path: 'datasources/datasources.yaml' }, { key: 'dashboards.yaml', path: 'dashboards/dashboards.yaml' }] } },
      ],
    }),
    [`${GRAFANA}/service.yaml`]: renderPartService(model, GRAFANA, PORT),
  };
}

/** JSON is YAML, and Grafana looks at the end of the name. */
const FILES = {
  'dashboards.yaml': jsonText({ apiVersion: 1, providers: [{ name: 'default', type: 'file', options: { path: DASHBOARDS_DIR } }] }),
  'datasources.yaml': jsonText({
    apiVersion: 1, datasources: [{ name: 'Prometheus', uid: 'prometheus', type: 'prometheus', access: 'proxy', url: `http://${PROMETHEUS_SERVICE}:9090`, isDefault: true }],
  }),
};

const SETTINGS = {
  GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES: 'false',
  GF_ANALYTICS_CHECK_FOR_UPDATES: 'false',
  GF_ANALYTICS_REPORTING_ENABLED: 'false',
  GF_AUTH_ANONYMOUS_ENABLED: 'true',
  GF_AUTH_ANONYMOUS_ORG_ROLE: 'Viewer',
  GF_AUTH_BASIC_ENABLED: 'false',
  GF_AUTH_DISABLE_LOGIN_FORM: 'true',
  // Else there would be an administrator with a password that everyone knows.
  GF_SECURITY_DISABLE_INITIAL_ADMIN_CREATION: 'true',
};

const LIMITS = { 'cpu': '500m', 'memory': '512Mi', 'ephemeral-storage': '512Mi' };

const SERVER = {
  name: GRAFANA,
  image: IMAGE,
  imagePullPolicy: 'Always',
  env: Object.entries(SETTINGS).map(([name, value]) => ({ name, value })),
  ports: [{ name: 'http', containerPort: PORT, protocol: 'TCP' }],
  startupProbe: { httpGet: { path: '/api/health', port: 'http' }, periodSeconds: 5, failureThreshold: 24 },
  livenessProbe: { tcpSocket: { port: 'http' } },
  readinessProbe: { httpGet: { path: '/api/health', port: 'http' } },
  resources: { requests: { 'cpu': '50m', 'memory': '192Mi', 'ephemeral-storage': '64Mi' }, limits: LIMITS },
  securityContext: containerSecurity(DEFAULT_USER),
  volumeMounts: [
    TMP_MOUNT,
    { name: 'data', mountPath: '/var/lib/grafana' },
    { name: 'dashboards', mountPath: DASHBOARDS_DIR, readOnly: true },
    { name: 'provisioning', mountPath: '/etc/grafana/provisioning', readOnly: true },
  ],
};

const [[LABEL, LABEL_VALUE]] = Object.entries(DASHBOARD_LABELS);

/** Source: the documentation of k8s-sidecar, `METHOD` and the following. */
const SIDECAR = {
  name: 'dashboards',
  image: SIDECAR_IMAGE,
  imagePullPolicy: 'Always',
  env: Object.entries({ METHOD: 'WATCH', RESOURCE: 'configmap', NAMESPACE: 'ALL', LABEL, LABEL_VALUE, FOLDER: DASHBOARDS_DIR }).map(([name, value]) => ({ name, value })),
  resources: { requests: { 'cpu': '10m', 'memory': '64Mi', 'ephemeral-storage': '16Mi' }, limits: { 'cpu': '200m', 'memory': '256Mi', 'ephemeral-storage': '64Mi' } },
  securityContext: containerSecurity(DEFAULT_USER),
  volumeMounts: [TMP_MOUNT, { name: 'dashboards', mountPath: DASHBOARDS_DIR }],
};
