import { matchers } from '../../../watch/promql';
import { gauge, TriedAlert } from '../../../watch/trial';
import { namespacesWhere, WatchedWorkload } from '../../../watch/watched-workload';
import { VERSION_LENGTH } from '../../workload-kind';

/** Names of the Jobs that a job has had, a version each. */
export function versionsOf(name: string): string {
  return `job_name=~"${name}-[0-9a-f]{${VERSION_LENGTH}}"`;
}

/** The alerts on a job. They read metrics of kube-state-metrics. */
export function jobAlerts(job: WatchedWorkload): TriedAlert[] {
  const namespaces = namespacesWhere(job, () => true);
  const [first] = namespaces;
  const jobs = `${matchers({ namespace: namespaces })}, ${versionsOf(job.name)}`;
  const version = (digit: string) => matchers({ namespace: first, job_name: `${job.name}-${digit.repeat(VERSION_LENGTH)}` });
  return [
    {
      name: 'JobFailed',
      severity: 'warning',
      forMinutes: 1,
      expr: [
        `max by (namespace, job_name) (kube_job_failed{${jobs}, condition="true"}) == 1`,
        'unless on (namespace, job_name) (',
        `  max by (namespace, job_name) (kube_job_created{${jobs}})`,
        `  < on (namespace) group_left () max by (namespace) (kube_job_status_completion_time{${jobs}})`,
        ')',
      ].join('\n'),
      summary: '{{ $labels.job_name }} failed, and no other version of it has succeeded since',
      namespaces,
      trouble: {
        [`kube_job_failed{${version('a')}, condition="true"}`]: gauge(1, 1),
        [`kube_job_created{${version('a')}}`]: gauge(60, 60),
        [`kube_job_status_completion_time{${version('b')}}`]: gauge(0, 1800),
      },
    },
  ];
}
