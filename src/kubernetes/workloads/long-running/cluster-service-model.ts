import type { PortModel } from '../../models/port-model';
import type { NamedModel, WorkloadModel } from '../../models/workload-model';
import type { ServiceObjectOptions } from '../../options/service-object-options';
import type { ServicePortOptions } from '../../options/service-port-options';
import { ServiceType } from '../../options/workload-port';
import { last, mergedTexts } from '../resolve/layers';
import { portModel } from '../resolve/resolve-ports';

/** What a Service follows from. */
export interface ClusterServiceModel extends NamedModel, Pick<WorkloadModel, 'initContainers'> {
  /** Those without a `servicePort` are not in it. */
  readonly ports: readonly PortModel[];
  readonly serviceType: ServiceType;
  readonly serviceAnnotations?: Readonly<Record<string, string>>;
}

/** What was said of a Service, the later over the earlier. */
export function resolveClusterService(layers: readonly ServiceObjectOptions[]): Pick<ClusterServiceModel, 'serviceType' | 'serviceAnnotations'> {
  const serviceAnnotations = mergedTexts(layers.map((layer) => layer.serviceAnnotations));
  return {
    serviceType: last(layers, (layer) => layer.serviceType) ?? ServiceType.CLUSTER_IP,
    ...(Object.keys(serviceAnnotations).length > 0 && { serviceAnnotations }),
  };
}

/** The ports of a workload with a Service, the main one first. */
export function servicePorts(
  { port, portName, servicePort, appProtocol, additionalPorts = [] }: Partial<ServicePortOptions>, defaultName: string,
): PortModel[] {
  return [{ name: portName ?? defaultName, port: port as number, servicePort, appProtocol }, ...additionalPorts].map(portModel);
}
