import { laidOver } from '../../../synth/declare/lay-over';
import type { PortModel } from '../../models/port-model';
import type { ProbesModel } from '../../models/probes-model';
import type { IngressRule, WorkloadModel } from '../../models/workload-model';
import type { ServiceObjective } from '../../options/service-objective';
import type { ReplicaRange, ServiceOptions, ServiceOverrides } from '../../options/service-options';
import { PortProtocol, ServiceType, WorkloadPort } from '../../options/workload-port';
import { last, merged } from '../layers';
import { resolveIngress } from '../resolve-ingress';
import { resolveProbes } from '../resolve-probes';
import { resolveSettings, WorkloadFacts, WorkloadNeighbours } from '../resolve-settings';

/** What holds everywhere, and is said with the first word. */
export type ServicePorts = Partial<Pick<ServiceOptions, 'port' | 'portName' | 'servicePort' | 'appProtocol' | 'additionalPorts'>>;

/** Everything that may be said about a service. */
export interface ServiceSettings extends ServiceOverrides, ServicePorts {}

/** Everything the renderers need to know of a service, either everywhere or in one environment. */
export interface ServiceModel extends WorkloadModel {
  /** The main port first. */
  readonly ports: readonly PortModel[];
  readonly serviceType: ServiceType;
  readonly serviceAnnotations?: Readonly<Record<string, string>>;
  readonly replicas: ReplicaRange;
  readonly targetCpuUtilizationPercent: number;
  readonly probes: ProbesModel;
  readonly ingress: readonly IngressRule[];
  readonly objective?: ServiceObjective;
}

/** Lays the declarations of a service over its defaults, the later over the earlier. */
export function resolveService(facts: WorkloadFacts, layers: readonly ServiceSettings[], neighbours: WorkloadNeighbours): ServiceModel {
  const settings = resolveSettings(facts, layers, neighbours);
  const ports = portsOf(layers.reduce<ServiceSettings>((below, above) => laidOver(below, above), {}));
  const serviceAnnotations = merged(layers.map((layer) => layer.serviceAnnotations));
  const objective = layers.map((layer) => layer.objective).filter((given) => given !== undefined)
    .reduce<ServiceObjective | undefined>((below, above) => (below ? laidOver(below, above) : above), undefined);
  return {
    ...settings,
    ports,
    serviceType: last(layers, (layer) => layer.serviceType) ?? ServiceType.CLUSTER_IP,
    ...(Object.keys(serviceAnnotations).length > 0 && { serviceAnnotations }),
    replicas: last(layers, (layer) => layer.replicas) ?? { min: 2, max: 4 },
    targetCpuUtilizationPercent: last(layers, (layer) => layer.targetCpuUtilizationPercent) ?? 70,
    probes: resolveProbes(layers),
    env: { PORT: `${ports[0].port}`, ...settings.env },
    ingress: resolveIngress(ports, last(layers, (layer) => layer.allowedFrom), neighbours.callers),
    ...(objective && { objective }),
  };
}

/** The ports of a service, the main one first. */
export function portsOf({ port, portName = 'http', servicePort, appProtocol, additionalPorts = [] }: ServicePorts): PortModel[] {
  return [{ name: portName, port: port as number, servicePort, appProtocol }, ...additionalPorts].map(portModel);
}

function portModel({ name, port, servicePort = port, protocol = PortProtocol.TCP, appProtocol, inService = true }: WorkloadPort): PortModel {
  return { name, port, protocol, ...(inService && { servicePort }), ...(appProtocol !== undefined && { appProtocol }) };
}
