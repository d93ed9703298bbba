import type { GatewayModel, ListenerModel } from '../../models/gateway-model';
import type { RouteModel, RouteRuleModel } from '../../models/route-model';
import { PathMatch, RouteProtocol } from '../../options/expose-options';
import { commonLabels, workloadLabels } from '../labels';
import type { Manifest } from '../manifest';

const API_VERSION = 'gateway.networking.k8s.io/v1';

/** The listener that takes plain HTTP. */
export const HTTP_LISTENER = 'http';

/** Routes of its own namespace alone: those of another environment cannot take its hosts. */
const ALLOWED_ROUTES = { namespaces: { from: 'Same' } };

/** The Gateway, with a listener for each certificate. */
export function renderGateway(model: GatewayModel): Manifest {
  const { name, partOf, className, listeners, annotations, loadBalancerAnnotations } = model;
  return {
    apiVersion: API_VERSION,
    kind: 'Gateway',
    metadata: { name, labels: commonLabels(partOf), ...unlessEmpty('annotations', annotations) },
    spec: {
      gatewayClassName: className,
      ...(Object.keys(loadBalancerAnnotations).length > 0 && { infrastructure: { annotations: loadBalancerAnnotations } }),
      listeners: [{ name: HTTP_LISTENER, port: 80, protocol: 'HTTP', allowedRoutes: ALLOWED_ROUTES }, ...listeners.map(renderListener)],
    },
  };
}

function renderListener({ name, host, secret, options }: ListenerModel): object {
  return {
    name,
    port: 443,
    protocol: 'HTTPS',
    ...(host !== undefined && { hostname: host }),
    tls: { mode: 'Terminate', ...(secret !== undefined && { certificateRefs: [{ name: secret }] }), ...unlessEmpty('options', options) },
    allowedRoutes: ALLOWED_ROUTES,
  };
}

/** Sends whoever asks by HTTP to HTTPS. It is less exact than any other route, such as those by which cert-manager proves hosts. */
export function renderRedirect({ name, partOf, listeners }: GatewayModel): Manifest | undefined {
  if (listeners.length === 0) return undefined;
  return {
    apiVersion: API_VERSION,
    kind: 'HTTPRoute',
    metadata: { name: redirectName(name), labels: commonLabels(partOf) },
    spec: {
      parentRefs: [{ name, sectionName: HTTP_LISTENER }],
      rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] }],
    },
  };
}

/** Name of the route that sends HTTP to HTTPS. */
export function redirectName(gateway: string): string {
  return `${gateway}-redirect`;
}

/** The route of one host to one workload. Without a host it has what is the same in every environment. */
export function renderRoute(model: RouteModel): Manifest {
  const { name, workload, gateway, listener, host, protocol, annotations, rules } = model;
  const { kind, renderRule } = ROUTES[protocol];
  return {
    apiVersion: API_VERSION,
    kind,
    metadata: { name, labels: workloadLabels(workload), ...unlessEmpty('annotations', annotations) },
    spec: {
      parentRefs: [{ name: gateway, ...(listener !== undefined && { sectionName: listener }) }],
      ...(host !== undefined && { hostnames: [host] }),
      rules: rules.map((rule) => ({ ...renderRule(rule), backendRefs: [{ name: workload.name, port: rule.servicePort }] })),
    },
  };
}

const ROUTES: Readonly<Record<RouteProtocol, { readonly kind: string; readonly renderRule: (rule: RouteRuleModel) => object }>> = {
  [RouteProtocol.HTTP]: { kind: 'HTTPRoute', renderRule: renderHttpRule },
  [RouteProtocol.GRPC]: { kind: 'GRPCRoute', renderRule: renderGrpcRule },
};

const PATH_TYPES: Readonly<Record<PathMatch, string>> = { [PathMatch.PREFIX]: 'PathPrefix', [PathMatch.EXACT]: 'Exact' };

function renderHttpRule({ path, pathMatch, rewritePath, requestTimeoutSeconds }: RouteRuleModel): object {
  return {
    matches: [{ path: { type: PATH_TYPES[pathMatch], value: path } }],
    ...(rewritePath !== undefined && { filters: [{ type: 'URLRewrite', urlRewrite: { path: renderRewrite(pathMatch, rewritePath) } }] }),
    ...(requestTimeoutSeconds !== undefined && { timeouts: { request: `${requestTimeoutSeconds}s` } }),
  };
}

function renderRewrite(pathMatch: PathMatch, path: string): object {
  return pathMatch === PathMatch.PREFIX ? { type: 'ReplacePrefixMatch', replacePrefixMatch: path } : { type: 'ReplaceFullPath', replaceFullPath: path };
}

function renderGrpcRule({ grpcService }: RouteRuleModel): object {
  return grpcService === undefined ? {} : { matches: [{ method: { service: grpcService } }] };
}

function unlessEmpty(field: string, texts: Readonly<Record<string, string>>): object {
  return Object.keys(texts).length > 0 ? { [field]: texts } : {};
}
