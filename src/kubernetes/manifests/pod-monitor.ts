import { selectorLabels, workloadLabels } from './labels';
import type { Manifest } from './manifest';
import type { MetricsModel } from '../models/metrics-model';
import type { NamedModel } from '../models/workload-model';

/**
 * Tells Prometheus where the pods serve their metrics; undefined: nowhere, or Terraform tells it. Pods and not their Service, since not every
 * workload has one, and not every port is in it.
 */
export function renderPodMonitor(model: NamedModel & { readonly metrics?: MetricsModel }): Manifest | undefined {
  const { metrics: { port, path, reader } = {} } = model;
  if (reader?.apiVersion === undefined || port === undefined || path === undefined) return undefined;
  return {
    apiVersion: reader.apiVersion,
    kind: 'PodMonitor',
    metadata: { name: model.name, labels: { ...workloadLabels(model), ...reader.labels } },
    spec: { ...reader.monitorFields, ...podMonitorSpec(model.name, { port, path }) },
  };
}

/** Which pods serve metrics, and where. */
export function podMonitorSpec(workload: string, { port, path }: Pick<MetricsModel, 'port' | 'path'>): object {
  return { selector: { matchLabels: selectorLabels(workload) }, podMetricsEndpoints: [{ port, path }] };
}
