import { serviceLabels } from './labels';
import type { Manifest } from './manifest';
import type { ServiceModel } from '../service-model';

/** An account of the service's own, without a token: what it may do in the cluster is nothing until somebody grants it. */
export function renderServiceAccount(model: Pick<ServiceModel, 'name' | 'partOf'>): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: model.name, labels: serviceLabels(model) },
    automountServiceAccountToken: false,
  };
}
