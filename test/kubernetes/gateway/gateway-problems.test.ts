import { Gateway } from '../../../src/kubernetes/gateway/gateway';
import { ExposeOptions, PathMatch, RouteProtocol } from '../../../src/kubernetes/options/expose-options';
import { GatewayController } from '../../../src/kubernetes/options/gateway-controller';
import { GatewayLoadBalancer } from '../../../src/kubernetes/options/gateway-load-balancer';
import type { GatewayOptions } from '../../../src/kubernetes/options/gateway-options';
import { GatewayTls } from '../../../src/kubernetes/options/gateway-tls';
import type { ServiceOptions } from '../../../src/kubernetes/options/service-options';
import { TrafficSource } from '../../../src/kubernetes/options/traffic-source';
import { PortProtocol } from '../../../src/kubernetes/options/workload-port';
import { SmallEstate } from '../small-estate';

const DOMAINS = { dev: 'dev.example.com', prod: 'example.com' };
const PROXIES = [TrafficSource.pods('traefik', { app: 'traefik' })];
const INGRESS = GatewayController.ingress({ ingressClassName: 'traefik', proxies: PROXIES });
const H2C = { appProtocol: 'kubernetes.io/h2c' };

function estate(): SmallEstate {
  const small = new SmallEstate();
  const dev = small.addEnvironment('dev');
  small.addEnvironment('prod', { promotedFrom: dev.environment });
  small.addEnvironment('infra', { runsServices: false });
  return small;
}

/** The problems of a gateway with a service behind it. */
function problemsOf(options: Partial<GatewayOptions>, exposures: readonly ExposeOptions[] = [{}], service: Partial<ServiceOptions> = {}): string[] {
  const small = estate();
  const gateway = new Gateway(small.project, 'public', { domains: DOMAINS, ...options });
  const api = small.addService('api', { port: 8080, ...service });
  for (const exposure of exposures) api.expose(gateway, exposure);
  return small.problems();
}

describe('a gateway is refused', () => {
  test.each<[string, Partial<GatewayOptions>, string]>([
    ['in no environment', { domains: {} }, 'gateway "public" is in no environment: give it a domain in at least one, such as domains: { dev: \'dev.example.com\' }'],
    ['in one that there is not', { domains: { ...DOMAINS, pord: 'x.example.com' } }, 'domains of gateway "public" names environment "pord"; environments are: dev, prod, infra. Did you mean "prod"?'],
    ['where no services run', { domains: { ...DOMAINS, infra: 'x.example.com' } }, 'gateway "public" has a domain in environment "infra", where no services run: drop that, or its runsServices: false'],
    ['with an address for a domain', { domains: { ...DOMAINS, dev: 'https://example.com' } }, 'gateway "public" has the domain "https://example.com" in dev, which is no name of a host: write one such as "www.example.com", in lower-case letters.'],
    ['with half a domain', { domains: { ...DOMAINS, dev: 'example' } }, 'gateway "public" has the domain "example" in dev, which is no name of a host: write one such as "www.example.com", in lower-case letters.'],
    ['of an illegal class', { controller: GatewayController.envoyGateway({ gatewayClassName: 'A b' }) }, 'gateway "public" has a controller of the class "A b", which is no legal name: use lower-case letters, digits, "-" and ".".'],
    ['with proxies in an illegal namespace', { controller: GatewayController.envoyGateway({ namespace: 'A' }) }, 'gateway "public" has "A" in the proxies of its controller, which is no legal name of a namespace.'],
    ['without proxies', { controller: GatewayController.gatewayApi({ gatewayClassName: 'a', proxies: [] }) }, 'gateway "public" has a controller without proxies, so that no request would reach a pod: say where requests come from, such as TrafficSource.pods(…).'],
    ['with ports of proxies', { controller: GatewayController.gatewayApi({ gatewayClassName: 'a', proxies: [TrafficSource.namespace('a', { ports: ['http'] })] }) }, 'gateway "public" has a controller with ports of its proxies, and each workload says by which port it is exposed: drop them.'],
    ['with all pods for proxies', { controller: GatewayController.gatewayApi({ gatewayClassName: 'a', proxies: [TrafficSource.pods('a', {})] }) }, 'gateway "public" has pods without labels in the proxies of its controller, which would be all of their namespace: name labels, or say TrafficSource.namespace(…).'],
    ['with a label that no pod has', { controller: GatewayController.gatewayApi({ gatewayClassName: 'a', proxies: [TrafficSource.pods('a', { b: 'c d' })] }) }, 'gateway "public" has the label "b" with "c d" in the proxies of its controller, which is none that a pod can have.'],
    ['with annotations that there cannot be', { controller: GatewayController.ingress({ ingressClassName: 'a', proxies: PROXIES, annotations: { 'a b': 'c' } }) }, 'gateway "public" has "a b" in annotations of its controller, which is no legal name: at most 63 letters, digits, "-", "_" and ".", perhaps with a domain and "/" before it.'],
    ['with a load balancer that its class has by itself', { controller: INGRESS, loadBalancer: GatewayLoadBalancer.privateNetwork({ subnet: 'subnet-1' }) }, 'gateway "public" has loadBalancer, and a controller of Ingresses has its own load balancer: drop it, or tell the controller by its annotations.'],
    ['with annotations of one', { controller: INGRESS, loadBalancerAnnotations: { a: 'b' } }, 'gateway "public" has loadBalancerAnnotations, and a controller of Ingresses has its own load balancer: drop it, or tell the controller by its annotations.'],
    ['with an illegal Secret', { tls: GatewayTls.secret('A') }, 'gateway "public" has "A" in tls, which is no legal name: use lower-case letters, digits, "-" and ".".'],
    ['with an illegal issuer', { tls: GatewayTls.certManager({ clusterIssuer: 'a b' }) }, 'gateway "public" has "a b" in tls, which is no legal name: use lower-case letters, digits, "-" and ".".'],
    ['with a certificate for nobody', { tls: GatewayTls.secrets({ '': 'a', 'ap': 'b' }) }, 'gateway "public" has a certificate for "ap" in dev, which is no host there; hosts are: "".'],
    ['without TLS and without a reason', { tls: GatewayTls.none(' ') }, 'gateway "public" has tls: GatewayTls.none(…) without a reason: say what ends TLS before it, for those who read this.'],
    ['with a secret', { loadBalancerAnnotations: { password: 'hunter2hunter2' } }, 'gateway "public" has what its name calls a secret in loadBalancerAnnotations ("password"), where everyone can read it: put it into a Secret.'],
  ])('%s', (_, options, problem) => {
    expect(problemsOf(options)).toEqual(expect.arrayContaining([expect.stringContaining(problem) as string]));
  });

  test('that nobody uses', () => {
    expect(problemsOf({}, [])).toEqual(['gateway "public" is used by nobody: drop it, or let a service use it: service.expose(public, { … }).']);
    expect(problemsOf({}, [{ environments: ['dev'] }])).toEqual(['gateway "public" is used by nobody in prod: drop its domain there, or let a service use it: service.expose(public, { … }).']);
  });

  test('of a name that another one has, and of an illegal name', () => {
    const small = estate();
    for (const name of ['a', 'a', 'B']) new Gateway(small.project, name, { domains: DOMAINS });
    expect(small.problems()).toEqual(expect.arrayContaining([
      'gateway "a" is declared twice: give the second one another name',
      'gateway "B" is not a DNS-1123 label: use 1 to 63 lower-case letters, digits and "-", and begin and end with a letter or digit',
    ]));
  });

  test('with something for an environment in which it is not', () => {
    const small = estate();
    const gateway = new Gateway(small.project, 'public', { domains: { dev: 'example.com' } }).override('prod', { loadBalancer: GatewayLoadBalancer.privateNetwork({ subnet: 'subnet-1' }) });
    small.addService('api').expose(gateway);
    expect(small.problems()).toEqual(['gateway "public" is given something in environment "prod", where it is not: give it a domain there, or drop that']);
  });

  test('with an internal load balancer without the subnet that the cloud asks for, at the place that says so', () => {
    expect(problemsOf({ tls: GatewayTls.secret('internal-tls'), loadBalancer: GatewayLoadBalancer.privateNetwork() })).toEqual(['dev', 'prod'].map((name) => (
      `gateway "public" has a private load balancer in ${name}, which its cloud makes in a subnet alone: say in which, such as GatewayLoadBalancer.privateNetwork({ subnet: 'subnet-1a2b3c4d' }).`)));
    expect(problemsOf({ domains: { dev: 'example.com' }, tls: GatewayTls.secret('internal-tls'), loadBalancer: GatewayLoadBalancer.privateNetwork({ subnet: 'a b' }) })).toEqual([
      'gateway "public" has a load balancer in the subnet "a b" in dev, which is none of its cloud, such as "subnet-1a2b3c4d".',
    ]);
  });

  test('with a private load balancer, and certificates that are asked for from the internet', () => {
    const problem = 'gateway "public" has a private load balancer in dev, which Let\'s Encrypt does not reach to prove its hosts: give it an issuer that proves them by DNS or is your own, such as '
      + 'tls: GatewayTls.certManager({ clusterIssuer: \'internal\', solvesByHttp: false }), or a certificate that is there, by GatewayTls.secret(…).';
    const options = { domains: { dev: 'example.com' }, loadBalancer: GatewayLoadBalancer.privateNetwork({ subnet: 'subnet-1' }) };
    expect(problemsOf(options)).toEqual([problem]);
    for (const tls of [{ clusterIssuer: 'own-ca' }, { solvesByHttp: false }]) expect(problemsOf({ ...options, tls: GatewayTls.certManager(tls) })).toEqual([]);
  });

  test('with a load balancer that everyone reaches anyway', () => {
    const problem = 'gateway "public" has GatewayLoadBalancer.internet() in dev, which does nothing where nothing else was said: drop it.';
    expect(problemsOf({ domains: { dev: 'example.com' }, loadBalancer: GatewayLoadBalancer.internet() })).toEqual([problem]);
    const small = estate();
    const gateway = new Gateway(small.project, 'public', { domains: DOMAINS, tls: GatewayTls.secret('internal-tls'), loadBalancer: GatewayLoadBalancer.privateNetwork({ subnet: 'subnet-1' }) });
    small.addService('api').expose(gateway.override('dev', { loadBalancer: GatewayLoadBalancer.internet() }));
    expect(small.problems()).toEqual([]);
  });

  test('with two domains for one overlay', () => {
    const small = new SmallEstate();
    small.addEnvironment('dev');
    small.addEnvironment('stage', { overlay: 'dev' });
    new Gateway(small.project, 'public', { domains: { dev: 'a.example.com', stage: 'b.example.com' } });
    expect(small.problems()).toContain('gateway "public" has the domain "b.example.com" in environment "stage", which runs the same overlay as another one with the domain "a.example.com": give both the same, or overlays of their own');
  });

  test('with more hosts than a Gateway has room for', () => {
    const hosts = Array.from({ length: 64 }, (_, index) => ({ host: `h${index}` }));
    expect(problemsOf({ domains: { dev: 'example.com' } }, hosts)).toEqual(['gateway "public" has 64 hosts in dev; with a certificate for each there is room for 63. Use one certificate for all with GatewayTls.secret(…), or a second gateway.']);
    expect(problemsOf({ tls: GatewayTls.secret('wildcard') }, hosts)).toEqual([]);
  });

  test('that tells its hosts before all are declared', () => {
    const small = estate();
    const gateway = new Gateway(small.project, 'public', { domains: DOMAINS });
    const api = small.addService('api').expose(gateway);
    expect(gateway.hostsIn('dev')).toEqual(['dev.example.com']);
    expect(gateway.hostsIn('infra')).toEqual([]);
    api.expose(gateway, { path: '/b' }).expose(gateway, { host: 'late' });
    expect(small.problems()).toEqual(['gateway "public" is asked for its hosts in dev before "late.dev.example.com" is declared, which would be missing: ask after the last expose(…)']);
  });
});

describe('an exposure is refused', () => {
  const ADMIN = { additionalPorts: [{ name: 'metrics', port: 9090, inService: false }, { name: 'dns', port: 5353, protocol: PortProtocol.UDP }] };

  test.each<[string, ExposeOptions, Partial<ServiceOptions>, Partial<GatewayOptions>, string]>([
    ['with an illegal host', { host: 'A_b' }, {}, {}, 'has host "A_b"; it has to be lower-case letters, digits and "-", such as "api", which stands before the domain of the gateway.'],
    ['with a wildcard', { host: '*' }, {}, {}, 'has host "*"; it has to be lower-case letters, digits and "-", such as "api", which stands before the domain of the gateway.'],
    ['with an illegal whole name', { hosts: { dev: 'example' } }, {}, {}, 'has "example" in hosts, which is no name of a host: write one such as "www.example.com", in lower-case letters.'],
    ['with a host where it is not', { environments: ['dev'], hosts: { prod: 'www.example.com' } }, {}, {}, 'has a host in hosts for prod, where it is not exposed by gateway "public": drop that, or expose it there.'],
    ['with a path that is none', { path: 'api' }, {}, {}, 'has path "api"; it has to begin with "/", of at most 1024 characters that a path in a URL has as they are, without "//" and "..".'],
    ['with a path that goes up', { path: '/a/../b' }, {}, {}, 'has path "/a/../b"; it has to begin with "/", of at most 1024 characters that a path in a URL has as they are, without "//" and "..".'],
    ['with a slash that means nothing', { path: '/api/' }, {}, {}, 'has path "/api/", where the slash at the end means nothing: write "/api".'],
    ['with a path for another path', { path: '/api', rewritePath: 'x' }, {}, {}, 'has rewritePath "x"; it has to begin with "/", of at most 1024 characters that a path in a URL has as they are, without "//" and "..".'],
    ['with its own path for another', { path: '/api', pathMatch: PathMatch.EXACT, rewritePath: '/api' }, {}, {}, 'has rewritePath "/api", which its path is without it: drop one of the two, or rewrite to another path.'],
    ['with every path for itself', { rewritePath: '/' }, {}, {}, 'has rewritePath "/", which its path is without it: drop one of the two, or rewrite to another path.'],
    ['with a match of no path', { pathMatch: PathMatch.EXACT }, {}, {}, 'has pathMatch without a path: give the path, or drop that.'],
    ['with half a second', { requestTimeoutSeconds: 0.5 }, {}, {}, 'has requestTimeoutSeconds 0.5; it has to be a whole number from 1 to 86400.'],
    ['at a port that there is not', { port: 'htpp' }, ADMIN, {}, 'is exposed at port "htpp", which it does not have; its Service has: http. Did you mean "http"?'],
    ['at a port that is not in the Service', { port: 'metrics' }, ADMIN, {}, 'is exposed at port "metrics", which is not in its Service; its Service has: http. Name another one, or drop inService.'],
    ['at a port of UDP', { port: 'dns' }, ADMIN, {}, 'is exposed at port "dns", which speaks UDP, and gateways pass on HTTP and gRPC; its Service has: http.'],
    ['with a service of gRPC by HTTP', { grpcService: 'a.B' }, {}, {}, 'has grpcService "a.B", and is asked by HTTP: give its port appProtocol: \'kubernetes.io/h2c\', say protocol: RouteProtocol.GRPC, or drop that.'],
    ['with half a name of a service', { grpcService: 'a/B' }, H2C, {}, 'has grpcService "a/B"; it has to be the whole name of a service, such as "shop.v1.Cart".'],
    ['with a path by gRPC', { path: '/a' }, H2C, {}, 'has path, which a route of gRPC does not know: drop it, choose by grpcService, or say protocol: RouteProtocol.HTTP.'],
    ['with a time by gRPC', { requestTimeoutSeconds: 5 }, H2C, {}, 'has requestTimeoutSeconds, which a route of gRPC does not know: drop it, choose by grpcService, or say protocol: RouteProtocol.HTTP.'],
    ['with a time that an Ingress has no field for', { requestTimeoutSeconds: 5 }, {}, { controller: INGRESS }, 'has requestTimeoutSeconds, for which an Ingress has no field: drop it, and say it by the annotation of the class, in annotations.'],
    ['with a path that an Ingress has no field for', { path: '/a', rewritePath: '/' }, {}, { controller: INGRESS }, 'has rewritePath, for which an Ingress has no field: drop it, and say it by the annotation of the class, in annotations.'],
    ['by gRPC, for which an Ingress has no field', {}, H2C, { controller: INGRESS }, 'speaks gRPC, for which an Ingress has no field: say protocol: RouteProtocol.HTTP, and the annotation of the class, in annotations.'],
    ['with an annotation that there cannot be', { annotations: { 'a b': 'c' } }, {}, {}, 'has "a b" in annotations of a route, which is no legal name: at most 63 letters, digits, "-", "_" and ".", perhaps with a domain and "/" before it.'],
    ['in no environment', { environments: [] }, {}, {}, 'is exposed in no environment: list at least one in "environments", or leave it out to have all of the gateway'],
    ['where the gateway is not', { environments: ['dev', 'prod'] }, {}, { domains: { dev: 'example.com' } }, 'is exposed by gateway "public" in prod, where that is not: give the gateway a domain there, or drop the environment.'],
    ['where the service is not', { environments: ['prod'] }, { environments: ['dev'] }, { domains: { prod: 'example.com' } }, 'is exposed in prod, where it is not: drop the environment, or name it in its environments.'],
    ['where either of both is not', {}, { environments: ['dev'] }, { domains: { prod: 'example.com' } }, 'is exposed by gateway "public" and is in no environment in which that is: drop that, or give the gateway a domain where it is.'],
    ['without a certificate', { host: 'api' }, {}, { tls: GatewayTls.secrets({ '': 'a' }) }, 'is exposed at api.dev.example.com, for which gateway "public" has no certificate in dev: name its Secret in GatewayTls.secrets({ "api": … }).'],
  ])('%s', (_, exposure, service, options, problem) => {
    expect(problemsOf(options, [exposure], service)).toContain(`service "api" ${problem}`);
  });

  test('by a gateway that there is not', () => {
    const small = estate();
    new Gateway(small.project, 'public', { domains: DOMAINS });
    small.addService('api').expose('public').expose('publik', { host: 'b' });
    expect(small.problems()).toEqual(['service "api" names gateway "publik"; gateways are: public. Did you mean "public"?']);
  });

  test('at a host and path that another one has, told once', () => {
    const small = estate();
    const gateway = new Gateway(small.project, 'public', { domains: DOMAINS });
    small.addService('api').expose(gateway, { host: 'app', path: '/a' }).expose(gateway, { host: 'app', path: '/a', pathMatch: PathMatch.EXACT }).expose(gateway, { path: '/b' });
    small.addService('web').expose(gateway, { host: 'app', path: '/a' }).expose(gateway, { host: 'other', hosts: { prod: 'example.com' }, path: '/b' });
    expect(small.problems()).toEqual([
      'service "web" claims /a at app.dev.example.com of gateway "public" in dev, which "api" has: give one of them another host or path.',
      'service "web" claims /b at example.com of gateway "public" in prod, which "api" has: give one of them another host or path.',
    ]);
  });

  test('with HTTP and gRPC at one host', () => {
    const small = estate();
    const gateway = new Gateway(small.project, 'public', { domains: { dev: 'example.com' } });
    small.addService('web').expose(gateway);
    small.addService('chat', { port: 9000, ...H2C }).expose(gateway, { grpcService: 'a.B' });
    expect(small.problems()).toEqual(['service "chat" speaks GRPC at example.com of gateway "public" in dev, where "web" speaks HTTP, and a host has one of both: give it another host, or say protocol: RouteProtocol.HTTP for both.']);
    const both = estate();
    const other = new Gateway(both.project, 'public', { domains: { dev: 'example.com' } });
    both.addService('web').expose(other);
    both.addService('chat', { port: 9000, ...H2C }).expose(other, { protocol: RouteProtocol.HTTP, path: '/a.B' });
    expect(both.problems()).toEqual([]);
  });

  test('with a route that another one has, or other whole names for a host than before', () => {
    const small = estate();
    const gateway = new Gateway(small.project, 'a', { domains: { dev: 'a.example.com' } });
    const other = new Gateway(small.project, 'b-a', { domains: { dev: 'b.example.com' } });
    small.addService('api-b').expose(gateway);
    small.addService('api').expose(other);
    small.addService('web').expose(other, { host: 'web' }).expose(other, { host: 'web', hosts: { dev: 'c.example.com' }, path: '/c' });
    const redirect = new Gateway(small.project, 'redirect', { domains: { dev: 'c.example.com' } });
    small.addService('a').expose(redirect);
    expect(small.problems()).toEqual([
      'service "api" would have the route "api-b-a", which "api-b" has behind gateway "a": call one of them, or its host, otherwise.',
      'service "web" has other hosts than before for "web" of gateway "b-a": say the same, or give it a host of its own.',
      'service "a" would have the route "a-redirect", which sends HTTP to HTTPS for gateway "a": call one of them, or its host, otherwise.',
    ]);
  });
});
