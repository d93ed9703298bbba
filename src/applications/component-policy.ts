import { commonLabels } from '../kubernetes/manifests/labels';
import type { Manifest } from '../kubernetes/manifests/manifest';

/** What some pods of a namespace that denies everything may do all the same. */
export interface ComponentPolicy {
  readonly name: string;
  /** Labels of the pods. */
  readonly pods: Readonly<Record<string, string>>;
  /**
   * Who may connect to them.
   * @default - what other policies say
   */
  readonly ingress?: readonly object[];
  /**
   * Where they may connect to.
   * @default - what other policies say
   */
  readonly egress?: readonly object[];
}

export function renderComponentPolicy(partOf: string, { name, pods, ingress, egress }: ComponentPolicy): Manifest {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, labels: commonLabels(partOf) },
    spec: {
      podSelector: { matchLabels: pods },
      policyTypes: [...(ingress ? ['Ingress'] : []), ...(egress ? ['Egress'] : [])],
      ...(ingress && { ingress }),
      ...(egress && { egress }),
    },
  };
}
