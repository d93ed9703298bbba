import { manifestsIn, patchesIn } from './declarations';
import type { ResolvedWorkload } from './resolved-workload';
import type { Environment } from '../../estate/environment';
import type { WorkloadModel } from '../models/workload-model';
import { outputsIn, UsedOutput } from '../outputs/output-text';

/** The outputs of root modules that a workload uses somewhere. */
export interface UsedOutputs {
  /** Those in what everyone may read. */
  readonly open: readonly UsedOutput[];
  /** Those in its Secret. */
  readonly secret: readonly UsedOutput[];
  /** Those of `open` in what makes its Secret of a store: a sensitive one is not in the store. */
  readonly stored: readonly UsedOutput[];
}

/** The outputs that a workload uses in an environment, whoever says so. */
export function outputsUsedIn(workload: ResolvedWorkload, environment: Environment): UsedOutputs {
  const { manifests, patches } = workload;
  const places = [undefined, environment];
  const { open, secret, stored } = outputsOfModel(workload.model(environment));
  const others = places.flatMap((place): object[] => [
    ...manifestsIn(manifests, place).map(({ manifest }) => manifest),
    ...patchesIn(patches, place).map(({ patch }) => patch),
  ]);
  return { open: [...open, ...outputsIn(others)], secret, stored };
}

/** The outputs that options say. */
export function outputsOfModel({ secretValues, initContainers, ...model }: WorkloadModel): UsedOutputs {
  const open = outputsIn([model, initContainers.map(({ secretValues: _, ...container }) => container)]);
  return { open, secret: outputsIn(secretValues), stored: outputsIn(model.externalSecret) };
}
