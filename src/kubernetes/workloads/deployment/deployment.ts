import { DeploymentModel, isScaled } from './deployment-model';
import { selectorLabels, workloadLabels } from '../../manifests/labels';
import type { Manifest } from '../../manifests/manifest';
import { renderPodTemplate } from '../../manifests/pod-template';
import { renderSpread } from '../../manifests/spread';
import { hasExclusiveVolume } from '../../models/volume-model';

/**
 * The Deployment of a service or a worker.
 *
 * It has no `replicas` where there is an autoscaler: that owns them, and each apply would reset what it chose. Where a volume is for one pod
 * or node at a time, the new pod would wait for it for ever while the old one has it.
 */
export function renderDeployment(model: DeploymentModel): Manifest {
  const selector = { matchLabels: selectorLabels(model.name) };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: model.name, labels: workloadLabels(model) },
    spec: {
      ...(!isScaled(model.replicas) && { replicas: model.replicas.min }),
      revisionHistoryLimit: 5,
      strategy: hasExclusiveVolume(model.volumes) ? { type: 'Recreate' } : { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      selector,
      template: renderPodTemplate(model, { pod: renderSpread(model.spread, selector) }),
    },
  };
}
