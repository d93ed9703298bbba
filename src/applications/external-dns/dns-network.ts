import { METRICS_PORT } from './dns-deployment';
import type { DnsModel } from './dns-model';
import { anywhere, DNS_RULE, HTTPS_RULE } from '../../kubernetes/manifests/cluster-egress';
import { selectorLabels, workloadLabels } from '../../kubernetes/manifests/labels';
import type { Manifest } from '../../kubernetes/manifests/manifest';

/** Connections to its metrics, and from it to the API server and its provider, whose addresses no policy can name. */
export function renderDnsNetworkPolicy(model: DnsModel): Manifest {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: model.name, labels: workloadLabels(model) },
    spec: {
      podSelector: { matchLabels: selectorLabels(model.name) },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ namespaceSelector: {} }], ...anywhere([METRICS_PORT]) }],
      egress: [DNS_RULE, HTTPS_RULE],
    },
  };
}
