import { selectorLabels, workloadLabels } from './labels';
import type { Manifest } from './manifest';
import type { NetworkPort } from '../models/port-model';
import type { IngressRule, WorkloadModel } from '../models/workload-model';
import type { NetworkPeer } from '../options/network-peer';

/** What the connections of a workload follow from. */
export interface NetworkModel extends Pick<WorkloadModel, 'name' | 'partOf' | 'egress'> {
  /** Who may connect to which ports; undefined: it listens nowhere. */
  readonly ingress?: readonly IngressRule[];
}

/**
 * DNS: the cluster's server, and the cache on the node where there is one. The cache listens on a link-local address
 * (Kubernetes documentation, "Using NodeLocal DNSCache in Kubernetes Clusters").
 */
export const DNS_RULE = {
  to: [
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
      podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
    },
    { ipBlock: { cidr: '169.254.20.10/32' } },
  ],
  ports: [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }],
};

/** Every connection that the pods of a workload may take part in; all others are refused. */
export function renderNetworkPolicy(model: NetworkModel): Manifest {
  const { ingress = [] } = model;
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: model.name, labels: workloadLabels(model) },
    spec: {
      podSelector: { matchLabels: selectorLabels(model.name) },
      policyTypes: ['Ingress', 'Egress'],
      // Left out rather than empty: the API server drops an empty list, and so would find a change in every apply.
      ...(ingress.length > 0 && { ingress: ingress.map(({ peers, ports }) => ({ from: peers.map(renderPeer), ports: renderPorts(ports) })) }),
      egress: [DNS_RULE, ...model.egress.map(({ peer, ports }) => ({ to: [renderPeer(peer)], ports: renderPorts(ports) }))],
    },
  };
}

export function renderPeer(peer: NetworkPeer): object {
  switch (peer.kind) {
    case 'service': return { podSelector: { matchLabels: selectorLabels(peer.name) } };
    case 'namespace': return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': peer.name } } };
    case 'cidr': return { ipBlock: { cidr: peer.range } };
    case 'own-namespace': return { podSelector: {} };
  }
}

function renderPorts(ports: readonly NetworkPort[]): object[] {
  return ports.map(({ protocol, port }) => ({ protocol, port }));
}
