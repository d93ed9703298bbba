import type { CloudBaseRunNode, DashboardsNode, DependencyGraph, RootModuleNode } from './dependency-graph';
import type { Layout } from '../estate/layout';

/** Where a dependency graph is committed, for scripts. */
export const GRAPH_FILE = '.projen/graph.json';

/** Stands for the name of the environment, or of its overlay, in a folder. No path may hold it. */
const ANY = '*';

/** A root module that creates state backends. */
export type BootstrapNode = Pick<RootModuleNode, 'dir' | 'providers'>;

/** A root module, once for all environments in which it is built from the same. */
export interface RootModuleJson {
  readonly name: string;
  /** Names of its environments; left out: all. */
  readonly environments?: readonly string[];
  /** Folder, with `*` for the name of the environment. */
  readonly dir: string;
  readonly dependsOn: readonly string[];
  readonly moduleDirs: readonly string[];
  /** Left out: none; `.` is the whole repository. */
  readonly files?: readonly string[];
  /** Configuration that is read as files too, with `*` for the name of the environment in its own folder; left out: none. */
  readonly readAsFiles?: readonly string[];
  /** Left out: a pull request plans it. */
  readonly plannedAtDeployment?: true;
  /** What the plan of a pull request takes for outputs of other root modules that are in no state yet; left out: it reads none. */
  readonly mocks?: RootModuleNode['mocks'];
  readonly providers: readonly string[];
}

/** An environment. */
export interface EnvironmentJson {
  readonly name: string;
  readonly promotedFrom?: string;
  /** Left out: it is not. */
  readonly isProtected?: true;
  /** Folder of its overlay; left out: nothing runs on Kubernetes. */
  readonly overlay?: string;
  /** Its root modules whose outputs the objects of the overlay hold, with the services whose objects do; left out: none. */
  readonly reads?: Readonly<Record<string, readonly string[]>>;
  /** What runs in CloudBase Run; left out: nothing does. */
  readonly cloudBaseRun?: CloudBaseRunNode;
  /** The Grafana to which deployments bring dashboards; left out: there is none. */
  readonly dashboards?: DashboardsNode;
}

/** An application that deployments bring to clusters. */
export interface ApplicationJson {
  readonly name: string;
  /** Names of its environments; left out: all. */
  readonly environments?: readonly string[];
  /** Its folders, in the order in which they are applied. All others lie in the first. */
  readonly dirs: readonly string[];
  /** Root modules whose outputs its objects hold; left out: none. */
  readonly reads?: readonly string[];
}

/**
 * The committed form of a dependency graph. It says once what holds in all environments, so that it stays readable, and
 * changes in it do not collide in git.
 */
export interface GraphJson {
  readonly bootstrap: readonly BootstrapNode[];
  readonly environments: readonly EnvironmentJson[];
  readonly rootModules: readonly RootModuleJson[];
  /**
   * Folders of the base and of the overlay of each service, with `*` for the name of the environment's overlay, and the names of its
   * environments; left out: all that have an overlay.
   */
  readonly services: ReadonlyArray<{
    readonly name: string; readonly environments?: readonly string[]; readonly base: string; readonly overlay: string;
  }>;
  /** Left out: there are none. */
  readonly applications?: readonly ApplicationJson[];
}

/** The applications with the names of the environments to whose clusters they are brought; left out: all. */
function applicationsJson(environments: DependencyGraph['environments']): ApplicationJson[] {
  const found = new Map<string, Pick<ApplicationJson, 'dirs' | 'reads'> & { readonly in: string[] }>();
  for (const { name: environment, applications = [] } of environments) {
    for (const { name, dirs, reads } of applications) {
      if (!found.has(name)) found.set(name, { dirs, reads, in: [] });
      found.get(name)!.in.push(environment);
    }
  }
  return [...found].map(([name, { dirs, reads, in: names }]) => ({
    name, environments: names.length === environments.length ? undefined : names, dirs, reads,
  }));
}

/** The graph as committed: plain objects, paths relative to the repository. */
export function graphJson({ environments }: DependencyGraph, layout: Layout, bootstrap: readonly BootstrapNode[]): GraphJson {
  const applications = applicationsJson(environments);
  const running = environments.filter(({ overlay }) => overlay !== undefined);
  const services = new Map<string, string[]>();
  for (const { name: environment, overlay } of running) {
    for (const name of overlay!.workloads) services.set(name, [...services.get(name) ?? [], environment]);
  }
  return {
    bootstrap,
    environments: environments.map(({ name, promotedFrom, isProtected, overlay, cloudBaseRun, dashboards }) => ({
      name, promotedFrom, isProtected: isProtected || undefined, overlay: overlay?.dir, reads: overlay?.reads, cloudBaseRun, dashboards,
    })),
    rootModules: rootModulesJson(environments, layout),
    services: [...services].map(([name, names]) => ({
      name,
      environments: names.length === running.length ? undefined : names,
      base: layout.baseDir(name),
      overlay: layout.serviceOverlayDir(ANY, name),
    })),
    applications: applications.length > 0 ? applications : undefined,
  };
}

/** Every root module in every environment of a committed graph, the environments one after the other. */
export function rootModulesOf({ environments, rootModules }: GraphJson): Array<RootModuleJson & { readonly environment: string }> {
  return environments.flatMap(({ name: environment }) => rootModules
    .filter((root) => root.environments?.includes(environment) ?? true)
    .map((root) => ({ ...root, environment, dir: root.dir.replace(ANY, () => environment) })));
}

/** The root modules in the order of declaration; one that differs between environments stands there several times. */
function rootModulesJson(environments: DependencyGraph['environments'], layout: Layout): RootModuleJson[] {
  const byName = new Map<string, Map<string, { readonly root: RootModuleNode; readonly dir: string; readonly in: string[] }>>();
  for (const environment of environments) {
    const names = { name: ANY, shortName: environment.shortName ?? environment.name };
    for (const root of environment.rootModules) {
      const dir = layout.rootModuleDir(names, root.name);
      const kinds = byName.get(root.name) ?? new Map();
      const readAsFiles = root.readAsFiles?.map((file) => (file === root.dir || file.startsWith(`${root.dir}/`) ? `${dir}${file.slice(root.dir.length)}` : file));
      const { dependsOn, moduleDirs, files, plannedAtDeployment, mocks, providers } = root;
      const key = JSON.stringify([dir, dependsOn, moduleDirs, files, readAsFiles, plannedAtDeployment, mocks, providers]);
      if (kinds.has(key)) kinds.get(key)!.in.push(environment.name);
      else kinds.set(key, { root: { ...root, readAsFiles }, dir, in: [environment.name] });
      byName.set(root.name, kinds);
    }
  }
  return [...byName.values()].flatMap((kinds) => [...kinds.values()]).map(({ root, dir, in: names }) => ({
    name: root.name,
    environments: names.length === environments.length ? undefined : names,
    dir,
    dependsOn: root.dependsOn,
    moduleDirs: root.moduleDirs,
    files: root.files?.length ? root.files : undefined,
    readAsFiles: root.readAsFiles,
    plannedAtDeployment: root.plannedAtDeployment ? true : undefined,
    mocks: root.mocks && Object.keys(root.mocks).length > 0 ? root.mocks : undefined,
    providers: root.providers,
  }));
}
