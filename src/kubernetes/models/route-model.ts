import type { PathMatch, RouteProtocol } from '../options/expose-options';
import type { GatewayObjects } from '../options/gateway-controller';

/** Requests that a route passes on, and where to. */
export interface RouteRuleModel {
  readonly path: string;
  readonly pathMatch: PathMatch;
  /** Undefined: all services. */
  readonly grpcService?: string;
  /** Number of the port of the Service. */
  readonly servicePort: number;
  readonly rewritePath?: string;
  readonly requestTimeoutSeconds?: number;
}

/** What passes on the requests for one host of a gateway to one workload. */
export interface RouteModel {
  /** Name of the object. */
  readonly name: string;
  /** The workload, whose Service has its name, and the project that it belongs to. */
  readonly workload: { readonly name: string; readonly partOf: string };
  readonly objects: GatewayObjects;
  readonly gateway: string;
  /** Name of the IngressClass or GatewayClass. */
  readonly className: string;
  /** The listener of the gateway that it belongs to; undefined: it is another one in each environment. */
  readonly listener?: string;
  /** Undefined: that of no environment, as in a base. */
  readonly host?: string;
  /** How an Ingress names its certificate; undefined: it has none. */
  readonly certificate?: { readonly secret?: string };
  /** Name of the certificate of the host, where cert-manager makes and renews it; undefined: somebody else does, or there is none. */
  readonly renewedCertificate?: string;
  readonly protocol: RouteProtocol;
  readonly annotations: Readonly<Record<string, string>>;
  /** What the class of an Ingress is told beside them. */
  readonly classAnnotations: Readonly<Record<string, string>>;
  readonly rules: readonly RouteRuleModel[];
}
