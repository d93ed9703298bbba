import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Project } from 'projen/lib/project';
import { parse } from 'yaml';
import { DependencyGraph, EnvironmentNode, RootModuleNode } from '../../../src/ci/dependency-graph';
import { GitHubWorkflows } from '../../../src/ci/github/github-workflows';
import { TencentLogin } from '../../../src/ci/github/tencent-login';
import type { ScriptStep, Workflow } from '../../../src/ci/github/workflow';
import type { PolicyFolders } from '../../../src/ci/policy-folders';
import { Convention, layoutOf } from '../../../src/estate/convention';
import { writeFiles } from '../../write-files';

/** Two environments as in the default estate: four root modules and three services each. */
export const SAMPLE: readonly EnvironmentNode[] = [environment('dev', {}), environment('prod', { promotedFrom: 'dev', isProtected: true })];

export function environment(name: string, facts: Partial<EnvironmentNode>): EnvironmentNode {
  return {
    name,
    isProtected: false,
    rootModules: [
      rootModule(name, 'compute', 'network'),
      rootModule(name, 'database', 'network'),
      rootModule(name, 'network'),
      rootModule(name, 'storage'),
    ],
    overlay: { dir: `k8s/overlays/${name}`, namespace: `shop-${name}`, workloads: ['api', 'match', 'chat'], prunes: facts.isProtected !== true },
    kubeconfig: { rootModule: 'compute', output: 'cluster_kubeconfig', publicOutput: 'cluster_public_kubeconfig' },
    ...facts,
  };
}

export function rootModule(environmentName: string, name: string, ...dependsOn: string[]): RootModuleNode {
  return { name, dir: `terraform/${environmentName}/${name}`, dependsOn, moduleDirs: [`terraform/modules/${name}`], providers: [] };
}

/** More root modules than a matrix may have. */
export const MANY: EnvironmentNode = environment('dev', { rootModules: Array.from({ length: 600 }, (_, i) => rootModule('dev', `r${i}`)) });

/** An environment in which everything that the model leaves open is called like this. */
export function named(name: string): EnvironmentNode {
  return environment('dev', {
    rootModules: [{ ...rootModule('dev', name), dir: name }],
    overlay: { dir: name, namespace: name, workloads: [name], prunes: true },
    applications: [{ name, dirs: [name] }],
    kubeconfig: { rootModule: name, output: name },
  });
}

/** The workflows of an estate as they are on the disk. */
export interface Synthesised {
  readonly dir: string;
  /** Text of each workflow, by the name of its file. */
  readonly texts: Readonly<Record<string, string | undefined>>;
}

export interface SynthesisOptions {
  readonly region?: string;
  readonly policies?: PolicyFolders;
  /** Names of environments whose outputs are recorded. */
  readonly recorded?: readonly string[];
  readonly prepare?: (project: Project) => void;
}

export function synthesise(environments: readonly EnvironmentNode[], { region = 'ap-guangzhou', policies = {}, recorded = [], prepare }: SynthesisOptions = {}): Synthesised {
  const dir = mkdtempSync(join(tmpdir(), 'workflows-'));
  const project = new Project({ name: 'shop', outdir: dir });
  const workflows = new GitHubWorkflows(project, 'workflows', {
    layout: layoutOf(Convention.FEIYUE),
    defaultBranch: 'main',
    terraformVersion: '1.11.4',
    login: new TencentLogin({ projectName: 'shop', region }),
    graph: () => new DependencyGraph(environments),
    policies: () => policies,
    recorded: () => recorded.map((name) => ({ name, file: `outputs/${name}.json` })),
  });
  workflows.addUpkeep(['feiyue-projen']);
  const files = [...['terraform-plan', 'drift', ...(recorded.length > 0 ? ['outputs'] : []), 'sync'].map((name) => `.github/workflows/${name}.yml`), ...environments.map(({ name }) => workflows.addEnvironment(name).path)];
  prepare?.(project);
  writeFiles(project);
  return { dir, texts: Object.fromEntries(files.map((file) => [file.slice('.github/workflows/'.length), read(join(dir, file))])) };
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf-8');
  } catch {
    return undefined;
  }
}

/** The script steps of a workflow, by `job/name of the step`. */
export function scriptSteps(text: string): Record<string, ScriptStep> {
  const { jobs } = parse(text) as Workflow;
  return Object.fromEntries(Object.entries(jobs).flatMap(([id, job]) => job.steps
    .filter((step): step is ScriptStep => 'run' in step)
    .map((step) => [`${id}/${step.name}`, step])));
}
