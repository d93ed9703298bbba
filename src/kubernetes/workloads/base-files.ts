import type { OptionalRenderer, WorkloadKind } from './workload-kind';
import { renderConfigMap, renderConfigMapGenerator } from '../manifests/config-map';
import { described, withLooseningNotes } from '../manifests/described';
import { EXTERNAL_SECRET_FILE, renderExternalSecret } from '../manifests/external-secret';
import { renderFilesConfigMap, renderFilesGenerator } from '../manifests/files-config-map';
import { renderRouteObject, routeFile } from '../manifests/gateway/gateway-objects';
import type { Manifest } from '../manifests/manifest';
import { renderOutputsSecret, renderOutputsSecretGenerator } from '../manifests/outputs-secret';
import { renderClaimOf } from '../manifests/persistent-volume-claim';
import type { WorkloadModel } from '../models/workload-model';

/** The part of a kind that says of what objects a workload consists. */
export type ObjectsOfKind = Pick<WorkloadKind, 'podOwner' | 'resources' | 'optionalResources'>;

/** The generators of ConfigMaps and of the Secret, by file name; their files are no objects. */
export const GENERATORS: Readonly<Record<string, OptionalRenderer>> = {
  'configmap.yaml': describing(renderConfigMapGenerator),
  'files.yaml': describing(renderFilesGenerator),
  'secret.yaml': describing(renderOutputsSecretGenerator),
};

/** The objects that have a file each, by its name, in the order of `kustomization.yaml`. */
export function resourceFiles({ podOwner, resources, optionalResources }: ObjectsOfKind): Readonly<Record<string, OptionalRenderer>> {
  const renderers = Object.entries<OptionalRenderer>({ ...resources, ...optionalResources }).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(renderers.map(([file, render]) => [file, describing(noting(render, podOwner))]));
}

/** Renders an object with the labels and annotations that all objects of the workload have. */
function describing(render: OptionalRenderer): OptionalRenderer {
  return (model) => {
    const manifest = render(model);
    return manifest && described(manifest, model);
  };
}

/** Renders the object that makes the pods with what is loosened in them; another one as it is. */
function noting(render: OptionalRenderer, podOwner: WorkloadKind['podOwner']): OptionalRenderer {
  return (model) => {
    const manifest = render(model);
    return manifest?.kind === podOwner.kind && manifest.metadata.name === model.name ? withLooseningNotes(manifest, model) : manifest;
  };
}

/** The files that a workload may have in one environment alone. */
export function optionalFiles({ optionalResources }: ObjectsOfKind): string[] {
  return ['files.yaml', 'secret.yaml', ...Object.keys(optionalResources)];
}

/** With what the name of the file of a claim begins. */
export const CLAIM_FILE = 'claim-';

/** File with the claim of a volume. */
export function claimFileOf(volume: string): string {
  return `${CLAIM_FILE}${volume}.yaml`;
}

/** Renders the claim of a volume; undefined: the workload has none for it. */
export function claimRenderer(volume: string): OptionalRenderer {
  return describing(renderClaimOf(volume));
}

/** Renders what makes the Secret of a workload of a store of secrets; undefined: nothing does. */
export const externalSecretRenderer: OptionalRenderer = describing(renderExternalSecret);

/** Renders a route of a workload; undefined: there is none of the name. */
export function routeRenderer(name: string): OptionalRenderer {
  return describing(({ routes }) => routes.filter((route) => route.name === name).map(renderRouteObject)[0]);
}

/** The objects that not every workload of a kind has, by file name: those that the kind knows, and the claims and routes of this one. */
export function optionalOf({ optionalResources }: ObjectsOfKind, { claims, routes }: WorkloadModel): Readonly<Record<string, OptionalRenderer>> {
  return {
    ...optionalResources,
    [EXTERNAL_SECRET_FILE]: externalSecretRenderer,
    ...Object.fromEntries(claims.map(({ volume }) => [claimFileOf(volume), claimRenderer(volume)])),
    ...Object.fromEntries(routes.map((route) => [routeFile(route), routeRenderer(route.name)])),
  };
}

/** The files of the objects that a workload has, in the order of `kustomization.yaml`. */
export function resourcesOf(kind: ObjectsOfKind, model: WorkloadModel): string[] {
  return [...Object.keys(kind.resources), ...filesOf(optionalOf(kind, model), model)].sort();
}

/** Those files that a workload has: all, or those that it has beyond its base. */
export function filesOf(files: Readonly<Record<string, OptionalRenderer>>, model: WorkloadModel, base?: WorkloadModel): string[] {
  if (model === base) return [];
  const isThere = (render: OptionalRenderer) => render(model) !== undefined && (base === undefined || render(base) === undefined);
  return Object.entries(files).filter(([, render]) => isThere(render)).map(([file]) => file);
}

/** The objects that a base yields before any patch: the ConfigMaps and the Secret first, then the resources. */
export function renderManifests(kind: ObjectsOfKind, model: WorkloadModel): Manifest[] {
  const resources = resourceFiles({ ...kind, optionalResources: optionalOf(kind, model) });
  const renderers = [...[renderConfigMap, renderFilesConfigMap, renderOutputsSecret].map(describing), ...Object.values(resources)];
  return renderers.map((render) => render(model)).filter((manifest) => manifest !== undefined);
}
