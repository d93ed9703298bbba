import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { rulesOf } from './sample-service';
import type { WatchedService } from '../../../src/kubernetes/workloads/deployment/watch/service-facts';
import type { AlertRule } from '../../../src/operations/monitoring/alert-rules';
import { describeWithTool, runTool } from '../../real-tool';

const API: WatchedService = {
  name: 'api',
  environments: [
    { namespace: 'shop-dev', minReplicas: 1, maxReplicas: 1 },
    { namespace: 'shop-prod', minReplicas: 3, maxReplicas: 12 },
    { namespace: 'shop-eu', minReplicas: 2, maxReplicas: 4 },
  ],
};
const HOSTILE_NAME = 'a"b\\c\n{{ $labels.x }} é.*|';
const HOSTILE: WatchedService = {
  name: HOSTILE_NAME,
  environments: [
    { namespace: HOSTILE_NAME, minReplicas: 2, maxReplicas: 3, objective: { availability: 0.99 } },
    { namespace: `${HOSTILE_NAME}2`, minReplicas: 2, maxReplicas: 3 },
  ],
};

const OBJECTIVE = { availability: 0.999, latencyMilliseconds: 1000 };
const PROMISED: WatchedService = {
  name: 'api',
  environments: API.environments.map((environment) => (environment.namespace === 'shop-dev' ? environment : { ...environment, objective: OBJECTIVE })),
};

const runbookUrl = (alert: string) => `https://example.com/${alert}.md`;

function rules(service: WatchedService): AlertRule[] {
  return rulesOf(service, runbookUrl).groups.flatMap((group) => group.rules.filter((rule) => 'alert' in rule));
}

test('every alert is there once for all environments that their facts give a meaning to', () => {
  const namespaces = rules(API).map(({ alert, expr }) => [alert, [...new Set(expr.match(/namespace=~?"[^"]*"/g))]]);
  const everywhere = ['namespace=~"shop-dev|shop-prod|shop-eu"'];
  expect(namespaces).toEqual([
    ['ServiceUnavailable', everywhere],
    ['ServiceReplicasMissing', ['namespace=~"shop-prod|shop-eu"']],
    ['ServiceRolloutStuck', everywhere],
    ['ServicePodsRestarting', everywhere],
    ['ServiceCpuThrottled', everywhere],
    ['ServiceMemoryNearLimit', everywhere],
    ['ServiceAtMaximumReplicas', ['namespace=~"shop-prod|shop-eu"']],
  ]);
});

test('an alert that has a meaning in no environment is left out', () => {
  const [dev] = API.environments;
  expect(rules({ ...API, environments: [dev] }).map(({ alert }) => alert)).toEqual([
    'ServiceUnavailable', 'ServiceRolloutStuck', 'ServicePodsRestarting', 'ServiceCpuThrottled', 'ServiceMemoryNearLimit',
  ]);
});

test('another environment adds nothing but its namespace', () => {
  const [dev, prod, eu] = PROMISED.environments;
  const text = JSON.stringify(rulesOf(PROMISED, runbookUrl));
  const more = JSON.stringify(rulesOf({ ...PROMISED, environments: [dev, prod, eu, { ...eu, namespace: 'shop-asia' }] }, runbookUrl));
  expect(more.replaceAll('|shop-asia', '')).toBe(text);
});

test('every alert says how bad it is, whose it is, where, and what to do', () => {
  for (const { alert, labels, annotations } of rules(PROMISED)) {
    expect(labels).toEqual({ severity: expect.stringMatching(/^(critical|warning)$/), service: 'api' });
    expect(annotations).toEqual({ summary: expect.stringMatching(/^api in \{\{ \$labels\.namespace \}\}: ./), runbook_url: runbookUrl(alert) });
  }
});

test('every alert reads the namespaces and objects of one service only', () => {
  for (const { expr } of rulesOf(PROMISED, runbookUrl).groups.flatMap((group) => [...group.rules])) {
    const selectors = expr.match(/\{[^}]*\}/g) ?? [];
    expect(selectors.length).toBeGreaterThan(0);
    for (const selector of selectors) {
      expect(selector).toMatch(/^\{namespace=~"shop-[^"]*", (deployment|container|horizontalpodautoscaler|service)="api"[,}]/);
    }
  }
});

test('an environment that promises nothing has no alerts on requests', () => {
  expect(rules(API).some(({ alert }) => alert.includes('Budget'))).toBe(false);
  const budgets = rules(PROMISED).filter(({ alert }) => alert.includes('Budget'));
  expect(budgets.map(({ alert }) => alert)).toEqual([
    'ServiceErrorBudgetBurnsFast', 'ServiceErrorBudgetBurnsSlowly', 'ServiceLatencyBudgetBurnsFast', 'ServiceLatencyBudgetBurnsSlowly',
  ]);
  for (const { expr } of budgets) expect(expr).not.toContain('shop-dev');
});

test('the burn rates are those of the workbook, in a long and a short window each', () => {
  const rate = (factor: number, long: string, short: string) => [
    '(',
    `  namespace_service:request_errors:ratio_rate${long}{namespace=~"shop-prod|shop-eu", service="api"} > ${factor} * (1 - 0.999)`,
    '  and',
    `  namespace_service:request_errors:ratio_rate${short}{namespace=~"shop-prod|shop-eu", service="api"} > ${factor} * (1 - 0.999)`,
    ')',
  ].join('\n');
  const of = (name: string) => rules(PROMISED).find(({ alert }) => alert === name)?.expr;
  expect(of('ServiceErrorBudgetBurnsFast')).toBe(`${rate(14.4, '1h', '5m')}\nor\n${rate(6, '6h', '30m')}`);
  expect(of('ServiceErrorBudgetBurnsSlowly')).toBe(`${rate(3, '1d', '2h')}\nor\n${rate(1, '3d', '6h')}`);
});

test('an objective reads the metrics that it names', () => {
  const requestMetrics = { histogram: 'http_request_duration_seconds', statusLabel: 'code', serviceLabel: 'app' };
  const objective = { availability: 0.99, latencyMilliseconds: 300, requestMetrics };
  const { groups } = rulesOf({ name: 'api', environments: [{ namespace: 'shop', minReplicas: 1, maxReplicas: 1, objective }] }, runbookUrl);
  const exprs = groups[1].rules.filter((rule) => 'record' in rule && rule.record.endsWith('5m')).map(({ expr }) => expr);
  expect(exprs).toEqual([
    'sum by (namespace) (rate(http_request_duration_seconds_count{namespace="shop", app="api", code=~"5.."}[5m]))\n/\nsum by (namespace) (rate(http_request_duration_seconds_count{namespace="shop", app="api"}[5m]))',
    '1 -\nsum by (namespace) (rate(http_request_duration_seconds_bucket{namespace="shop", app="api", le="0.3"}[5m]))\n/\nsum by (namespace) (rate(http_request_duration_seconds_count{namespace="shop", app="api"}[5m]))',
  ]);
});

test('environments that promise different things have alerts of their own', () => {
  const [dev, prod, eu] = API.environments;
  const service = { name: 'api', environments: [dev, { ...prod, objective: { availability: 0.999 } }, { ...eu, objective: { availability: 0.99 } }] };
  const fast = rules(service).filter(({ alert }) => alert === 'ServiceErrorBudgetBurnsFast').map(({ expr }) => expr);
  expect(fast.map((expr) => [...new Set(expr.match(/namespace=~?"[^"]*"|1 - 0\.\d+/g))])).toEqual([['namespace="shop-prod"', '1 - 0.999'], ['namespace="shop-eu"', '1 - 0.99']]);
});

function write(service: WatchedService, test?: object): string {
  const dir = mkdtempSync(join(tmpdir(), 'rules-'));
  writeFileSync(join(dir, 'api.rules.yaml'), stringify(rulesOf(service, runbookUrl)));
  writeFileSync(join(dir, 'test.yaml'), stringify({ rule_files: ['api.rules.yaml'], evaluation_interval: '1m', tests: test === undefined ? [] : [test] }));
  return dir;
}

interface Series {
  readonly series: string;
  readonly values: string;
}

/** Whether an alert fires after 30 minutes of the series, in the one namespace that they tell of. */
function fires(alert: string, ...series: Series[]): boolean {
  // promtool compares with expectations only: expecting silence fails exactly when the alert fires.
  const dir = write(API, {
    interval: '1m',
    input_series: series,
    alert_rule_test: [{ eval_time: '30m', alertname: alert, exp_alerts: [] }],
  });
  const { status, stdout, stderr } = runTool('promtool', ['test', 'rules', 'test.yaml'], { cwd: dir });
  if (status === 0) return false;
  if (!`${stdout}${stderr}`.includes(`alertname="${alert}"`)) throw new Error(`${stdout}${stderr}`);
  return true;
}

describeWithTool('promtool', () => {
  test.each([['the rules', API], ['objectives', PROMISED], ['hostile names', HOSTILE]])('Prometheus loads %s', (_, service) => {
    const { status, stdout, stderr } = runTool('promtool', ['check', 'rules', '--lint=all', '--lint-fatal', 'api.rules.yaml'], { cwd: write(service) });
    expect(stderr).toBe('');
    expect(stdout).toContain('SUCCESS');
    expect(status).toBe(0);
  });

  const pod = 'namespace="shop-prod",pod="api-1",container="api"';
  const deployment = 'namespace="shop-prod",deployment="api"';
  const hpa = 'namespace="shop-prod",horizontalpodautoscaler="api"';
  /** What makes an alert fire, and the values of the first series with which it must not. */
  const cases: Array<[alert: string, series: Series[], calm: string]> = [
    ['ServiceUnavailable', [{ series: `kube_deployment_status_replicas_available{${deployment}}`, values: '0x40' }], '1x40'],
    ['ServiceReplicasMissing', [
      { series: `kube_deployment_status_replicas_available{${deployment}}`, values: '2x40' },
      { series: `kube_horizontalpodautoscaler_spec_min_replicas{${hpa}}`, values: '3x40' },
    ], '3x40'],
    ['ServiceRolloutStuck', [{ series: `kube_deployment_status_condition{${deployment},condition="Progressing",status="false"}`, values: '1x40' }], '0x40'],
    ['ServicePodsRestarting', [{ series: `kube_pod_container_status_restarts_total{${pod}}`, values: '0+1x40' }], '2x40'],
    ['ServiceCpuThrottled', [
      { series: `container_cpu_cfs_throttled_periods_total{${pod}}`, values: '0+30x40' },
      { series: `container_cpu_cfs_periods_total{${pod}}`, values: '0+100x40' },
    ], '0+20x40'],
    ['ServiceMemoryNearLimit', [
      { series: `container_memory_working_set_bytes{${pod},node="n"}`, values: '95x40' },
      { series: `kube_pod_container_resource_limits{${pod},resource="memory",unit="byte"}`, values: '100x40' },
    ], '80x40'],
    ['ServiceAtMaximumReplicas', [
      { series: `kube_horizontalpodautoscaler_status_current_replicas{${hpa}}`, values: '12x40' },
      { series: `kube_horizontalpodautoscaler_spec_max_replicas{${hpa}}`, values: '12x40' },
    ], '11x40'],
  ];

  test('every alert is among the cases', () => {
    expect([...new Set(rules(API).map(({ alert }) => alert))].sort()).toEqual(cases.map(([alert]) => alert).sort());
  });

  test.each(cases)('%s fires when it should', (alert, series) => {
    expect(fires(alert, ...series)).toBe(true);
  });

  test.each(cases)('%s is silent when all is well', (alert, [first, ...rest], calm) => {
    expect(fires(alert, { ...first, values: calm }, ...rest)).toBe(false);
  });

  test.each(cases)('%s is silent when it happens to another service', (alert, series) => {
    expect(fires(alert, ...series.map(({ series: name, values }) => ({ series: name.replaceAll('"api"', '"api-v2"'), values })))).toBe(false);
  });

  test.each(cases)('%s is silent when it happens where another estate runs', (alert, series) => {
    expect(fires(alert, ...series.map(({ series: name, values }) => ({ series: name.replaceAll('"shop-prod"', '"shop-prod-2"'), values })))).toBe(false);
  });

  test('the replicas of an environment are compared with the least of the same environment', () => {
    const of = (namespace: string, available: number, least: number): Series[] => [
      { series: `kube_deployment_status_replicas_available{namespace="${namespace}",deployment="api"}`, values: `${available}x40` },
      { series: `kube_horizontalpodautoscaler_spec_min_replicas{namespace="${namespace}",horizontalpodautoscaler="api"}`, values: `${least}x40` },
    ];
    expect(fires('ServiceReplicasMissing', ...of('shop-prod', 3, 3), ...of('shop-eu', 2, 2))).toBe(false);
    expect(fires('ServiceReplicasMissing', ...of('shop-prod', 3, 3), ...of('shop-eu', 1, 2))).toBe(true);
  });
});
