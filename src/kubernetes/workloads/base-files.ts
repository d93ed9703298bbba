import type { OptionalRenderer, WorkloadKind } from './workload-kind';
import { renderConfigMap, renderConfigMapGenerator } from '../manifests/config-map';
import { renderFilesConfigMap, renderFilesGenerator } from '../manifests/files-config-map';
import { renderRouteObject, routeFile } from '../manifests/gateway/gateway-objects';
import type { Manifest } from '../manifests/manifest';
import type { WorkloadModel } from '../models/workload-model';

/** The part of a kind that says of what objects a workload consists. */
export type ObjectsOfKind = Pick<WorkloadKind, 'resources' | 'optionalResources'>;

/** The generators of ConfigMaps, by file name; their files are no objects. */
export const GENERATORS: Readonly<Record<string, OptionalRenderer>> = {
  'configmap.yaml': renderConfigMapGenerator,
  'files.yaml': renderFilesGenerator,
};

/** The objects that have a file each, by its name, in the order of `kustomization.yaml`. */
export function resourceFiles({ resources, optionalResources }: ObjectsOfKind): Readonly<Record<string, OptionalRenderer>> {
  return Object.fromEntries(Object.entries<OptionalRenderer>({ ...resources, ...optionalResources }).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The files that a workload may have in one environment alone. */
export function optionalFiles({ optionalResources }: ObjectsOfKind): string[] {
  return ['files.yaml', ...Object.keys(optionalResources)];
}

/** The files of the objects that a workload has, in the order of `kustomization.yaml`. */
export function resourcesOf({ resources, optionalResources }: ObjectsOfKind, model: WorkloadModel): string[] {
  return [...Object.keys(resources), ...filesOf(optionalResources, model), ...routesOf(model).map(({ file }) => file)].sort();
}

/** Those files that a workload has: all, or those that it has beyond its base. */
export function filesOf(files: Readonly<Record<string, OptionalRenderer>>, model: WorkloadModel, base?: WorkloadModel): string[] {
  if (model === base) return [];
  const isThere = (render: OptionalRenderer) => render(model) !== undefined && (base === undefined || render(base) === undefined);
  return Object.entries(files).filter(([, render]) => isThere(render)).map(([file]) => file);
}

/** The files of the resources that a workload has in an environment, and not in its base. */
export function resourcesBeyond({ optionalResources }: ObjectsOfKind, model: WorkloadModel, base: WorkloadModel): string[] {
  const ofBase = routesOf(base).map(({ file }) => file);
  return [...filesOf(optionalResources, model, base), ...routesOf(model).map(({ file }) => file).filter((file) => !ofBase.includes(file))].sort();
}

/** The objects by which gateways pass on requests to a workload, each with its file. */
export function routesOf({ routes }: WorkloadModel): Array<{ readonly file: string; readonly manifest: Manifest }> {
  return routes.flatMap((route) => {
    const manifest = renderRouteObject(route);
    return manifest === undefined ? [] : [{ file: routeFile(route), manifest }];
  });
}

/** The objects that a base yields before any patch: the ConfigMaps first, then the resources and routes. */
export function renderManifests(kind: ObjectsOfKind, model: WorkloadModel): Manifest[] {
  const renderers: readonly OptionalRenderer[] = [renderConfigMap, renderFilesConfigMap, ...Object.values(resourceFiles(kind))];
  return [...renderers.map((render) => render(model)).filter((manifest) => manifest !== undefined), ...routesOf(model).map(({ manifest }) => manifest)];
}
