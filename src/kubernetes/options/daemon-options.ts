import type { LongRunningOverrides } from './long-running-options';
import type { ImageBuild, WorkloadPlacement } from './workload-options';
import type { WorkloadPort } from './workload-port';

/**
 * What may differ between the environments of a daemon. Given to `addDaemon` it holds everywhere; given to `override` it holds in one
 * environment, and what is left out there stays as it is everywhere: objects and maps are merged key by key, and a list or a single value
 * takes the place of the one before.
 */
export interface DaemonOverrides extends LongRunningOverrides {
  /**
   * On how many nodes at a time a new release may take the pod away before the next one is ready: a number from 1, or a share of all nodes such
   * as `'10%'`.
   * @default 1
   */
  readonly maxUnavailable?: number | string;
}

/** A daemon of the estate. */
export interface DaemonOptions extends DaemonOverrides, WorkloadPlacement {
  /**
   * Ports on which each pod is asked, such as that of the metrics; the first is the main one. There is no Service before them, and they are
   * not those of the node.
   * @default - it listens nowhere
   */
  readonly ports?: WorkloadPort[];

  /**
   * Builds the image on every push that changes its folder, by the workflow `images.yml`: with SBOM and provenance, pushed
   * to the cloud's registry, and deployed by digest. The digest of an override goes before.
   * @default - the image is built elsewhere
   */
  readonly imageBuild?: ImageBuild;
}
