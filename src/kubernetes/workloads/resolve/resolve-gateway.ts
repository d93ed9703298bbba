import { certificatesIn, DeclaredGateway, gatewayLayersIn, loadBalancerIn } from '../declared-gateway';
import { DeclaredExposure, ExposedHost, holdsIn, hostIn, listenerName } from '../exposure';
import { merged } from './layers';
import type { Environment } from '../../../estate/environment';
import type { LoadBalancing } from '../../manifests/gateway/load-balancing';
import type { GatewayModel, ListenerModel } from '../../models/gateway-model';

/** What a gateway in an environment follows from. */
export interface GatewayDeclarations {
  readonly gateway: DeclaredGateway;
  /** All exposures by it, in the order in which they were declared. */
  readonly exposures: readonly DeclaredExposure[];
  readonly namespace: string;
}

/** Where a gateway is looked at. */
export interface GatewayPlace {
  readonly environment: Environment;
  /** How its cloud is told what load balancer it shall make. */
  readonly balancing: LoadBalancing;
  /** Name of the project. */
  readonly partOf: string;
}

/** The hosts of a gateway in an environment, each once, in the order in which they were declared. */
export function hostsOf(exposures: readonly DeclaredExposure[], environment: Environment): ExposedHost[] {
  const hosts = exposures.filter((exposure) => holdsIn(exposure, environment)).map((exposure) => hostIn(exposure, environment));
  return hosts.filter(({ host }, index) => hosts.findIndex((other) => other.host === host) === index);
}

/** A gateway as it is in an environment. */
export function resolveGateway({ gateway, exposures, namespace }: GatewayDeclarations, place: GatewayPlace): GatewayModel {
  const { environment, balancing, partOf } = place;
  const { name, controller } = gateway;
  const certificates = certificatesIn(gateway, environment);
  const placed = loadBalancerIn(gateway, environment)?._private;
  return {
    name,
    partOf,
    className: controller._className,
    listeners: listenersOf(gateway, hostsOf(exposures, environment), environment),
    annotations: certificates.annotations,
    loadBalancerAnnotations: merged([
      placed && balancing.privately(placed.subnet),
      ...gatewayLayersIn(gateway, environment).map(({ settings }) => settings.loadBalancerAnnotations),
    ]),
    proxies: controller._proxies({ gateway: name, namespace }) ?? [],
    solvesByHttp: certificates.solvesByHttp,
  };
}

function listenersOf(gateway: DeclaredGateway, hosts: readonly ExposedHost[], environment: Environment): ListenerModel[] {
  const certificates = certificatesIn(gateway, environment);
  const listener = ({ host, label }: ExposedHost): ListenerModel => ({
    name: listenerName(certificates, label),
    ...(certificates.scope === 'each-host' && { host }),
    secret: certificates.secretOf({ gateway: gateway.name, label }),
    options: certificates.options,
  });
  switch (certificates.scope) {
    case undefined: return [];
    // Listeners with the same certificate would overlap: clients use a connection for all hosts of its certificate.
    case 'one-for-all': return hosts.slice(0, 1).map(listener);
    case 'each-host': return hosts.map(listener);
  }
}
