import { Construct } from 'constructs';
import { renderGrafana } from './grafana';
import { renderStateMetrics, renderStateMetricsMonitor } from './kube-state-metrics';
import { GRAFANA_POLICY, STACK_POLICIES } from './network';
import { renderAlertmanager, renderKubeletMonitor, renderPrometheus, renderPrometheusAccess } from './prometheus';
import { PrometheusStackOptions } from './prometheus-stack-options';
import { resolveStack, StackModel } from './stack-model';
import { Estate } from '../../estate/estate';
import { MONITORING_NAMESPACE } from '../../estate/monitoring';
import { parseQuantity } from '../../kubernetes/models/quantity';
import { plainOptions } from '../../synth/declare/plain-options';
import type { Report } from '../../synth/declare/problem';
import { Problems } from '../../synth/declare/problems';
import { isDnsSubdomain } from '../../text/names';
import { Application } from '../application';
import { PROMETHEUS_OPERATOR } from '../upstream-releases';

/** What its makers give it, and what Grafana reads. */
const ACCEPTED_RIGHTS: Readonly<Record<string, string>> = {
  'ClusterRole prometheus-operator': 'It runs Prometheus and Alertmanager in any namespace, writes their configuration into Secrets, and reads the Secrets that monitors and receivers name.',
};

/** Below its folder: what the operator runs, of kinds that are there once the folder is applied. */
const INSTANCES_DIR = 'instances';

/**
 * The Prometheus Operator with Prometheus, Alertmanager, kube-state-metrics and Grafana: all that alert rules and dashboards of
 * `Monitoring.prometheusOperator()` need, in the closed namespace `monitoring`.
 *
 * Its folder installs the operator, kube-state-metrics and Grafana; `instances` in it, which is applied after that, has Prometheus and Alertmanager.
 */
export class PrometheusStack extends Application {
  /**
   * Declares the stack.
   * @param scope the project, or a construct below it
   * @param id name of its folder: `prometheus-stack`
   */
  constructor(scope: Construct, id: string, options: PrometheusStackOptions = {}) {
    super(scope, id, { thirdParty: true, environments: options.environments, namespace: MONITORING_NAMESPACE, acceptedRights: ACCEPTED_RIGHTS });
    options = plainOptions(options);
    this._findSecretsIn(options);
    this._addRelease(PROMETHEUS_OPERATOR, 'operator.yaml');
    const model = resolveStack(Estate.of(this).facts.projectName, options);
    this._closeNamespace([...STACK_POLICIES, ...(model.includeGrafana ? [GRAFANA_POLICY] : [])]);
    const objects = { ...renderPrometheusAccess(model), ...renderStateMetrics(model), ...(model.includeGrafana ? renderGrafana(model) : {}) };
    for (const [file, manifest] of Object.entries(objects)) this._addOwnFile(file, () => manifest);
    this._addFollower(INSTANCES_DIR, {
      'alertmanager.yaml': () => renderAlertmanager(model),
      'kube-state-metrics.yaml': () => renderStateMetricsMonitor(model),
      'kubelet.yaml': () => renderKubeletMonitor(model),
      'prometheus.yaml': () => renderPrometheus(model),
    });
    if (this._isLegal) Problems.of(this).addCheck(() => this.check(model));
  }

  /** @internal */
  protected get _change(): string {
    return `new PrometheusStack(project, '${this.name}', { … })`;
  }

  private check({ retentionDays, storageSize, storageClassName }: StackModel): void {
    const report: Report = (message) => Problems.of(this).add(this._source, `application "${this.name}" ${message}`);
    if (!Number.isInteger(retentionDays) || retentionDays < 1) report(`has retentionDays ${retentionDays}; it has to be a whole number from 1`);
    if (!((parseQuantity(storageSize) ?? 0) >= 1)) report(`has storageSize ${JSON.stringify(storageSize)}, which is no size such as "50Gi"`);
    if (storageClassName !== undefined && !isDnsSubdomain(storageClassName)) report(`has storageClassName ${JSON.stringify(storageClassName)}, which is no name of an object`);
    const { _content: content } = Estate.of(this).facts.monitoring;
    if (content.kind !== 'prometheus-operator') report('would read no rule and no metrics, since they go another way: say monitoring: Monitoring.prometheusOperator() in the options of the project');
    else if (content.reader.namespace !== this.namespace) report(`runs in the namespace "${this.namespace}", and workloads let the Prometheus of "${content.reader.namespace}" in: leave namespace out of Monitoring.prometheusOperator()`);
  }
}
