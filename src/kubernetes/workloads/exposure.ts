import { certificatesIn, DeclaredGateway, domainIn } from './declared-gateway';
import type { Caller } from './resolve/resolve-settings';
import type { Environment } from '../../estate/environment';
import type { SourceLocation } from '../../synth/declare/source-location';
import { HTTP_LISTENER } from '../manifests/gateway/gateway-api';
import type { PortModel } from '../models/port-model';
import type { RouteModel, RouteRuleModel } from '../models/route-model';
import type { NamedModel } from '../models/workload-model';
import { ExposeOptions, PathMatch, RouteProtocol } from '../options/expose-options';
import type { CertificateSource, CertifiedHost } from '../options/gateway-tls';
import { MAIN_PORT } from '../options/network-peer';

/** What was said with `expose`, but for the environments. Whole names of hosts stand by the names of overlays. */
export type ExposeSettings = Omit<ExposeOptions, 'environments'>;

/** That a gateway passes on requests to a workload, as it was declared. */
export interface DeclaredExposure {
  /** Name of the workload. */
  readonly workload: string;
  readonly gateway: DeclaredGateway;
  readonly settings: ExposeSettings;
  /** The overlays in which the workload is; undefined: all. */
  readonly workloadOverlays?: readonly string[];
  /** The overlays that it holds in; undefined: all in which workload and gateway are. */
  readonly overlays?: readonly string[];
  readonly source: SourceLocation;
}

/** A host in an environment. */
export interface ExposedHost {
  readonly host: string;
  /** Its part before the domain of the gateway, empty for the domain itself; the whole name where it is not below the domain. */
  readonly label: string;
}

/** Where the exposures of a workload are looked at. */
export interface ExposurePlace {
  /** Undefined: the base. */
  readonly environment?: Environment;
  /** All in which the workload is. */
  readonly environments: readonly Environment[];
}

/** The exposures that hold in an environment; in the base, those that hold in every environment. */
export function exposuresIn(exposures: readonly DeclaredExposure[], { environment, environments }: ExposurePlace): DeclaredExposure[] {
  const places = environment === undefined ? environments : [environment];
  return exposures.filter((exposure) => places.every((place) => holdsIn(exposure, place)));
}

/** Whether an exposure holds in an environment. */
export function holdsIn({ gateway, workloadOverlays, overlays }: DeclaredExposure, environment: Environment): boolean {
  const places = [Object.keys(gateway.domains), workloadOverlays, overlays];
  return places.every((each) => each?.includes(environment.overlay) ?? true);
}

/** The host of an exposure in an environment in which it holds. */
export function hostIn({ gateway, settings: { host = '', hosts = {} } }: DeclaredExposure, environment: Environment): ExposedHost {
  const domain = domainIn(gateway, environment) as string;
  const whole = Object.hasOwn(hosts, environment.overlay) ? hosts[environment.overlay] : host === '' ? domain : `${host}.${domain}`;
  if (whole === domain) return { host: whole, label: '' };
  return { host: whole, label: whole.endsWith(`.${domain}`) ? whole.slice(0, -domain.length - 1) : whole };
}

/** Name of the listener that takes the requests for a host. */
export function listenerName({ scope }: CertificateSource, label: string): string {
  if (scope === undefined) return HTTP_LISTENER;
  return scope === 'one-for-all' || label === '' ? 'https' : `https-${label}`;
}

/** Name of the object by which a gateway passes on the requests for a host. The host is as `expose` calls it: the same in every environment. */
export function routeName(workload: string, gateway: string, host = ''): string {
  return [workload, gateway, ...(host === '' ? [] : [host])].join('-');
}

/** The port of a workload that an exposure means; undefined: it has none of that name. */
export function exposedPort(ports: readonly PortModel[], { port }: ExposeSettings): PortModel | undefined {
  return port === undefined ? ports[0] : ports.find(({ name }) => name === port);
}

/** What is spoken through an exposure. */
export function exposedProtocol(port: PortModel | undefined, { protocol }: ExposeSettings): RouteProtocol {
  return protocol ?? (port?.appProtocol === 'kubernetes.io/h2c' ? RouteProtocol.GRPC : RouteProtocol.HTTP);
}

/** The proxies that may connect to a workload, as far as they are known where it is looked at. */
export function proxiesAsCallers(held: readonly DeclaredExposure[], { environment }: ExposurePlace): Caller[] {
  return held.flatMap(({ gateway: { name, controller }, settings: { port = MAIN_PORT } }) => (
    (controller._proxies({ gateway: name, namespace: environment?.namespace }) ?? []).map((peer) => ({ peer, portNames: [port] }))));
}

/** The routes to a workload: one for each host of each gateway. */
export function resolveRoutes(
  workload: NamedModel, ports: readonly PortModel[], held: readonly DeclaredExposure[], { environment }: ExposurePlace,
): RouteModel[] {
  const routes = new Map<string, DeclaredExposure[]>();
  for (const exposure of held) {
    const name = routeName(workload.name, exposure.gateway.name, exposure.settings.host);
    routes.set(name, [...routes.get(name) ?? [], exposure]);
  }
  return [...routes].map(([name, exposures]) => resolveRoute({ name, workload, ports, exposures, environment }));
}

interface RouteFacts {
  readonly name: string;
  readonly workload: NamedModel;
  readonly ports: readonly PortModel[];
  /** All of one host of one gateway. */
  readonly exposures: readonly DeclaredExposure[];
  readonly environment?: Environment;
}

function resolveRoute({ name, workload, ports, exposures, environment }: RouteFacts): RouteModel {
  const [first] = exposures;
  const { gateway } = first;
  const certificates = certificatesIn(gateway, environment);
  const said = exposures.find(({ settings: { hosts } }) => hosts !== undefined) ?? first;
  const found = environment && hostIn(said, environment);
  const label = found ? found.label : said.settings.hosts === undefined ? first.settings.host ?? '' : undefined;
  return {
    name,
    workload: { name: workload.name, partOf: workload.partOf },
    objects: gateway.controller._objects,
    gateway: gateway.name,
    className: gateway.controller._className,
    ...(label !== undefined && { listener: listenerName(certificates, label) }),
    ...(found && { host: found.host }),
    ...(label !== undefined && certificateOf(certificates, { gateway: gateway.name, label }, name)),
    protocol: exposedProtocol(exposedPort(ports, first.settings), first.settings),
    annotations: Object.assign({}, ...exposures.map(({ settings }) => settings.annotations)),
    classAnnotations: { ...gateway.controller._annotations, ...certificates.annotations, ...certificates.options },
    rules: exposures.map(({ settings }) => resolveRule(settings, ports)),
  };
}

function certificateOf(certificates: CertificateSource, host: CertifiedHost, ingress: string): Pick<RouteModel, 'certificate' | 'renewedCertificate'> {
  if (certificates.scope === undefined) return {};
  const secret = certificates.ingressSecretOf(host, ingress);
  const renewed = certificates.isRenewed ? certificates.secretOf(host) : undefined;
  return { certificate: secret === undefined ? {} : { secret }, ...(renewed !== undefined && { renewedCertificate: renewed }) };
}

function resolveRule(settings: ExposeSettings, ports: readonly PortModel[]): RouteRuleModel {
  const { path = '/', pathMatch = PathMatch.PREFIX, grpcService, rewritePath, requestTimeoutSeconds } = settings;
  return {
    path,
    pathMatch,
    // A port that there is not is a problem; until it is told, any number does.
    servicePort: exposedPort(ports, settings)?.servicePort ?? 0,
    ...(grpcService !== undefined && { grpcService }),
    ...(rewritePath !== undefined && { rewritePath }),
    ...(requestTimeoutSeconds !== undefined && { requestTimeoutSeconds }),
  };
}
