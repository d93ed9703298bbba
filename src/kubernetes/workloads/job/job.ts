import type { JobModel } from './job-model';
import { workloadLabels } from '../../manifests/labels';
import type { Manifest } from '../../manifests/manifest';
import { renderPodTemplate } from '../../manifests/pod-template';

/** Names the workloads that wait for a Job, for who deploys it: separated by commas. `apply-overlay.mjs` reads it. */
export const BEFORE_ANNOTATION = 'feiyue-projen/before';

/** Why a Job that has ended stays, for the linter that wants it gone: another deployment would run it again. */
const STAYS = { 'ignore-check.kube-linter.io/job-ttl-seconds-after-finished': 'that it has succeeded is known by the Job alone' };

/** The Job of a job. Those that have ended stay, so that they are known to have run, and their pods with what they said. */
export function renderJob(model: JobModel): Manifest {
  const { name, before, backoffLimit, activeDeadlineSeconds } = model;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, labels: workloadLabels(model), annotations: { ...STAYS, ...(before.length > 0 && { [BEFORE_ANNOTATION]: before.join(',') }) } },
    spec: {
      backoffLimit,
      activeDeadlineSeconds,
      template: renderPodTemplate(model, { pod: { restartPolicy: 'Never' } }),
    },
  };
}

/** What of a Job may change while it is there. Source: the validation of updates in Kubernetes' `pkg/apis/batch/validation`. */
export const MUTABLE: readonly string[] = ['activeDeadlineSeconds', 'backoffLimit', 'parallelism', 'suspend', 'ttlSecondsAfterFinished'];

/** What of a Job can never change. */
export function immutablePartOfJob({ spec }: Manifest): object {
  return Object.fromEntries(Object.entries(spec as object).filter(([field]) => !MUTABLE.includes(field)));
}
