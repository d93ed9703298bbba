import { Construct } from 'constructs';
import { AlertName, SEVERITIES } from './alert';
import { alertRules } from './alert-rules';
import { dashboard } from './dashboard';
import type { MonitoredService } from './monitored-service';
import { ruleTests } from './rule-tests';
import { runbookPage } from './runbooks';
import type { Layout } from '../../estate/layout';
import { SourceLocation } from '../../synth/declare/source-location';
import type { Explanation } from '../../synth/files/explanation';
import { GeneratedJson } from '../../synth/files/generated-json';
import { GeneratedText } from '../../synth/files/generated-text';
import { GeneratedYaml } from '../../synth/files/generated-yaml';
import type { YamlLayout } from '../../synth/files/yaml-text';
import { contentHash } from '../../worktree/content-hash';

export interface MonitoringOptions {
  readonly layout: Layout;
  readonly projectName: string;
  /** Address of a file of the repository, for people. */
  readonly fileUrl: (path: string) => string;
  /** Path of the script that rolls back a service, relative to the repository. */
  readonly rollBackScript: string;
}

interface WatchedService {
  readonly name: string;
  readonly facts: () => MonitoredService;
  readonly source: SourceLocation;
}

/** An empty line between two rules of a group. */
const RULES_LAYOUT: YamlLayout = { spaceBetween: (place) => place.length === 4 && place[2] === 'rules' && place[3] !== 0 };
/** An empty line between two tests. */
const TESTS_LAYOUT: YamlLayout = { spaceBetween: (place) => place.length === 2 && place[0] === 'tests' && place[1] !== 0 };

/** What watches the services: alert rules with their unit tests, a dashboard for each service, and a runbook page for each alert. */
export class Monitoring extends Construct {
  private readonly services: WatchedService[] = [];

  constructor(scope: Construct, id: string, private readonly options: MonitoringOptions) {
    super(scope, id);
    const { layout, rollBackScript } = options;
    for (const alert of Object.keys(SEVERITIES) as AlertName[]) {
      new GeneratedText(this, `${layout.runbooksDir}/${alert}.md`, {
        content: () => (this.firstThatMayFire(alert) ? runbookPage(alert, rollBackScript) : undefined),
        explain: () => this.explainRunbook(alert),
      });
    }
  }

  /** Adds what watches one service, with its facts as they are at synthesis. */
  public addService(name: string, service: () => MonitoredService): void {
    const source = SourceLocation.capture();
    const { layout: { monitoringDir }, projectName } = this.options;
    const whereItRuns = <T>(render: (facts: MonitoredService) => T) => () => {
      const facts = service();
      return facts.environments.length > 0 ? render(facts) : undefined;
    };
    const explain = (what: string, path: string) => (): Explanation[] =>
      [{ what: `${what} of service "${name}"`, source, change: `project.findObjectFile('${path}').addOverride(…)` }];
    this.services.push({ name, facts: service, source });
    const inputs = () => contentHash(JSON.stringify([projectName, this.runbookUrl('*'), service()]));

    const rulesFile = `${monitoringDir}/${rulesFileOf(name)}`;
    new GeneratedYaml(this, rulesFile, {
      obj: whereItRuns((facts) => this.rules(facts)),
      inputs,
      ...RULES_LAYOUT,
      explain: explain('alert rules', rulesFile),
    });
    const testsFile = `${monitoringDir}/${name}.rules.test.yaml`;
    new GeneratedYaml(this, testsFile, {
      obj: whereItRuns(tests),
      inputs,
      ...TESTS_LAYOUT,
      explain: explain('unit tests of the alert rules', testsFile),
    });
    const board = `${monitoringDir}/dashboards/${name}.json`;
    new GeneratedJson(this, board, { obj: whereItRuns((facts) => dashboard(projectName, facts)), inputs, explain: explain('dashboard', board) });
  }

  private rules(service: MonitoredService): object {
    return alertRules(service, (alert) => this.runbookUrl(alert));
  }

  private runbookUrl(alert: string): string {
    const { layout: { runbooksDir }, fileUrl } = this.options;
    return fileUrl(`${runbooksDir}/${alert}.md`);
  }

  private explainRunbook(alert: AlertName): Explanation[] {
    const service = this.firstThatMayFire(alert);
    const what = `the runbook page of ${alert}, which ${service ? `may fire for service "${service.name}"` : 'fires for no service'}`;
    const option = promiseOf(alert);
    return [{ what, source: service?.source, change: option && `${option} of a service` }];
  }

  private firstThatMayFire(alert: AlertName): WatchedService | undefined {
    return this.services.find(({ facts }) => facts().environments.some(({ objective }) => {
      switch (promiseOf(alert)) {
        case 'objective': return objective !== undefined;
        case 'objective.latencyMilliseconds': return objective?.latencyMilliseconds !== undefined;
        default: return true;
      }
    }));
  }
}

function tests(service: MonitoredService): object {
  return ruleTests(service, rulesFileOf(service.name));
}

/** In the folder of the tests, too. */
function rulesFileOf(service: string): string {
  return `${service}.rules.yaml`;
}

/** The option of a service without which the alert has nothing to compare with. */
function promiseOf(alert: AlertName): 'objective' | 'objective.latencyMilliseconds' | undefined {
  if (alert.includes('ErrorBudget')) return 'objective';
  return alert.includes('LatencyBudget') ? 'objective.latencyMilliseconds' : undefined;
}
