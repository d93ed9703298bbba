import type { DeploymentModel } from './deployment-model';
import { workloadLabels } from '../../manifests/labels';
import type { Manifest } from '../../manifests/manifest';

/** What chooses the number of pods. */
export function renderHorizontalPodAutoscaler(model: DeploymentModel): Manifest {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: model.name, labels: workloadLabels(model) },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: model.name },
      minReplicas: model.replicas.min,
      maxReplicas: model.replicas.max,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: model.targetCpuUtilizationPercent } } },
      ],
    },
  };
}
