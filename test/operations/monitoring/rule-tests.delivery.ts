import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVICE } from './sample-service';
import { STATEFUL_SET } from './sample-stateful-set';
import type { Trial } from '../../../src/kubernetes/watch/trial';
import type { WatchedWorkload } from '../../../src/kubernetes/watch/watched-workload';
import type { WorkloadWatch } from '../../../src/kubernetes/watch/workload-watch';
import { CRON_JOB_WATCH } from '../../../src/kubernetes/workloads/cron-job/watch/cron-job-watch';
import { DAEMON_SET_WATCH } from '../../../src/kubernetes/workloads/daemon-set/watch/daemon-set-watch';
import { SERVICE_WATCH } from '../../../src/kubernetes/workloads/deployment/watch/service-watch';
import { WORKER_WATCH } from '../../../src/kubernetes/workloads/deployment/watch/worker-watch';
import { JOB_WATCH } from '../../../src/kubernetes/workloads/job/watch/job-watch';
import { STATEFUL_SET_WATCH } from '../../../src/kubernetes/workloads/stateful-set/watch/stateful-set-watch';
import { AlertRule, alertRules, RuleFile } from '../../../src/operations/monitoring/alert-rules';
import { ruleTests } from '../../../src/operations/monitoring/rule-tests';
import { yamlText } from '../../../src/synth/files/yaml-text';
import { describeWithTool, runTool } from '../../real-tool';

/** A workload of a kind, that has every alert there is. */
class Watched<F extends object> {
  constructor(public readonly workload: WatchedWorkload<F>, private readonly watch: WorkloadWatch<any, F>) {}

  public get trials(): Trial[] {
    return this.watch.trials(this.workload);
  }

  public get alerts(): string[] {
    return Object.keys(this.watch.pages);
  }

  public in(environments: number): Watched<F> {
    return new Watched({ ...this.workload, environments: this.workload.environments.slice(0, environments) }, this.watch);
  }

  public rules(change: (rule: AlertRule) => AlertRule = (rule) => rule): RuleFile {
    const { groups } = alertRules(this.workload.name, this.watch.alertGroups(this.workload), (alert) => `https://example.com/${alert}`);
    return { groups: groups.map((group) => ({ ...group, rules: group.rules.map((rule) => ('alert' in rule ? change(rule) : rule)) })) };
  }

  /** What `promtool test rules` says of the generated tests, with these rules. */
  public run(ruleFile = this.rules()) {
    const dir = mkdtempSync(join(tmpdir(), 'rule-tests-'));
    writeFileSync(join(dir, 'api.rules.yaml'), yamlText(ruleFile));
    writeFileSync(join(dir, 'api.rules.test.yaml'), yamlText(ruleTests(this.workload.name, this.trials, 'api.rules.yaml')));
    const { status, stdout, stderr } = runTool('promtool', ['test', 'rules', 'api.rules.test.yaml'], { cwd: dir });
    rmSync(dir, { recursive: true });
    return { passed: status === 0, output: `${stdout}${stderr}` };
  }
}

const KINDS: ReadonlyArray<readonly [kind: string, watched: Watched<any>]> = [
  ['service', new Watched(SERVICE, SERVICE_WATCH)],
  ['worker', new Watched(SERVICE, WORKER_WATCH)],
  ['stateful service', new Watched(STATEFUL_SET, STATEFUL_SET_WATCH)],
  ['daemon', new Watched(SERVICE, DAEMON_SET_WATCH)],
  ['scheduled job', new Watched(SERVICE, CRON_JOB_WATCH)],
  ['job', new Watched(SERVICE, JOB_WATCH)],
];

describeWithTool('promtool', () => {
  describe.each(KINDS)('the tests of the rules of a %s', (_, watched) => {
    test('pass', () => {
      const { passed, output } = watched.run();
      expect(output).toContain('SUCCESS');
      expect(passed).toBe(true);
    });

    test('pass where nothing was promised and nothing scales', () => {
      expect(watched.in(1).run().passed).toBe(true);
    });

    test('fail each when its alert never fires', () => {
      const { passed, output } = watched.run(watched.rules((rule) => ({ ...rule, expr: `(\n${rule.expr}\n)\nand on () vector(1) < 0` })));
      const expected = [...output.matchAll(/time: 30m,\s+exp: (.*)/g)].map(([, labels]) => labels);
      expect(expected).toHaveLength(watched.trials.length);
      for (const alert of watched.alerts) expect(expected.join('\n')).toContain(`alertname="${alert}"`);
      expect(passed).toBe(false);
    });

    test('fail each when its alert never ends', () => {
      const { passed, output } = watched.run(watched.rules((rule) => ({ ...rule, expr: 'label_replace(vector(1), "namespace", "shop-prod", "", "")' })));
      const unexpected = [...output.matchAll(/time: (?!30m)\w+,\s+exp:.*\s+got:(.*)/g)].map(([, labels]) => labels);
      expect(unexpected).toHaveLength(watched.trials.length);
      for (const alert of watched.alerts) expect(unexpected.join('\n')).toContain(`alertname="${alert}"`);
      expect(passed).toBe(false);
    });
  });
});
