import { PROXY_PORT } from './proxy-deployment';
import type { ProxyModel } from './proxy-model';
import { DNS_RULE, HTTPS_RULE } from '../../kubernetes/manifests/cluster-egress';
import { selectorLabels, workloadLabels } from '../../kubernetes/manifests/labels';
import type { Manifest } from '../../kubernetes/manifests/manifest';
import { renderPeer } from '../../kubernetes/manifests/network-policy';

/** The Service by which the proxy is reached; who shall reach it from outside of the cluster is for a patch or an ingress to say. */
export function renderProxyService(model: ProxyModel): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: model.name, labels: workloadLabels(model) },
    spec: {
      type: 'ClusterIP',
      selector: selectorLabels(model.name),
      ports: [{ name: 'https', port: 443, targetPort: 'https', protocol: 'TCP' }],
    },
  };
}

/** Connections to the proxy, and of the proxy to the issuer and the API server, whose addresses no policy can name. */
export function renderProxyNetworkPolicy(model: ProxyModel): Manifest {
  const ports = [{ protocol: 'TCP', port: PROXY_PORT }];
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: model.name, labels: workloadLabels(model) },
    spec: {
      podSelector: { matchLabels: selectorLabels(model.name) },
      policyTypes: ['Ingress', 'Egress'],
      ...(model.ingress?.length !== 0 && { ingress: [{ ...(model.ingress && { from: model.ingress.map(renderPeer) }), ports }] }),
      egress: [DNS_RULE, HTTPS_RULE],
    },
  };
}
