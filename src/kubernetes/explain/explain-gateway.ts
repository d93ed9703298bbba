import { settingPaths, varied, without } from './explain-setting';
import type { Environment } from '../../estate/environment';
import { Explanation, optionsText, variableName } from '../../synth/files/explanation';
import { GatewayController } from '../options/gateway-controller';
import type { GatewayOverrides } from '../options/gateway-options';
import { GatewayTls } from '../options/gateway-tls';
import { DeclaredGateway, GatewayLayer, gatewayLayersIn } from '../workloads/declared-gateway';
import type { DeclaredExposure } from '../workloads/exposure';

/** Something that was said, and what else it could have been. */
export interface Alternative<T> {
  readonly explanation: Explanation;
  readonly otherwise: readonly T[];
}

/** Other sources of certificates and other controllers than those that a gateway has: at least one of each differs from what was chosen. */
const OTHER_TLS = [GatewayTls.secret('another'), GatewayTls.certManager({ clusterIssuer: 'another' }), GatewayTls.none('another')];
const OTHER_CONTROLLERS = [
  GatewayController.envoyGateway({ gatewayClassName: 'another', namespace: 'another' }),
  GatewayController.ingress({ ingressClassName: 'another', proxies: [] }),
];

/** All that was said about a gateway in an environment, the later before the earlier, and at last its defaults: each with what it could have been. */
export function* gatewayAlternatives(gateway: DeclaredGateway, environment?: Environment): Iterable<Alternative<DeclaredGateway>> {
  const layers = gatewayLayersIn(gateway, environment).reverse();
  for (const layer of layers) yield* ofLayer(gateway, layer);
  const { source } = gateway;
  const about = (option: string) => ({ what: `${option} of gateway "${gateway.name}"`, source, change: `project.addGateway('${gateway.name}', { ${option}: … })` });
  yield { explanation: about('domains'), otherwise: [{ ...gateway, domains: mapped(gateway.domains, (domain) => `${domain}x`) }, { ...gateway, domains: {} }] };
  yield { explanation: about('tls'), otherwise: withTls(gateway, gateway.layers[0]) };
  yield { explanation: about('controller'), otherwise: OTHER_CONTROLLERS.map((controller) => ({ ...gateway, controller })) };
}

function* ofLayer(gateway: DeclaredGateway, layer: GatewayLayer): Iterable<Alternative<DeclaredGateway>> {
  for (const path of settingPaths(layer.settings)) {
    const others = path[0] === 'tls' ? withTls(gateway, layer) : [];
    yield {
      explanation: saidOf(gateway, layer, path),
      otherwise: [withSettings(gateway, layer, without(layer.settings, path)), withSettings(gateway, layer, varied(layer.settings, path)), ...others],
    };
  }
}

function withTls(gateway: DeclaredGateway, layer: GatewayLayer): DeclaredGateway[] {
  return OTHER_TLS.map((tls) => withSettings(gateway, layer, { ...layer.settings, tls }));
}

function withSettings(gateway: DeclaredGateway, layer: GatewayLayer, settings: GatewayOverrides): DeclaredGateway {
  return { ...gateway, layers: gateway.layers.map((other) => (other === layer ? { ...layer, settings } : other)) };
}

function saidOf({ name }: DeclaredGateway, { environment, source }: GatewayLayer, path: readonly string[]): Explanation {
  const change = environment
    ? `${variableName(name)}.override(${variableName(environment.name)}, ${optionsText(path)})`
    : `project.addGateway('${name}', ${optionsText(path)})`;
  return { what: `${path.join('.')} of gateway "${name}"${environment ? ` in ${environment.name}` : ''}`, source, change };
}

/** All that was said of one exposure, and that there is one: each with what it could have been; undefined: no exposure. */
export function* exposureAlternatives(exposure: DeclaredExposure): Iterable<Alternative<DeclaredExposure | undefined>> {
  const { workload, gateway, settings, source } = exposure;
  const variable = variableName(workload);
  for (const path of settingPaths(settings)) {
    yield {
      explanation: { what: `${path.join('.')} of "${workload}" behind gateway "${gateway.name}"`, source, change: `${variable}.expose(${variableName(gateway.name)}, ${optionsText(path)})` },
      otherwise: [{ ...exposure, settings: without(settings, path) }, { ...exposure, settings: varied(settings, path) }],
    };
  }
  yield {
    explanation: { what: `"${workload}" behind gateway "${gateway.name}"`, source, change: `${variable}.expose(${variableName(gateway.name)}, { … })` },
    otherwise: [undefined],
  };
}

function mapped(texts: Readonly<Record<string, string>>, change: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, change(text)]));
}
