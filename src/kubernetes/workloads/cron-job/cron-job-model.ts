import type { WorkloadModel } from '../../models/workload-model';
import { ConcurrencyPolicy, ScheduledJobOverrides } from '../../options/scheduled-job-options';
import { last } from '../resolve/layers';
import { resolveSettings, WorkloadFacts, WorkloadNeighbours } from '../resolve/resolve-settings';

/** Everything the renderers need to know of a scheduled job, either everywhere or in one environment. */
export interface CronJobModel extends WorkloadModel {
  readonly schedule: string;
  readonly timeZone: string;
  readonly concurrencyPolicy: ConcurrencyPolicy;
  readonly startingDeadlineSeconds: number;
  readonly activeDeadlineSeconds: number;
  readonly backoffLimit: number;
  readonly suspend: boolean;
}

/** Lays the declarations of a scheduled job over its defaults, the later over the earlier. */
export function resolveCronJob(facts: WorkloadFacts, layers: readonly ScheduledJobOverrides[], neighbours: WorkloadNeighbours): CronJobModel {
  return {
    ...resolveSettings(facts, layers, neighbours),
    schedule: last(layers, (layer) => layer.schedule) as string,
    timeZone: last(layers, (layer) => layer.timeZone) ?? 'Etc/UTC',
    concurrencyPolicy: last(layers, (layer) => layer.concurrencyPolicy) ?? ConcurrencyPolicy.FORBID,
    startingDeadlineSeconds: last(layers, (layer) => layer.startingDeadlineSeconds) ?? 600,
    activeDeadlineSeconds: last(layers, (layer) => layer.activeDeadlineSeconds) ?? 3600,
    backoffLimit: last(layers, (layer) => layer.backoffLimit) ?? 2,
    suspend: last(layers, (layer) => layer.suspend) ?? false,
  };
}
