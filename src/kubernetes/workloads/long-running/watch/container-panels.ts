import type { Panel } from '../../../watch/panel';
import { matchers } from '../../../watch/promql';
import type { WatchedWorkload } from '../../../watch/watched-workload';

/** A selector of what a dashboard shows of a workload. */
export function inNamespaces(labels: Readonly<Record<string, string>>): string {
  return `{namespace=~"$namespace", ${matchers(labels)}}`;
}

/** What a dashboard shows of each container of pods that run until somebody ends them. */
export function containerPanels({ name }: WatchedWorkload): Panel[] {
  const container = inNamespaces({ container: name });
  const limit = (resource: string) => `max by (namespace) (kube_pod_container_resource_limits${inNamespaces({ container: name, resource })})`;
  return [
    {
      title: 'Restarts in 15 minutes',
      unit: 'short',
      queries: [[`max by (namespace, pod) (increase(kube_pod_container_status_restarts_total${container}[15m]))`, '{{namespace}} {{pod}}']],
    },
    {
      title: 'CPU of a pod',
      unit: 'short',
      queries: [
        [`max by (namespace) (rate(container_cpu_usage_seconds_total${container}[5m]))`, '{{namespace}} most used'],
        [limit('cpu'), '{{namespace}} limit'],
      ],
    },
    {
      title: 'CPU periods throttled',
      unit: 'percentunit',
      queries: [[
        `sum by (namespace) (rate(container_cpu_cfs_throttled_periods_total${container}[5m]))\n/\nsum by (namespace) (rate(container_cpu_cfs_periods_total${container}[5m]))`,
        '{{namespace}}',
      ]],
    },
    {
      title: 'Memory of a pod',
      unit: 'bytes',
      queries: [
        [`max by (namespace) (container_memory_working_set_bytes${container})`, '{{namespace}} most used'],
        [limit('memory'), '{{namespace}} limit'],
      ],
    },
  ];
}
