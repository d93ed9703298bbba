import type { DaemonSetModel } from './daemon-set-model';
import { selectorLabels, workloadLabels } from '../../manifests/labels';
import type { Manifest } from '../../manifests/manifest';
import { renderPodTemplate } from '../../manifests/pod-template';

/** The DaemonSet of a daemon: a pod on each node that its node selector and its tolerations permit. */
export function renderDaemonSet(model: DaemonSetModel): Manifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: model.name, labels: workloadLabels(model) },
    spec: {
      revisionHistoryLimit: 5,
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: model.maxUnavailable } },
      selector: { matchLabels: selectorLabels(model.name) },
      template: renderPodTemplate(model, {}),
    },
  };
}
