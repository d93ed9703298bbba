import { last, merged } from './resolve/layers';
import type { Environment } from '../../estate/environment';
import type { SourceLocation } from '../../synth/declare/source-location';
import { GatewayController } from '../options/gateway-controller';
import type { GatewayLoadBalancer } from '../options/gateway-load-balancer';
import type { GatewayOverrides } from '../options/gateway-options';
import { CertificateSource, GatewayTls } from '../options/gateway-tls';

/** What was said of a gateway, with marks in the place of outputs. */
export interface GatewaySettings extends Omit<GatewayOverrides, 'loadBalancerAnnotations'> {
  readonly loadBalancerAnnotations?: Readonly<Record<string, string>>;
}

/** What the user said about a gateway, and where. */
export interface GatewayLayer {
  /** The environment it holds in; undefined: everywhere. */
  readonly environment?: Environment;
  readonly settings: GatewaySettings;
  readonly source: SourceLocation;
}

/** A gateway, as it was declared. */
export interface DeclaredGateway {
  readonly name: string;
  readonly source: SourceLocation;
  readonly controller: GatewayController;
  /** Its domain, by the name of the overlay. It is where it has one. */
  readonly domains: Readonly<Record<string, string>>;
  /** What was said about it, the later after the earlier; the first came with it. */
  readonly layers: readonly GatewayLayer[];
}

const DEFAULT_TLS = GatewayTls.certManager();

/** What answers the requests of a gateway that nobody said so of. */
export const DEFAULT_CONTROLLER = GatewayController.envoyGateway();

/** Its domain in an environment; undefined: it is not there. */
export function domainIn({ domains }: DeclaredGateway, { overlay }: Environment): string | undefined {
  return Object.hasOwn(domains, overlay) ? domains[overlay] : undefined;
}

/** What was said of it for an environment, or everywhere: the later after the earlier. */
export function gatewayLayersIn({ layers }: DeclaredGateway, environment?: Environment): GatewayLayer[] {
  return layers.filter((layer) => layer.environment === undefined || layer.environment.overlay === environment?.overlay);
}

/** Where its certificates come from. */
export function certificatesIn(gateway: DeclaredGateway, environment?: Environment): CertificateSource {
  return (last(gatewayLayersIn(gateway, environment), ({ settings }) => settings.tls) ?? DEFAULT_TLS)._source;
}

/** What the cloud is asked to put before it. */
export function loadBalancerIn(gateway: DeclaredGateway, environment: Environment): GatewayLoadBalancer | undefined {
  return last(gatewayLayersIn(gateway, environment), ({ settings }) => settings.loadBalancer);
}

/** What one layer says of its load balancer, in which outputs of root modules may stand. */
export function balancerTexts({ settings: { loadBalancer, loadBalancerAnnotations } }: GatewayLayer): unknown {
  return [loadBalancer?._private, loadBalancerAnnotations];
}

/** What holds of its load balancer in an environment. */
export function balancerTextsIn(gateway: DeclaredGateway, environment: Environment): unknown {
  const annotations = gatewayLayersIn(gateway, environment).map(({ settings }) => settings.loadBalancerAnnotations);
  return [loadBalancerIn(gateway, environment)?._private, merged(annotations)];
}
