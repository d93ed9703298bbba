import type { WatchedService } from './service-facts';
import { indicatorsOf } from './service-indicators';
import type { Panel } from '../../../watch/panel';
import { matchers } from '../../../watch/promql';

/** What the dashboard of a service shows: what its alerts look at, over time. */
export function servicePanels(service: WatchedService): Panel[] {
  const select = (labels: Readonly<Record<string, string>>) => `{namespace=~"$namespace", ${matchers(labels)}}`;
  const deployment = select({ deployment: service.name });
  const autoscaler = select({ horizontalpodautoscaler: service.name });
  const container = select({ container: service.name });
  const limit = (resource: string) => `max by (namespace) (kube_pod_container_resource_limits${select({ container: service.name, resource })})`;
  return [
    ...objectivePanels(service),
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

const OBJECTIVE_TITLES = { errors: 'Requests that fail', latency: 'Requests that are slow' };

/** One panel for each kind of objective: what went wrong, and what may. */
function objectivePanels(service: WatchedService): Panel[] {
  const indicators = indicatorsOf(service);
  return (['errors', 'latency'] as const).flatMap((kind) => {
    const of = indicators.filter((indicator) => indicator.kind === kind);
    if (of.length === 0) return [];
    const ratios = (window: string) => `${of[0].record}${window}{namespace=~"$namespace", ${matchers({ service: service.name })}}`;
    const targets = [...new Set(of.map(({ target }) => target))];
    return [{
      title: OBJECTIVE_TITLES[kind],
      unit: 'percentunit',
      queries: [
        [ratios('5m'), '{{namespace}} 5m'],
        [ratios('1h'), '{{namespace}} 1h'],
        ...targets.map((target) => [`vector(1 - ${target})`, `objective ${target}`] as const),
      ],
    }];
  });
}
