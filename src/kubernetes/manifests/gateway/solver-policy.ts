import type { GatewayModel } from '../../models/gateway-model';
import { commonLabels } from '../labels';
import type { Manifest } from '../manifest';
import { renderPeer } from '../network-policy';

/**
 * Lets the proxies of a gateway reach the pods by which cert-manager proves that a host is ours, which the namespace denies otherwise.
 *
 * Source: `SolverIdentificationLabelKey` and `acmeSolverListenPort` in cert-manager. Its pods meet the restricted Pod Security Standard.
 */
export function renderSolverPolicy({ name, partOf, proxies, solvesByHttp }: GatewayModel): Manifest | undefined {
  if (!solvesByHttp) return undefined;
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: {
      name: solverPolicyName(name),
      labels: commonLabels(partOf),
      // cert-manager makes these pods when it needs them.
      annotations: { 'kube-score/ignore': 'networkpolicy-targets-pod' },
    },
    spec: {
      podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } },
      policyTypes: ['Ingress'],
      ingress: [{ from: proxies.map(renderPeer), ports: [{ protocol: 'TCP', port: 8089 }] }],
    },
  };
}

/** Name of the network policy for cert-manager's pods. */
function solverPolicyName(gateway: string): string {
  return `${gateway}-acme-solver`;
}
