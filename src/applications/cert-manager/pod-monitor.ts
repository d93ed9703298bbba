import { CERT_MANAGER_NAMESPACE, CONTROLLER } from './network';
import { commonLabels } from '../../kubernetes/manifests/labels';
import type { Manifest } from '../../kubernetes/manifests/manifest';

/** One who reads metrics, as he is told of them by objects. */
interface MonitorReader {
  readonly apiVersion: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly monitorFields?: Readonly<Record<string, number>>;
}

/** Tells Prometheus where cert-manager says how long certificates are good. The labels are those of the certificates, not of its pods. */
export function renderControllerMonitor(partOf: string, { apiVersion, labels, monitorFields }: MonitorReader): Manifest {
  return {
    apiVersion,
    kind: 'PodMonitor',
    metadata: { name: 'cert-manager', namespace: CERT_MANAGER_NAMESPACE, labels: { ...commonLabels(partOf), ...labels } },
    spec: {
      ...monitorFields,
      namespaceSelector: { matchNames: [CERT_MANAGER_NAMESPACE] },
      selector: { matchLabels: CONTROLLER },
      podMetricsEndpoints: [{ port: 'http-metrics', honorLabels: true }],
    },
  };
}
