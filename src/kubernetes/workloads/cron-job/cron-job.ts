import type { CronJobModel } from './cron-job-model';
import { workloadLabels } from '../../manifests/labels';
import type { Manifest } from '../../manifests/manifest';
import { renderPodTemplate } from '../../manifests/pod-template';

/** The CronJob of a scheduled job. A try that failed leaves its pod, with what it said, until later runs take its place. */
export function renderCronJob(model: CronJobModel): Manifest {
  const { schedule, timeZone, concurrencyPolicy, startingDeadlineSeconds, suspend, backoffLimit, activeDeadlineSeconds } = model;
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: model.name, labels: workloadLabels(model) },
    spec: {
      schedule,
      timeZone,
      concurrencyPolicy,
      startingDeadlineSeconds,
      suspend,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        metadata: { labels: workloadLabels(model) },
        spec: {
          backoffLimit,
          activeDeadlineSeconds,
          template: renderPodTemplate(model, { pod: { restartPolicy: 'Never' } }),
        },
      },
    },
  };
}
