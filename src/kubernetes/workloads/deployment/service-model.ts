import { DeploymentModel, resolveDeployment } from './deployment-model';
import { laidOver } from '../../../synth/declare/lay-over';
import type { PortModel } from '../../models/port-model';
import { Probe } from '../../options/probe';
import type { ServiceObjective } from '../../options/service-objective';
import type { ServiceOptions, ServiceOverrides } from '../../options/service-options';
import { ServiceType } from '../../options/workload-port';
import { last, merged } from '../layers';
import { portModel } from '../resolve-ports';
import type { WorkloadFacts, WorkloadNeighbours } from '../resolve-settings';

/** What holds everywhere, and is said with the first word. */
export type ServicePorts = Partial<Pick<ServiceOptions, 'port' | 'portName' | 'servicePort' | 'appProtocol' | 'additionalPorts'>>;

/** Everything that may be said about a service. */
export interface ServiceSettings extends ServiceOverrides, ServicePorts {}

/** Everything the renderers need to know of a service, either everywhere or in one environment. */
export interface ServiceModel extends DeploymentModel {
  readonly serviceType: ServiceType;
  readonly serviceAnnotations?: Readonly<Record<string, string>>;
  readonly objective?: ServiceObjective;
}

const PROBES = { liveness: Probe.http('/livez'), readiness: Probe.http('/readyz') };

/** Lays the declarations of a service over its defaults, the later over the earlier. */
export function resolveService(facts: WorkloadFacts, layers: readonly ServiceSettings[], neighbours: WorkloadNeighbours): ServiceModel {
  const ports = portsOf(layers.reduce<ServiceSettings>((below, above) => laidOver(below, above), {}));
  const settings = resolveDeployment(facts, layers, neighbours, { ports, probes: PROBES });
  const serviceAnnotations = merged(layers.map((layer) => layer.serviceAnnotations));
  const objective = layers.map((layer) => layer.objective).filter((given) => given !== undefined)
    .reduce<ServiceObjective | undefined>((below, above) => (below ? laidOver(below, above) : above), undefined);
  return {
    ...settings,
    serviceType: last(layers, (layer) => layer.serviceType) ?? ServiceType.CLUSTER_IP,
    ...(Object.keys(serviceAnnotations).length > 0 && { serviceAnnotations }),
    env: { PORT: `${ports[0].port}`, ...settings.env },
    ...(objective && { objective }),
  };
}

/** The ports of a service, the main one first. */
export function portsOf({ port, portName = 'http', servicePort, appProtocol, additionalPorts = [] }: ServicePorts): PortModel[] {
  return [{ name: portName, port: port as number, servicePort, appProtocol }, ...additionalPorts].map(portModel);
}
