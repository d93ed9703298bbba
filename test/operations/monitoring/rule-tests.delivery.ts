import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rulesOf, SERVICE, testsOf } from './sample-service';
import type { WatchedService } from '../../../src/kubernetes/workloads/deployment/watch/service-facts';
import { SERVICE_WATCH } from '../../../src/kubernetes/workloads/deployment/watch/service-watch';
import type { AlertRule, RuleFile } from '../../../src/operations/monitoring/alert-rules';
import { yamlText } from '../../../src/synth/files/yaml-text';
import { describeWithTool, runTool } from '../../real-tool';

function rules(service: WatchedService): RuleFile {
  return rulesOf(service, (alert) => `https://example.com/${alert}`);
}

/** What `promtool test rules` says of the generated tests, with these rules. */
function run(service: WatchedService, ruleFile = rules(service)) {
  const dir = mkdtempSync(join(tmpdir(), 'rule-tests-'));
  writeFileSync(join(dir, 'api.rules.yaml'), yamlText(ruleFile));
  writeFileSync(join(dir, 'api.rules.test.yaml'), yamlText(testsOf(service, 'api.rules.yaml')));
  const { status, stdout, stderr } = runTool('promtool', ['test', 'rules', 'api.rules.test.yaml'], { cwd: dir });
  rmSync(dir, { recursive: true });
  return { passed: status === 0, output: `${stdout}${stderr}` };
}

function changed(change: (rule: AlertRule) => AlertRule): RuleFile {
  return { groups: rules(SERVICE).groups.map((group) => ({ ...group, rules: group.rules.map((rule) => ('alert' in rule ? change(rule) : rule)) })) };
}

describeWithTool('promtool', () => {
  test('the tests of the rules pass', () => {
    const { passed, output } = run(SERVICE);
    expect(output).toContain('SUCCESS');
    expect(passed).toBe(true);
  });

  test('they pass where nothing was promised and nothing scales', () => {
    expect(run({ ...SERVICE, environments: SERVICE.environments.slice(0, 1) }).passed).toBe(true);
  });

  test('each fails when its alert never fires', () => {
    const { passed, output } = run(SERVICE, changed((rule) => ({ ...rule, expr: `(\n${rule.expr}\n)\nand on () vector(1) < 0` })));
    const expected = [...output.matchAll(/time: 30m,\s+exp: (.*)/g)].map(([, labels]) => labels);
    expect(expected).toHaveLength(SERVICE_WATCH.trials(SERVICE).length);
    for (const alert of Object.keys(SERVICE_WATCH.pages)) expect(expected.join('\n')).toContain(`alertname="${alert}"`);
    expect(passed).toBe(false);
  });

  test('each fails when its alert never ends', () => {
    const { passed, output } = run(SERVICE, changed((rule) => ({ ...rule, expr: 'label_replace(vector(1), "namespace", "shop-prod", "", "")' })));
    const unexpected = [...output.matchAll(/time: (?!30m)\w+,\s+exp:.*\s+got:(.*)/g)].map(([, labels]) => labels);
    expect(unexpected).toHaveLength(SERVICE_WATCH.trials(SERVICE).length);
    for (const alert of Object.keys(SERVICE_WATCH.pages)) expect(unexpected.join('\n')).toContain(`alertname="${alert}"`);
    expect(passed).toBe(false);
  });
});
