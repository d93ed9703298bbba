import type { Alert } from '../../kubernetes/watch/alert';
import { matchers } from '../../kubernetes/watch/promql';
import type { Trial } from '../../kubernetes/watch/trial';

const FIRING = 'count by (alertname, namespace, service, severity) (ALERTS{alertstate="firing"})';

/**
 * The unit tests of the rules of a workload, as `promtool test rules` runs them. Each asks for all that fires, so that an
 * alert which fires without a reason fails it too.
 * @param rulesFile the file of the rules, relative to that of the tests
 */
export function ruleTests(workload: string, trials: readonly Trial[], rulesFile: string): object {
  return {
    rule_files: [rulesFile],
    evaluation_interval: '5m',
    tests: trials.map((trial) => testOf(workload, trial)),
  };
}

function testOf(service: string, { name, series, firesAtMinutes, fires, overAtMinutes, stillFires }: Trial): object {
  const firing = (minutes: number, alerts: readonly Alert[]) =>
    ({ expr: FIRING, eval_time: `${minutes}m`, exp_samples: alerts.map((alert) => ({ labels: labelsOf(service, alert), value: 1 })) });
  return {
    name,
    interval: '1m',
    input_series: Object.entries(series).map(([metric, values]) => ({ series: metric, values })),
    promql_expr_test: [firing(firesAtMinutes, fires), firing(overAtMinutes, stillFires)],
  };
}

function labelsOf(service: string, { name, severity, namespaces }: Alert): string {
  return `{${matchers({ alertname: name, namespace: namespaces[0], service, severity })}}`;
}
