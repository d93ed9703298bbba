import { matchers } from '../../../watch/promql';
import { gauge, TriedAlert } from '../../../watch/trial';
import { namespacesWhere, WatchedWorkload } from '../../../watch/watched-workload';

/** How late a run is before somebody is told, in seconds; the deadline that is given to it may be shorter. */
const LATE_SECONDS = 900;

/** Name of the Job that a run has: that of the CronJob, and its time in minutes. */
export function jobsOf(name: string): string {
  return `job_name=~"${name}-[0-9]+"`;
}

/** The alerts on the runs of a scheduled job. They read metrics of kube-state-metrics. */
export function cronJobAlerts(job: WatchedWorkload): TriedAlert[] {
  const namespaces = namespacesWhere(job, () => true);
  const [first] = namespaces;
  const cronJob = (namespace: string | readonly string[]) => matchers({ namespace, cronjob: job.name });
  const jobs = `${matchers({ namespace: namespaces })}, ${jobsOf(job.name)}`;
  const run = matchers({ namespace: first, job_name: `${job.name}-1` });
  return [
    {
      name: 'ScheduledJobFailed',
      severity: 'warning',
      forMinutes: 1,
      expr: [
        `max by (namespace, job_name) (kube_job_failed{${jobs}, condition="true"}) == 1`,
        'unless on (namespace, job_name) (',
        `  max by (namespace, job_name) (kube_job_created{${jobs}})`,
        `  < on (namespace) group_left () max by (namespace) (kube_cronjob_status_last_successful_time{${cronJob(namespaces)}})`,
        ')',
      ].join('\n'),
      summary: 'run {{ $labels.job_name }} failed, and none has succeeded since',
      namespaces,
      trouble: {
        [`kube_job_failed{${run}, condition="true"}`]: gauge(1, 1),
        [`kube_job_created{${run}}`]: gauge(60, 60),
        [`kube_cronjob_status_last_successful_time{${cronJob(first)}}`]: gauge(0, 1800),
      },
    },
    {
      name: 'ScheduledJobLate',
      severity: 'warning',
      forMinutes: 5,
      expr: `time() - max by (namespace) (kube_cronjob_next_schedule_time{${cronJob(namespaces)}}) > ${LATE_SECONDS}`,
      summary: 'it should have started {{ $value | humanizeDuration }} ago',
      namespaces,
      trouble: { [`kube_cronjob_next_schedule_time{${cronJob(first)}}`]: gauge(60, 7200) },
    },
  ];
}
