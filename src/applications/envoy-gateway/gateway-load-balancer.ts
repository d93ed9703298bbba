import { plainOptions } from '../../synth/declare/plain-options';

/** Where private load balancers have their addresses. */
export interface PrivateLoadBalancerOptions {
  /**
   * Subnet of the cluster's network: on TKE by its id, `subnet-…`; on AKS by its name, and the cluster's identity has to have the role Network
   * Contributor there.
   * @default - on AKS that of the nodes; TKE makes no private load balancer without one
   */
  readonly subnet?: string;
}

/** Who reaches the load balancers that clouds make for gateways. */
export class GatewayLoadBalancer {
  /** Everyone: they have public addresses. */
  public static internet(): GatewayLoadBalancer {
    return new GatewayLoadBalancer();
  }

  /** The network of the cluster, and what is connected with it: they have private addresses. */
  public static privateNetwork(options: PrivateLoadBalancerOptions = {}): GatewayLoadBalancer {
    return new GatewayLoadBalancer(plainOptions(options));
  }

  private constructor(
    /** Undefined: they are public. @internal */
    public readonly _private?: PrivateLoadBalancerOptions,
  ) {}
}
