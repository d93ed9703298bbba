import { DNS_RULE, HTTPS_RULE } from './cluster-egress';
import { selectorLabels, workloadLabels } from './labels';
import type { Manifest } from './manifest';
import type { NetworkPort } from '../models/port-model';
import { IngressRule, reachesApiServer, WorkloadModel } from '../models/workload-model';
import type { NetworkPeer } from '../options/network-peer';
import { PortProtocol } from '../options/workload-port';

/** What the connections of a workload follow from. */
export interface NetworkModel extends Pick<WorkloadModel, 'name' | 'partOf' | 'egress' | 'grantedPorts' | 'loosening' | 'initContainers'> {
  /** Who may connect to which ports; undefined: it listens nowhere. */
  readonly ingress?: readonly IngressRule[];
}

/** Every connection that the pods of a workload may take part in; all others are refused. */
export function renderNetworkPolicy(model: NetworkModel): Manifest {
  const { ingress = [] } = model;
  const grantedPorts = model.grantedPorts.map((range) => ({ protocol: PortProtocol.TCP, ...range }));
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: model.name, labels: workloadLabels(model) },
    spec: {
      podSelector: { matchLabels: selectorLabels(model.name) },
      policyTypes: ['Ingress', 'Egress'],
      // Left out rather than empty: the API server drops an empty list, and so would find a change in every apply.
      ...(ingress.length > 0 && { ingress: ingress.map(({ peers, ports }) => ({ from: peers.map(renderPeer), ports: renderPorts(ports) })) }),
      egress: [
        DNS_RULE,
        ...(reachesApiServer(model) ? [HTTPS_RULE] : []),
        ...(grantedPorts.length > 0 ? [{ ports: renderPorts(grantedPorts) }] : []),
        ...model.egress.map(({ peer, ports }) => ({ to: [renderPeer(peer)], ports: renderPorts(ports) })),
      ],
    },
  };
}

export function renderPeer(peer: NetworkPeer): object {
  switch (peer.kind) {
    case 'service': return { podSelector: { matchLabels: selectorLabels(peer.name) } };
    case 'namespace': return { namespaceSelector: namespaceLabels(peer.name) };
    case 'pods': return { namespaceSelector: namespaceLabels(peer.namespace), podSelector: { matchLabels: peer.labels } };
    case 'cidr': return { ipBlock: { cidr: peer.range } };
    case 'own-namespace': return { podSelector: {} };
  }
}

function namespaceLabels(name: string): object {
  return { matchLabels: { 'kubernetes.io/metadata.name': name } };
}

function renderPorts(ports: readonly NetworkPort[]): object[] {
  return ports.map(({ protocol, port, endPort }) => ({ protocol, port, ...(endPort !== undefined && { endPort }) }));
}
