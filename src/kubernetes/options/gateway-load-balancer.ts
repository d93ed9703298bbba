import { plainOptions } from '../../synth/declare/plain-options';

/** A load balancer without an address in the internet. */
export interface InternalLoadBalancerOptions {
  /**
   * The subnet that it has an address in: its name on Azure, its id on Tencent Cloud, where it has to be said.
   * @default - the subnet of the cluster's nodes
   */
  readonly subnet?: string;
}

/** Who reaches the load balancer that the cloud puts before a gateway. */
export class GatewayLoadBalancer {
  /** It has an address in the internet. */
  public static internet(): GatewayLoadBalancer {
    return new GatewayLoadBalancer('internet');
  }

  /** It has an address in the network of the cluster alone. */
  public static internal(options: InternalLoadBalancerOptions = {}): GatewayLoadBalancer {
    return new GatewayLoadBalancer('internal', plainOptions(options).subnet);
  }

  /** @internal */
  public readonly _reach: 'internet' | 'internal';
  /** @internal */
  public readonly _subnet?: string;

  private constructor(reach: 'internet' | 'internal', subnet?: string) {
    this._reach = reach;
    this._subnet = subnet;
  }
}
