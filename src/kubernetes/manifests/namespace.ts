import { commonLabels } from './labels';
import type { Manifest } from './manifest';

/** What the objects of a whole environment are made from. */
export interface NamespaceModel {
  readonly namespace: string;
  /** Name of the project that the environment belongs to. */
  readonly partOf: string;
}

/** The namespace of an environment. It refuses every pod that does not meet the restricted Pod Security Standard. */
export function renderNamespace({ namespace, partOf }: NamespaceModel): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: namespace,
      labels: {
        ...commonLabels(partOf),
        'pod-security.kubernetes.io/enforce': 'restricted',
        'pod-security.kubernetes.io/audit': 'restricted',
        'pod-security.kubernetes.io/warn': 'restricted',
      },
    },
  };
}
