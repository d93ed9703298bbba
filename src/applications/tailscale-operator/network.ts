import { DNS_RULE, DNS_SERVER, HTTPS_RULE } from '../../kubernetes/manifests/cluster-egress';
import type { ComponentPolicy } from '../component-policy';

/** WireGuard picks the ports of both ends, and where none is let through, Tailscale relays by HTTPS. */
const WIREGUARD_RULE = { ports: [{ protocol: 'UDP' }] };

/** Where the resolver listens that the operator makes of a DNSConfig. */
const RESOLVER_PORTS = [{ protocol: 'UDP', port: 1053 }, { protocol: 'TCP', port: 1053 }];

/**
 * Who connects to whom in the namespace of the operator.
 *
 * Sources: the labels that the operator gives to the pods that it makes (its `sts.go`, `proxygroup_specs.go`), its manifest of the resolver,
 * and "What firewall ports should I open to use Tailscale?".
 */
export const TAILSCALE_POLICIES: readonly ComponentPolicy[] = [
  { name: 'operator', pods: { app: 'operator' }, egress: [DNS_RULE, HTTPS_RULE, WIREGUARD_RULE] },
  // A proxy connects a tailnet with any service of the cluster, and the other way round: that is what it is made for.
  { name: 'proxies', pods: { 'tailscale.com/managed': 'true' }, ingress: [{ from: [{ namespaceSelector: {} }] }, WIREGUARD_RULE], egress: [{}] },
  // The DNS server of the cluster forwards the names of the tailnet to it.
  { name: 'resolver', pods: { app: 'nameserver' }, ingress: [{ from: [DNS_SERVER], ports: RESOLVER_PORTS }] },
];
