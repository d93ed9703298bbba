import type { NetworkPeer } from './network-peer';
import type { TrafficSource } from './traffic-source';
import { plainOptions } from '../../synth/declare/plain-options';

/** What gateways of Envoy Gateway name as their class, as the application `EnvoyGateway` installs it. */
export const ENVOY_GATEWAY_CLASS = 'envoy-gateway';

/** Where its controller runs, and the proxies of all gateways. */
export const ENVOY_GATEWAY_NAMESPACE = 'envoy-gateway-system';

/** How Envoy Gateway was installed. */
export interface EnvoyGatewayControllerOptions {
  /**
   * Name of its GatewayClass.
   * @default 'envoy-gateway'
   */
  readonly gatewayClassName?: string;

  /**
   * Namespace of its controller, in which it runs the proxies of all gateways.
   * @default 'envoy-gateway-system'
   */
  readonly namespace?: string;
}

/** A controller that knows the Gateway API. */
export interface GatewayApiControllerOptions {
  /** Name of its GatewayClass, such as `cilium`. */
  readonly gatewayClassName: string;
  /** Where requests come from as the pods see it: the pods of its proxies, or addresses. */
  readonly proxies: TrafficSource[];
}

/** A controller that knows Ingresses. */
export interface IngressControllerOptions {
  /** Name of its IngressClass, such as `traefik` or `qcloud`. */
  readonly ingressClassName: string;

  /** Where requests come from as the pods see it: the pods of its proxies, or addresses. */
  readonly proxies: TrafficSource[];

  /**
   * Annotations of every Ingress: what this class is told in no other way, such as that HTTP is redirected to HTTPS.
   * @default - none
   */
  readonly annotations?: { [name: string]: string };
}

/** What a gateway is made of: objects of the Gateway API, or Ingresses. */
export type GatewayObjects = 'gateway-api' | 'ingress';

/** Whose proxies are asked for. */
export interface ProxiesOf {
  readonly gateway: string;
  /** Namespace of the gateway; undefined: not known, as in a base. */
  readonly namespace?: string;
}

/** What answers requests from outside for a gateway. It has to be in the cluster; this says how it is known there. */
export class GatewayController {
  /** Envoy Gateway, which runs proxies of its own for each gateway. The application `EnvoyGateway` installs it. */
  public static envoyGateway(options: EnvoyGatewayControllerOptions = {}): GatewayController {
    const { gatewayClassName = ENVOY_GATEWAY_CLASS, namespace = ENVOY_GATEWAY_NAMESPACE } = plainOptions(options);
    // Source: `GatewayOwnerLabels` in Envoy Gateway's translator: pods of proxies have both labels, and no others have them.
    const proxies = ({ gateway, namespace: owner }: ProxiesOf): NetworkPeer[] | undefined => owner === undefined ? undefined : [{
      kind: 'pods',
      namespace,
      labels: { 'gateway.envoyproxy.io/owning-gateway-name': gateway, 'gateway.envoyproxy.io/owning-gateway-namespace': owner },
    }];
    return new GatewayController('gateway-api', gatewayClassName, proxies);
  }

  /** Another controller of the Gateway API. Its proxies run outside of the environments' namespaces. */
  public static gatewayApi(options: GatewayApiControllerOptions): GatewayController {
    const { gatewayClassName, proxies } = plainOptions(options);
    return new GatewayController('gateway-api', gatewayClassName, () => peersOf(proxies), {}, proxies);
  }

  /**
   * A controller of Ingresses. What an Ingress has no field for (timeouts, other paths) is said by annotations, which each class has of its own:
   * here for all, in `expose` for one.
   */
  public static ingress(options: IngressControllerOptions): GatewayController {
    const { ingressClassName, proxies, annotations } = plainOptions(options);
    return new GatewayController('ingress', ingressClassName, () => peersOf(proxies), annotations, proxies);
  }

  /** @internal */
  public readonly _objects: GatewayObjects;
  /** Name of its GatewayClass or IngressClass. @internal */
  public readonly _className: string;
  /** Where requests of a gateway come from; undefined: that follows from what is not known. @internal */
  public readonly _proxies: (whose: ProxiesOf) => NetworkPeer[] | undefined;
  /** Annotations of every Ingress. @internal */
  public readonly _annotations: Readonly<Record<string, string>>;
  /** The sources that were named. @internal */
  public readonly _sources: readonly TrafficSource[];

  private constructor(
    objects: GatewayObjects, className: string, proxies: GatewayController['_proxies'],
    annotations: Readonly<Record<string, string>> = {}, sources: readonly TrafficSource[] = [],
  ) {
    this._objects = objects;
    this._className = className;
    this._proxies = proxies;
    this._annotations = annotations;
    this._sources = sources;
  }
}

function peersOf(sources: readonly TrafficSource[]): NetworkPeer[] {
  return sources.map(({ _peer }) => _peer);
}
