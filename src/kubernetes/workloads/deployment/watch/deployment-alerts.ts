import { isScaled, WatchedDeployment } from './deployment-facts';
import { sharedClaimAlerts } from '../../../watch/claim-watch';
import { matchers } from '../../../watch/promql';
import { gauge, TriedAlert } from '../../../watch/trial';
import { namespacesWhere } from '../../../watch/watched-workload';
import { containerAlerts } from '../../long-running/watch/container-alerts';
import type { PodWords } from '../../long-running/watch/pod-words';

/**
 * The alerts on pods that run side by side. They read metrics of kube-state-metrics and of the kubelet (cAdvisor), which every
 * Kubernetes monitoring stack collects; numbers that differ between environments are metrics too.
 */
export function deploymentAlerts(workload: WatchedDeployment, { prefix }: PodWords): TriedAlert[] {
  const everywhere = namespacesWhere(workload, () => true);
  const withReserve = namespacesWhere(workload, ({ minReplicas }) => minReplicas > 1);
  const scaled = namespacesWhere(workload, isScaled);
  const deployment = (namespace: readonly string[]) => matchers({ namespace, deployment: workload.name });
  const autoscaler = (namespace: readonly string[]) => matchers({ namespace, horizontalpodautoscaler: workload.name });
  const inFirst = (namespaces: readonly string[]) => namespaces.slice(0, 1);
  const firstOf = ([first]: readonly string[]) => workload.environments.find(({ namespace }) => namespace === first);
  const leastIn = (namespaces: readonly string[]) => firstOf(namespaces)?.minReplicas ?? 0;
  const mostIn = (namespaces: readonly string[]) => firstOf(namespaces)?.maxReplicas ?? 0;
  // The number that there shall be at least is a metric of the autoscaler, or of the Deployment where that fixes it.
  const least = [
    { metric: 'kube_horizontalpodautoscaler_spec_min_replicas', of: autoscaler, namespaces: withReserve.filter((namespace) => scaled.includes(namespace)) },
    { metric: 'kube_deployment_spec_replicas', of: deployment, namespaces: withReserve.filter((namespace) => !scaled.includes(namespace)) },
  ].filter(({ namespaces }) => namespaces.length > 0);
  const leastOfFirst = least.find(({ namespaces }) => namespaces.includes(withReserve[0]));
  const leastPods = least.map(({ metric, of, namespaces }) => `max by (namespace) (${metric}{${of(namespaces)}})`);
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
        ...(leastPods.length > 1 ? ['(', leastPods.join('\nor\n'), ')'] : leastPods),
      ].join('\n'),
      summary: '{{ $value }} replicas are available, fewer than there are at least',
      namespaces: withReserve,
      trouble: {
        [`kube_deployment_status_replicas_available{${deployment(inFirst(withReserve))}}`]: gauge(leastIn(withReserve) - 1, leastIn(withReserve)),
        ...(leastOfFirst && { [`${leastOfFirst.metric}{${leastOfFirst.of(inFirst(withReserve))}}`]: gauge(leastIn(withReserve), leastIn(withReserve)) }),
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
    ...containerAlerts(workload, { prefix }),
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
  return [...alerts.filter(({ namespaces }) => namespaces.length > 0), ...sharedClaimAlerts(prefix, workload)];
}
