import type { PortModel } from '../../models/port-model';
import type { PodOptions } from '../../options/pod-options';
import type { SidecarOptions } from '../../options/sidecar-options';
import { PortProtocol, WorkloadPort } from '../../options/workload-port';

/** A port as it was said. */
export function portModel({ name, port, servicePort = port, protocol = PortProtocol.TCP, appProtocol, inService = true }: WorkloadPort): PortModel {
  return { name, port, protocol, ...(inService && { servicePort }), ...(appProtocol !== undefined && { appProtocol }) };
}

/** The ports of a sidecar, the main one first. */
export function portsOfSidecar({ ports = [] }: Pick<SidecarOptions, 'ports'>): PortModel[] {
  return ports.map((port) => ({ ...portModel(port), ofSidecar: true }));
}

/** The ports of all sidecars that a workload may have. */
export function sidecarPorts({ sidecars = {} }: PodOptions): PortModel[] {
  return Object.values(sidecars).flatMap(portsOfSidecar);
}
