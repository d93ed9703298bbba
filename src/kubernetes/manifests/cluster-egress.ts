import type { CloudName } from '../../clouds/cloud-name';

/** Where pods find the parts of the cluster that no selector of pods names. */
interface ClusterEndpoints {
  /** Addresses of the DNS cache on each node, where one is switched on. It listens on link-local addresses of the node. */
  readonly nodeLocalDns: readonly string[];
  /** TCP ports of the API server, as they are once the Service `kubernetes` is resolved: a policy sees those. */
  readonly apiServerPorts: readonly number[];
}

/**
 * Sources: "Configure LocalDNS in Azure Kubernetes Service" for the first two addresses, "NodeLocalDNSCache" of TKE for the other. The endpoints
 * of the Service `kubernetes` are `<address>:443` on AKS and `<link-local address>:60002` on TKE; a kubeconfig names port 443 on both.
 */
const CLUSTER_ENDPOINTS: Readonly<Record<CloudName, ClusterEndpoints>> = {
  azure: { nodeLocalDns: ['169.254.10.10', '169.254.10.11'], apiServerPorts: [443] },
  tencent: { nodeLocalDns: ['169.254.20.10'], apiServerPorts: [443, 60002] },
};

/** Where API servers listen that no cloud manages. */
const API_SERVER_PORT = 6443;

/** The pods of the cluster's DNS server, which are called so on every cluster. */
export const DNS_SERVER = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
  podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
};

/**
 * DNS: the cluster's server, and the cache on the node where there is one. The same for all clouds, since a base is the same in every
 * environment, and an address of one cloud means nothing on another.
 */
export const DNS_RULE = {
  to: [
    DNS_SERVER,
    ...Object.values(CLUSTER_ENDPOINTS).flatMap(({ nodeLocalDns }) => nodeLocalDns.map((address) => ({ ipBlock: { cidr: `${address}/32` } }))),
  ],
  ports: [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }],
};

/** HTTPS to any address, and API servers, whose addresses no policy can name. */
export const HTTPS_RULE = anywhere([...Object.values(CLUSTER_ENDPOINTS).flatMap(({ apiServerPorts }) => apiServerPorts), API_SERVER_PORT]);

/** Egress to these TCP ports of any address. Without `to`, since Cilium takes no range of addresses for the API server or a node. */
export function anywhere(ports: readonly number[]): { readonly ports: ReadonlyArray<{ readonly protocol: string; readonly port: number }> } {
  return { ports: [...new Set(ports)].sort((a, b) => a - b).map((port) => ({ protocol: 'TCP', port })) };
}
