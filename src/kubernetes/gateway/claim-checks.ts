import type { Environment } from '../../estate/environment';
import type { Report, ReportAt } from '../../synth/declare/problem';
import { didYouMean } from '../../text/nearest-name';
import { redirectName } from '../manifests/gateway/gateway-api';
import type { PortModel } from '../models/port-model';
import { PathMatch, RouteProtocol } from '../options/expose-options';
import { certificatesIn, DeclaredGateway, gatewayLayersIn } from '../workloads/declared-gateway';
import { DeclaredExposure, exposedPort, exposedProtocol, holdsIn, hostIn, listenerName, routeName } from '../workloads/exposure';
import { hostsOf } from '../workloads/resolve/resolve-gateway';

/** A Gateway has at most 64 listeners, and one of them takes plain HTTP. Source: `GatewaySpec` in the Gateway API. */
const MOST_LISTENERS = 63;

/** Source: `HTTPRouteSpec` and `GRPCRouteSpec` in the Gateway API. */
const MOST_RULES = 16;

/** What is asked of an exposure. */
interface ExposureView {
  readonly reportOf: (exposure: DeclaredExposure) => Report;
  /** The ports of its workload. */
  readonly portsOf: (exposure: DeclaredExposure) => readonly PortModel[];
}

/** Reports what two exposures claim of one host, in the first environment in which it is so. */
export function checkClaims(exposures: readonly DeclaredExposure[], environments: readonly Environment[], { reportOf, portsOf }: ExposureView): void {
  const told = new Set<DeclaredExposure>();
  for (const environment of environments) {
    const ofHosts = new Map<string, DeclaredExposure>();
    const claims = new Map<string, DeclaredExposure>();
    for (const exposure of exposures.filter((each) => holdsIn(each, environment) && !told.has(each))) {
      const { host } = hostIn(exposure, environment);
      const [protocol, what] = claimOf(exposure, portsOf(exposure));
      const first = ofHosts.get(host) ?? exposure;
      const [other] = claimOf(first, portsOf(first));
      const claimed = claims.get(`${host} ${what}`);
      const place = `gateway "${exposure.gateway.name}" in ${environment.name}`;
      if (other !== protocol) {
        reportOf(exposure)(`speaks ${protocol} at ${host} of ${place}, where "${first.workload}" speaks ${other}, and a host has one of both: give it another host, or say protocol: RouteProtocol.HTTP for both.`);
      } else if (claimed !== undefined) {
        reportOf(exposure)(`claims ${what} at ${host} of ${place}, which "${claimed.workload}" has: give one of them another host or path.`);
      }
      if (other !== protocol || claimed !== undefined) told.add(exposure);
      ofHosts.set(host, first);
      claims.set(`${host} ${what}`, claimed ?? exposure);
    }
  }
}

/** What an exposure claims of its host. */
function claimOf({ settings }: DeclaredExposure, ports: readonly PortModel[]): [protocol: RouteProtocol, what: string] {
  const protocol = exposedProtocol(exposedPort(ports, settings), settings);
  const { path = '/', pathMatch = PathMatch.PREFIX, grpcService } = settings;
  if (protocol === RouteProtocol.GRPC) return [protocol, grpcService === undefined ? 'all services' : `service ${grpcService}`];
  return [protocol, `${pathMatch === PathMatch.EXACT ? 'exactly ' : ''}${path}`];
}

/** Reports what is wrong with the hosts of a gateway in an environment, and with their certificates. */
export function checkListeners(
  gateway: DeclaredGateway, exposures: readonly DeclaredExposure[], environment: Environment, { reportAt, reportOf }: { readonly reportAt: ReportAt } & Pick<ExposureView, 'reportOf'>,
): void {
  const certificates = certificatesIn(gateway, environment);
  const hosts = hostsOf(exposures, environment);
  const report = reportAt(gatewayLayersIn(gateway, environment).filter(({ settings }) => settings.tls !== undefined).pop()?.source ?? gateway.source);
  const labels = hosts.map(({ label }) => label);
  for (const name of (certificates.hosts ?? []).filter((each) => !labels.includes(each))) {
    report(`has a certificate for ${JSON.stringify(name)} in ${environment.name}, which is no host there; hosts are: ${labels.map((label) => JSON.stringify(label)).join(', ')}.${didYouMean(name, labels)}`);
  }
  const taken = new Map<string, string>();
  for (const { host, label } of hosts) {
    const asks = exposures.find((exposure) => holdsIn(exposure, environment) && hostIn(exposure, environment).host === host) as DeclaredExposure;
    if (certificates.hosts !== undefined && !certificates.hosts.includes(label)) {
      reportOf(asks)(`is exposed at ${host}, for which gateway "${gateway.name}" has no certificate in ${environment.name}: name its Secret in GatewayTls.secrets({ ${JSON.stringify(label)}: … }).`);
    }
    const listener = listenerName(certificates, label);
    const other = certificates.scope === 'each-host' ? taken.get(listener) : undefined;
    if (other !== undefined) reportOf(asks)(`is exposed at ${host}, whose listener "${listener}" of gateway "${gateway.name}" is that of ${other} in ${environment.name}: give one of them another host.`);
    taken.set(listener, host);
  }
  if (certificates.scope === 'each-host' && gateway.controller._objects === 'gateway-api' && hosts.length > MOST_LISTENERS) {
    report(`has ${hosts.length} hosts in ${environment.name}; with a certificate for each there is room for ${MOST_LISTENERS}. Use one certificate for all with GatewayTls.secret(…), or a second gateway.`);
  }
}

/**
 * Reports routes that cannot be made: of one name, of too many rules, or with two names for one host.
 * @param before what is exposed by gateways that were declared before
 * @param gateways names of all gateways
 */
export function checkRoutes(
  exposures: readonly DeclaredExposure[], before: readonly DeclaredExposure[], gateways: readonly string[], reportOf: ExposureView['reportOf'],
): void {
  const taken = new Map<string, DeclaredExposure[]>();
  for (const exposure of [...before, ...exposures]) {
    const name = nameOf(exposure);
    const others = taken.get(name) ?? [];
    taken.set(name, [...others, exposure]);
    if (others.length === 0 || before.includes(exposure)) continue;
    const [first] = others;
    if (first.workload !== exposure.workload || first.gateway !== exposure.gateway) {
      reportOf(exposure)(`would have the route "${name}", which "${first.workload}" has behind gateway "${first.gateway.name}": call one of them, or its host, otherwise.`);
    } else if (JSON.stringify(exposure.settings.hosts ?? first.settings.hosts) !== JSON.stringify(first.settings.hosts)) {
      reportOf(exposure)(`has other hosts than before for ${JSON.stringify(exposure.settings.host ?? '')} of gateway "${first.gateway.name}": say the same, or give it a host of its own.`);
    } else if (others.length === MOST_RULES) {
      reportOf(exposure)(`is exposed at more than ${MOST_RULES} paths of one host, for which a route has no room: give some another host.`);
    }
  }
  for (const exposure of exposures) {
    const redirecting = gateways.find((gateway) => redirectName(gateway) === nameOf(exposure));
    if (redirecting === undefined) continue;
    reportOf(exposure)(`would have the route "${nameOf(exposure)}", which sends HTTP to HTTPS for gateway "${redirecting}": call one of them, or its host, otherwise.`);
  }
}

function nameOf({ workload, gateway, settings: { host } }: DeclaredExposure): string {
  return routeName(workload, gateway.name, host);
}
