import { selectorLabels, serviceLabels } from './labels';
import type { Manifest } from './manifest';
import type { ServiceModel } from '../service-model';

/** The Service by whose name the other pods of the cluster reach the pods. */
export function renderClusterService(model: ServiceModel): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: model.name, labels: serviceLabels(model) },
    spec: {
      type: 'ClusterIP',
      selector: selectorLabels(model.name),
      ports: [{ name: 'http', port: model.port, targetPort: 'http', protocol: 'TCP' }],
    },
  };
}
