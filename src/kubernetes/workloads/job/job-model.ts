import type { WorkloadModel } from '../../models/workload-model';
import type { JobOptions } from '../../options/job-options';
import { last } from '../resolve/layers';
import { resolveSettings, WorkloadFacts, WorkloadNeighbours } from '../resolve/resolve-settings';

/** Everything that may be said about a job. */
export type JobSettings = Omit<JobOptions, 'imageBuild' | 'environments'>;

/** Everything the renderers need to know of a job, either everywhere or in one environment. */
export interface JobModel extends WorkloadModel {
  /** The workloads that wait for it. */
  readonly before: readonly string[];
  readonly activeDeadlineSeconds: number;
  readonly backoffLimit: number;
}

/** Lays the declarations of a job over its defaults, the later over the earlier. */
export function resolveJob(facts: WorkloadFacts, layers: readonly JobSettings[], neighbours: WorkloadNeighbours): JobModel {
  return {
    ...resolveSettings(facts, layers, neighbours),
    before: last(layers, (layer) => layer.before) ?? [],
    activeDeadlineSeconds: last(layers, (layer) => layer.activeDeadlineSeconds) ?? 600,
    backoffLimit: last(layers, (layer) => layer.backoffLimit) ?? 2,
  };
}
