import type { AlertPage } from '../../../watch/runbook';

const SELECTOR = '--namespace <namespace> --selector app.kubernetes.io/name=<service>';

/** Every alert that a job can have, and what to do about it. */
export const JOB_PAGES: Readonly<Record<string, AlertPage>> = {
  JobFailed: {
    severity: 'warning',
    runbook: () => ({
      meaning: 'A job failed with all its retries, or took longer than `activeDeadlineSeconds`, and no other version of it has succeeded since.',
      impact: 'What it does was not done, and the deployment that it belongs to ended there: what waits for it still runs its former release.',
      look: [
        `kubectl get jobs ${SELECTOR} --sort-by=.metadata.creationTimestamp`,
        `kubectl logs ${SELECTOR} --all-containers --tail=200`,
        `kubectl describe jobs ${SELECTOR}`,
      ],
      act: [
        'Something that it needs failed (database, another service): mend that, and deploy again, which runs it again.',
        'It ended with `OOMKilled`: raise `resources.limits.memory` of the job in `.projenrc.ts`.',
        'It was ended at its time limit: raise `activeDeadlineSeconds`, or make it faster.',
        'A release caused it: revert the commit. A version that has succeeded once is not run again. The failed Job goes with that deployment, or, where it only lists what is left, by `kubectl delete job`.',
      ],
    }),
  },
};
