import { settingPaths, varied, without } from './explain-setting';
import type { Environment } from '../../estate/environment';
import { Explanation, optionsText, variableName } from '../../synth/files/explanation';
import { PathMatch, RouteProtocol } from '../options/expose-options';
import { GatewayController, GatewayObjects } from '../options/gateway-controller';
import { GatewayTls } from '../options/gateway-tls';
import { DeclaredGateway, DEFAULT_CONTROLLER, GatewayLayer, gatewayLayersIn, GatewaySettings } from '../workloads/declared-gateway';
import type { DeclaredExposure, ExposeSettings } from '../workloads/exposure';

/** Something that was said of exposures, and what else it could have been. */
export interface ExposureCause {
  readonly explanation: Explanation;
  /** All exposures, as they could have been. */
  readonly otherwise: ReadonlyArray<readonly DeclaredExposure[]>;
}

/** Options that are one of few. */
const CHOICES: Readonly<Record<string, readonly string[]>> = { protocol: Object.values(RouteProtocol), pathMatch: Object.values(PathMatch) };

/** Other sources of certificates and other controllers than those that a gateway has: at least one differs from what was chosen. */
const OTHER_TLS = [GatewayTls.certManager({ clusterIssuer: 'another' }), GatewayTls.secret('another'), GatewayTls.none('another')];
const OTHER_CONTROLLERS: Readonly<Record<GatewayObjects, GatewayController>> = {
  'gateway-api': GatewayController.envoyGateway({ gatewayClassName: 'another', namespace: 'another' }),
  'ingress': GatewayController.ingress({ ingressClassName: 'another', proxies: [] }),
};

/** A name that no host has. */
const OTHER_HOST = 'another.example';

/**
 * All that was said of exposures and of their gateways, and that there are exposures: the exact before the rough.
 * @param environment where it is looked at; undefined: the base
 */
export function* exposureCauses(exposures: readonly DeclaredExposure[], environment?: Environment): Iterable<ExposureCause> {
  const latest = [...exposures].reverse();
  const gateways = [...new Set(exposures.map(({ gateway }) => gateway))];
  const behind = (gateway: DeclaredGateway, other: DeclaredGateway) => (
    exposures.map((each) => (each.gateway === gateway ? { ...each, gateway: other } : each)));
  for (const exposure of latest) {
    for (const path of settingPaths(exposure.settings)) {
      const others = otherSettings(exposure, path).map((settings) => ({ ...exposure, settings }));
      const otherwise = others.map((other) => exposures.map((each) => (each === exposure ? other : each)));
      yield { explanation: exposureText(exposure, path), otherwise };
    }
  }
  for (const gateway of gateways) yield { explanation: domainsText(gateway), otherwise: [behind(gateway, withOtherDomains(gateway))] };
  for (const exposure of latest) yield { explanation: exposureText(exposure, []), otherwise: [exposures.filter((each) => each !== exposure)] };
  for (const gateway of gateways) {
    const last = latest.find((each) => each.gateway === gateway) as DeclaredExposure;
    yield { explanation: exposureText(last, []), otherwise: [exposures.filter((each) => each.gateway !== gateway)] };
  }
  for (const gateway of gateways) {
    for (const { explanation, otherwise } of gatewayCauses(gateway, environment)) {
      yield { explanation, otherwise: otherwise.map((other) => behind(gateway, other)) };
    }
  }
}

/** All that was said about a gateway but its domains, and its defaults. */
export function* gatewayCauses(
  gateway: DeclaredGateway, environment?: Environment,
): Iterable<{ readonly explanation: Explanation; readonly otherwise: readonly DeclaredGateway[] }> {
  const { name, source, controller, layers: [first] } = gateway;
  const change = (option: string) => `project.addGateway('${name}', { ${option}: … })`;
  const controllerSource = controller === DEFAULT_CONTROLLER ? {} : { source };
  yield {
    explanation: { what: `controller of gateway "${name}"`, ...controllerSource, change: change('controller') },
    otherwise: [{ ...gateway, controller: OTHER_CONTROLLERS[controller._objects] }],
  };
  for (const layer of gatewayLayersIn(gateway, environment).reverse()) {
    for (const path of settingPaths(layer.settings)) {
      const others = path[0] === 'tls' ? OTHER_TLS.map((tls) => ({ ...layer.settings, tls })) : variantsOf(layer.settings, path);
      yield { explanation: layerText(gateway, layer, path), otherwise: others.map((settings) => withSettings(gateway, layer, settings)) };
    }
  }
  if (first.settings.tls !== undefined) return;
  yield { explanation: { what: `tls of gateway "${name}"`, change: change('tls') }, otherwise: OTHER_TLS.map((tls) => withSettings(gateway, first, { ...first.settings, tls })) };
}

function otherSettings({ gateway, settings }: DeclaredExposure, path: readonly string[]): ExposeSettings[] {
  const [option] = path;
  // With another label it would be another route.
  if (option === 'host') return [{ ...settings, hosts: Object.fromEntries(Object.keys(gateway.domains).map((overlay) => [overlay, OTHER_HOST])) }];
  const choices = CHOICES[option];
  return choices === undefined ? variantsOf(settings, path) : choices.map((choice) => ({ ...settings, [option]: choice }));
}

/** Without it, and with another value in its place. */
function variantsOf<S extends object>(settings: S, path: readonly string[]): S[] {
  return [without(settings, path), varied(settings, path, {}) ?? settings];
}

function withOtherDomains(gateway: DeclaredGateway): DeclaredGateway {
  return { ...gateway, domains: Object.fromEntries(Object.keys(gateway.domains).map((overlay) => [overlay, OTHER_HOST])) };
}

function withSettings(gateway: DeclaredGateway, layer: GatewayLayer, settings: GatewaySettings): DeclaredGateway {
  return { ...gateway, layers: gateway.layers.map((other) => (other === layer ? { ...layer, settings } : other)) };
}

function domainsText({ name, source }: DeclaredGateway): Explanation {
  return { what: `domains of gateway "${name}"`, source, change: `project.addGateway('${name}', { domains: … })` };
}

function layerText({ name }: DeclaredGateway, { environment, source }: GatewayLayer, path: readonly string[]): Explanation {
  const change = environment
    ? `${variableName(name)}.override(${variableName(environment.name)}, ${optionsText(path)})`
    : `project.addGateway('${name}', ${optionsText(path)})`;
  return { what: `${path.join('.')} of gateway "${name}"${environment ? ` in ${environment.name}` : ''}`, source, change };
}

function exposureText({ workload, gateway, source }: DeclaredExposure, path: readonly string[]): Explanation {
  const options = path.length > 0 ? optionsText(path) : '{ … }';
  const change = `${variableName(workload)}.expose(${variableName(gateway.name)}, ${options})`;
  return { what: `${path.length > 0 ? `${path.join('.')} of ` : ''}"${workload}" behind gateway "${gateway.name}"`, source, change };
}
