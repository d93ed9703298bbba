import { jobsOf } from './cron-job-alerts';
import type { Panel } from '../../../watch/panel';
import { matchers } from '../../../watch/promql';
import type { WatchedWorkload } from '../../../watch/watched-workload';

/** What the dashboard of a scheduled job shows: when it ran, for how long, and how that ended. */
export function cronJobPanels({ name }: WatchedWorkload): Panel[] {
  const cronJob = `{namespace=~"$namespace", ${matchers({ cronjob: name })}}`;
  const jobs = `{namespace=~"$namespace", ${jobsOf(name)}}`;
  return [
    {
      title: 'Time since the last success',
      unit: 's',
      queries: [[`time() - max by (namespace) (kube_cronjob_status_last_successful_time${cronJob})`, '{{namespace}}']],
    },
    {
      title: 'Duration of runs',
      unit: 's',
      queries: [[
        `max by (namespace, job_name) (kube_job_status_completion_time${jobs})\n-\nmax by (namespace, job_name) (kube_job_status_start_time${jobs})`,
        '{{namespace}} {{job_name}}',
      ]],
    },
    {
      title: 'Runs',
      unit: 'short',
      queries: [
        [`sum by (namespace) (kube_job_status_active${jobs})`, '{{namespace}} going on'],
        [`sum by (namespace) (kube_job_failed{namespace=~"$namespace", ${jobsOf(name)}, condition="true"})`, '{{namespace}} failed'],
      ],
    },
    {
      title: 'Memory of a pod',
      unit: 'bytes',
      queries: [[`max by (namespace) (container_memory_working_set_bytes{namespace=~"$namespace", ${matchers({ container: name })}})`, '{{namespace}} most used']],
    },
  ];
}
