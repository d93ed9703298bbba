import type { ReplicaRange } from './deployment-options';
import type { LongRunningOverrides } from './long-running-options';
import type { PodClaim } from './pod-claim';
import type { ServiceObjectOptions } from './service-object-options';
import type { ServicePortOptions } from './service-port-options';
import type { SpreadOptions } from './spread-options';
import type { ImageBuild, WorkloadPlacement } from './workload-options';

/** In which order the pods of a stateful service begin and end, as Kubernetes names it. New releases always come to one pod at a time, the last one first. */
export enum PodManagementPolicy {
  /** One after the other: each waits until those before it are ready. */
  ORDERED_READY = 'OrderedReady',
  /** All at once. */
  PARALLEL = 'Parallel',
}

/**
 * What may differ between the environments of a stateful service. Given to `addStatefulService` it holds everywhere; given to `override` it
 * holds in one environment, and what is left out there stays as it is everywhere: objects and maps are merged key by key, and a list or a
 * single value takes the place of the one before.
 */
export interface StatefulServiceOverrides extends LongRunningOverrides, ServiceObjectOptions, SpreadOptions {
  /**
   * How many pods run: a fixed number, so that `min` and `max` are the same. Claims of pods that go stay for those that come again.
   * @default { min: 1, max: 1 }
   */
  readonly replicas?: ReplicaRange;

  /**
   * The claims that each pod has, by the path where its container finds them: `{ '/var/lib/data': { size: '10Gi' } }`. Never deleted by a
   * deployment, nor with the StatefulSet. An override changes claims that the stateful service has.
   *
   * Kubernetes changes none of it once the StatefulSet is in the cluster, so that the deployment of such a change fails; the runbook of the
   * alert `StatefulServiceClaimFillsUp` says how claims grow.
   * @default - none: what the pods write is gone with them
   */
  readonly claims?: { [mountPath: string]: PodClaim };
}

/** A stateful service of the estate. */
export interface StatefulServiceOptions extends StatefulServiceOverrides, ServicePortOptions, WorkloadPlacement {
  /**
   * In which order pods begin and end. Cannot be changed once the StatefulSet is in the cluster.
   * @default PodManagementPolicy.ORDERED_READY
   */
  readonly podManagementPolicy?: PodManagementPolicy;

  /**
   * Builds the image on every push that changes its folder, by the workflow `images.yml`: with SBOM and provenance, pushed
   * to the cloud's registry, and deployed by digest. The digest of an override goes before.
   * @default - the image is built elsewhere
   */
  readonly imageBuild?: ImageBuild;
}
