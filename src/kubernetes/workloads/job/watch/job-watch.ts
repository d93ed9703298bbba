import { jobAlerts } from './job-alerts';
import { JOB_PAGES } from './job-pages';
import { jobPanels } from './job-panels';
import { trialOf } from '../../../watch/trial';
import type { WorkloadWatch } from '../../../watch/workload-watch';
import type { JobModel } from '../job-model';

/** What is watched of a job: that it succeeds. */
export const JOB_WATCH: WorkloadWatch<JobModel, object> = {
  pages: JOB_PAGES,
  facts: () => ({}),
  alertGroups: (job) => [{ name: 'alerts', recordings: [], alerts: jobAlerts(job) }],
  trials: (job) => jobAlerts(job).map(trialOf),
  panels: jobPanels,
};
