import { commonLabels } from './labels';
import type { Manifest } from './manifest';
import type { NamespaceModel } from './namespace';

/** Name of the policy of the namespace; no service may have it. */
export const DEFAULT_DENY_NAME = 'default-deny';

/** Refuses every connection of every pod in the namespace that no other policy permits. */
export function renderDefaultDeny({ partOf }: NamespaceModel): Manifest {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: DEFAULT_DENY_NAME, labels: commonLabels(partOf) },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  };
}
