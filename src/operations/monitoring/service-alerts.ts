import type { Alert } from './alert';
import { MonitoredService, namespacesWhere } from './monitored-service';
import { matchers } from './promql';

/**
 * The alerts on the pods of a service. They read metrics of kube-state-metrics and of the kubelet (cAdvisor), which every
 * Kubernetes monitoring stack collects; numbers that differ between environments are metrics too.
 */
export function serviceAlerts(service: MonitoredService): Alert[] {
  const everywhere = namespacesWhere(service, () => true);
  const withReserve = namespacesWhere(service, ({ minReplicas }) => minReplicas > 1);
  const scaled = namespacesWhere(service, ({ minReplicas, maxReplicas }) => maxReplicas > minReplicas);
  const deployment = (namespace: readonly string[]) => matchers({ namespace, deployment: service.name });
  const autoscaler = (namespace: readonly string[]) => matchers({ namespace, horizontalpodautoscaler: service.name });
  const container = matchers({ namespace: everywhere, container: service.name });
  const alerts: Alert[] = [
    {
      name: 'ServiceUnavailable',
      forMinutes: 2,
      expr: `kube_deployment_status_replicas_available{${deployment(everywhere)}} == 0`,
      summary: 'no replica is available',
      namespaces: everywhere,
    },
    {
      name: 'ServiceReplicasMissing',
      forMinutes: 10,
      expr: [
        `max by (namespace) (kube_deployment_status_replicas_available{${deployment(withReserve)}})`,
        '<',
        `max by (namespace) (kube_horizontalpodautoscaler_spec_min_replicas{${autoscaler(withReserve)}})`,
      ].join('\n'),
      summary: '{{ $value }} replicas are available, fewer than there are at least',
      namespaces: withReserve,
    },
    {
      name: 'ServiceRolloutStuck',
      forMinutes: 1,
      expr: `kube_deployment_status_condition{${deployment(everywhere)}, condition="Progressing", status="false"} == 1`,
      summary: 'the newest release does not become available',
      namespaces: everywhere,
    },
    {
      name: 'ServicePodsRestarting',
      forMinutes: 5,
      expr: `max by (namespace, pod) (increase(kube_pod_container_status_restarts_total{${container}}[15m])) > 2`,
      summary: 'pod {{ $labels.pod }} restarts again and again',
      namespaces: everywhere,
    },
    {
      name: 'ServiceCpuThrottled',
      forMinutes: 15,
      expr: [
        `sum by (namespace, container) (rate(container_cpu_cfs_throttled_periods_total{${container}}[5m]))`,
        '/',
        `sum by (namespace, container) (rate(container_cpu_cfs_periods_total{${container}}[5m]))`,
        '> 0.25',
      ].join('\n'),
      summary: '{{ $value | humanizePercentage }} of its CPU periods are throttled',
      namespaces: everywhere,
    },
    {
      name: 'ServiceMemoryNearLimit',
      forMinutes: 10,
      expr: [
        `max by (namespace, pod) (container_memory_working_set_bytes{${container}})`,
        '/',
        `max by (namespace, pod) (kube_pod_container_resource_limits{${container}, resource="memory"})`,
        '> 0.9',
      ].join('\n'),
      summary: 'pod {{ $labels.pod }} uses {{ $value | humanizePercentage }} of its memory limit',
      namespaces: everywhere,
    },
    {
      name: 'ServiceAtMaximumReplicas',
      forMinutes: 15,
      expr: [
        `kube_horizontalpodautoscaler_status_current_replicas{${autoscaler(scaled)}}`,
        '>=',
        `kube_horizontalpodautoscaler_spec_max_replicas{${autoscaler(scaled)}}`,
      ].join('\n'),
      summary: 'it runs all of its {{ $value }} replicas',
      namespaces: scaled,
    },
  ];
  return alerts.filter(({ namespaces }) => namespaces.length > 0);
}
