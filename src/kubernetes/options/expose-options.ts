import type { Environment } from '../../estate/environment';

/** What is spoken through a gateway. */
export enum RouteProtocol {
  /** HTTP, WebSockets included. */
  HTTP = 'HTTP',
  /** gRPC. */
  GRPC = 'GRPC',
}

/** Which paths are meant by one. */
export enum PathMatch {
  /** The path and all below it: `/api` and `/api/v1`, not `/apis`. */
  PREFIX = 'Prefix',
  /** The path alone. */
  EXACT = 'Exact',
}

/** Which requests a gateway passes on to a workload, and how. */
export interface ExposeOptions {
  /**
   * Name of the host, below the domain of the gateway: `api` is `api.dev.example.com` where the domain is `dev.example.com`.
   * @default - the domain itself
   */
  readonly host?: string;

  /**
   * Whole names of hosts, by environment, in the place of the one that follows from the domain: `{ prod: 'www.example.org' }`. An
   * environment in which the gateway is not is a problem at synthesis.
   * @default - the host is the same label below the domain everywhere
   */
  readonly hosts?: { [environment: string]: string };

  /**
   * The path that requests begin with, as `pathMatch` says. Not for gRPC.
   * @default '/'
   */
  readonly path?: string;

  /**
   * Which paths `path` means.
   * @default PathMatch.PREFIX
   */
  readonly pathMatch?: PathMatch;

  /**
   * What the workload is asked in the place of `path`: with the path `/api` and `/` here, `/api/v1` becomes `/v1`. Not with a controller of
   * Ingresses, where an annotation of the class says it.
   * @default - the path stays as it is
   */
  readonly rewritePath?: string;

  /**
   * The gRPC service that is meant, such as `shop.v1.Cart`.
   * @default - all services of the workload
   */
  readonly grpcService?: string;

  /**
   * Name of the port of the workload. Its Service has to have it.
   * @default - its `port`
   */
  readonly port?: string;

  /**
   * What is spoken. A host has one of them; to have both on one host, both are HTTP, and gRPC has the path `/shop.v1.Cart`.
   * @default - gRPC where the `appProtocol` of the port is `kubernetes.io/h2c`, HTTP elsewhere
   */
  readonly protocol?: RouteProtocol;

  /**
   * How long an answer may take, in seconds. Not for gRPC, and not with a controller of Ingresses, where an annotation of the class says it.
   * @default - that of the controller
   */
  readonly requestTimeoutSeconds?: number;

  /**
   * Annotations of the route or Ingress. All that a workload says of one host go to the same object.
   * @default - none
   */
  readonly annotations?: { [name: string]: string };

  /**
   * The environments that this holds in, or their names. One in which the gateway is not is a problem at synthesis.
   * @default - every environment in which the gateway is
   */
  readonly environments?: (Environment | string)[];
}
