import { workloadLabels } from './labels';
import type { Manifest } from './manifest';
import type { PodModel } from '../models/pod-model';
import type { NamedModel } from '../models/workload-model';

/** What an account follows from. */
interface AccountModel extends NamedModel {
  readonly pod?: Pick<PodModel, 'serviceAccountAnnotations'>;
}

/** An account of the workload's own, without a token: what it may do in the cluster is nothing until somebody grants it. */
export function renderServiceAccount(model: AccountModel): Manifest {
  const annotations = model.pod?.serviceAccountAnnotations;
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: model.name, labels: workloadLabels(model), ...(annotations && { annotations }) },
    automountServiceAccountToken: false,
  };
}
