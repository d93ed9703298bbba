import { selectorLabels, serviceLabels } from './labels';
import type { Manifest } from './manifest';
import type { ServiceModel } from '../service-model';

/** Lets nodes be drained one pod at a time, and never blocks on pods that are broken anyway. */
export function renderPodDisruptionBudget(model: Pick<ServiceModel, 'name' | 'partOf'>): Manifest {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: model.name, labels: serviceLabels(model) },
    spec: {
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: selectorLabels(model.name) },
    },
  };
}
