import type { OperatorReader } from '../../../estate/monitoring';
import { workloadLabels } from '../../../kubernetes/manifests/labels';
import type { Manifest } from '../../../kubernetes/manifests/manifest';
import type { NamedModel } from '../../../kubernetes/models/workload-model';
import { jsonText } from '../../../text/json-text';
import type { RuleFile } from '../alert-rules';
import type { Dashboard } from '../dashboard';

/** The rules of a workload as the Prometheus Operator takes them. */
export function renderPrometheusRule(model: NamedModel, { apiVersion, labels }: OperatorReader, rules: RuleFile): Manifest {
  return {
    apiVersion,
    kind: 'PrometheusRule',
    metadata: { name: model.name, labels: { ...workloadLabels(model), ...labels } },
    spec: rules,
  };
}

/** The dashboard of a workload where the sidecar of Grafana finds it. No workload has a name with a dot, so that no ConfigMap of one is called alike. */
export function renderDashboardConfigMap(model: NamedModel, labels: Readonly<Record<string, string>>, board: Dashboard): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `${model.name}.dashboard`, labels: { ...workloadLabels(model), ...labels } },
    // The sidecar writes those of all namespaces into one folder.
    data: { [`${board.uid}.json`]: jsonText(board) },
  };
}
