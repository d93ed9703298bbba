import { parse } from 'yaml';
import { Gateway } from '../../../src/kubernetes/gateway/gateway';
import { ExposeOptions, PathMatch, RouteProtocol } from '../../../src/kubernetes/options/expose-options';
import { GatewayController } from '../../../src/kubernetes/options/gateway-controller';
import { GatewayLoadBalancer } from '../../../src/kubernetes/options/gateway-load-balancer';
import type { GatewayOptions } from '../../../src/kubernetes/options/gateway-options';
import { GatewayTls } from '../../../src/kubernetes/options/gateway-tls';
import type { ServiceOptions } from '../../../src/kubernetes/options/service-options';
import { TrafficSource } from '../../../src/kubernetes/options/traffic-source';
import { objectsIn } from '../../../src/kubernetes/patches/tried-workload';
import type { Service } from '../../../src/kubernetes/service';
import { SmallEstate } from '../small-estate';

const DOMAINS = { dev: 'dev.example.com', prod: 'example.com' };
const INGRESS = GatewayController.ingress({ ingressClassName: 'traefik', proxies: [TrafficSource.pods('traefik', { app: 'traefik' })] });
const SAME_NAMESPACE = { allowedRoutes: { namespaces: { from: 'Same' } } };

/** An estate with a gateway and a service behind it. */
class Exposed {
  public readonly small = new SmallEstate();
  public readonly gateway: Gateway;
  public readonly api: Service;

  constructor(options: Partial<GatewayOptions> = {}, exposures: readonly ExposeOptions[] = [{}], service: Partial<ServiceOptions> = {}) {
    const dev = this.small.addEnvironment('dev');
    this.small.addEnvironment('prod', { promotedFrom: dev.environment });
    this.gateway = new Gateway(this.small.project, 'public', { domains: DOMAINS, ...options });
    this.api = this.small.addService('api', { port: 8080, ...service });
    for (const exposure of exposures) this.api.expose(this.gateway, exposure);
  }

  /** An object of the overlay, or of the service, as kustomize makes it in the end. */
  public object(kind: string, environment = 'dev', name?: string): any {
    expect(this.small.problems()).toEqual([]);
    const place = this.small.environments.find((each) => each.name === environment)!;
    const found = [...objectsIn(this.api._workload, place), ...this.gateway._objectsIn(place).map(({ manifest }) => manifest)]
      .filter((manifest) => manifest.kind === kind && (name === undefined || manifest.metadata.name === name));
    expect(found).toHaveLength(1);
    return found[0];
  }

  public files(): string[] {
    this.small.write();
    return this.small.files('k8s').filter((file) => /gateway|route/.test(file));
  }

  public read(file: string): any {
    return parse(this.small.read(`k8s/${file}`));
  }
}

test('a gateway lies in the overlays in which it has a domain, and its routes with their workloads', () => {
  expect(new Exposed({}, [{}, { host: 'api' }]).files()).toEqual([
    'base/api/route-public-api.yaml', 'base/api/route-public.yaml',
    ...['dev', 'prod'].flatMap((name) => ['-acme-solver', '-redirect', ''].map((part) => `overlays/${name}/gateway-public${part}.yaml`)),
  ]);
  expect(new Exposed({ domains: { prod: 'example.com' } }).files()).toEqual([
    'overlays/prod/api/route-public.yaml',
    ...['-acme-solver', '-redirect', ''].map((part) => `overlays/prod/gateway-public${part}.yaml`),
  ]);
  expect(new Exposed({ controller: INGRESS }).files()).toEqual(
    ['dev', 'prod'].flatMap((name) => [`overlays/${name}/api/route-public.yaml`, `overlays/${name}/gateway-public-acme-solver.yaml`]));
});

test('the base of a route says what is the same everywhere, and overlays name the host', () => {
  const exposed = new Exposed({}, [{ host: 'api' }]);
  exposed.small.write();
  expect(exposed.read('base/api/route-public-api.yaml')).toMatchObject({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    spec: {
      parentRefs: [{ name: 'public', sectionName: 'https-api' }],
      rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [{ name: 'api', port: 8080 }] }],
    },
  });
  const { patches } = exposed.read('overlays/prod/api/kustomization.yaml');
  expect(patches.map(({ patch }: { patch: string }) => parse(patch)).find(({ kind }: { kind: string }) => kind === 'HTTPRoute')).toEqual({
    apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name: 'api-public-api' }, spec: { hostnames: ['api.example.com'] },
  });
});

describe('a Gateway', () => {
  test('has a listener and a certificate for each host, and one that sends HTTP to HTTPS', () => {
    const exposed = new Exposed({}, [{ host: 'api' }, {}, { host: 'api', path: '/v2' }]);
    const listener = (name: string, hostname: string, secret: string) => ({
      name, port: 443, protocol: 'HTTPS', hostname, tls: { mode: 'Terminate', certificateRefs: [{ name: secret }] }, ...SAME_NAMESPACE,
    });
    expect(exposed.object('Gateway')).toMatchObject({
      metadata: { name: 'public', annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' } },
      spec: {
        gatewayClassName: 'envoy-gateway',
        listeners: [
          { name: 'http', port: 80, protocol: 'HTTP', ...SAME_NAMESPACE },
          listener('https-api', 'api.dev.example.com', 'public-api-tls'),
          listener('https', 'dev.example.com', 'public-tls'),
        ],
      },
    });
    expect(exposed.object('HTTPRoute', 'dev', 'public-redirect').spec).toEqual({
      parentRefs: [{ name: 'public', sectionName: 'http' }],
      rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] }],
    });
  });

  /** Each with what it has of these, in this order. */
  const listenersOf = (tls: GatewayTls): object[] => new Exposed({ tls }, [{ host: 'api' }, {}]).object('Gateway').spec.listeners
    .map(({ name, hostname, tls: { certificateRefs = undefined, options = undefined } = {} }: any) => (
      { name, hostname, secret: certificateRefs?.[0].name as string, options: options as object }));
  const http = { name: 'http' };
  const [ofApi, ofDomain] = [{ name: 'https-api', hostname: 'api.dev.example.com' }, { name: 'https', hostname: 'dev.example.com' }];

  test.each<[string, GatewayTls, object[]]>([
    ['one listener for one certificate', GatewayTls.secret('wildcard'), [http, { name: 'https', secret: 'wildcard' }]],
    ['a Secret for each host', GatewayTls.secrets({ 'api': 'api-tls', '': 'example-tls' }), [http, { ...ofApi, secret: 'api-tls' }, { ...ofDomain, secret: 'example-tls' }]],
    ['what the cloud is told', GatewayTls.cloud({ settings: { uri: 'a' } }), [http, { ...ofApi, options: { uri: 'a' } }, { ...ofDomain, options: { uri: 'a' } }]],
    ['plain HTTP', GatewayTls.none('a tunnel ends TLS'), [http]],
  ])('can have %s', (_, tls, listeners) => {
    expect(listenersOf(tls)).toEqual(listeners);
  });

  test('without TLS has routes at its listener for HTTP, and redirects nobody', () => {
    const exposed = new Exposed({ tls: GatewayTls.none('a tunnel ends TLS') });
    expect(exposed.object('HTTPRoute').spec).toMatchObject({ parentRefs: [{ name: 'public', sectionName: 'http' }], hostnames: ['dev.example.com'] });
    expect(exposed.object('Gateway').metadata).not.toHaveProperty('annotations');
  });

  test('asks another issuer in one environment, by which no pods of cert-manager are reached', () => {
    const exposed = new Exposed();
    exposed.gateway.override('prod', { tls: GatewayTls.certManager({ clusterIssuer: 'own-ca', solvesByHttp: false }) });
    expect(exposed.object('Gateway', 'prod').metadata.annotations).toEqual({ 'cert-manager.io/cluster-issuer': 'own-ca' });
    expect(exposed.object('Gateway', 'dev').metadata.annotations).toEqual({ 'cert-manager.io/cluster-issuer': 'letsencrypt' });
    expect(exposed.files().filter((file) => file.includes('solver'))).toEqual(['overlays/dev/gateway-public-acme-solver.yaml']);
  });

  test('asks the cloud for a load balancer in its network', () => {
    const exposed = new Exposed({ tls: GatewayTls.secret('tls'), loadBalancer: GatewayLoadBalancer.privateNetwork({ subnet: 'subnet-1' }), loadBalancerAnnotations: { a: 'b' } });
    expect(exposed.object('Gateway').spec.infrastructure).toEqual({ annotations: { 'service.kubernetes.io/qcloud-loadbalancer-internal-subnetid': 'subnet-1', 'a': 'b' } });
    expect(exposed.gateway.override('dev', { loadBalancer: GatewayLoadBalancer.internet() })._objectsIn(exposed.small.environments[0])[0].manifest)
      .toMatchObject({ spec: { infrastructure: { annotations: { a: 'b' } } } });
    expect(new Exposed().object('Gateway').spec).not.toHaveProperty('infrastructure');
  });
});

describe('a route', () => {
  const rulesOf = (exposures: readonly ExposeOptions[], service: Partial<ServiceOptions> = {}) => {
    const { kind, spec } = new Exposed({}, exposures, service).object(service.appProtocol === undefined || exposures[0].protocol ? 'HTTPRoute' : 'GRPCRoute', 'dev', 'api-public');
    return { kind, rules: spec.rules.map(({ backendRefs: [{ port }], ...rule }: any) => ({ ...rule, port })) };
  };
  const all = { matches: [{ path: { type: 'PathPrefix', value: '/' } }] };
  const H2C = { appProtocol: 'kubernetes.io/h2c' };

  test.each<[string, readonly ExposeOptions[], Partial<ServiceOptions>, object]>([
    ['passes on a path', [{ path: '/api' }], {}, { kind: 'HTTPRoute', rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/api' } }], port: 8080 }] }],
    ['passes on one path alone', [{ path: '/a', pathMatch: PathMatch.EXACT }], {}, { kind: 'HTTPRoute', rules: [{ matches: [{ path: { type: 'Exact', value: '/a' } }], port: 8080 }] }],
    ['takes away a path', [{ path: '/api', rewritePath: '/' }], {}, {
      kind: 'HTTPRoute',
      rules: [{
        matches: [{ path: { type: 'PathPrefix', value: '/api' } }],
        filters: [{ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } }],
        port: 8080,
      }],
    }],
    ['asks for another path', [{ path: '/a', pathMatch: PathMatch.EXACT, rewritePath: '/b' }], {}, {
      kind: 'HTTPRoute',
      rules: [{ matches: [{ path: { type: 'Exact', value: '/a' } }], filters: [{ type: 'URLRewrite', urlRewrite: { path: { type: 'ReplaceFullPath', replaceFullPath: '/b' } } }], port: 8080 }],
    }],
    ['waits so long and no longer', [{ requestTimeoutSeconds: 90 }], {}, { kind: 'HTTPRoute', rules: [{ ...all, timeouts: { request: '90s' }, port: 8080 }] }],
    ['leads to the port of the Service', [{ port: 'admin' }, { path: '/b' }], { servicePort: 80, additionalPorts: [{ name: 'admin', port: 9000, servicePort: 81 }] },
      { kind: 'HTTPRoute', rules: [{ ...all, port: 81 }, { matches: [{ path: { type: 'PathPrefix', value: '/b' } }], port: 80 }] }],
    ['speaks gRPC where the port does', [{}], H2C, { kind: 'GRPCRoute', rules: [{ port: 8080 }] }],
    ['passes on one service of gRPC', [{ grpcService: 'shop.v1.Cart' }], H2C, { kind: 'GRPCRoute', rules: [{ matches: [{ method: { service: 'shop.v1.Cart' } }], port: 8080 }] }],
    ['speaks HTTP if that is said', [{ protocol: RouteProtocol.HTTP }], H2C, { kind: 'HTTPRoute', rules: [{ ...all, port: 8080 }] }],
  ])('%s', (_, exposures, service, expected) => {
    expect(rulesOf(exposures, service)).toEqual(expected);
  });

  test('has a whole name of a host in one environment, and the listener of that', () => {
    const exposed = new Exposed({}, [{ host: 'api', hosts: { prod: 'www.example.net' } }]);
    expect(exposed.object('HTTPRoute', 'dev', 'api-public-api').spec).toMatchObject({ parentRefs: [{ sectionName: 'https-api' }], hostnames: ['api.dev.example.com'] });
    expect(exposed.object('HTTPRoute', 'prod', 'api-public-api').spec).toMatchObject({ parentRefs: [{ sectionName: 'https-www.example.net' }], hostnames: ['www.example.net'] });
    expect(exposed.object('Gateway', 'prod').spec.listeners[1]).toMatchObject({ name: 'https-www.example.net', hostname: 'www.example.net', tls: { certificateRefs: [{ name: 'public-www.example.net-tls' }] } });
    expect(exposed.gateway.hostsIn('prod')).toEqual(['www.example.net']);
  });

  test('is where its exposure holds', () => {
    const exposed = new Exposed({}, [{}, { host: 'admin', environments: ['dev'] }, { path: '/debug', environments: ['dev'], annotations: { note: 'x' } }]);
    expect(exposed.files().filter((file) => file.includes('route-'))).toEqual(['base/api/route-public.yaml', 'overlays/dev/api/route-public-admin.yaml']);
    expect(exposed.object('HTTPRoute', 'dev', 'api-public').spec.rules).toHaveLength(2);
    expect(exposed.object('HTTPRoute', 'dev', 'api-public').metadata.annotations).toEqual({ note: 'x' });
    expect(exposed.object('HTTPRoute', 'prod', 'api-public').spec.rules).toHaveLength(1);
    expect([exposed.gateway.hostsIn('dev'), exposed.gateway.hostsIn('prod')]).toEqual([['dev.example.com', 'admin.dev.example.com'], ['example.com']]);
  });

  test('is in the overlays of a workload that is not everywhere', () => {
    const exposed = new Exposed({}, [{}], { environments: ['prod'] });
    const other = exposed.small.addService('other').expose(exposed.gateway, { host: 'other' });
    expect(other.name).toBe('other');
    expect(exposed.files().filter((file) => file.includes('route-'))).toEqual(['base/api/route-public.yaml', 'base/other/route-public-other.yaml']);
    expect([exposed.gateway.hostsIn('dev'), exposed.gateway.hostsIn('prod')]).toEqual([['other.dev.example.com'], ['example.com', 'other.example.com']]);
  });
});

describe('an Ingress', () => {
  test('has the host, the path and the certificate of its class', () => {
    const controller = GatewayController.ingress({ ingressClassName: 'qcloud', proxies: [TrafficSource.cidr('10.0.0.0/8')], annotations: { redirects: 'true' } });
    const exposed = new Exposed({ controller }, [{ host: 'api', path: '/a', annotations: { own: 'x' } }, { host: 'api', path: '/b', pathMatch: PathMatch.EXACT }]);
    const path = (value: string, pathType: string) => ({ path: value, pathType, backend: { service: { name: 'api', port: { number: 8080 } } } });
    expect(exposed.object('Ingress')).toMatchObject({
      metadata: { name: 'api-public-api', annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt', 'redirects': 'true', 'own': 'x' } },
      spec: {
        ingressClassName: 'qcloud',
        tls: [{ hosts: ['api.dev.example.com'], secretName: 'public-api-tls' }],
        rules: [{ host: 'api.dev.example.com', http: { paths: [path('/a', 'Prefix'), path('/b', 'Exact')] } }],
      },
    });
  });

  test.each<[string, GatewayTls, object | undefined, object | undefined]>([
    ['one certificate', GatewayTls.secret('wildcard'), { secretName: 'wildcard' }, undefined],
    ['that of its host', GatewayTls.secrets({ '': 'own' }), { secretName: 'own' }, undefined],
    ['that of the cloud', GatewayTls.cloud({ settings: { uri: 'x' }, ingressSecret: 'keyvault-{ingress}' }), { secretName: 'keyvault-api-public' }, { uri: 'x' }],
    ['that of the cloud without a name', GatewayTls.cloud({ settings: { uri: 'x' } }), {}, { uri: 'x' }],
    ['none', GatewayTls.none('inside'), undefined, undefined],
  ])('can have %s', (_, tls, secret, annotations) => {
    const { metadata, spec } = new Exposed({ controller: INGRESS, tls }).object('Ingress');
    expect(spec.tls).toEqual(secret && [{ hosts: ['dev.example.com'], ...secret }]);
    expect(metadata.annotations).toEqual(annotations);
  });
});

describe('network policies', () => {
  /** Each peer with the ports that it may reach. */
  const fromOf = ({ spec: { ingress } }: any): unknown[] => (ingress as Array<{ from: unknown[]; ports: Array<{ port: number }> }>)
    .flatMap(({ from, ports }) => from.map((peer) => [peer, ports.map(({ port }) => port)]));

  test('let in the proxies of the very gateway, and to the exposed port alone', () => {
    const exposed = new Exposed({}, [{}, { host: 'admin', port: 'admin' }], { allowedFrom: [], additionalPorts: [{ name: 'admin', port: 9000 }, { name: 'metrics', port: 9090, inService: false }] });
    const proxies = (namespace: string) => ({
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'envoy-gateway-system' } },
      podSelector: { matchLabels: { 'gateway.envoyproxy.io/owning-gateway-name': 'public', 'gateway.envoyproxy.io/owning-gateway-namespace': namespace } },
    });
    expect(fromOf(exposed.object('NetworkPolicy', 'dev', 'api'))).toEqual([[proxies('shop-dev'), [8080]], [proxies('shop-dev'), [9000]]]);
    expect(fromOf(exposed.object('NetworkPolicy', 'prod', 'api'))).toEqual([[proxies('shop-prod'), [8080]], [proxies('shop-prod'), [9000]]]);
  });

  test('let in those of a class in the base, where they are the same everywhere', () => {
    const exposed = new Exposed({ controller: INGRESS }, [{}], { allowedFrom: [] });
    exposed.small.write();
    const peer = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'traefik' } }, podSelector: { matchLabels: { app: 'traefik' } } };
    expect(fromOf(exposed.read('base/api/networkpolicy.yaml'))).toEqual([[peer, [8080]]]);
    expect(exposed.read('overlays/dev/api/kustomization.yaml')).not.toHaveProperty('patches');
  });

  test('let them reach the pods by which cert-manager proves hosts', () => {
    const exposed = new Exposed({ controller: GatewayController.envoyGateway({ namespace: 'edge', gatewayClassName: 'edge' }) });
    const { spec } = exposed.object('NetworkPolicy', 'prod', 'public-acme-solver');
    expect(spec).toMatchObject({ podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } }, policyTypes: ['Ingress'] });
    expect(fromOf({ spec })).toEqual([[{
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'edge' } },
      podSelector: { matchLabels: { 'gateway.envoyproxy.io/owning-gateway-name': 'public', 'gateway.envoyproxy.io/owning-gateway-namespace': 'shop-prod' } },
    }, [8089]]]);
    expect(exposed.object('Gateway').spec.gatewayClassName).toBe('edge');
  });
});

test('two services share a host by their paths', () => {
  const exposed = new Exposed({}, [{ host: 'app', path: '/api' }]);
  exposed.small.addService('web').expose('public', { host: 'app' });
  expect(exposed.object('Gateway').spec.listeners.map(({ name }: { name: string }) => name)).toEqual(['http', 'https-app']);
  exposed.small.write();
  expect(exposed.read('base/web/route-public-app.yaml').spec.parentRefs).toEqual([{ name: 'public', sectionName: 'https-app' }]);
});
