import { renderCronJob } from './cron-job';
import { checkCronJobModel, checkCronJobSettings } from './cron-job-checks';
import { CronJobModel, resolveCronJob } from './cron-job-model';
import { CRON_JOB_WATCH } from './watch/cron-job-watch';
import { renderNetworkPolicy } from '../../manifests/network-policy';
import { renderServiceAccount } from '../../manifests/service-account';
import { ConcurrencyPolicy, ScheduledJobOverrides } from '../../options/scheduled-job-options';
import { NOT_THE_DEFAULTS } from '../resolve/resolve-settings';
import type { WorkloadKind } from '../workload-kind';

/** A CronJob: pods that run to their end at certain times. */
export const CRON_JOB: WorkloadKind<ScheduledJobOverrides, CronJobModel> = {
  noun: 'scheduled job',
  addMethod: 'addScheduledJob',
  // The controller of CronJobs leaves 11 characters of 63 for the time in the name of a Job.
  longestName: 63 - 11,
  podOwner: { apiVersion: 'batch/v1', kind: 'CronJob' },
  rollsOut: false,
  resources: { 'cronjob.yaml': renderCronJob, 'networkpolicy.yaml': renderNetworkPolicy, 'serviceaccount.yaml': renderServiceAccount },
  optionalResources: {},
  required: ['schedule'],
  notTheDefaults: {
    ...NOT_THE_DEFAULTS,
    timeZone: 'Pacific/Apia',
    concurrencyPolicy: ConcurrencyPolicy.REPLACE,
    startingDeadlineSeconds: 901,
    activeDeadlineSeconds: 902,
    backoffLimit: 93,
    suspend: true,
  },
  watch: CRON_JOB_WATCH,
  resolve: resolveCronJob,
  portsOf: () => [],
  checkSettings: checkCronJobSettings,
  checkModel: checkCronJobModel,
};
