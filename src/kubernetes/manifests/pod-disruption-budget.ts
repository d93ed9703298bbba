import { selectorLabels, workloadLabels } from './labels';
import type { Manifest } from './manifest';
import type { NamedModel } from '../models/workload-model';

/** Lets nodes be drained one pod at a time, and never blocks on pods that are broken anyway. */
export function renderPodDisruptionBudget(model: NamedModel): Manifest {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: model.name, labels: workloadLabels(model) },
    spec: {
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: selectorLabels(model.name) },
    },
  };
}
