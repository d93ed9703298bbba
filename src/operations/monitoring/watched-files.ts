import { Construct } from 'constructs';
import { alertRules } from './alert-rules';
import { dashboard } from './dashboard';
import { ruleTests } from './rule-tests';
import { runbookPage } from './runbook-page';
import type { WatchedDeclaration, WatchedKind } from './ways/monitoring-way';
import type { Layout } from '../../estate/layout';
import type { AlertPage } from '../../kubernetes/watch/runbook';
import type { WatchedWorkload } from '../../kubernetes/watch/watched-workload';
import type { Explanation } from '../../synth/files/explanation';
import { GeneratedJson } from '../../synth/files/generated-json';
import { GeneratedText } from '../../synth/files/generated-text';
import { GeneratedYaml } from '../../synth/files/generated-yaml';
import type { YamlLayout } from '../../synth/files/yaml-text';

/** What the files have to know of the estate. */
export interface WatchedFilesOptions {
  readonly layout: Layout;
  readonly projectName: string;
  /** Address of the page that says what to do about an alert. */
  readonly runbookUrl: (alert: string) => string;
  /** Path of the script that brings a former release back, relative to the repository. */
  readonly rollBackScript: string;
}

/** An empty line between two rules of a group. */
const RULES_LAYOUT: YamlLayout = { spaceBetween: (place) => place.length === 4 && place[2] === 'rules' && place[3] !== 0 };
/** An empty line between two tests. */
const TESTS_LAYOUT: YamlLayout = { spaceBetween: (place) => place.length === 2 && place[0] === 'tests' && place[1] !== 0 };

/** What watches the workloads: alert rules with their unit tests, a dashboard for each, and a runbook page for each alert. */
export class WatchedFiles extends Construct {
  private readonly workloads: WatchedDeclaration[] = [];
  private readonly kinds = new Set<WatchedKind>();

  constructor(scope: Construct, id: string, private readonly options: WatchedFilesOptions) {
    super(scope, id);
  }

  /** Adds what watches one workload, with its facts as they are at synthesis. */
  public addWorkload(declared: WatchedDeclaration): void {
    const { name, kind, facts: workload, source } = declared;
    const { layout: { monitoringDir, dashboardsDir }, projectName } = this.options;
    const whereItRuns = <T>(render: (facts: WatchedWorkload) => T) => () => {
      const facts = workload();
      return facts.environments.length > 0 ? render(facts) : undefined;
    };
    const explain = (what: string, path: string) => (): Explanation[] =>
      [{ what: `${what} of ${kind.noun} "${name}"`, source, change: `project.findObjectFile('${path}').addOverride(…)` }];
    this.workloads.push(declared);
    this.addPages(kind);

    const rulesFile = `${monitoringDir}/${rulesFileOf(name)}`;
    new GeneratedYaml(this, rulesFile, {
      obj: whereItRuns((facts) => this.rules(kind, facts)),
      ...RULES_LAYOUT,
      explain: explain('alert rules', rulesFile),
    });
    const testsFile = `${monitoringDir}/${name}.rules.test.yaml`;
    new GeneratedYaml(this, testsFile, {
      obj: whereItRuns((facts) => tests(kind, facts)),
      ...TESTS_LAYOUT,
      explain: explain('unit tests of the alert rules', testsFile),
    });
    const board = `${dashboardsDir}/${name}.json`;
    new GeneratedJson(this, board, { obj: whereItRuns((facts) => dashboard(projectName, facts, kind.watch.panels(facts))), explain: explain('dashboard', board) });
  }

  /** Adds the pages of the alerts that a kind has, with its first workload. */
  private addPages(kind: WatchedKind): void {
    if (this.kinds.has(kind)) return;
    this.kinds.add(kind);
    for (const [alert, page] of Object.entries(kind.watch.pages)) this.addPage(kind, alert, page);
  }

  private addPage(kind: WatchedKind, alert: string, page: AlertPage): void {
    const { layout, rollBackScript } = this.options;
    const mayFire = () => this.workloads.find((workload) => workload.kind === kind
      && workload.facts().environments.some((facts) => page.needs?.isSaid(facts) ?? true));
    new GeneratedText(this, `${layout.runbooksDir}/${alert}.md`, {
      content: () => (mayFire() ? runbookPage(alert, page, rollBackScript) : undefined),
      explain: () => {
        const workload = mayFire();
        const what = `the runbook page of ${alert}, which ${workload ? `may fire for ${kind.noun} "${workload.facts().name}"` : `fires for no ${kind.noun}`}`;
        return [{ what, source: workload?.source, change: page.needs && `${page.needs.option} of a ${kind.noun}` }];
      },
    });
  }

  private rules({ watch }: WatchedKind, workload: WatchedWorkload): object {
    return alertRules(workload.name, watch.alertGroups(workload), this.options.runbookUrl);
  }
}

function tests({ watch }: WatchedKind, workload: WatchedWorkload): object {
  return ruleTests(workload.name, watch.trials(workload), rulesFileOf(workload.name));
}

/** In the folder of the tests, too. */
function rulesFileOf(workload: string): string {
  return `${workload}.rules.yaml`;
}
