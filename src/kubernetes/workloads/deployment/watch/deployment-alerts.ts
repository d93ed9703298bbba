import type { WatchedDeployment } from './deployment-facts';
import type { DeploymentWords } from './deployment-words';
import { matchers } from '../../../watch/promql';
import { counter, gauge, TriedAlert } from '../../../watch/trial';
import { namespacesWhere } from '../../../watch/watched-workload';

/**
 * The alerts on pods that run side by side. They read metrics of kube-state-metrics and of the kubelet (cAdvisor), which every
 * Kubernetes monitoring stack collects; numbers that differ between environments are metrics too.
 */
export function deploymentAlerts(workload: WatchedDeployment, { prefix }: DeploymentWords): TriedAlert[] {
  const everywhere = namespacesWhere(workload, () => true);
  const withReserve = namespacesWhere(workload, ({ minReplicas }) => minReplicas > 1);
  const scaled = namespacesWhere(workload, ({ minReplicas, maxReplicas }) => maxReplicas > minReplicas);
  const deployment = (namespace: readonly string[]) => matchers({ namespace, deployment: workload.name });
  const autoscaler = (namespace: readonly string[]) => matchers({ namespace, horizontalpodautoscaler: workload.name });
  const container = matchers({ namespace: everywhere, container: workload.name });
  const inFirst = (namespaces: readonly string[]) => namespaces.slice(0, 1);
  const pod = matchers({ namespace: inFirst(everywhere), pod: `${workload.name}-1`, container: workload.name });
  const firstOf = ([first]: readonly string[]) => workload.environments.find(({ namespace }) => namespace === first);
  const leastIn = (namespaces: readonly string[]) => firstOf(namespaces)?.minReplicas ?? 0;
  const mostIn = (namespaces: readonly string[]) => firstOf(namespaces)?.maxReplicas ?? 0;
  const alerts: TriedAlert[] = [
    {
      name: `${prefix}Unavailable`,
      severity: 'critical',
      forMinutes: 2,
      expr: `kube_deployment_status_replicas_available{${deployment(everywhere)}} == 0`,
      summary: 'no replica is available',
      namespaces: everywhere,
      trouble: {
        [`kube_deployment_status_replicas_available{${deployment(inFirst(everywhere))}}`]: gauge(0, leastIn(everywhere)),
      },
    },
    {
      name: `${prefix}ReplicasMissing`,
      severity: 'warning',
      forMinutes: 10,
      expr: [
        `max by (namespace) (kube_deployment_status_replicas_available{${deployment(withReserve)}})`,
        '<',
        `max by (namespace) (kube_horizontalpodautoscaler_spec_min_replicas{${autoscaler(withReserve)}})`,
      ].join('\n'),
      summary: '{{ $value }} replicas are available, fewer than there are at least',
      namespaces: withReserve,
      trouble: {
        [`kube_deployment_status_replicas_available{${deployment(inFirst(withReserve))}}`]: gauge(leastIn(withReserve) - 1, leastIn(withReserve)),
        [`kube_horizontalpodautoscaler_spec_min_replicas{${autoscaler(inFirst(withReserve))}}`]: gauge(leastIn(withReserve), leastIn(withReserve)),
      },
    },
    {
      name: `${prefix}RolloutStuck`,
      severity: 'warning',
      forMinutes: 1,
      expr: `kube_deployment_status_condition{${deployment(everywhere)}, condition="Progressing", status="false"} == 1`,
      summary: 'the newest release does not become available',
      namespaces: everywhere,
      trouble: {
        [`kube_deployment_status_condition{${deployment(inFirst(everywhere))}, condition="Progressing", status="false"}`]: gauge(1, 0),
      },
    },
    {
      name: `${prefix}PodsRestarting`,
      severity: 'warning',
      forMinutes: 5,
      expr: `max by (namespace, pod) (increase(kube_pod_container_status_restarts_total{${container}}[15m])) > 2`,
      summary: 'pod {{ $labels.pod }} restarts again and again',
      namespaces: everywhere,
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
      namespaces: everywhere,
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
      namespaces: everywhere,
      trouble: {
        [`container_memory_working_set_bytes{${pod}}`]: gauge(95, 80),
        [`kube_pod_container_resource_limits{${pod}, resource="memory"}`]: gauge(100, 100),
      },
    },
    {
      name: `${prefix}AtMaximumReplicas`,
      severity: 'warning',
      forMinutes: 15,
      expr: [
        `kube_horizontalpodautoscaler_status_current_replicas{${autoscaler(scaled)}}`,
        '>=',
        `kube_horizontalpodautoscaler_spec_max_replicas{${autoscaler(scaled)}}`,
      ].join('\n'),
      summary: 'it runs all of its {{ $value }} replicas',
      namespaces: scaled,
      trouble: {
        [`kube_horizontalpodautoscaler_status_current_replicas{${autoscaler(inFirst(scaled))}}`]: gauge(mostIn(scaled), mostIn(scaled) - 1),
        [`kube_horizontalpodautoscaler_spec_max_replicas{${autoscaler(inFirst(scaled))}}`]: gauge(mostIn(scaled), mostIn(scaled)),
      },
    },
  ];
  return alerts.filter(({ namespaces }) => namespaces.length > 0);
}
