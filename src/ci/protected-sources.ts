/** What protected environments follow from, and who has to agree to a change of it. Each CI system asks them in its own way. */
import { declarationFiles } from './declaration-files';
import type { DependencyGraph, RootModuleNode } from './dependency-graph';
import type { Environment } from '../estate/environment';
import type { Layout } from '../estate/layout';

/** What one environment follows from. All paths are relative to the repository. */
export interface ProtectedSources {
  readonly environment: string;
  /** Teams or groups who agree to a deployment there, and so to what it is made of; never empty. */
  readonly reviewers: readonly string[];
  /** Folders and files that are this environment's alone, sorted. A folder ends with a slash. */
  readonly own: readonly string[];
  /**
   * All others, sorted: what makes other environments as well. A folder that is known as one ends with a slash, and what lies in one
   * is left out; WHOLE_REPOSITORY is among them when Terraform reads files that cannot be told.
   */
  readonly shared: readonly string[];
}

export interface ProtectedSourcesOptions {
  readonly layout: Layout;
  readonly environments: readonly Environment[];
  readonly graph: DependencyGraph;
  /** Folder of the repository, absolute. */
  readonly repository: string;
  /** Whether outputs of Terraform are recorded in the repository. */
  readonly recordsOutputs: boolean;
  /** Folders that the CI system reads: its workflows or pipelines, and what is beside them. */
  readonly ciDirs: readonly string[];
}

/** Stands for the whole repository among paths. */
export const WHOLE_REPOSITORY = '.';

/** What a run of `.projenrc.ts` follows from beside itself: packages, their registry, the compiler; and what hides a file from a reviewer. */
const PROJECT_FILES = ['.gitattributes', '.gitmodules', '.npmrc', '.projen/', 'package-lock.json', 'package.json', 'tsconfig.dev.json', 'tsconfig.json', 'tsconfig.projen.json'];

/**
 * What each environment with reviewers follows from; an environment without any has nobody to ask.
 *
 * Sources of services are not among them: what is built of them reaches an environment by the digest in its file of images.
 */
export function protectedSources({ layout, environments, graph, repository, recordsOutputs, ciDirs }: ProtectedSourcesOptions): ProtectedSources[] {
  const folders = [
    layout.modulesDir, layout.bootstrapDir, layout.basesDir, layout.applicationsDir, layout.thirdPartyApplicationsDir, layout.policiesDir,
    layout.scriptsDir, ...ciDirs,
  ].map((dir) => `${dir}/`);
  const common = [...folders, ...PROJECT_FILES, ...declarationFiles(repository)];
  return environments.filter(({ reviewers }) => reviewers.length > 0).map((environment) => {
    const { name, overlay, reviewers } = environment;
    const { cloudBaseRun } = graph.environment(name);
    const own = [
      `${layout.environmentDir(name)}/`, `${layout.environmentOverlayDir(overlay)}/`, layout.imagesFile(name),
      ...(recordsOutputs ? [layout.outputsFile(name)] : []), ...(cloudBaseRun ? [`${cloudBaseRun.dir}/`] : []),
    ];
    const shared = [...common, ...imagesOfPredecessors(environment, layout), ...graph.environment(name).rootModules.flatMap(sourcesOf)];
    const isTold = (source: string) => [...own, ...shared].some((folder) => isBelow(source, folder));
    return { environment: name, reviewers, own: own.sort(), shared: [...new Set(shared)].filter((source) => !isTold(source)).sort() };
  });
}

/** Whether a path lies in a folder. */
export function isBelow(source: string, folder: string): boolean {
  return source !== folder && source.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** An environment without a digest of its own runs that of its predecessor. */
function imagesOfPredecessors({ promotedFrom }: Environment, layout: Layout): string[] {
  return promotedFrom === undefined ? [] : [layout.imagesFile(promotedFrom.name), ...imagesOfPredecessors(promotedFrom, layout)];
}

/** What lies outside of the repository has no owner there. */
function sourcesOf({ dir, moduleDirs, files = [], readAsFiles = [], linked = [] }: RootModuleNode): string[] {
  return [...[dir, ...moduleDirs].map((folder) => `${folder}/`), ...files, ...readAsFiles, ...linked].filter((source) => !source.startsWith('../'));
}
