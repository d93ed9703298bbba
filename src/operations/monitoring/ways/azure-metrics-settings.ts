import { Construct } from 'constructs';
import { Application } from '../../../applications/application';
import { Estate } from '../../../estate/estate';
import { commonLabels } from '../../../kubernetes/manifests/labels';

/**
 * Tells the agent of managed Prometheus in AKS to keep the metrics that rules and dashboards read, beside those that it keeps by itself. The name and
 * namespace of the object are fixed, and sections that it leaves out are as the agent has them.
 *
 * Source: Azure/prometheus-collector, `otelcollector/configmaps/ama-metrics-settings-configmap-v1.yaml` and
 * `otelcollector/shared/configmap/mp/tomlparser-default-targets-metrics-keep-list.go`
 */
export class AzureMetricsSettings extends Application {
  /** @param metricNames the names of the metrics that begin so */
  constructor(scope: Construct, id: string, metricNames: (beginning: string) => string[]) {
    super(scope.node.root as Construct, id, { namespace: 'kube-system', createNamespace: false });
    const { projectName } = Estate.of(this).facts;
    const kept = (target: string, beginning: string) => `${target} = "${metricNames(beginning).join('|')}"`;
    this._addOwnFile('ama-metrics-settings-configmap.yaml', () => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'ama-metrics-settings-configmap', namespace: 'kube-system', labels: commonLabels(projectName) },
      data: {
        'schema-version': 'v1',
        'config-version': 'ver1',
        'default-targets-metrics-keep-list': [kept('kubelet', 'kubelet'), kept('cadvisor', 'container'), kept('kubestate', 'kube'), 'minimalingestionprofile = true', ''].join('\n'),
      },
    }));
  }

  /** @internal */
  protected get _change(): string {
    return 'monitoring: Monitoring.azure({ … }) of the project';
  }
}
