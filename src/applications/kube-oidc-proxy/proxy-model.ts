import type { KubeOidcProxyOptions } from './kube-oidc-proxy-options';
import type { NetworkPeer } from '../../kubernetes/options/network-peer';

/** Everything that the renderers need to know of the proxy. */
export interface ProxyModel extends Required<Omit<KubeOidcProxyOptions, 'allowedFrom' | 'environments'>> {
  readonly name: string;
  /** Name of the project that it belongs to. */
  readonly partOf: string;
  readonly namespace: string;
  /** Undefined: everyone. */
  readonly ingress?: readonly NetworkPeer[];
}

/** The options with what nobody said. */
export function resolveProxy(
  identity: Pick<ProxyModel, 'name' | 'partOf' | 'namespace'>, { allowedFrom, ...options }: KubeOidcProxyOptions,
): ProxyModel {
  return {
    ...identity,
    issuerUrl: options.issuerUrl,
    clientId: options.clientId,
    usernameClaim: options.usernameClaim ?? 'sub',
    usernamePrefix: options.usernamePrefix ?? 'oidc:',
    groupsClaim: options.groupsClaim ?? 'groups',
    groupsPrefix: options.groupsPrefix ?? 'oidc:',
    tlsSecret: options.tlsSecret ?? 'kube-oidc-proxy-tls',
    image: options.image,
    replicas: options.replicas ?? 2,
    ingress: allowedFrom?.map(({ _peer }) => _peer),
  };
}
