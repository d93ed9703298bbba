import { checkClaims, checkListeners, checkRoutes } from './claim-checks';
import { checkExposure, isHostName, NO_HOST } from './exposure-checks';
import type { Gateway } from './gateway';
import type { Environment } from '../../estate/environment';
import { Estate } from '../../estate/estate';
import { cloudOf } from '../../estate/estate-facts';
import { findSecrets } from '../../secrets/find-secrets';
import type { Report, ReportAt } from '../../synth/declare/problem';
import { Problems } from '../../synth/declare/problems';
import { SecretFindings } from '../../synth/declare/secret-findings';
import { isDnsSubdomain } from '../../text/names';
import { LOAD_BALANCING, LoadBalancing } from '../manifests/gateway/load-balancing';
import type { PortModel } from '../models/port-model';
import { CertificateSource, DEFAULT_ISSUER, ISSUER_ANNOTATION } from '../options/gateway-tls';
import { hasOutput, outputsIn } from '../outputs/output-text';
import { checkAnnotations } from '../workloads/checks/metadata-checks';
import { checkPeer } from '../workloads/checks/value-checks';
import { balancerTexts, balancerTextsIn, certificatesIn, DeclaredGateway, domainIn, GatewayLayer, gatewayLayersIn } from '../workloads/declared-gateway';
import { DeclaredExposure, holdsIn } from '../workloads/exposure';
import { RecordedOutputs } from '../workloads/recorded-outputs';
import { WorkloadRegistry } from '../workloads/workload-registry';

/**
 * Reports everything that is wrong with a gateway, and with what is exposed by it, in every environment.
 * @param gateways all of the estate
 */
export function checkGateway(gateway: Gateway, gateways: readonly Gateway[]): void {
  const { _declared: declared, _exposures: exposures, _subject: subject } = gateway;
  const estate = Estate.of(gateway);
  const environments = estate.overlayEnvironments();
  const problems = Problems.of(gateway);
  const reportAt: ReportAt = (source) => (message) => problems.add(source, `${subject} ${message}`);
  const find = (name: string) => WorkloadRegistry.of(gateway).find(name);
  const portsOf = ({ workload }: DeclaredExposure): readonly PortModel[] => {
    const found = find(workload);
    return found?.kind.portsOf(found.layers[0].settings) ?? [];
  };
  const reportOf = ({ workload, source }: DeclaredExposure): Report => {
    const subjectOf = `${find(workload)?.kind.noun ?? 'workload'} "${workload}"`;
    return (message) => problems.add(source, `${subjectOf} ${message}`);
  };
  const there = environments.filter((environment) => domainIn(declared, environment) !== undefined);

  for (const environment of there) checkDomain(declared, environment, reportAt(declared.source));
  checkController(declared, reportAt(declared.source));
  for (const layer of declared.layers) checkLayer(declared, layer, reportAt(layer.source));
  if (RecordedOutputs.of(gateway).areUsed) for (const environment of there) checkNotRecorded(declared, environment, reportAt);
  for (const environment of there) checkLoadBalancer(declared, environment, cloudOf(estate.facts, environment)._in(LOAD_BALANCING), reportAt);
  checkUse(gateway, there, reportAt(declared.source));
  for (const exposure of exposures) {
    checkExposure(exposure, portsOf(exposure), reportOf(exposure));
    checkPlaces(exposure, environments, reportOf(exposure));
  }
  checkClaims(exposures, there, { reportOf, portsOf });
  for (const environment of there) checkListeners(declared, exposures, environment, { reportOf, reportAt });
  const before = gateways.slice(0, gateways.indexOf(gateway)).flatMap(({ _exposures }) => _exposures);
  checkRoutes(exposures, before, gateways.map(({ name }) => name), reportOf);
  findGatewaySecrets(gateway);
}

function checkDomain(gateway: DeclaredGateway, environment: Environment, report: Report): void {
  const domain = domainIn(gateway, environment) as string;
  if (!isHostName(domain)) report(`has the domain ${JSON.stringify(domain)} in ${environment.name}, ${NO_HOST}.`);
}

function checkController({ controller }: DeclaredGateway, report: Report): void {
  if (!isDnsSubdomain(controller._className)) report(`has a controller of the class ${JSON.stringify(controller._className)}, which is no legal name: use lower-case letters, digits, "-" and ".".`);
  for (const peer of controller._proxies({ gateway: 'a', namespace: 'a' }) ?? []) checkPeer('the proxies of its controller', peer, report);
  if (controller._sources.some(({ _portNames }) => _portNames.some((name) => name !== ''))) {
    report('has a controller with ports of its proxies, and each workload says by which port it is exposed: drop them.');
  }
  if (controller._sources.length === 0 && controller._proxies({ gateway: 'a', namespace: 'a' })?.length === 0) {
    report('has a controller without proxies, so that no request would reach a pod: say where requests come from, such as TrafficSource.pods(…).');
  }
  checkAnnotations('annotations of its controller', controller._annotations, report);
}

function checkLayer({ controller }: DeclaredGateway, { settings }: GatewayLayer, report: Report): void {
  const { tls, loadBalancer, loadBalancerAnnotations } = settings;
  if (controller._objects === 'ingress') {
    for (const [option, value] of Object.entries({ loadBalancer, loadBalancerAnnotations })) {
      if (value !== undefined) report(`has ${option}, and a controller of Ingresses has its own load balancer: drop it, or tell the controller by its annotations.`);
    }
  }
  checkAnnotations('loadBalancerAnnotations', loadBalancerAnnotations, report);
  if (tls === undefined) return;
  checkAnnotations('tls', { ...tls._source.annotations, ...tls._source.options }, report);
  for (const name of tls._names.filter((each) => !isDnsSubdomain(each))) report(`has ${JSON.stringify(name)} in tls, which is no legal name: use lower-case letters, digits, "-" and ".".`);
  if (tls._reason?.trim() === '') report('has tls: GatewayTls.none(…) without a reason: say what ends TLS before it, for those who read this.');
}

function checkLoadBalancer(gateway: DeclaredGateway, environment: Environment, balancing: LoadBalancing, reportAt: ReportAt): void {
  const { pattern, example, isRequired } = balancing.subnet;
  const layers = gatewayLayersIn(gateway, environment).filter(({ settings }) => settings.loadBalancer !== undefined);
  const last = layers.at(-1);
  if (last === undefined || gateway.controller._objects === 'ingress') return;
  const report = reportAt(last.source);
  const placed = last.settings.loadBalancer?._private;
  if (placed === undefined) {
    const isDead = layers.every(({ settings }) => settings.loadBalancer?._private === undefined);
    return isDead ? report(`has GatewayLoadBalancer.internet() in ${environment.name}, which does nothing where nothing else was said: drop it.`) : undefined;
  }
  const { subnet } = placed;
  if (isUnreachable(certificatesIn(gateway, environment))) {
    report(`has a private load balancer in ${environment.name}, which Let's Encrypt does not reach to prove its hosts: give it an issuer that proves them by DNS or is your own, such as `
      + "tls: GatewayTls.certManager({ clusterIssuer: 'internal', solvesByHttp: false }), or a certificate that is there, by GatewayTls.secret(…).");
  }
  if (subnet !== undefined && hasOutput(subnet)) return;
  if (subnet === undefined && isRequired) report(`has a private load balancer in ${environment.name}, which its cloud makes in a subnet alone: say in which, such as GatewayLoadBalancer.privateNetwork({ subnet: '${example}' }).`);
  if (subnet !== undefined && !pattern.test(subnet)) report(`has a load balancer in the subnet ${JSON.stringify(subnet)} in ${environment.name}, which is none of its cloud, such as "${example}".`);
}

/** Whether hosts are proven from the internet: by the issuer that the application `CertManager` makes. */
function isUnreachable({ solvesByHttp, annotations }: CertificateSource): boolean {
  return solvesByHttp && annotations[ISSUER_ANNOTATION] === DEFAULT_ISSUER;
}

/** Reports outputs in what the deployment alone would fill in. */
function checkNotRecorded(gateway: DeclaredGateway, environment: Environment, reportAt: ReportAt): void {
  const [used] = outputsIn(balancerTextsIn(gateway, environment));
  if (used === undefined) return;
  const layer = gatewayLayersIn(gateway, environment).reverse().find((each) => outputsIn(balancerTexts(each)).length > 0);
  reportAt(layer?.source ?? gateway.source)(
    `has output "${used.output}" of root module "${used.rootModule}" for its load balancer in ${environment.name}, where nothing that is recorded gets to: say the value itself.`,
  );
}

/** Reports environments in which nobody uses the gateway. */
function checkUse({ _exposures: exposures, _declared: { name } }: Gateway, there: readonly Environment[], report: Report): void {
  const idle = there.filter((environment) => !exposures.some((exposure) => holdsIn(exposure, environment)));
  if (idle.length === 0) return;
  const mend = `drop its domain there, or let a service use it: service.expose(${name}, { … }).`;
  report(idle.length === there.length ? `is used by nobody: drop it, or let a service use it: service.expose(${name}, { … }).`
    : `is used by nobody in ${idle.map((environment) => environment.name).join(', ')}: ${mend}`);
}

/** Reports environments for which something is said, and in which the gateway is not, or the exposure does not hold. */
function checkPlaces(exposure: DeclaredExposure, environments: readonly Environment[], report: Report): void {
  const { gateway, workloadOverlays, overlays = [], settings: { hosts = {} } } = exposure;
  const nameOf = (overlay: string) => environments.find((environment) => environment.overlay === overlay)?.name ?? overlay;
  for (const overlay of overlays.filter((each) => !Object.hasOwn(gateway.domains, each))) {
    report(`is exposed by gateway "${gateway.name}" in ${nameOf(overlay)}, where that is not: give the gateway a domain there, or drop the environment.`);
  }
  for (const overlay of overlays.filter((each) => !(workloadOverlays?.includes(each) ?? true))) {
    report(`is exposed in ${nameOf(overlay)}, where it is not: drop the environment, or name it in its environments.`);
  }
  if (overlays.length === 0 && Object.keys(gateway.domains).length > 0 && !environments.some((environment) => holdsIn(exposure, environment))) {
    report(`is exposed by gateway "${gateway.name}" and is in no environment in which that is: drop that, or give the gateway a domain where it is.`);
  }
  for (const overlay of Object.keys(hosts)) {
    const environment = environments.find((each) => each.overlay === overlay);
    if (environment && holdsIn(exposure, environment)) continue;
    report(`has a host in hosts for ${nameOf(overlay)}, where it is not exposed by gateway "${gateway.name}": drop that, or expose it there.`);
  }
}

function findGatewaySecrets(gateway: Gateway): void {
  const { _declared: { controller, layers, source }, _subject: subject, _exposures: exposures } = gateway;
  const find = (place: string, texts: unknown, where: { readonly source: typeof source; readonly subject: string }) => (
    SecretFindings.of(gateway).add(findSecrets(texts, { name: place }), { scope: gateway, place, wayOut: 'put it into a Secret', ...where }));
  find('annotations of its controller', controller._annotations, { source, subject });
  for (const { settings, ...layer } of layers) {
    find('loadBalancerAnnotations', settings.loadBalancerAnnotations ?? {}, { source: layer.source, subject });
    find('tls', { ...settings.tls?._source.annotations, ...settings.tls?._source.options }, { source: layer.source, subject });
  }
  for (const { settings, workload, ...exposure } of exposures) find('annotations', settings.annotations ?? {}, { source: exposure.source, subject: `"${workload}"` });
}
