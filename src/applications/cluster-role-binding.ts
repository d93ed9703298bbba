import { workloadLabels } from '../kubernetes/manifests/labels';
import type { Manifest } from '../kubernetes/manifests/manifest';
import type { NamedModel } from '../kubernetes/models/workload-model';

/** Gives the service account of an application the ClusterRole of its own name. */
export function renderClusterRoleBinding(model: NamedModel & { readonly namespace: string }): Manifest {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: model.name, labels: workloadLabels(model) },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: model.name },
    subjects: [{ kind: 'ServiceAccount', name: model.name, namespace: model.namespace }],
  };
}
