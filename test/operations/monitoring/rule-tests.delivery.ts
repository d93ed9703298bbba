import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVICE } from './sample-service';
import { SEVERITIES } from '../../../src/operations/monitoring/alert';
import { alertRules, AlertRule, RuleFile } from '../../../src/operations/monitoring/alert-rules';
import { alertTrials } from '../../../src/operations/monitoring/alert-trials';
import type { MonitoredService } from '../../../src/operations/monitoring/monitored-service';
import { ruleTests } from '../../../src/operations/monitoring/rule-tests';
import { yamlText } from '../../../src/synth/files/yaml-text';
import { describeWithTool, runTool } from '../../real-tool';

function rulesOf(service: MonitoredService): RuleFile {
  return alertRules(service, (alert) => `https://example.com/${alert}`);
}

/** What `promtool test rules` says of the generated tests, with these rules. */
function run(service: MonitoredService, rules = rulesOf(service)) {
  const dir = mkdtempSync(join(tmpdir(), 'rule-tests-'));
  writeFileSync(join(dir, 'api.rules.yaml'), yamlText(rules));
  writeFileSync(join(dir, 'api.rules.test.yaml'), yamlText(ruleTests(service, 'api.rules.yaml')));
  const { status, stdout, stderr } = runTool('promtool', ['test', 'rules', 'api.rules.test.yaml'], { cwd: dir });
  rmSync(dir, { recursive: true });
  return { passed: status === 0, output: `${stdout}${stderr}` };
}

function changed(change: (rule: AlertRule) => AlertRule): RuleFile {
  return { groups: rulesOf(SERVICE).groups.map((group) => ({ ...group, rules: group.rules.map((rule) => ('alert' in rule ? change(rule) : rule)) })) };
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
    expect(expected).toHaveLength(alertTrials(SERVICE).length);
    for (const alert of Object.keys(SEVERITIES)) expect(expected.join('\n')).toContain(`alertname="${alert}"`);
    expect(passed).toBe(false);
  });

  test('each fails when its alert never ends', () => {
    const { passed, output } = run(SERVICE, changed((rule) => ({ ...rule, expr: 'label_replace(vector(1), "namespace", "shop-prod", "", "")' })));
    const unexpected = [...output.matchAll(/time: (?!30m)\w+,\s+exp:.*\s+got:(.*)/g)].map(([, labels]) => labels);
    expect(unexpected).toHaveLength(alertTrials(SERVICE).length);
    for (const alert of Object.keys(SEVERITIES)) expect(unexpected.join('\n')).toContain(`alertname="${alert}"`);
    expect(passed).toBe(false);
  });
});
