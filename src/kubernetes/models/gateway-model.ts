import type { NetworkPeer } from '../options/network-peer';

/** Where a gateway takes HTTPS for a host, or for all. */
export interface ListenerModel {
  readonly name: string;
  /** Undefined: all hosts. */
  readonly host?: string;
  /** The Secret with the certificate. */
  readonly secret?: string;
  /** What the controller is told beside it. */
  readonly options: Readonly<Record<string, string>>;
}

/** A gateway in one environment. */
export interface GatewayModel {
  readonly name: string;
  /** Name of the project that it belongs to. */
  readonly partOf: string;
  readonly className: string;
  /** None: it takes plain HTTP. */
  readonly listeners: readonly ListenerModel[];
  readonly annotations: Readonly<Record<string, string>>;
  /** Annotations of the load balancer's Service. */
  readonly loadBalancerAnnotations: Readonly<Record<string, string>>;
  /** Where its requests come from, as pods see it. */
  readonly proxies: readonly NetworkPeer[];
  /** Whether pods of cert-manager in the namespace have to be reached. */
  readonly solvesByHttp: boolean;
}
