import { renderManifests } from './base-files';
import { companionsIn, manifestsIn } from './declarations';
import type { ResolvedWorkload } from './resolved-workload';
import type { Environment } from '../../estate/environment';
import type { Manifest } from '../manifests/manifest';
import type { WorkloadModel } from '../models/workload-model';

/** The objects of a base before any patch: those of its kind, and those that were added. */
export function declaredBase({ kind, manifests }: ResolvedWorkload, model: WorkloadModel): Manifest[] {
  return [...renderManifests(kind, model), ...manifestsIn(manifests).map(({ manifest }) => manifest)];
}

/** The objects of a workload in an environment before any patch. */
export function declaredObjects(workload: ResolvedWorkload, environment: Environment): Manifest[] {
  return [...declaredBase(workload, workload.model(environment)), ...addedIn(workload, environment)];
}

/** The objects that an environment has beside those which follow from the kind: the user's, and those of other rooms. */
export function addedIn(workload: ResolvedWorkload, environment: Environment): Manifest[] {
  return [...manifestsIn(workload.manifests, environment), ...companionsIn(workload, environment)].map(({ manifest }) => manifest);
}
