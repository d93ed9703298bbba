import type { Alert, AlertName } from './alert';
import type { MonitoredService } from './monitored-service';
import { objectiveAlertName, objectiveAlerts } from './objective-rules';
import { matchers } from './promql';
import { serviceAlerts } from './service-alerts';
import { Indicator, indicatorsOf } from './service-indicators';

/** How long the trouble of a trial lasts: longer than any alert waits. */
const TROUBLE_MINUTES = 30;
/** By then the last alert on pods is over, which looks back 15 minutes. */
const PODS_WELL_MINUTES = 30;
/** By then the fast burn is over, whose short window has 30 minutes; the 2 hours of the slow one still remember it. */
const FAST_WELL_MINUTES = 60;
/** By then the mean over all of the trial, 4 and 0.25 times what may be, is below 1. */
const SLOW_WELL_MINUTES = 150;
const REQUESTS_PER_MINUTE = 1_000_000;

/** Metrics that bring an alert about and end it again. */
export interface Trial {
  readonly name: string;
  /** One sample each minute, in the notation of promtool, by series. */
  readonly series: Readonly<Record<string, string>>;
  /** When all of `fires` fire, and nothing else does. */
  readonly firesAtMinutes: number;
  readonly fires: readonly Alert[];
  /** When nothing but `stillFires` fires. */
  readonly overAtMinutes: number;
  readonly stillFires: readonly Alert[];
}

/** A trial for every alert of a service, in the first namespace that it looks at. */
export function alertTrials(service: MonitoredService): Trial[] {
  return [
    ...serviceAlerts(service).map((alert) => podTrial(service, alert)),
    ...indicatorsOf(service).flatMap((indicator) => requestTrials(service, indicator)),
  ];
}

function podTrial(service: MonitoredService, alert: Alert): Trial {
  return {
    name: `${alert.name} fires, and ends`,
    series: podSeries(service, alert),
    firesAtMinutes: TROUBLE_MINUTES,
    fires: [alert],
    overAtMinutes: TROUBLE_MINUTES + PODS_WELL_MINUTES,
    stillFires: [],
  };
}

function podSeries(service: MonitoredService, alert: Alert): Record<string, string> {
  const [namespace] = alert.namespaces;
  const { minReplicas, maxReplicas } = service.environments.find((environment) => environment.namespace === namespace)!;
  const deployment = () => matchers({ namespace, deployment: service.name });
  const autoscaler = () => matchers({ namespace, horizontalpodautoscaler: service.name });
  const container = () => matchers({ namespace, pod: `${service.name}-1`, container: service.name });
  switch (alert.name) {
    case 'ServiceUnavailable': return {
      [`kube_deployment_status_replicas_available{${deployment()}}`]: gauge(0, minReplicas),
    };
    case 'ServiceReplicasMissing': return {
      [`kube_deployment_status_replicas_available{${deployment()}}`]: gauge(minReplicas - 1, minReplicas),
      [`kube_horizontalpodautoscaler_spec_min_replicas{${autoscaler()}}`]: gauge(minReplicas, minReplicas),
    };
    case 'ServiceRolloutStuck': return {
      [`kube_deployment_status_condition{${deployment()}, condition="Progressing", status="false"}`]: gauge(1, 0),
    };
    case 'ServicePodsRestarting': return {
      [`kube_pod_container_status_restarts_total{${container()}}`]: counter(1, 0, PODS_WELL_MINUTES),
    };
    case 'ServiceCpuThrottled': return {
      [`container_cpu_cfs_throttled_periods_total{${container()}}`]: counter(300, 100, PODS_WELL_MINUTES),
      [`container_cpu_cfs_periods_total{${container()}}`]: counter(600, 600, PODS_WELL_MINUTES),
    };
    case 'ServiceMemoryNearLimit': return {
      [`container_memory_working_set_bytes{${container()}}`]: gauge(95, 80),
      [`kube_pod_container_resource_limits{${container()}, resource="memory"}`]: gauge(100, 100),
    };
    case 'ServiceAtMaximumReplicas': return {
      [`kube_horizontalpodautoscaler_status_current_replicas{${autoscaler()}}`]: gauge(maxReplicas, maxReplicas - 1),
      [`kube_horizontalpodautoscaler_spec_max_replicas{${autoscaler()}}`]: gauge(maxReplicas, maxReplicas),
    };
    default: throw new Error(`${alert.name} is not an alert on pods`);
  }
}

function requestTrials(service: MonitoredService, indicator: Indicator): Trial[] {
  const alerts = objectiveAlerts(service).filter(({ namespaces: [namespace] }) => namespace === indicator.namespaces[0]);
  const alertOf = (name: AlertName) => alerts.find((alert) => alert.name === name)!;
  const slow = alertOf(objectiveAlertName(indicator.kind, 'warning'));
  const fast = alertOf(objectiveAlertName(indicator.kind, 'critical'));
  return [
    {
      name: `${fast.name} fires, and ends before the slow one`,
      series: requests(indicator, 15, FAST_WELL_MINUTES),
      firesAtMinutes: TROUBLE_MINUTES,
      fires: [fast, slow],
      overAtMinutes: TROUBLE_MINUTES + FAST_WELL_MINUTES,
      stillFires: [slow],
    },
    {
      name: `${slow.name} fires alone, and ends`,
      series: requests(indicator, 4, SLOW_WELL_MINUTES),
      firesAtMinutes: TROUBLE_MINUTES,
      fires: [slow],
      overAtMinutes: TROUBLE_MINUTES + SLOW_WELL_MINUTES,
      stillFires: [],
    },
  ];
}

/** So many times more go wrong than may, then a quarter of what may. */
function requests(indicator: Indicator, factor: number, wellMinutes: number): Record<string, string> {
  const countersAt = (times: number) => {
    const bad = Math.round(REQUESTS_PER_MINUTE * (1 - indicator.target) * times);
    return indicator.counters(REQUESTS_PER_MINUTE - bad, bad);
  };
  const [trouble, well] = [countersAt(factor), countersAt(0.25)];
  return Object.fromEntries(Object.keys(trouble).map((series) => [series, counter(trouble[series], well[series], wellMinutes)]));
}

function gauge(trouble: number, well: number): string {
  return `${trouble}x${TROUBLE_MINUTES} ${well}x${PODS_WELL_MINUTES}`;
}

/** A counter that grows so much each minute during the trouble, and so much in the minutes after it. */
function counter(trouble: number, well: number, wellMinutes: number): string {
  return `0+${trouble}x${TROUBLE_MINUTES} ${trouble * TROUBLE_MINUTES + well}+${well}x${wellMinutes}`;
}
