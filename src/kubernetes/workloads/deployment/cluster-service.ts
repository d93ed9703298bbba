import type { ServiceModel } from './service-model';
import { selectorLabels, workloadLabels } from '../../manifests/labels';
import type { Manifest } from '../../manifests/manifest';
import type { PortModel } from '../../models/port-model';

/** The Service by whose name the other pods of the cluster reach the pods. */
export function renderClusterService({ serviceType, serviceAnnotations, ...model }: ServiceModel): Manifest {
  const sidecars = model.initContainers.flatMap(({ ports = [] }) => ports);
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: model.name, labels: workloadLabels(model), ...(serviceAnnotations && { annotations: serviceAnnotations }) },
    spec: {
      type: serviceType,
      selector: selectorLabels(model.name),
      ports: [
        ...model.ports.flatMap((port) => renderPort(port, port.name)),
        // By number: not every version of Kubernetes looks for names among the init containers, where sidecars are.
        ...sidecars.flatMap((port) => renderPort(port, port.port)),
      ],
    },
  };
}

function renderPort({ name, servicePort, protocol, appProtocol }: PortModel, targetPort: string | number): object[] {
  return servicePort === undefined ? [] : [{ name, port: servicePort, targetPort, protocol, ...(appProtocol !== undefined && { appProtocol }) }];
}
