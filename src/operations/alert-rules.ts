import { matchers, templateLiteral } from './promql';

/** One environment that a service runs in. */
export interface MonitoredEnvironment {
  /** Where it runs; no other environment of the service runs there. */
  readonly namespace: string;
  /** How many replicas there are at least. */
  readonly minReplicas: number;
  /** How many replicas there are at most; the same as `minReplicas` when nothing scales the service. */
  readonly maxReplicas: number;
}

/** What the alert rules of a service follow from. Deployment, container and autoscaler are called as the service. */
export interface MonitoredService {
  readonly name: string;
  readonly environments: readonly MonitoredEnvironment[];
}

/** Rules as Prometheus loads them; the keys are its own. */
export interface RuleFile {
  readonly groups: readonly RuleGroup[];
}

export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly AlertRule[];
}

export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/**
 * The alert rules of one service, each written once for all environments that its facts give a meaning to: an alert carries
 * the namespace of its environment. They read metrics of kube-state-metrics and of the kubelet (cAdvisor), which every
 * Kubernetes monitoring stack collects; numbers that differ between environments are metrics too.
 */
export function alertRules({ name, environments }: MonitoredService): RuleFile {
  return { groups: [{ name: `${name}-alerts`, rules: rulesOf(name, environments) }] };
}

type Severity = 'critical' | 'warning';

const KUBECTL = 'kubectl --namespace {{ $labels.namespace }}';

function rulesOf(service: string, environments: readonly MonitoredEnvironment[]): AlertRule[] {
  const namespacesOf = (given: readonly MonitoredEnvironment[]) => given.map(({ namespace }) => namespace);
  const everywhere = namespacesOf(environments);
  const withReserve = namespacesOf(environments.filter(({ minReplicas }) => minReplicas > 1));
  const scaled = namespacesOf(environments.filter(({ minReplicas, maxReplicas }) => maxReplicas > minReplicas));
  const deployment = (namespace: readonly string[]) => matchers({ namespace, deployment: service });
  const autoscaler = (namespace: readonly string[]) => matchers({ namespace, horizontalpodautoscaler: service });
  const container = matchers({ namespace: everywhere, container: service });
  // Labels are templates too.
  const name = templateLiteral(service);
  const rule = (alert: string, severity: Severity, forMinutes: number, expr: string, summary: string, runbook: string): AlertRule => ({
    alert,
    expr,
    for: `${forMinutes}m`,
    labels: { severity, service: name },
    annotations: { summary: `${name} in {{ $labels.namespace }}: ${summary}`, runbook },
  });

  return [
    rule(
      'ServiceUnavailable', 'critical', 2,
      `kube_deployment_status_replicas_available{${deployment(everywhere)}} == 0`,
      'no replica is available',
      `Requests fail now. See why the pods do not start or are not ready: ${KUBECTL} describe deployment ${name}, ${KUBECTL} logs deployment/${name} --previous. If a release caused it: ${KUBECTL} rollout undo deployment/${name}, then revert the commit.`,
    ),
    ...(withReserve.length > 0 ? [rule(
      'ServiceReplicasMissing', 'warning', 10,
      [
        `max by (namespace) (kube_deployment_status_replicas_available{${deployment(withReserve)}})`,
        '<',
        `max by (namespace) (kube_horizontalpodautoscaler_spec_min_replicas{${autoscaler(withReserve)}})`,
      ].join('\n'),
      '{{ $value }} replicas are available, fewer than there are at least',
      `It serves with less reserve than planned. See which pods are pending or not ready: ${KUBECTL} get pods. Pending: the cluster lacks room, add nodes; not ready: ${KUBECTL} describe deployment ${name}.`,
    )] : []),
    rule(
      'ServiceRolloutStuck', 'warning', 1,
      `kube_deployment_status_condition{${deployment(everywhere)}, condition="Progressing", status="false"} == 1`,
      'the newest release does not become available',
      `The previous release still serves. See the new pods: ${KUBECTL} describe deployment ${name}. Mend the release, or: ${KUBECTL} rollout undo deployment/${name}, then revert the commit.`,
    ),
    rule(
      'ServicePodsRestarting', 'warning', 5,
      `max by (namespace, pod) (increase(kube_pod_container_status_restarts_total{${container}}[15m])) > 2`,
      'pod {{ $labels.pod }} restarts again and again',
      `See how the container ended: ${KUBECTL} describe pod with the pod of this alert (OOMKilled: raise the memory limit; Error: see the log), ${KUBECTL} logs with the pod and --previous.`,
    ),
    rule(
      'ServiceCpuThrottled', 'warning', 15,
      [
        `sum by (namespace, container) (rate(container_cpu_cfs_throttled_periods_total{${container}}[5m]))`,
        '/',
        `sum by (namespace, container) (rate(container_cpu_cfs_periods_total{${container}}[5m]))`,
        '> 0.25',
      ].join('\n'),
      '{{ $value | humanizePercentage }} of its CPU periods are throttled',
      'It answers slowly, since it needs more CPU than its limit. Raise the CPU limit of the service or its number of replicas.',
    ),
    rule(
      'ServiceMemoryNearLimit', 'warning', 10,
      [
        `max by (namespace, pod) (container_memory_working_set_bytes{${container}})`,
        '/',
        `max by (namespace, pod) (kube_pod_container_resource_limits{${container}, resource="memory"})`,
        '> 0.9',
      ].join('\n'),
      'pod {{ $labels.pod }} uses {{ $value | humanizePercentage }} of its memory limit',
      'It is killed at the limit. Look for a leak (does the use only grow?), else raise the memory limit of the service.',
    ),
    ...(scaled.length > 0 ? [rule(
      'ServiceAtMaximumReplicas', 'warning', 15,
      [
        `kube_horizontalpodautoscaler_status_current_replicas{${autoscaler(scaled)}}`,
        '>=',
        `kube_horizontalpodautoscaler_spec_max_replicas{${autoscaler(scaled)}}`,
      ].join('\n'),
      'it runs all of its {{ $value }} replicas',
      'More load will make it slow. If the load is real, raise the maximum number of replicas of the service; if not, see what causes it.',
    )] : []),
  ];
}
