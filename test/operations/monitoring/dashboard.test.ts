import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dashboardOf, rulesOf } from './sample-service';
import type { WatchedService } from '../../../src/kubernetes/workloads/deployment/watch/service-facts';
import { yamlText } from '../../../src/synth/files/yaml-text';
import { describeWithTool, runTool } from '../../real-tool';

const PLAIN: WatchedService = { name: 'api', environments: [{ namespace: 'shop-dev', minReplicas: 1, maxReplicas: 1 }] };
const PROMISED: WatchedService = {
  name: 'api',
  environments: [
    ...PLAIN.environments,
    { namespace: 'shop-prod', minReplicas: 2, maxReplicas: 4, objective: { availability: 0.999, latencyMilliseconds: 250 } },
    { namespace: 'shop-eu', minReplicas: 2, maxReplicas: 4, objective: { availability: 0.99, latencyMilliseconds: 250 } },
  ],
};

function exprs(service: WatchedService): string[] {
  return dashboardOf('shop', service).panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
}

/** Names of metrics, as they stand in front of a selector. */
function metrics(expr: string): string[] {
  return [...expr.matchAll(/([a-z_:0-9]+)\{/g)].map(([, name]) => name);
}

test('its address depends on the names of project and service only, and is one that Grafana takes', () => {
  const uid = (project: string, service: WatchedService) => dashboardOf(project, service).uid;
  expect(uid('shop', PLAIN)).toMatch(/^[0-9a-f]{16}$/);
  expect(uid('shop', PROMISED)).toBe(uid('shop', PLAIN));
  expect(new Set([uid('shop', PLAIN), uid('other', PLAIN), uid('shop', { ...PLAIN, name: 'web' })]).size).toBe(3);
});

test.each([['without an objective', PLAIN], ['with objectives', PROMISED]])('%s, its panels are told apart and do not overlap', (_, service) => {
  const { panels } = dashboardOf('shop', service);
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) => Array.from({ length: w * h }, (__, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`));
  expect(new Set(cells).size).toBe(cells.length);
  expect(panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true);
  for (const { targets } of panels) expect(new Set(targets.map(({ refId }) => refId)).size).toBe(targets.length);
});

test('each query asks for the service in the chosen environments only', () => {
  for (const expr of exprs(PROMISED).filter((text) => !text.startsWith('vector('))) {
    const selectors = expr.match(/\{[^}]*\}/g) ?? [];
    expect(selectors.length).toBeGreaterThan(0);
    for (const selector of selectors) expect(selector).toMatch(/^\{namespace=~"\$namespace", (deployment|container|horizontalpodautoscaler|service)="api"[,}]/);
  }
});

test('every namespace can be chosen', () => {
  const { templating } = dashboardOf('shop', PROMISED) as unknown as { templating: { list: Array<{ name: string; query: string }> } };
  expect(templating.list.find(({ name }) => name === 'namespace')?.query).toBe('shop-dev,shop-prod,shop-eu');
});

test('it shows every metric that an alert reads, but the condition of a rollout', () => {
  const shown = new Set(exprs(PROMISED).flatMap(metrics));
  const read = new Set(rulesOf(PROMISED, () => '').groups[0].rules.flatMap(({ expr }) => metrics(expr)));
  const missing = [...read].filter((metric) => !shown.has(metric));
  expect(missing).toEqual(['kube_deployment_status_condition', 'kube_horizontalpodautoscaler_status_current_replicas']);
});

test('the objectives of all environments are drawn into one panel for each kind', () => {
  expect(exprs(PROMISED).filter((expr) => expr.startsWith('vector('))).toEqual(['vector(1 - 0.999)', 'vector(1 - 0.99)', 'vector(1 - 0.99)']);
  expect(exprs(PLAIN).filter((expr) => expr.includes('ratio_rate'))).toEqual([]);
});

describeWithTool('promtool', () => {
  test('Prometheus reads every query', () => {
    const dir = mkdtempSync(join(tmpdir(), 'dashboard-'));
    const rules = exprs(PROMISED).map((expr, index) => ({ record: `query:${index}`, expr }));
    writeFileSync(join(dir, 'queries.yaml'), yamlText({ groups: [{ name: 'queries', rules }] }));
    const { status, stdout } = runTool('promtool', ['check', 'rules', 'queries.yaml'], { cwd: dir });
    rmSync(dir, { recursive: true });
    expect(stdout).toContain(`${rules.length} rules found`);
    expect(status).toBe(0);
  });
});
