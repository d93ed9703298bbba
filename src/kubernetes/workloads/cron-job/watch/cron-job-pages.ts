import type { AlertPage } from '../../../watch/runbook';

const JOBS = 'kubectl --namespace <namespace> get jobs --selector app.kubernetes.io/name=<service> --sort-by=.metadata.creationTimestamp';
const RUN_NOW = 'Run it by hand once the cause is mended: `kubectl --namespace <namespace> create job --from=cronjob/<service> <service>-by-hand`.';

/** Every alert that a scheduled job can have, and what to do about it. */
export const CRON_JOB_PAGES: Readonly<Record<string, AlertPage>> = {
  ScheduledJobFailed: {
    severity: 'warning',
    runbook: () => ({
      meaning: 'A run failed with all its retries, or took longer than `activeDeadlineSeconds`, and none has succeeded since.',
      impact: 'What the job does was not done.',
      look: [
        JOBS,
        'kubectl --namespace <namespace> logs --selector app.kubernetes.io/name=<service> --all-containers --tail=200',
        'kubectl --namespace <namespace> describe cronjob <service>',
      ],
      act: [
        'Something that it needs failed (database, another service): mend that first.',
        'It ended with `OOMKilled`: raise `resources.limits.memory` of the job in `.projenrc.ts`.',
        'It was ended at its time limit: raise `activeDeadlineSeconds`, or make it faster.',
        'A release caused it: revert the commit.',
        RUN_NOW,
      ],
    }),
  },
  ScheduledJobLate: {
    severity: 'warning',
    runbook: () => ({
      meaning: 'It was time for a run more than 15 minutes ago, and none has started.',
      impact: 'What the job does is not done.',
      look: [JOBS, 'kubectl --namespace <namespace> describe cronjob <service>', 'kubectl --namespace <namespace> get events --field-selector involvedObject.name=<service>'],
      act: [
        'The run before still goes on, and `concurrencyPolicy` forbids another: see why it takes so long.',
        'The controller of CronJobs does not work: see the state of the cluster.',
        RUN_NOW,
      ],
    }),
  },
};
