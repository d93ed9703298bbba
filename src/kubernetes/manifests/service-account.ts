import { workloadLabels } from './labels';
import type { Manifest } from './manifest';
import type { NamedModel } from '../models/workload-model';

/** An account of the workload's own, without a token: what it may do in the cluster is nothing until somebody grants it. */
export function renderServiceAccount(model: NamedModel): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: model.name, labels: workloadLabels(model) },
    automountServiceAccountToken: false,
  };
}
