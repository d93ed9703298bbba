import { Companion, DeclaredWorkload, manifestsIn, patchesIn } from './declarations';
import type { DeclaredGrant } from './declared-grant';
import type { DeclaredExposure } from './exposure';
import type { Environment } from '../../estate/environment';
import type { WorkloadModel } from '../models/workload-model';
import type { ImageBuild, WorkloadOverrides } from '../options/workload-options';

/** A workload, and the models that follow from what was declared: what checks, explanations and the other rooms look at. */
export interface ResolvedWorkload<S extends WorkloadOverrides = WorkloadOverrides, M extends WorkloadModel = WorkloadModel>
  extends DeclaredWorkload<S> {
  /** The gateways that pass on requests to it, in the order in which they were declared. */
  readonly exposures: readonly DeclaredExposure[];
  /** What it was granted, in the order in which it was declared. */
  readonly grants: readonly DeclaredGrant[];
  /** How its image is built here; undefined: it is built elsewhere. */
  readonly imageBuild?: ImageBuild;
  /** Grows with everything that is said about any workload, and with each synthesis: what was made of the models before no longer holds. */
  readonly version: number;
  /** As it is in an environment, or in the base. Where nobody said anything about an environment, it is the very model of the base. */
  model(environment?: Environment): M;
}

/** A workload that other rooms may put objects beside. */
export interface OpenWorkload extends ResolvedWorkload {
  /** Puts an object beside those of its kind. */
  addCompanion(companion: Companion): void;
}

/** Whether a workload is in an environment what it is in the base, but for the namespace. What others put beside it is of one environment. */
export function isAsEverywhere(workload: ResolvedWorkload, environment: Environment): boolean {
  return workload.model(environment) === workload.model() && patchesIn(workload.patches, environment).length === 0
    && manifestsIn(workload.manifests, environment).length === 0 && (workload.companions ?? []).length === 0;
}

/** The environments in which a workload differs, and one of those in which it is as everywhere. */
export function distinctEnvironments(workload: ResolvedWorkload, environments: readonly Environment[]): Environment[] {
  const first = environments.find((environment) => isAsEverywhere(workload, environment));
  return environments.filter((environment) => environment === first || !isAsEverywhere(workload, environment));
}
