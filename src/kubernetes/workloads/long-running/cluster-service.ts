import type { ClusterServiceModel } from './cluster-service-model';
import { selectorLabels, workloadLabels } from '../../manifests/labels';
import type { Manifest } from '../../manifests/manifest';
import type { PortModel } from '../../models/port-model';
import { allPorts } from '../../models/workload-model';

/** The Service by whose name the other pods of the cluster reach the pods. */
export function renderClusterService({ serviceType, serviceAnnotations, ...model }: ClusterServiceModel): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: model.name, labels: workloadLabels(model), ...(serviceAnnotations && { annotations: serviceAnnotations }) },
    spec: {
      type: serviceType,
      selector: selectorLabels(model.name),
      ports: renderServicePorts(allPorts(model)),
    },
  };
}

/** The ports that a Service has. */
export function renderServicePorts(ports: readonly PortModel[]): object[] {
  return ports.filter(({ servicePort }) => servicePort !== undefined).map(({ name, port, servicePort, protocol, appProtocol, ofSidecar }) => (
    { name, port: servicePort, targetPort: ofSidecar ? port : name, protocol, ...(appProtocol !== undefined && { appProtocol }) }
  ));
}
