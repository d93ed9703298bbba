import { matchers, templateLiteral } from './promql';

/** One environment that a service runs in. */
export interface MonitoredEnvironment {
  readonly environment: string;
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
 * The alert rules of one service: one group per environment. They read metrics of kube-state-metrics and of the
 * kubelet (cAdvisor), which every Kubernetes monitoring stack collects.
 */
export function alertRules({ name, environments }: MonitoredService): RuleFile {
  return {
    groups: environments.map((environment) => ({
      name: `${name}-${environment.environment}`,
      rules: rulesOf(name, environment),
    })),
  };
}

type Severity = 'critical' | 'warning';

function rulesOf(service: string, { environment, namespace, minReplicas, maxReplicas }: MonitoredEnvironment): AlertRule[] {
  const deployment = matchers({ namespace, deployment: service });
  const container = matchers({ namespace, container: service });
  const autoscaler = matchers({ namespace, horizontalpodautoscaler: service });
  // Labels are templates too.
  const named = { service: templateLiteral(service), environment: templateLiteral(environment) };
  const labels = {
    critical: { severity: 'critical', ...named },
    warning: { severity: 'warning', ...named },
  };
  const place = templateLiteral(`${service} in ${environment}`);
  const name = templateLiteral(service);
  const kubectl = `kubectl --namespace ${templateLiteral(namespace)}`;
  const rule = (alert: string, severity: Severity, forMinutes: number, expr: string, summary: string, runbook: string): AlertRule => ({
    alert,
    expr,
    for: `${forMinutes}m`,
    labels: labels[severity],
    annotations: { summary: `${place}: ${summary}`, runbook },
  });

  return [
    rule(
      'ServiceUnavailable', 'critical', 2,
      `kube_deployment_status_replicas_available{${deployment}} == 0`,
      'no replica is available',
      `Requests fail now. See why the pods do not start or are not ready: ${kubectl} describe deployment ${name}, ${kubectl} logs deployment/${name} --previous. If a release caused it: ${kubectl} rollout undo deployment/${name}, then revert the commit.`,
    ),
    ...(minReplicas > 1 ? [rule(
      'ServiceReplicasMissing', 'warning', 10,
      `kube_deployment_status_replicas_available{${deployment}} < ${minReplicas}`,
      `{{ $value }} of at least ${minReplicas} replicas are available`,
      `It serves with less reserve than planned. See which pods are pending or not ready: ${kubectl} get pods. Pending: the cluster lacks room, add nodes; not ready: ${kubectl} describe deployment ${name}.`,
    )] : []),
    rule(
      'ServiceRolloutStuck', 'warning', 1,
      `kube_deployment_status_condition{${deployment}, condition="Progressing", status="false"} == 1`,
      'the newest release does not become available',
      `The previous release still serves. See the new pods: ${kubectl} describe deployment ${name}. Mend the release, or: ${kubectl} rollout undo deployment/${name}, then revert the commit.`,
    ),
    rule(
      'ServicePodsRestarting', 'warning', 5,
      `max by (namespace, pod) (increase(kube_pod_container_status_restarts_total{${container}}[15m])) > 2`,
      'pod {{ $labels.pod }} restarts again and again',
      `See how the container ended: ${kubectl} describe pod with the pod of this alert (OOMKilled: raise the memory limit; Error: see the log), ${kubectl} logs with the pod and --previous.`,
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
    ...(maxReplicas > minReplicas ? [rule(
      'ServiceAtMaximumReplicas', 'warning', 15,
      [
        `kube_horizontalpodautoscaler_status_current_replicas{${autoscaler}}`,
        '>=',
        `kube_horizontalpodautoscaler_spec_max_replicas{${autoscaler}}`,
      ].join('\n'),
      `it runs all of its ${maxReplicas} replicas`,
      'More load will make it slow. If the load is real, raise the maximum number of replicas of the service; if not, see what causes it.',
    )] : []),
  ];
}
