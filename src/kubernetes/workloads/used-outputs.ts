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
}

/** The outputs that a workload uses in an environment, whoever says so. */
export function outputsUsedIn(workload: ResolvedWorkload, environment: Environment): UsedOutputs {
  const { manifests, patches } = workload;
  const places = [undefined, environment];
  const { open, secret } = outputsOfModel(workload.model(environment));
  const others = places.flatMap((place): object[] => [
    ...manifestsIn(manifests, place).map(({ manifest }) => manifest),
    ...patchesIn(patches, place).map(({ patch }) => patch),
  ]);
  return { open: [...open, ...outputsIn(others)], secret };
}

/** The outputs that options say. */
export function outputsOfModel({ secretValues, initContainers, ...model }: WorkloadModel): UsedOutputs {
  return { open: outputsIn([model, initContainers.map(({ secretValues: _, ...container }) => container)]), secret: outputsIn(secretValues) };
}
