import { laidOver } from '../../../synth/declare/lay-over';
import type { DeploymentOverrides, ReplicaRange } from '../../options/deployment-options';
import type { ScalingBehavior } from '../../options/scaling-behavior';
import type { ScalingMetricContent } from '../../options/scaling-metric';
import type { PodSpread } from '../../options/spread-options';
import { LongRunningHabits, LongRunningModel, resolveLongRunning } from '../long-running/long-running-model';
import { last } from '../resolve/layers';
import type { WorkloadFacts, WorkloadNeighbours } from '../resolve/resolve-settings';
import { resolveSpread } from '../resolve/resolve-spread';

/** Everything the renderers need to know of pods that run side by side, either everywhere or in one environment. */
export interface DeploymentModel extends LongRunningModel {
  readonly replicas: ReplicaRange;
  readonly spread: PodSpread;
  /** As it was said; undefined: nobody did. */
  readonly targetCpuUtilizationPercent?: number;
  /** As it was said; undefined: nobody did. */
  readonly scaleOn?: readonly ScalingMetricContent[];
  readonly scalingBehavior?: ScalingBehavior;
}

/** Whether an autoscaler chooses the number of pods. */
export function isScaled({ min, max }: ReplicaRange): boolean {
  return max > min;
}

/** Lays the declarations over the defaults, the later over the earlier. */
export function resolveDeployment(
  facts: WorkloadFacts, layers: readonly DeploymentOverrides[], neighbours: WorkloadNeighbours, habits: LongRunningHabits,
): DeploymentModel {
  return {
    ...resolveLongRunning(facts, layers, neighbours, habits),
    replicas: last(layers, (layer) => layer.replicas) ?? { min: 2, max: 4 },
    spread: resolveSpread(layers),
    targetCpuUtilizationPercent: last(layers, (layer) => layer.targetCpuUtilizationPercent),
    scaleOn: last(layers, (layer) => layer.scaleOn)?.map(({ _content }) => _content),
    scalingBehavior: layers.reduce<ScalingBehavior | undefined>((below, { scalingBehavior }) => (
      below && scalingBehavior ? laidOver(below, scalingBehavior) : scalingBehavior ?? below), undefined),
  };
}
