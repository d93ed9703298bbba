import * as fc from 'fast-check';
import { DependencyGraph, RootModuleNode } from '../../src/ci/dependency-graph';
import { expectLinear } from '../growth';

function rootModule(name: string, ...dependsOn: string[]): RootModuleNode {
  return {
    name,
    dir: `terraform/dev/${name}`,
    dependsOn,
    moduleDirs: [`terraform/modules/${name}`],
    providers: ['tencentcloudstack/tencentcloud ~> 1.83'],
  };
}

function graph(...rootModules: RootModuleNode[]): DependencyGraph {
  return new DependencyGraph([{ name: 'dev', isProtected: false, rootModules }]);
}

function layerNames(g: DependencyGraph): string[][] {
  return g.layers('dev').map((layer) => layer.map(({ name }) => name));
}

test('root modules stand in the first layer in which everything they read is applied', () => {
  const g = graph(
    rootModule('compute', 'network', 'database'),
    rootModule('database', 'network'),
    rootModule('storage'),
    rootModule('network'),
  );
  expect(layerNames(g)).toEqual([['storage', 'network'], ['database'], ['compute']]);
});

test('a dependency that is named twice counts once', () => {
  expect(layerNames(graph(rootModule('a'), rootModule('b', 'a', 'a')))).toEqual([['a'], ['b']]);
});

test('an environment without root modules has no layers', () => {
  expect(layerNames(graph())).toEqual([]);
});

test('root modules that need each other are named in the order of their cycle', () => {
  const g = graph(rootModule('network'), rootModule('database', 'compute'), rootModule('compute', 'network', 'database'));
  expect(() => g.layers('dev')).toThrow('root modules need each other: database -> compute -> database');
});

test('a dependency on a root module of nowhere is an error', () => {
  expect(() => graph(rootModule('a', 'b')).layers('dev')).toThrow('root module "a" depends on "b"');
});

test('an unknown environment is an error', () => {
  expect(() => graph().layers('pord')).toThrow('no environment "pord"');
});

/** A graph without cycles: each node may need earlier ones of a hidden order, and is declared at a random place. */
const acyclic = fc.integer({ min: 0, max: 30 }).chain((size) => fc.tuple(
  fc.array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: size, maxLength: size }),
  fc.shuffledSubarray([...Array(size).keys()], { minLength: size, maxLength: size }),
)).map(([needs, declared]) => {
  const nodes = needs.map((picks, i) => rootModule(`n${i}`, ...(i === 0 ? [] : picks.map((pick) => `n${pick % i}`))));
  return declared.map((i) => nodes[i]);
});

test('every root module stands exactly once, as early as what it needs allows', () => {
  fc.assert(fc.property(acyclic, (nodes) => {
    const layers = layerNames(graph(...nodes));
    const layerOf = new Map(layers.flatMap((layer, i) => layer.map((name) => [name, i] as const)));
    expect(layers.flat().sort()).toEqual(nodes.map(({ name }) => name).sort());
    for (const { name, dependsOn } of nodes) {
      expect(layerOf.get(name)).toBe(Math.max(-1, ...dependsOn.map((need) => layerOf.get(need)!)) + 1);
    }
  }), { numRuns: 500 });
});

test('within a layer the order is that of declaration', () => {
  fc.assert(fc.property(acyclic, (nodes) => {
    const declared = nodes.map(({ name }) => name);
    for (const layer of layerNames(graph(...nodes))) {
      expect(layer).toEqual(declared.filter((name) => layer.includes(name)));
    }
  }));
});

test('a graph whose first root modules are made to depend on another of its own is refused', () => {
  fc.assert(fc.property(acyclic.filter((nodes) => nodes.length > 0), fc.nat(), (nodes, pick) => {
    const victim = nodes[pick % nodes.length];
    const closed = nodes.map((node) => (node.dependsOn.length === 0 ? rootModule(node.name, victim.name) : node));
    expect(() => graph(...nodes).layers('dev')).not.toThrow();
    expect(() => graph(...closed).layers('dev')).toThrow('need each other');
  }));
});

test('root modules in a long chain, each read by the last, are not looked at once for each other', () => {
  expectLinear((scale) => {
    const size = 1_250 * scale;
    const chain = Array.from({ length: size }, (_, i) => rootModule(`n${i}`, ...(i === 0 ? [] : [`n${i - 1}`, 'n0']))).reverse();
    return () => expect(layerNames(graph(...chain))).toHaveLength(size);
  });
});
