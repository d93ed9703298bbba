import type { ReplicaRange } from '../../kubernetes/options/deployment-options';
import type { ApplicationPlacement } from '../application-options';

/** How Envoy Gateway is set up. */
export interface EnvoyGatewayOptions extends ApplicationPlacement {
  /**
   * How many pods (Envoy proxies) each gateway has.
   * @default { min: 2, max: 5 }
   */
  readonly replicas?: ReplicaRange;

  /**
   * Whether the definitions of Gateway API come with it. Not where the cluster brings them, such as AKS with its managed Gateway API.
   * @default true
   */
  readonly includeGatewayApi?: boolean;

  /**
   * What else stands in the `spec` of the EnvoyProxy that all gateways have, such as `{ logging: { level: { default: 'info' } } }`. What stands
   * there already is merged, map by map.
   * @default - nothing
   */
  readonly proxySettings?: { [name: string]: any };
}
