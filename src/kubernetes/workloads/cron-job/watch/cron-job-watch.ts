import { cronJobAlerts } from './cron-job-alerts';
import { CRON_JOB_PAGES } from './cron-job-pages';
import { cronJobPanels } from './cron-job-panels';
import { trialOf } from '../../../watch/trial';
import type { WorkloadWatch } from '../../../watch/workload-watch';
import type { CronJobModel } from '../cron-job-model';

/** What is watched of a scheduled job: that it starts, and that it succeeds. */
export const CRON_JOB_WATCH: WorkloadWatch<CronJobModel, object> = {
  pages: CRON_JOB_PAGES,
  facts: () => ({}),
  alertGroups: (job) => [{ name: 'alerts', recordings: [], alerts: cronJobAlerts(job) }],
  trials: (job) => cronJobAlerts(job).map(trialOf),
  panels: cronJobPanels,
};
