import type { Layout } from '../../estate/layout';
import { EnvironmentNode, workloadsIn } from '../dependency-graph';
import type { ServiceBuild } from '../image-builds';

/** A filter for what an environment is built from; undefined when that may be anything in the repository. */
export function environmentFilter(environment: EnvironmentNode, layout: Layout): { readonly include: string[] } | undefined {
  const isAnything = environment.rootModules.some(({ files }) => files?.includes(EVERYTHING));
  return isAnything ? undefined : { include: environmentPaths(environment, layout) };
}

/** The whole repository, in the graph. */
const EVERYTHING = '.';

/** The files and folders that an environment is built from: what is not below them changes nothing in it. */
export function environmentPaths({ rootModules, overlay, applications = [] }: EnvironmentNode, layout: Layout): string[] {
  return topmost([
    ...applications.flatMap(({ dirs }) => dirs),
    ...rootModules.flatMap(({ dir, moduleDirs, files = [], linked = [] }) => [dir, ...moduleDirs, ...files, ...linked]),
    ...(overlay === undefined ? [] : [overlay.dir, ...overlay.workloads.map((workload) => layout.baseDir(workload))]),
  ]);
}

/** The folders that services are built from in some environments. */
export function servicePaths(services: readonly string[], environments: readonly EnvironmentNode[], layout: Layout): string[] {
  return topmost(serviceDirs(services, environments, layout));
}

function serviceDirs(services: readonly string[], environments: readonly EnvironmentNode[], layout: Layout): string[] {
  return services.flatMap((service) => [
    layout.baseDir(service),
    // The overlay of a service is a folder of that of its environment.
    ...environments.flatMap((environment) => workloadsIn(environment, [service]).map((name) => `${environment.overlay!.dir}/${name}`)),
  ]);
}

/** The folders whose change in a pull request is built and tested: those of services, and what their images are built from. */
export function testedPaths(
  services: readonly string[], sources: readonly string[], environments: readonly EnvironmentNode[], layout: Layout,
): string[] {
  return topmost([...sources, ...serviceDirs(services, environments, layout)]);
}

/** The folders that images are built from. */
export function buildPaths(builds: readonly ServiceBuild[]): string[] {
  return topmost(builds.map(({ context }) => context));
}

/** Filters for single files. */
export function filePatterns(files: readonly string[]): string[] {
  return files.map(pattern).sort();
}

/** The paths as filters, without those that lie below another one. */
function topmost(paths: readonly string[]): string[] {
  const kept: string[] = [];
  // A folder comes before what lies in it, with nothing else between them once its slash is part of it.
  for (const path of [...new Set(paths)].map((name) => `${name}/`).sort()) {
    if (kept.length === 0 || !path.startsWith(kept[kept.length - 1])) kept.push(path);
  }
  return kept.map((path) => pattern(path.slice(0, -1))).sort();
}

/** Filters know neither escapes nor expressions, so what is not plain is matched as any one character. */
function pattern(path: string): string {
  return path.replace(/[^\p{L}\p{M}\p{N}._/+@-]/gu, '?');
}
