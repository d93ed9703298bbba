import { selectorLabels, workloadLabels } from './labels';
import type { Manifest } from './manifest';
import type { MetricsModel } from '../models/metrics-model';
import type { NamedModel } from '../models/workload-model';

/**
 * Tells Prometheus where the pods serve their metrics; undefined: nowhere. Pods and not their Service, since not every workload has one, and not
 * every port is in it.
 */
export function renderPodMonitor(model: NamedModel & { readonly metrics?: MetricsModel }): Manifest | undefined {
  const { metrics: { port, path, reader } = {} } = model;
  return reader && {
    apiVersion: reader.apiVersion,
    kind: 'PodMonitor',
    metadata: { name: model.name, labels: { ...workloadLabels(model), ...reader.labels } },
    spec: {
      selector: { matchLabels: selectorLabels(model.name) },
      podMetricsEndpoints: [{ port, path }],
    },
  };
}
