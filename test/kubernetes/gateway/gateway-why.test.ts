import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FeiyueProject, GatewayController, GatewayLoadBalancer, GatewayTls, TrafficSource } from '../../../src';
import { emptyProject } from '../../default-estate';
import { askWhy, askWhyText } from '../../synth/ask-why';

function declare(): FeiyueProject {
  const project = emptyProject();
  project.addEnvironment('dev');
  const prod = project.addEnvironment('prod');
  const edge = project.addGateway('edge', { domains: { dev: 'dev.example.com', prod: 'example.com' }, loadBalancerAnnotations: { size: 'small' } });
  edge.override(prod, { tls: GatewayTls.certManager({ clusterIssuer: 'own-ca' }), loadBalancer: GatewayLoadBalancer.privateNetwork({ subnet: 'subnet-1' }) });
  const old = project.addGateway('old', { domains: { prod: 'example.org' }, controller: GatewayController.ingress({ ingressClassName: 'traefik', proxies: [TrafficSource.pods('traefik', { app: 'traefik' })] }) });
  const api = project.addService('api', { port: 8080 });
  api.expose(edge, { host: 'api', requestTimeoutSeconds: 30, annotations: { note: 'x' } });
  api.expose(edge, { host: 'api', path: '/v2' });
  api.expose(old);
  project.synth();
  return project;
}

const project = declare();

const EDGE = 'const edge = project.addGateway(\'edge\', { domains: { dev: \'dev.example.com\', prod: \'example.com\' }, loadBalancerAnnotations: { size: \'small\' } });';
const OVERRIDE = 'edge.override(prod, { tls: GatewayTls.certManager({ clusterIssuer: \'own-ca\' }), loadBalancer: GatewayLoadBalancer.privateNetwork({ subnet: \'subnet-1\' }) });';
const OLD = 'const old = project.addGateway(\'old\', { domains: { prod: \'example.org\' }, controller: GatewayController.ingress({ ingressClassName: \'traefik\', proxies: [TrafficSource.pods(\'traefik\', { app: \'traefik\' })] }) });';
const FIRST = 'api.expose(edge, { host: \'api\', requestTimeoutSeconds: 30, annotations: { note: \'x\' } });';
const SECOND = 'api.expose(edge, { host: \'api\', path: \'/v2\' });';
const THIRD = 'api.expose(old);';
const GATEWAY = 'k8s/overlays/prod/gateway-edge.yaml';
const ROUTE = 'k8s/base/api/route-edge-api.yaml';
const OVERLAY = 'k8s/overlays/prod/api/kustomization.yaml';
const INGRESS = 'k8s/overlays/prod/api/route-old.yaml';

test.each<[file: string, below: string, text: string, declaredBy: string | undefined, what: string, change: string]>([
  [GATEWAY, '', 'kind: Gateway', EDGE, 'gateway "edge"', 'project.addGateway(\'edge\', { … }) or edge.override(prod, { … })'],
  [GATEWAY, '', 'own-ca', OVERRIDE, 'tls of gateway "edge" in prod', 'edge.override(prod, { tls: … })'],
  ['k8s/overlays/dev/gateway-edge.yaml', '', 'letsencrypt', undefined, 'tls of gateway "edge"', 'project.addGateway(\'edge\', { tls: … })'],
  [GATEWAY, '', 'subnet-1', OVERRIDE, 'loadBalancer of gateway "edge" in prod', 'edge.override(prod, { loadBalancer: … })'],
  [GATEWAY, '', 'size: small', EDGE, 'loadBalancerAnnotations.size of gateway "edge"', 'project.addGateway(\'edge\', { loadBalancerAnnotations: { size: … } })'],
  [GATEWAY, '', 'gatewayClassName', undefined, 'controller of gateway "edge"', 'project.addGateway(\'edge\', { controller: … })'],
  [GATEWAY, '', 'hostname: api.example.com', EDGE, 'domains of gateway "edge"', 'project.addGateway(\'edge\', { domains: … })'],
  ['k8s/overlays/prod/gateway-old-acme-solver.yaml', '', 'app: traefik', OLD, 'controller of gateway "old"', 'project.addGateway(\'old\', { controller: … })'],
  ['k8s/overlays/prod/gateway-edge-acme-solver.yaml', '', 'owning-gateway-namespace', 'const prod = project.addEnvironment(\'prod\');', 'namespace of environment "prod"', 'project.addEnvironment(\'prod\', { namespace: … })'],
  [ROUTE, '', 'request: 30s', FIRST, 'requestTimeoutSeconds of "api" behind gateway "edge"', 'api.expose(edge, { requestTimeoutSeconds: … })'],
  [ROUTE, '', 'note: x', FIRST, 'annotations.note of "api" behind gateway "edge"', 'api.expose(edge, { annotations: { note: … } })'],
  [ROUTE, '', 'value: /v2', SECOND, 'path of "api" behind gateway "edge"', 'api.expose(edge, { path: … })'],
  [ROUTE, '/v2', 'port: 8080', SECOND, '"api" behind gateway "edge"', 'api.expose(edge, { … })'],
  [ROUTE, '', '- name: api', FIRST, '"api" behind gateway "edge"', 'api.expose(edge, { … })'],
  [OVERLAY, '', '- api.example.com', SECOND, 'host of "api" behind gateway "edge"', 'api.expose(edge, { host: … })'],
  [INGRESS, '', '- host: example.org', OLD, 'domains of gateway "old"', 'project.addGateway(\'old\', { domains: … })'],
  [OVERLAY, '', 'owning-gateway-name: edge', SECOND, '"api" behind gateway "edge"', 'api.expose(edge, { … })'],
  [OVERLAY, '', '- route-old.yaml', THIRD, '"api" behind gateway "old"', 'api.expose(old, { … })'],
  [INGRESS, '', 'ingressClassName', THIRD, '"api" behind gateway "old"', 'api.expose(old, { … })'],
])('%s: %s … %s', (file, below, text, declaredBy, what, change) => {
  expect(askWhyText(project, file, text, below)[0]).toEqual({ declaredBy, what, change });
});

test.each(['edge', 'edge-redirect', 'edge-acme-solver', 'old-acme-solver'])('every line of gateway-%s.yaml has a reason that can be changed', (name) => {
  const file = `k8s/overlays/prod/gateway-${name}.yaml`;
  const lines = readFileSync(join(project.outdir, file), 'utf8').trimEnd().split('\n');
  expect(lines.map((_, index) => askWhy(project, file, index + 1)[0]).filter((reason) => reason?.change === undefined)).toEqual([]);
});
