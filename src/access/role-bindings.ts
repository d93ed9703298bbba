import { AccessLevel } from './access-level';
import type { SubjectModel } from './access-subject';
import { commonLabels } from '../kubernetes/manifests/labels';
import type { Manifest } from '../kubernetes/manifests/manifest';

/** Who has one level of access in one namespace. */
export interface BindingModel {
  readonly namespace: string;
  /** Name of the project that the namespace belongs to. */
  readonly partOf: string;
  readonly level: AccessLevel;
  readonly subjects: readonly SubjectModel[];
}

const API_GROUP = 'rbac.authorization.k8s.io';

/**
 * The binding of a level to all who have it. There is one for each level, also when nobody has it: an object that is taken
 * out of an overlay stays in the cluster, a subject that is taken out of an object does not.
 */
export function renderBinding({ namespace, partOf, level, subjects }: BindingModel): Manifest {
  const isClusterWide = level === AccessLevel.BREAK_GLASS;
  return {
    apiVersion: `${API_GROUP}/v1`,
    kind: isClusterWide ? 'ClusterRoleBinding' : 'RoleBinding',
    metadata: {
      // The one for the whole cluster must not be that of another environment on the same cluster.
      name: isClusterWide ? `${namespace}-${level}` : `access-${level}`,
      ...(isClusterWide ? {} : { namespace }),
      labels: commonLabels(partOf),
    },
    roleRef: { apiGroup: API_GROUP, kind: 'ClusterRole', name: isClusterWide ? 'cluster-admin' : level },
    subjects: [...new Map(subjects.map(({ kind, name }) => [`${kind} ${name}`, { apiGroup: API_GROUP, kind, name }])).values()]
      .sort((a, b) => compare(a.kind, b.kind) || compare(a.name, b.name)),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
