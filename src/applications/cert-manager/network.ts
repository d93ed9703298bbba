import { anywhere, DNS_RULE, HTTPS_RULE } from '../../kubernetes/manifests/cluster-egress';
import { ENVOY_GATEWAY_NAMESPACE } from '../../kubernetes/options/gateway-controller';
import type { ComponentPolicy } from '../component-policy';
import { PROXY_LABELS } from '../envoy-gateway/gateway-class';
import { PROXY_PORTS } from '../envoy-gateway/network';

/** The namespace of its makers' manifest. */
export const CERT_MANAGER_NAMESPACE = 'cert-manager';

/** Labels of the pods that get certificates. */
export const CONTROLLER = component('controller');

const METRICS_RULE = { from: [{ namespaceSelector: {} }], ...anywhere([9402]) };

/**
 * Before it tells Let's Encrypt to look, it looks itself whether a host leads to its proof, at port 80 of the host. Inside of the cluster that
 * connection may never leave it: it goes to a pod of the gateway.
 */
const PROOF_RULES = [
  anywhere([80]),
  {
    to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': ENVOY_GATEWAY_NAMESPACE } }, podSelector: { matchLabels: PROXY_LABELS } }],
    ...anywhere([PROXY_PORTS.http]),
  },
];

/**
 * Who connects to whom in the namespace of cert-manager.
 *
 * Sources: the ports of its Deployments, and the policies of its chart, which permit more. What answers Let's Encrypt runs beside the
 * certificate, in the namespace of the gateway or Ingress, whose policies have to let the gateway in there.
 */
export const CERT_MANAGER_POLICIES: readonly ComponentPolicy[] = [
  { name: 'controller', pods: CONTROLLER, ingress: [METRICS_RULE], egress: [DNS_RULE, HTTPS_RULE, ...PROOF_RULES] },
  { name: 'cainjector', pods: component('cainjector'), ingress: [METRICS_RULE], egress: [DNS_RULE, HTTPS_RULE] },
  // The API server asks it about every object of cert-manager's, from an address that no policy can name.
  { name: 'webhook', pods: component('webhook'), ingress: [anywhere([10250]), METRICS_RULE], egress: [DNS_RULE, HTTPS_RULE] },
];

function component(name: string): Record<string, string> {
  return { 'app.kubernetes.io/component': name, 'app.kubernetes.io/instance': 'cert-manager' };
}
