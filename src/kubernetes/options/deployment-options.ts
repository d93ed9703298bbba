import type { LongRunningOverrides } from './long-running-options';
import type { SpreadOptions } from './spread-options';

/** How many pods run: the horizontal pod autoscaler chooses a number in this range. */
export interface ReplicaRange {
  /** Fewest pods, at least 1. From 2 on the service survives the loss of a node. */
  readonly min: number;
  /** Most pods, not below `min`. */
  readonly max: number;
}

/**
 * What may differ between the environments of a workload whose pods run side by side, each as good as the other: a service or a worker.
 * Given when it is added it holds everywhere; given to `override` it holds in one environment, and what is left out there stays as it
 * is everywhere: objects and maps are merged key by key, and a list or a single value takes the place of the one before.
 */
export interface DeploymentOverrides extends LongRunningOverrides, SpreadOptions {
  /**
   * How many pods run. The default is the same in every environment, so that drains and rollouts behave in the first
   * one as they do in the last; two idle pods request a fifth of a core.
   * @default { min: 2, max: 4 }
   */
  readonly replicas?: ReplicaRange;

  /**
   * Average use of the requested cpu that the autoscaler aims at, in percent.
   * @default 70
   */
  readonly targetCpuUtilizationPercent?: number;
}
