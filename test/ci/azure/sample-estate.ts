import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Project } from 'projen';
import { AzurePipelines, ProductFacts } from '../../../src/ci/azure/azure-pipelines';
import { DependencyGraph, EnvironmentNode, RootModuleNode } from '../../../src/ci/dependency-graph';
import { Convention } from '../../../src/convention';
import { writeFiles } from '../../write-files';

/** Environments of a product on Azure: one that follows another, and one in China that shares its overlay with nobody. */
export const SAMPLE: readonly EnvironmentNode[] = [
  environment('pme-staging'),
  environment('pme-prod', { promotedFrom: 'pme-staging', isProtected: true }),
  environment('pme-prod-cn', { isProtected: true, sovereignCloud: 'china' }),
];

export const PRODUCTS: readonly ProductFacts[] = [
  { name: 'picasso', services: ['agent', 'chat'], environments: SAMPLE.map(({ name }) => name), build: ['npm ci', 'npm test'] },
  { name: 'activation', services: ['memory'], environments: ['pme-staging', 'pme-prod'], build: [] },
];

export function environment(name: string, facts: Partial<EnvironmentNode> = {}): EnvironmentNode {
  return {
    name,
    isProtected: false,
    rootModules: [rootModule(name, 'shared'), rootModule(name, 'storage'), rootModule(name, 'cluster', 'shared')],
    overlay: { dir: `clusterfleet/overlays/${name}`, namespace: `shop-${name}`, deployments: ['agent', 'chat', 'memory'] },
    kubeconfig: { rootModule: 'cluster', output: 'cluster_kubeconfig' },
    ...facts,
  };
}

export function rootModule(environmentName: string, name: string, ...dependsOn: string[]): RootModuleNode {
  return { name, dir: `infra/${environmentName}/${name}`, dependsOn, moduleDirs: [`modules/${name}`], providers: [] };
}

/** An environment in which everything that the model leaves open is called like this. */
export function named(text: string): EnvironmentNode {
  return environment('dev', {
    rootModules: [{ ...rootModule('dev', text), dir: text }],
    overlay: { dir: text, namespace: text, deployments: [text] },
    kubeconfig: { rootModule: text, output: text },
  });
}

/** The pipelines of an estate as they are on the disk. */
export interface Synthesised {
  readonly dir: string;
  /** Text of each, by the path of its file below the folder of the pipelines. */
  readonly texts: Readonly<Record<string, string>>;
}

export interface SynthesisOptions {
  readonly products?: readonly ProductFacts[];
  readonly convention?: Layout;
  readonly prepare?: (project: Project) => void;
}

export function synthesise(environments: readonly EnvironmentNode[], { products = [], convention = Convention.PICASSO, prepare }: SynthesisOptions = {}): Synthesised {
  const dir = mkdtempSync(join(tmpdir(), 'pipelines-'));
  const project = new Project({ name: 'shop', outdir: dir });
  const pipelines = new AzurePipelines(project, 'pipelines', {
    projectName: 'shop',
    convention,
    terraformVersion: '1.11.4',
    graph: () => new DependencyGraph(environments),
  });
  pipelines.addUpkeep();
  for (const { name } of environments) pipelines.addEnvironment(name);
  for (const product of products) pipelines.addProduct(product.name, () => product);
  prepare?.(project);
  writeFiles(project);
  const folder = join(dir, convention.pipelinesDir);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf-8' }).filter((file) => file.endsWith('.yml')).sort();
  return { dir, texts: Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), 'utf-8')])) };
}
