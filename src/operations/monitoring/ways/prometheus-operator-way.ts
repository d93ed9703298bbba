import { renderAlertmanagerConfig } from './alertmanager-config';
import { MonitoringSite, MonitoringWay, WatchedDeclaration, watchedIn } from './monitoring-way';
import { renderDashboardConfigMap, renderPrometheusRule } from './operator-objects';
import type { Environment } from '../../../estate/environment';
import type { MonitoringContent } from '../../../estate/monitoring';
import type { Manifest } from '../../../kubernetes/manifests/manifest';
import type { WatchedWorkload } from '../../../kubernetes/watch/watched-workload';
import { alertRules } from '../alert-rules';
import { dashboard } from '../dashboard';

/** An object that a workload has in each environment. */
interface AddedObject {
  readonly file: string;
  /** What it is called in sentences. */
  readonly what: string;
  /** Undefined: there is none. */
  readonly render: (facts: WatchedWorkload, environment: Environment) => Manifest | undefined;
}

/** Objects beside those of each workload, of one environment alone: several may share a cluster. */
export class PrometheusOperatorWay implements MonitoringWay {
  constructor(private readonly site: MonitoringSite, private readonly content: MonitoringContent & { readonly kind: 'prometheus-operator' }) {}

  public addWorkload(workload: WatchedDeclaration): void {
    for (const { file, what, render } of this.objects(workload)) {
      workload.addCompanion({
        file,
        render: (environment) => {
          const there = watchedIn(workload.facts(), environment.namespace);
          return there && render(there, environment);
        },
        explain: ({ name }) => ({
          what: `${what} of ${workload.kind.noun} "${workload.name}" in ${name}`,
          source: workload.source,
          change: 'monitoring: Monitoring.prometheusOperator({ … }) of the project',
        }),
      });
    }
  }

  private objects({ name, kind: { watch }, team }: WatchedDeclaration): AddedObject[] {
    const { content: { reader, dashboardLabels, smtp }, site: { projectName, runbookUrl } } = this;
    const model = { name, partOf: projectName };
    return [
      {
        file: 'alertmanagerconfig.yaml',
        what: 'who is told of the alerts',
        render: (_, environment) => renderAlertmanagerConfig(model, reader, team(environment)?.receivers ?? [], smtp),
      },
      {
        file: 'prometheusrule.yaml',
        what: 'alert rules',
        render: (facts) => renderPrometheusRule(model, reader, alertRules(name, watch.alertGroups(facts), runbookUrl)),
      },
      {
        file: 'dashboard.yaml',
        what: 'dashboard',
        render: (facts, { overlay }) => renderDashboardConfigMap(model, dashboardLabels, dashboard(projectName, facts, watch.panels(facts), overlay)),
      },
    ];
  }
}
