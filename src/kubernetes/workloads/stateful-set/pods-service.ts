import { podsServiceName, StatefulSetModel } from './stateful-set-model';
import { selectorLabels, workloadLabels } from '../../manifests/labels';
import type { Manifest } from '../../manifests/manifest';

/**
 * The headless Service by which each pod has a name of its own. Pods that are not ready have one too: those of a cluster look for one another
 * before they are.
 */
export function renderPodsService(model: StatefulSetModel): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: podsServiceName(model.name), labels: workloadLabels(model) },
    spec: {
      type: 'ClusterIP',
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      selector: selectorLabels(model.name),
      ports: model.ports.map(({ name, port, protocol, appProtocol }) => (
        { name, port, targetPort: name, protocol, ...(appProtocol !== undefined && { appProtocol }) }
      )),
    },
  };
}
