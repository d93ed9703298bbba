import { Gateway } from '../../../src/kubernetes/gateway/gateway';
import { PathMatch, RouteProtocol } from '../../../src/kubernetes/options/expose-options';
import { GatewayController } from '../../../src/kubernetes/options/gateway-controller';
import { GatewayLoadBalancer } from '../../../src/kubernetes/options/gateway-load-balancer';
import { GatewayTls } from '../../../src/kubernetes/options/gateway-tls';
import { TrafficSource } from '../../../src/kubernetes/options/traffic-source';
import type { SmallEstate } from '../small-estate';

/** Gateways of each make, and services that are exposed by them in every way. */
export function declareGateways(estate: SmallEstate): void {
  const { project } = estate;
  const open = new Gateway(project, 'public', { domains: { dev: 'dev.example.com', prod: 'example.com' } })
    .override('prod', { tls: GatewayTls.certManager({ clusterIssuer: 'own-ca', solvesByHttp: false }) });
  const internal = new Gateway(project, 'internal', {
    domains: { dev: 'dev.internal.example.com', prod: 'internal.example.com' },
    tls: GatewayTls.secret('internal-tls'),
    loadBalancer: GatewayLoadBalancer.privateNetwork({ subnet: 'subnet-1a2b3c4d' }),
    loadBalancerAnnotations: { 'example.com/bandwidth': '10' },
  });
  const keyVault = new Gateway(project, 'vault', {
    domains: { prod: 'vault.example.com' },
    controller: GatewayController.gatewayApi({ gatewayClassName: 'another', proxies: [TrafficSource.namespace('another-system')] }),
    tls: GatewayTls.cloud({ settings: { 'kubernetes.azure.com/tls-cert-keyvault-uri': 'https://keys.example.com/certificates/shop' } }),
  });
  const ingress = new Gateway(project, 'ingress', {
    domains: { dev: 'dev.example.org', prod: 'example.org' },
    controller: GatewayController.ingress({
      ingressClassName: 'traefik',
      proxies: [TrafficSource.pods('traefik', { 'app.kubernetes.io/name': 'traefik' }), TrafficSource.cidr('10.0.0.0/8')],
      annotations: { 'traefik.ingress.kubernetes.io/router.entrypoints': 'websecure' },
    }),
    tls: GatewayTls.secrets({ '': 'shop-tls', 'legacy': 'legacy-tls' }),
  }).override('dev', { tls: GatewayTls.none('dev stands behind a proxy that ends TLS') });

  estate.addService('storefront')
    .expose(open)
    .expose(ingress, { annotations: { 'traefik.ingress.kubernetes.io/router.priority': '10' } })
    .expose(internal, { host: 'web', hosts: { prod: 'shop.example.net' } });
  estate.addService('store', {
    port: 8080,
    servicePort: 80,
    additionalPorts: [{ name: 'admin', port: 9000 }, { name: 'chat', port: 9001, appProtocol: 'kubernetes.io/h2c' }, { name: 'metrics', port: 9090, inService: false }],
  })
    .expose(open, { path: '/api', rewritePath: '/', requestTimeoutSeconds: 30 })
    .expose(open, { path: '/health', pathMatch: PathMatch.EXACT, rewritePath: '/readyz', annotations: { 'example.com/note': 'for monitors' } })
    .expose(open, { host: 'chat', port: 'chat', grpcService: 'shop.v1.Chat' })
    .expose(open, { host: 'chat-web', port: 'chat', protocol: RouteProtocol.HTTP })
    .expose(internal, { host: 'admin.shop', port: 'admin', environments: ['dev'] })
    .expose(internal, { host: 'grpc', port: 'chat' })
    .expose(keyVault)
    .expose(ingress, { host: 'legacy', path: '/old' });
}
