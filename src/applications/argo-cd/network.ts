import { anywhere, DNS_RULE, HTTPS_RULE } from '../../kubernetes/manifests/cluster-egress';
import type { ComponentPolicy } from '../component-policy';

/** What the connections of Argo CD follow from. */
export interface ArgoCdNetwork {
  readonly highAvailability: boolean;
  /** Address of the repository that it reads. */
  readonly repositoryUrl: string;
  /** Address of the issuer of its login. */
  readonly issuer?: string;
}

/**
 * Where each component connects to. Who connects to each, the policies of its makers say, in `upstream/`.
 *
 * Sources: those policies, the Services beside them, and the environment variables that name the other components. The clusters that it
 * brings services to, issuers and registries have addresses that no policy can name.
 */
export function argoCdEgress({ highAvailability, repositoryUrl, issuer }: ArgoCdNetwork): ComponentPolicy[] {
  const repoServer = toComponent('argocd-repo-server', 8081);
  const cache = toComponent(highAvailability ? 'argocd-redis-ha-haproxy' : 'argocd-redis', 6379);
  const login = issuer === undefined ? [] : [portOf(issuer)].filter((port) => port !== HTTPS).map((port) => anywhere([port]));
  const egress: Readonly<Record<string, readonly object[]>> = {
    'argocd-application-controller': [DNS_RULE, HTTPS_RULE, repoServer, cache],
    'argocd-applicationset-controller': [DNS_RULE, HTTPS_RULE, repoServer],
    'argocd-dex-server': [DNS_RULE, HTTPS_RULE],
    'argocd-notifications-controller': [DNS_RULE, HTTPS_RULE, repoServer],
    'argocd-repo-server': [DNS_RULE, anywhere([HTTPS, portOf(repositoryUrl)]), cache],
    'argocd-server': [DNS_RULE, HTTPS_RULE, ...login, repoServer, cache, toComponent('argocd-dex-server', 5556, 5557)],
    // Both ask the API server for the password of the cache before they start. The servers behind the proxy have a policy of their makers'.
    ...(highAvailability
      ? { 'argocd-redis-ha-haproxy': [DNS_RULE, HTTPS_RULE, toComponent('argocd-redis-ha', 6379, 26379)] }
      : { 'argocd-redis': [HTTPS_RULE] }),
  };
  return Object.entries(egress).map(([component, rules]) => ({ name: `${component}-egress`, pods: labelsOf(component), egress: rules }));
}

const HTTPS = 443;
const PORTS: Readonly<Record<string, number>> = { 'https:': HTTPS, 'ssh:': 22 };

function toComponent(component: string, ...ports: readonly number[]): object {
  return { to: [{ podSelector: { matchLabels: labelsOf(component) } }], ...anywhere(ports) };
}

function labelsOf(component: string): Record<string, string> {
  return { 'app.kubernetes.io/name': component };
}

/** The port of an address; that of HTTPS where it has none, or is none, which is a problem elsewhere. */
function portOf(address: string): number {
  if (!URL.canParse(address)) return HTTPS;
  const { protocol, port } = new URL(address);
  return port === '' ? PORTS[protocol] ?? HTTPS : Number(port);
}
