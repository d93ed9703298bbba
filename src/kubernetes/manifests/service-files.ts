import { renderClusterService } from './cluster-service';
import { renderConfigMap, renderConfigMapGenerator } from './config-map';
import { renderDeployment } from './deployment';
import { renderHorizontalPodAutoscaler } from './horizontal-pod-autoscaler';
import type { Manifest } from './manifest';
import { renderNetworkPolicy } from './network-policy';
import { renderPodDisruptionBudget } from './pod-disruption-budget';
import { renderServiceAccount } from './service-account';
import type { ServiceModel } from '../service-model';

/** File name of the ConfigMap generator in a base. */
export const CONFIG_MAP_FILE = 'configmap.yaml';

/** The resources of a base by file name, in the order of `kustomization.yaml`. */
export const RESOURCE_FILES: Readonly<Record<string, (model: ServiceModel) => Manifest>> = {
  'deployment.yaml': renderDeployment,
  'hpa.yaml': renderHorizontalPodAutoscaler,
  'networkpolicy.yaml': renderNetworkPolicy,
  'pdb.yaml': renderPodDisruptionBudget,
  'service.yaml': renderClusterService,
  'serviceaccount.yaml': renderServiceAccount,
};

/** Every file of a base but `kustomization.yaml`, by name. */
export const BASE_FILES: Readonly<Record<string, (model: ServiceModel) => Manifest>> = {
  [CONFIG_MAP_FILE]: renderConfigMapGenerator,
  ...RESOURCE_FILES,
};

/** The objects that a base yields before any patch: the ConfigMap first, then the resources. */
export function renderManifests(model: ServiceModel): Manifest[] {
  return [renderConfigMap(model), ...Object.values(RESOURCE_FILES).map((render) => render(model))];
}
