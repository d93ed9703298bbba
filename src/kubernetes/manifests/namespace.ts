import { commonLabels } from './labels';
import type { Manifest } from './manifest';

/** What the objects of a whole environment are made from. */
export interface NamespaceModel {
  readonly namespace: string;
  /** Name of the project that the environment belongs to. */
  readonly partOf: string;
  /**
   * The Pod Security Standard that its pods have to meet.
   * @default 'restricted'
   */
  readonly podSecurity?: string;
}

/** The namespace of an environment. It refuses every pod that does not meet its Pod Security Standard. */
export function renderNamespace({ namespace, partOf, podSecurity = 'restricted' }: NamespaceModel): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: namespace,
      labels: { ...commonLabels(partOf), ...podSecurityLabels(podSecurity) },
    },
  };
}

/** Labels by which a namespace refuses every pod that does not meet a Pod Security Standard. */
export function podSecurityLabels(standard: string): Record<string, string> {
  return {
    'pod-security.kubernetes.io/enforce': standard,
    'pod-security.kubernetes.io/audit': standard,
    'pod-security.kubernetes.io/warn': standard,
  };
}
