import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ArgoCd, FeiyueProject, HclBlock } from '../../../src';
import { emptyProject } from '../../default-estate';

function declare(): FeiyueProject {
  const project = emptyProject();
  const dev = project.addEnvironment('dev');
  const prod = project.addEnvironment('prod');
  const edge = project.addGateway('edge', { domains: { dev: 'dev.example.com', prod: 'example.com' } });
  project.addService('api', { port: 8080 }).expose(edge, { host: 'api' }).expose(edge);
  project.addStatefulService('search', { port: 9200 }).expose('edge', { host: 'search', environments: [dev] });
  project.addService('chat', { port: 9000, appProtocol: 'kubernetes.io/h2c' }).expose(edge, { host: 'chat', environments: [dev] });
  const dns = project.addRootModule('dns');
  for (const environment of [dev, prod]) dns.addBlock(new HclBlock('locals', [], { hosts: edge.hostsIn(environment) }), [environment]);
  new ArgoCd(project, 'argo-cd');
  project.synth();
  return project;
}

const project = declare();
const read = (file: string) => readFileSync(join(project.outdir, file), 'utf8');

test('Argo CD may bring what a gateway is made of, and brings it with the namespace', () => {
  const folder = 'k8s/applications/argo-cd/environments';
  const kindsIn = (environment: string): unknown => parse(read(`${folder}/${environment}/appproject.yaml`)).spec.namespaceResourceWhitelist
    .filter(({ group }: { group: string }) => group === 'gateway.networking.k8s.io').map(({ kind }: { kind: string }) => kind);
  expect([kindsIn('dev'), kindsIn('prod')]).toEqual([['GRPCRoute', 'Gateway', 'HTTPRoute'], ['Gateway', 'HTTPRoute']]);
  expect(parse(read(`${folder}/dev/namespace.yaml`)).spec.source.directory.include)
    .toBe('{namespace.yaml,networkpolicy.yaml,gateway-edge.yaml,gateway-edge-redirect.yaml,gateway-edge-acme-solver.yaml}');
});

test('Terraform is told the hosts of each environment', () => {
  expect(read('terraform/dev/dns/main.tf')).toMatch(/hosts = \[\s*"api\.dev\.example\.com",\s*"dev\.example\.com",\s*"search\.dev\.example\.com",\s*"chat\.dev\.example\.com",?\s*\]/);
  expect(read('terraform/prod/dns/main.tf')).toMatch(/hosts = \[\s*"api\.example\.com",\s*"example\.com",?\s*\]/);
});

test('the page of the estate names each host, and what is behind it', () => {
  const page = read('ops/estate.md');
  expect(page).toContain('## Hosts');
  expect(page).toMatch(/\| `api\.dev\.example\.com` *\| `dev` *\| `edge` *\| `api` *\|/);
  expect(page).toMatch(/\| `example\.com` *\| `prod` *\| `edge` *\| `api` *\|/);
});

test('a stateful service is exposed like a service', () => {
  expect(parse(read('k8s/overlays/dev/search/route-edge-search.yaml'))).toMatchObject({
    kind: 'HTTPRoute', spec: { hostnames: ['search.dev.example.com'], rules: [{ backendRefs: [{ name: 'search', port: 9200 }] }] },
  });
});
