import type { DeploymentModel } from './deployment-model';
import { selectorLabels, workloadLabels } from '../../manifests/labels';
import type { Manifest } from '../../manifests/manifest';
import { renderPodTemplate } from '../../manifests/pod-template';
import { renderSpread } from '../../manifests/spread';

/**
 * The Deployment of a service or a worker.
 *
 * It has no `replicas`: the autoscaler owns them, and each apply would reset what it chose.
 */
export function renderDeployment(model: DeploymentModel): Manifest {
  const selector = { matchLabels: selectorLabels(model.name) };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: model.name, labels: workloadLabels(model) },
    spec: {
      revisionHistoryLimit: 5,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      selector,
      template: renderPodTemplate(model, { pod: renderSpread(model.spread, selector) }),
    },
  };
}
