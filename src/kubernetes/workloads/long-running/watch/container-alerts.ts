import type { PodWords } from './pod-words';
import { matchers } from '../../../watch/promql';
import { counter, gauge, TriedAlert } from '../../../watch/trial';
import { namespacesWhere, WatchedWorkload } from '../../../watch/watched-workload';

/** The alerts on each container of pods that run until somebody ends them, whatever makes these. */
export function containerAlerts(workload: WatchedWorkload, { prefix }: Pick<PodWords, 'prefix'>): TriedAlert[] {
  const namespaces = namespacesWhere(workload, () => true);
  const container = matchers({ namespace: namespaces, container: workload.name });
  const pod = matchers({ namespace: namespaces.slice(0, 1), pod: `${workload.name}-1`, container: workload.name });
  return [
    {
      name: `${prefix}PodsRestarting`,
      severity: 'warning',
      forMinutes: 5,
      expr: `max by (namespace, pod) (increase(kube_pod_container_status_restarts_total{${container}}[15m])) > 2`,
      summary: 'pod {{ $labels.pod }} restarts again and again',
      namespaces,
      trouble: {
        [`kube_pod_container_status_restarts_total{${pod}}`]: counter(1, 0),
      },
    },
    {
      name: `${prefix}CpuThrottled`,
      severity: 'warning',
      forMinutes: 15,
      expr: [
        `sum by (namespace, container) (rate(container_cpu_cfs_throttled_periods_total{${container}}[5m]))`,
        '/',
        `sum by (namespace, container) (rate(container_cpu_cfs_periods_total{${container}}[5m]))`,
        '> 0.25',
      ].join('\n'),
      summary: '{{ $value | humanizePercentage }} of its CPU periods are throttled',
      namespaces,
      trouble: {
        [`container_cpu_cfs_throttled_periods_total{${pod}}`]: counter(300, 100),
        [`container_cpu_cfs_periods_total{${pod}}`]: counter(600, 600),
      },
    },
    {
      name: `${prefix}MemoryNearLimit`,
      severity: 'warning',
      forMinutes: 10,
      expr: [
        `max by (namespace, pod) (container_memory_working_set_bytes{${container}})`,
        '/',
        `max by (namespace, pod) (kube_pod_container_resource_limits{${container}, resource="memory"})`,
        '> 0.9',
      ].join('\n'),
      summary: 'pod {{ $labels.pod }} uses {{ $value | humanizePercentage }} of its memory limit',
      namespaces,
      trouble: {
        [`container_memory_working_set_bytes{${pod}}`]: gauge(95, 80),
        [`kube_pod_container_resource_limits{${pod}, resource="memory"}`]: gauge(100, 100),
      },
    },
  ];
}
