import type { WatchedDeployment } from './deployment-facts';
import type { Panel } from '../../../watch/panel';
import { matchers } from '../../../watch/promql';

/** What a dashboard shows of pods that run side by side: what their alerts look at, over time. */
export function deploymentPanels({ name }: WatchedDeployment): Panel[] {
  const select = (labels: Readonly<Record<string, string>>) => `{namespace=~"$namespace", ${matchers(labels)}}`;
  const deployment = select({ deployment: name });
  const autoscaler = select({ horizontalpodautoscaler: name });
  const container = select({ container: name });
  const limit = (resource: string) => `max by (namespace) (kube_pod_container_resource_limits${select({ container: name, resource })})`;
  return [
    {
      title: 'Replicas',
      unit: 'short',
      queries: [
        [`max by (namespace) (kube_deployment_status_replicas_available${deployment})`, '{{namespace}} available'],
        [`max by (namespace) (kube_horizontalpodautoscaler_spec_min_replicas${autoscaler})`, '{{namespace}} least'],
        [`max by (namespace) (kube_horizontalpodautoscaler_spec_max_replicas${autoscaler})`, '{{namespace}} most'],
      ],
    },
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
