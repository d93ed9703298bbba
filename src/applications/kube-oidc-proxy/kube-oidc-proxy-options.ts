import type { TrafficSource } from '../../kubernetes/options/traffic-source';
import type { ApplicationPlacement } from '../application-options';

/** How the proxy knows people, and who reaches it. */
export interface KubeOidcProxyOptions extends ApplicationPlacement {
  /** Address of the issuer whose tokens it accepts, as they name it: `https://login.microsoftonline.com/<tenant>/v2.0`. */
  readonly issuerUrl: string;

  /** Whom the tokens have to be for. */
  readonly clientId: string;

  /**
   * Image with its digest: `ghcr.io/tremolosecurity/kube-oidc-proxy:1.0.12@sha256:…`. Its makers rebuild their releases under the same tag,
   * and the proxy may speak in everybody's name, so a tag alone is a problem at synthesis.
   * `docker buildx imagetools inspect <image>:<tag>` prints the digest that the registry has now.
   */
  readonly image: string;

  /**
   * The claim that is the name of a person. Others than `sub` are perhaps not unique, or change.
   * @default 'sub'
   */
  readonly usernameClaim?: string;

  /**
   * What stands before every name, so that no token can name a user of the cluster itself.
   * @default 'oidc:'
   */
  readonly usernamePrefix?: string;

  /**
   * The claim that lists the groups of a person.
   * @default 'groups'
   */
  readonly groupsClaim?: string;

  /**
   * What stands before every group, so that no token can name a group of the cluster itself, such as `system:masters`.
   * @default 'oidc:'
   */
  readonly groupsPrefix?: string;

  /**
   * Name of the Secret with the certificate of the proxy, of the type `kubernetes.io/tls`, in its namespace.
   * @default 'kube-oidc-proxy-tls'
   */
  readonly tlsSecret?: string;

  /**
   * How many pods run.
   * @default 2
   */
  readonly replicas?: number;

  /**
   * Who may open connections to the proxy: namespaces and addresses.
   * @default - everyone: it lets nobody pass without a token
   */
  readonly allowedFrom?: TrafficSource[];
}
