import type { HclExpression } from '../../terraform/hcl/expression';
import { withOutputs } from '../outputs/output-text';

/** Where a private load balancer has its address. */
export interface PrivateLoadBalancerOptions {
  /**
   * Subnet of the cluster's network: on TKE by its id, `subnet-…`; on AKS by its name, and the cluster's identity has to have the role Network
   * Contributor there. An output of a root module is filled in by the deployment: `vpc.subnetId`.
   * @default - on AKS that of the nodes; TKE makes no private load balancer without one
   */
  readonly subnet?: string | HclExpression;
}

/** The same, with marks in the place of outputs. */
interface PlacedLoadBalancer {
  readonly subnet?: string;
}

/** Who reaches the load balancer that the cloud makes for a gateway. */
export class GatewayLoadBalancer {
  /** Everyone: it has a public address. */
  public static internet(): GatewayLoadBalancer {
    return new GatewayLoadBalancer();
  }

  /** The network of the cluster, and what is connected with it: it has a private address. */
  public static privateNetwork(options: PrivateLoadBalancerOptions = {}): GatewayLoadBalancer {
    return new GatewayLoadBalancer(withOutputs(options) as PlacedLoadBalancer);
  }

  private constructor(
    /** Undefined: it is public. @internal */
    public readonly _private?: PlacedLoadBalancer,
  ) {}
}
