import type { ServiceModel } from './service-model';
import { selectorLabels, workloadLabels } from '../../manifests/labels';
import type { Manifest } from '../../manifests/manifest';

/** The Service by whose name the other pods of the cluster reach the pods. */
export function renderClusterService(model: ServiceModel): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: model.name, labels: workloadLabels(model) },
    spec: {
      type: 'ClusterIP',
      selector: selectorLabels(model.name),
      ports: [{ name: 'http', port: model.port, targetPort: 'http', protocol: 'TCP' }],
    },
  };
}
