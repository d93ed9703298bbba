import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Project } from 'projen/lib/project';
import { AzurePipelines, ProductFacts } from '../../../src/ci/azure/azure-pipelines';
import { DependencyGraph, EnvironmentNode, RootModuleNode } from '../../../src/ci/dependency-graph';
import type { PolicyFolders } from '../../../src/ci/policy-folders';
import { Convention, layoutOf } from '../../../src/estate/convention';
import type { Layout } from '../../../src/estate/layout';
import { writeFiles } from '../../write-files';

/** Environments of a product on Azure: one that follows another, and one in China that shares its overlay with nobody. */
export const SAMPLE: readonly EnvironmentNode[] = [
  environment('pme-staging'),
  environment('pme-prod', { promotedFrom: 'pme-staging', isProtected: true }),
  environment('pme-prod-cn', { isProtected: true, sovereignCloud: 'china' }),
];

export const PRODUCTS: readonly ProductFacts[] = [
  { name: 'picasso', services: ['agent', 'chat'], environments: SAMPLE.map(({ name }) => name), build: ['npm ci', 'npm test'], sources: [] },
  { name: 'activation', services: ['memory'], environments: ['pme-staging', 'pme-prod'], build: [], sources: [] },
];

/** A service whose image is built here, for the environment that runs it first. */
export const IMAGES = {
  builds: [{ name: 'agent', context: 'services/agent', dockerfile: 'services/agent/Dockerfile', repository: 'shop.azurecr.io/agent' }],
  environments: [{ name: 'pme-staging', imagesFile: 'clusterfleet/images/pme-staging.json' }],
  registry: 'shop.azurecr.io',
};

export function environment(name: string, facts: Partial<EnvironmentNode> = {}): EnvironmentNode {
  return {
    name,
    isProtected: false,
    rootModules: [rootModule(name, 'shared'), rootModule(name, 'storage'), rootModule(name, 'cluster', 'shared')],
    overlay: { dir: `clusterfleet/overlays/${name}`, namespace: `shop-${name}`, workloads: ['agent', 'chat', 'memory'], prunes: facts.promotedFrom === undefined },
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
    overlay: { dir: text, namespace: text, workloads: [text], prunes: true },
    applications: [{ name: text, dirs: [text] }],
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
  readonly layout?: Layout;
  readonly images?: Parameters<AzurePipelines['addImages']>[0];
  /** Whether the pull request with the digests is completed without a person. */
  readonly isMerged?: boolean;
  readonly policies?: PolicyFolders;
  /** Names of environments whose outputs are recorded. */
  readonly recorded?: readonly string[];
  readonly prepare?: (project: Project) => void;
}

export function synthesise(environments: readonly EnvironmentNode[], options: SynthesisOptions = {}): Synthesised {
  const { products = [], images, isMerged = false, layout = layoutOf(Convention.PICASSO), policies = {}, recorded = [], prepare } = options;
  const dir = mkdtempSync(join(tmpdir(), 'pipelines-'));
  const project = new Project({ name: 'shop', outdir: dir });
  const pipelines = new AzurePipelines(project, 'pipelines', {
    projectName: 'shop',
    layout,
    defaultBranch: 'main',
    terraformVersion: '1.11.4',
    graph: () => new DependencyGraph(environments),
    policies: () => policies,
    recorded: () => recorded.map((name) => ({ name, file: layout.outputsFile(name) })),
  });
  pipelines.addUpkeep();
  for (const { name } of environments) pipelines.addEnvironment(name);
  for (const product of products) pipelines.addProduct(product.name, () => product);
  if (images) pipelines.addImages(images, isMerged);
  prepare?.(project);
  writeFiles(project);
  const folder = join(dir, layout.pipelinesDir);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf-8' }).filter((file) => file.endsWith('.yml')).sort();
  return { dir, texts: Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), 'utf-8')])) };
}
