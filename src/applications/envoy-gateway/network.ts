import { PROXY_LABELS } from './gateway-class';
import { anywhere, DNS_RULE, HTTPS_RULE } from '../../kubernetes/manifests/cluster-egress';
import type { ComponentPolicy } from '../component-policy';

/** Where a proxy listens for the ports 80 and 443 of a gateway: below 1024 it adds 10000, since it is no root. */
export const PROXY_PORTS = { http: 10080, https: 10443 } as const;

const CONTROLLER = { 'control-plane': 'envoy-gateway' };
const EVERY_NAMESPACE = { namespaceSelector: {} };
/** Both offer their metrics there. */
const METRICS_RULE = { from: [EVERY_NAMESPACE], ...anywhere([19001]) };
/** Where proxies ask the controller for their configuration, and for what extends them. */
const CONFIGURATION_PORTS = anywhere([18000, 18002]);

/**
 * Who connects to whom in the namespace of Envoy Gateway.
 *
 * Sources: the ports of its Deployment and Service, the labels and ports of the proxies that it makes (its
 * `internal/infrastructure/kubernetes/proxy`, `wellKnownPortShift`). A gateway with other ports than 80 and 443 needs a policy of one's own.
 */
export const ENVOY_GATEWAY_POLICIES: readonly ComponentPolicy[] = [
  {
    name: 'controller',
    pods: CONTROLLER,
    ingress: [{ from: [{ podSelector: { matchLabels: PROXY_LABELS } }], ...CONFIGURATION_PORTS }, METRICS_RULE],
    egress: [DNS_RULE, HTTPS_RULE],
  },
  // Makes the certificates of both, and asks nobody but the API server.
  { name: 'certgen', pods: { app: 'certgen' }, egress: [DNS_RULE, HTTPS_RULE] },
  {
    name: 'proxies',
    pods: PROXY_LABELS,
    ingress: [anywhere(Object.values(PROXY_PORTS)), METRICS_RULE],
    // Every service of the cluster may stand behind a gateway; its own policy lets the proxies in, or not.
    egress: [DNS_RULE, { to: [{ podSelector: { matchLabels: CONTROLLER } }], ...CONFIGURATION_PORTS }, { to: [EVERY_NAMESPACE] }],
  },
];
