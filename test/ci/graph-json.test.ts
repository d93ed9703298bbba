import { DependencyGraph, EnvironmentNode, RootModuleNode } from '../../src/ci/dependency-graph';
import { graphJson, rootModulesOf } from '../../src/ci/graph-json';
import { Convention, layoutOf } from '../../src/estate/convention';

const BOOTSTRAP = [{ dir: 'terraform/bootstrap/tencent-cos', providers: ['tencentcloudstack/tencentcloud ~> 1.83'] }];

function root(within: string, name: string, facts: Partial<RootModuleNode> = {}): RootModuleNode {
  return { name, dir: `terraform/${within}/${name}`, dependsOn: [], moduleDirs: [`terraform/modules/${name}`], providers: ['x/y ~> 1'], ...facts };
}

function environment(name: string, rootModules: readonly RootModuleNode[], facts: Partial<EnvironmentNode> = {}): EnvironmentNode {
  return { name, isProtected: false, rootModules, ...facts };
}

function committed(...environments: readonly EnvironmentNode[]): unknown {
  return JSON.parse(JSON.stringify(graphJson(new DependencyGraph(environments), layoutOf(Convention.FEIYUE), BOOTSTRAP)));
}

test('what holds in all environments stands there once', () => {
  const overlay = (name: string) => ({ dir: `k8s/overlays/${name}`, namespace: name, workloads: ['api'], prunes: true });
  expect(committed(
    environment('dev', [root('dev', 'network'), root('dev', 'jobs', { dependsOn: ['network'] })], { overlay: overlay('dev') }),
    environment('prod', [root('prod', 'network'), root('prod', 'jobs', { dependsOn: ['network'] })], {
      overlay: overlay('prod'), promotedFrom: 'dev', isProtected: true, kubeconfig: { rootModule: 'jobs', output: 'x' },
    }),
  )).toEqual({
    bootstrap: BOOTSTRAP,
    environments: [{ name: 'dev', overlay: 'k8s/overlays/dev' }, { name: 'prod', promotedFrom: 'dev', isProtected: true, overlay: 'k8s/overlays/prod' }],
    rootModules: [
      { name: 'network', dir: 'terraform/*/network', dependsOn: [], moduleDirs: ['terraform/modules/network'], providers: ['x/y ~> 1'] },
      { name: 'jobs', dir: 'terraform/*/jobs', dependsOn: ['network'], moduleDirs: ['terraform/modules/jobs'], providers: ['x/y ~> 1'] },
    ],
    services: [{ name: 'api', base: 'k8s/base/api', overlay: 'k8s/overlays/*/api' }],
  });
});

test('a service that is in some environments stands there with their names, whatever has no overlay', () => {
  const overlay = (name: string, ...workloads: string[]) => ({ dir: `k8s/overlays/${name}`, namespace: name, workloads, prunes: true });
  const environments = [
    environment('dev', [], { overlay: overlay('dev', 'api', 'mock') }), environment('prod', [], { overlay: overlay('prod', 'api') }), environment('corp', []),
  ];
  expect(committed(...environments)).toMatchObject({ services: [{ name: 'api' }, { name: 'mock', environments: ['dev'] }] });
  expect((committed(...environments) as { services: object[] }).services[0]).not.toHaveProperty('environments');
});

test('the root modules whose outputs services read stand there with the environment', () => {
  const overlay = { dir: 'k8s/overlays/dev', namespace: 'dev', workloads: ['api'], prunes: true };
  expect(committed(
    environment('dev', [root('dev', 'network')], { overlay: { ...overlay, reads: { network: ['api'] } } }), environment('test', [root('test', 'network')], { overlay }),
  )).toMatchObject({ environments: [{ name: 'dev', overlay: 'k8s/overlays/dev', reads: { network: ['api'] } }, { name: 'test', overlay: 'k8s/overlays/dev' }] });
});

test.each<[what: string, facts: Partial<RootModuleNode>]>([
  ['calls another module', { moduleDirs: ['terraform/modules/queue'] }],
  ['reads a file', { files: ['shared/policy.json'] }],
  ['reads outputs', { dependsOn: ['storage'] }],
  ['requires another provider', { providers: [] }],
  ['is planned when it is deployed', { plannedAtDeployment: true }],
])('a root module that %s in one environment stands there twice, next to itself', (_, facts) => {
  expect(committed(
    environment('dev', [root('dev', 'network'), root('dev', 'storage')]),
    environment('test', [root('test', 'network', facts), root('test', 'storage')]),
    environment('prod', [root('prod', 'network'), root('prod', 'storage')]),
  )).toMatchObject({
    rootModules: [{ name: 'network', environments: ['dev', 'prod'] }, { ...facts, name: 'network', environments: ['test'] }, { name: 'storage' }],
    services: [],
  });
});

test('what is read from the committed form is what was written, in every environment', () => {
  const environments = [
    environment('dev', [root('dev', 'dev'), root('dev', 'network')]),
    environment('prod', [root('prod', 'network', { moduleDirs: [] })]),
  ];
  const graph = graphJson(new DependencyGraph(environments), layoutOf(Convention.FEIYUE), BOOTSTRAP);
  const read = rootModulesOf(JSON.parse(JSON.stringify(graph)));
  expect(read.map(({ environment: name, dir, moduleDirs }) => [name, dir, moduleDirs]))
    .toEqual(environments.flatMap(({ name, rootModules }) => rootModules.map(({ dir, moduleDirs }) => [name, dir, moduleDirs])));
});
