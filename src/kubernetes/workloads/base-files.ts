import type { ManifestRenderer, WorkloadKind } from './workload-kind';
import { renderConfigMap, renderConfigMapGenerator } from '../manifests/config-map';
import type { Manifest } from '../manifests/manifest';
import type { WorkloadModel } from '../models/workload-model';

/** File name of the ConfigMap generator in a base. */
export const CONFIG_MAP_FILE = 'configmap.yaml';

/** Every file of a base but `kustomization.yaml`, by name. */
export function baseFiles({ resources }: Pick<WorkloadKind, 'resources'>): Readonly<Record<string, ManifestRenderer>> {
  return { [CONFIG_MAP_FILE]: renderConfigMapGenerator, ...resources };
}

/** The objects that a base yields before any patch: the ConfigMap first, then the resources. */
export function renderManifests({ resources }: Pick<WorkloadKind, 'resources'>, model: WorkloadModel): Manifest[] {
  return [renderConfigMap(model), ...Object.values(resources).map((render) => render(model))];
}
