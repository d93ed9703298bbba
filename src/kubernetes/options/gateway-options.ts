import type { GatewayController } from './gateway-controller';
import type { GatewayLoadBalancer } from './gateway-load-balancer';
import type { GatewayTls } from './gateway-tls';
import type { HclExpression } from '../../terraform/hcl/expression';

/**
 * What may differ between the environments of a gateway. Given to `addGateway` it holds everywhere; given to `override` it holds in one
 * environment, and what is left out there stays as it is everywhere.
 */
export interface GatewayOverrides {
  /**
   * Where the certificates come from.
   * @default GatewayTls.certManager()
   */
  readonly tls?: GatewayTls;

  /**
   * Who reaches the load balancer that the cloud makes for the gateway. Not with a controller of Ingresses, which has its own.
   * @default - as the class of the gateway has it: with Envoy Gateway, everyone
   */
  readonly loadBalancer?: GatewayLoadBalancer;

  /**
   * Annotations of that load balancer's Service, such as those that tell a cloud what to make. Not with a controller of Ingresses. Outputs of root
   * modules in them are filled in by the deployment.
   * @default - those that `loadBalancer` needs
   */
  readonly loadBalancerAnnotations?: { [name: string]: string | HclExpression };
}

/** A way into the clusters. */
export interface GatewayOptions extends GatewayOverrides {
  /**
   * The domain of the gateway in each environment, by the environment's name: `{ dev: 'dev.example.com', prod: 'example.com' }`. The gateway
   * exists in these environments and in no other one. An unknown environment, or one without services, is a problem at synthesis.
   */
  readonly domains: { [environment: string]: string };

  /**
   * What answers the requests.
   * @default GatewayController.envoyGateway()
   */
  readonly controller?: GatewayController;
}
