import { versionsOf } from './job-alerts';
import type { Panel } from '../../../watch/panel';
import { matchers } from '../../../watch/promql';
import type { WatchedWorkload } from '../../../watch/watched-workload';

/** What the dashboard of a job shows: when a version of it ran, for how long, and how that ended. */
export function jobPanels({ name }: WatchedWorkload): Panel[] {
  const jobs = `{namespace=~"$namespace", ${versionsOf(name)}}`;
  return [
    {
      title: 'Time since the last success',
      unit: 's',
      queries: [[`time() - max by (namespace) (kube_job_status_completion_time${jobs})`, '{{namespace}}']],
    },
    {
      title: 'Duration',
      unit: 's',
      queries: [[
        `max by (namespace, job_name) (kube_job_status_completion_time${jobs})\n-\nmax by (namespace, job_name) (kube_job_status_start_time${jobs})`,
        '{{namespace}} {{job_name}}',
      ]],
    },
    {
      title: 'Jobs',
      unit: 'short',
      queries: [
        [`sum by (namespace) (kube_job_status_active${jobs})`, '{{namespace}} going on'],
        [`sum by (namespace) (kube_job_failed{namespace=~"$namespace", ${versionsOf(name)}, condition="true"})`, '{{namespace}} failed'],
      ],
    },
    {
      title: 'Memory of a pod',
      unit: 'bytes',
      queries: [[`max by (namespace) (container_memory_working_set_bytes{namespace=~"$namespace", ${matchers({ container: name })}})`, '{{namespace}} most used']],
    },
  ];
}
