import type { SovereignCloud } from '../clouds/sovereign-clouds';
import { findCycle } from '../synth/declare/find-cycle';

/** One root module of one environment, and what it is built from. */
export interface RootModuleNode {
  /** Name within its environment. */
  readonly name: string;
  /** Folder, relative to the repository. */
  readonly dir: string;
  /** Names of the root modules of the same environment whose outputs it reads. */
  readonly dependsOn: readonly string[];
  /** Folders of the modules that it calls, and of those that they call. */
  readonly moduleDirs: readonly string[];
  /**
   * Files and folders elsewhere that its Terraform reads; `.` is the whole repository.
   * @default - none
   */
  readonly files?: readonly string[];
  /**
   * Files of configuration in those folders that are read as files too, and folders of which all is, so that every byte counts.
   * @default - none
   */
  readonly readAsFiles?: readonly string[];
  /**
   * Where links in those folders lead. It is not committed: a commit knows its links.
   * @default - nowhere
   */
  readonly linked?: readonly string[];
  /**
   * Whether its plan reads credentials, so that a pull request validates it only and the deployment plans it.
   * @default false
   */
  readonly plannedAtDeployment?: boolean;
  /**
   * By the name of a root module and of an output of it: what the plan of a pull request takes for that where no state has it yet.
   * @default - none
   */
  readonly mocks?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Providers that it requires, as `<source> <version constraint>`, sorted. */
  readonly providers: readonly string[];
}

/** The Kustomize overlay of one environment, and what it is built from. */
export interface OverlayNode {
  /** Folder, relative to the repository. */
  readonly dir: string;
  /** Namespace that its workloads run in. */
  readonly namespace: string;
  /** Names of its workloads, as they are called in the cluster. */
  readonly workloads: readonly string[];
  /** Whether a deployment removes from the cluster what the overlay no longer has. */
  readonly prunes: boolean;
  /**
   * The root modules of the environment whose outputs its objects hold, by name, each with the workloads whose objects do, sorted. An object
   * that belongs to no workload is named by none.
   * @default - none
   */
  readonly reads?: Readonly<Record<string, readonly string[]>>;
}

/** What of one environment runs in CloudBase Run, and what it is built from. */
export interface CloudBaseRunNode {
  /** Folder, relative to the repository, with a file for each service. */
  readonly dir: string;
  /** Names of its services. */
  readonly services: readonly string[];
  /**
   * The root modules of the environment whose outputs its services take, by name, each with these services, sorted.
   * @default - none
   */
  readonly reads?: Readonly<Record<string, readonly string[]>>;
}

/** An application that deployments bring to the cluster of an environment. */
export interface ApplicationNode {
  readonly name: string;
  /** Its folders, relative to the repository, in the order in which they are applied. All others lie in the first. */
  readonly dirs: readonly string[];
  /** Names of the root modules of the same environment whose outputs its objects hold; left out: none. */
  readonly reads?: readonly string[];
}

/** Where the kubeconfig of an environment's cluster comes from: outputs of one of its root modules, which hold no key. */
export interface KubeconfigOutput {
  /** Name of the root module. */
  readonly rootModule: string;
  /** Name of the output for the private endpoint of the API server. */
  readonly output: string;
  /** Name of the output for the public endpoint; empty in the state as long as the cluster has none. */
  readonly publicOutput?: string;
}

/** The Grafana to which deployments bring the dashboards of an environment, as outputs of one of its root modules. */
export interface DashboardsNode {
  /** Folder of the dashboards, relative to the repository. */
  readonly dir: string;
  /** Title of their folder in Grafana. */
  readonly folder: string;
  /** Name of the root module. */
  readonly rootModule: string;
  /** Name of the output that is the address of Grafana. */
  readonly address: string;
  /** Name of the output that is the password of its administrator; undefined: the identity of the job is let in. */
  readonly password?: string;
}

/** One environment, with everything that is deployed to it. */
export interface EnvironmentNode {
  readonly name: string;
  /**
   * Its short name, with which folders of root modules may begin.
   * @default - its name
   */
  readonly shortName?: string;
  /** Undefined: the public cloud. */
  readonly sovereignCloud?: SovereignCloud;
  /** Name of the environment whose commits are promoted to this one. */
  readonly promotedFrom?: string;
  /** Whether a change needs its name as an explicit word. */
  readonly isProtected: boolean;
  readonly rootModules: readonly RootModuleNode[];
  /** Undefined: nothing runs on Kubernetes here. */
  readonly overlay?: OverlayNode;
  /** Undefined: nothing runs in CloudBase Run here. */
  readonly cloudBaseRun?: CloudBaseRunNode;
  /** Undefined: no root module of the environment makes a cluster. */
  readonly kubeconfig?: KubeconfigOutput;
  /** Undefined: no managed Grafana shows its dashboards. */
  readonly dashboards?: DashboardsNode;
  /**
   * What else is brought to its cluster, before the overlay.
   * @default - nothing
   */
  readonly applications?: readonly ApplicationNode[];
}

/** Those of some workloads that are in the cluster of an environment. */
export function workloadsIn({ overlay }: EnvironmentNode, names: readonly string[]): string[] {
  return names.filter((name) => overlay?.workloads.includes(name));
}

/**
 * What depends on what in an estate. Change detection and the order of deployment are read from it, so that every
 * CI system is told the same.
 */
export class DependencyGraph {
  public readonly environments: readonly EnvironmentNode[];
  private readonly byName: ReadonlyMap<string, EnvironmentNode>;

  constructor(environments: readonly EnvironmentNode[]) {
    this.environments = environments;
    this.byName = new Map(environments.map((environment) => [environment.name, environment]));
  }

  /**
   * The environment of that name.
   * @throws Error when there is none
   */
  public environment(name: string): EnvironmentNode {
    const environment = this.byName.get(name);
    if (environment === undefined) throw new Error(`the dependency graph has no environment "${name}"`);
    return environment;
  }

  /**
   * The root modules of an environment in layers: each depends on earlier layers only. Within a layer, in the order of
   * declaration.
   * @throws Error when root modules need each other, or one that does not exist
   */
  public layers(environment: string): readonly (readonly RootModuleNode[])[] {
    return layersOf(this.environment(environment).rootModules);
  }
}

function layersOf(rootModules: readonly RootModuleNode[]): RootModuleNode[][] {
  const nodes = new Map(rootModules.map((rootModule) => [rootModule.name, rootModule]));
  const dependents = new Map<string, string[]>();
  const unmet = new Map<string, number>();
  for (const { name, dependsOn } of rootModules) {
    const needs = new Set(dependsOn);
    unmet.set(name, needs.size);
    for (const need of needs) {
      if (!nodes.has(need)) throw new Error(`root module "${name}" depends on "${need}", which the environment does not have`);
      const known = dependents.get(need);
      if (known === undefined) dependents.set(need, [name]);
      else known.push(name);
    }
  }

  const layerOf = new Map<string, number>();
  let ready = rootModules.filter(({ name }) => unmet.get(name) === 0).map(({ name }) => name);
  for (let layer = 0; ready.length > 0; layer++) {
    const next: string[] = [];
    for (const name of ready) {
      layerOf.set(name, layer);
      for (const dependent of dependents.get(name) ?? []) {
        const left = unmet.get(dependent)! - 1;
        unmet.set(dependent, left);
        if (left === 0) next.push(dependent);
      }
    }
    ready = next;
  }
  if (layerOf.size < nodes.size) {
    const cycle = findCycle([...nodes.keys()], (name) => nodes.get(name)!.dependsOn) ?? [];
    throw new Error(`root modules need each other: ${cycle.join(' -> ')}`);
  }

  const layers: RootModuleNode[][] = [];
  for (const rootModule of rootModules) (layers[layerOf.get(rootModule.name)!] ??= []).push(rootModule);
  return layers;
}
