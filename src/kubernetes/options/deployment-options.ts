import type { LongRunningOverrides } from './long-running-options';
import type { ScalingBehavior } from './scaling-behavior';
import type { ScalingMetric } from './scaling-metric';
import type { SpreadOptions } from './spread-options';

/**
 * How many pods run: a number of this range. Where `min` and `max` are the same it is fixed, without an autoscaler; where both are 0 none
 * run, and nothing is watched.
 */
export interface ReplicaRange {
  /**
   * Fewest pods. From 2 on a workload survives the loss of a node; kube-score counts a service with a fixed number below that as a finding.
   * 0 only with `max: 0`: an autoscaler keeps one at least.
   */
  readonly min: number;
  /** Most pods, not below `min`, at most 1000. */
  readonly max: number;
}

/**
 * What may differ between the environments of a workload whose pods run side by side, each as good as the other: a service or a worker.
 * Given when it is added it holds everywhere; given to `override` it holds in one environment, and what is left out there stays as it
 * is everywhere: objects and maps are merged key by key, and a list or a single value takes the place of the one before.
 */
export interface DeploymentOverrides extends LongRunningOverrides, SpreadOptions {
  /**
   * How many pods run: `{ min: 2, max: 8 }` is a range in which the horizontal pod autoscaler chooses, `{ min: 3, max: 3 }` three pods
   * without an autoscaler, `{ min: 0, max: 0 }` none. The default is the same in every environment, so that drains and rollouts behave in the first
   * one as they do in the last; two idle pods request a fifth of a core.
   * @default { min: 2, max: 4 }
   */
  readonly replicas?: ReplicaRange;

  /**
   * Average use of the requested cpu that the autoscaler aims at, in percent: the short form of `scaleOn` with `ScalingMetric.cpu`, and not
   * beside it.
   * @default 70
   */
  readonly targetCpuUtilizationPercent?: number;

  /**
   * What the autoscaler looks at; of several metrics, the one counts that wants most pods.
   * @default - the use of the cpu, see `targetCpuUtilizationPercent`
   */
  readonly scaleOn?: ScalingMetric[];

  /**
   * How fast the autoscaler adds pods and takes them away.
   * @default - as Kubernetes does
   */
  readonly scalingBehavior?: ScalingBehavior;
}
