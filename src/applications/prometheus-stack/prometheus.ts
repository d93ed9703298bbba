import { metadataOf, renderAccess, StackModel } from './stack-model';
import { MONITORING_NAMESPACE } from '../../estate/monitoring';
import { DEFAULT_USER, podSecurity } from '../../kubernetes/manifests/hardening';
import type { Manifest } from '../../kubernetes/manifests/manifest';

export const PROMETHEUS = 'prometheus';
export const ALERTMANAGER = 'alertmanager';

/** The Services that the operator makes for all Prometheus and all Alertmanagers of a namespace. */
export const PROMETHEUS_SERVICE = 'prometheus-operated';
const ALERTMANAGER_SERVICE = 'alertmanager-operated';

const LOOK = ['get', 'list', 'watch'];
const ALL = {};

/** Who Prometheus is, and what it reads of the cluster. Source: `example/rbac/prometheus` of the operator's makers, without what is for Ingresses and nodes by name. */
export function renderPrometheusAccess(model: StackModel): Record<string, Manifest> {
  return renderAccess(model, PROMETHEUS, [
    { apiGroups: [''], resources: ['endpoints', 'pods', 'services'], verbs: LOOK },
    { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: LOOK },
    { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
  ]);
}

/** Two that ask and judge the same, so that one may fail. They read the rules and monitors of all namespaces. */
export function renderPrometheus(model: StackModel): Manifest {
  const { retentionDays, storageSize, storageClassName } = model;
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'Prometheus',
    metadata: metadataOf(model, PROMETHEUS),
    spec: {
      replicas: 2,
      serviceAccountName: PROMETHEUS,
      securityContext: podSecurity(DEFAULT_USER),
      podMonitorSelector: ALL,
      podMonitorNamespaceSelector: ALL,
      serviceMonitorSelector: ALL,
      serviceMonitorNamespaceSelector: ALL,
      ruleSelector: ALL,
      ruleNamespaceSelector: ALL,
      scrapeInterval: '30s',
      retention: `${retentionDays}d`,
      storage: {
        volumeClaimTemplate: {
          spec: { accessModes: ['ReadWriteOnce'], ...(storageClassName !== undefined && { storageClassName }), resources: { requests: { storage: storageSize } } },
        },
      },
      resources: { requests: { cpu: '200m', memory: '1Gi' }, limits: { memory: '4Gi' } },
      alerting: { alertmanagers: [{ namespace: MONITORING_NAMESPACE, name: ALERTMANAGER_SERVICE, port: 'web', apiVersion: 'v2' }] },
    },
  };
}

/** Two that tell each other what was sent. What is sent where stands in the AlertmanagerConfig of each namespace, for its alerts alone. */
export function renderAlertmanager(model: StackModel): Manifest {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'Alertmanager',
    metadata: metadataOf(model, ALERTMANAGER),
    spec: {
      replicas: 2,
      automountServiceAccountToken: false,
      securityContext: podSecurity(DEFAULT_USER),
      alertmanagerConfigSelector: ALL,
      alertmanagerConfigNamespaceSelector: ALL,
      alertmanagerConfigMatcherStrategy: { type: 'OnNamespace' },
      resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { memory: '256Mi' } },
    },
  };
}

/** The kubelet of each node, which the operator keeps a Service for: volumes, and what containers use. */
export function renderKubeletMonitor(model: StackModel): Manifest {
  const endpoint = {
    port: 'https-metrics',
    scheme: 'https',
    // Its certificate is signed by itself on AKS and TKE.
    tlsConfig: { insecureSkipVerify: true },
    bearerTokenFile: '/var/run/secrets/kubernetes.io/serviceaccount/token',
    honorLabels: true,
  };
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: metadataOf(model, 'kubelet'),
    spec: {
      jobLabel: 'app.kubernetes.io/name',
      namespaceSelector: { matchNames: ['kube-system'] },
      selector: { matchLabels: { 'app.kubernetes.io/name': 'kubelet' } },
      endpoints: [endpoint, { ...endpoint, path: '/metrics/cadvisor', honorTimestamps: false }],
    },
  };
}
