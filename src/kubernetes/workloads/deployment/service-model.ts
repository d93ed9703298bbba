import { DeploymentModel, resolveDeployment } from './deployment-model';
import { laidOver } from '../../../synth/declare/lay-over';
import type { PortModel } from '../../models/port-model';
import type { CloudBaseRunOptions } from '../../options/cloudbase-run-options';
import { Probe } from '../../options/probe';
import type { ServiceObjective } from '../../options/service-objective';
import type { ServiceOverrides } from '../../options/service-options';
import type { ServicePortOptions } from '../../options/service-port-options';
import { ClusterServiceModel, resolveClusterService, servicePorts } from '../long-running/cluster-service-model';
import type { WorkloadFacts, WorkloadNeighbours } from '../resolve/resolve-settings';

/** What holds everywhere, and is said with the first word. */
export type ServicePorts = Partial<ServicePortOptions>;

/** Everything that may be said about a service. */
export interface ServiceSettings extends ServiceOverrides, ServicePorts {}

/** Everything the renderers need to know of a service, either everywhere or in one environment. */
export interface ServiceModel extends DeploymentModel, Omit<ClusterServiceModel, 'ports'> {
  readonly objective?: ServiceObjective;
  /** What holds of it in CloudBase Run, as it was said; undefined: nothing was. */
  readonly cloudBaseRun?: CloudBaseRunOptions;
}

/** Name of the main port where no other is given. */
export const MAIN_PORT_NAME = 'http';

const PROBES = { liveness: Probe.http('/livez'), readiness: Probe.http('/readyz') };

/** Lays the declarations of a service over its defaults, the later over the earlier. */
export function resolveService(facts: WorkloadFacts, layers: readonly ServiceSettings[], neighbours: WorkloadNeighbours): ServiceModel {
  const ports = portsOf(layers.reduce<ServiceSettings>((below, above) => laidOver(below, above), {}));
  const settings = resolveDeployment(facts, layers, neighbours, { ports, probes: PROBES });
  const objective = overlaid(layers, (layer) => layer.objective);
  const cloudBaseRun = overlaid(layers, (layer) => layer.cloudBaseRun);
  return {
    ...settings,
    ...resolveClusterService(layers),
    env: { PORT: `${ports[0].port}`, ...settings.env },
    ...(objective && { objective }),
    ...(cloudBaseRun && { cloudBaseRun }),
  };
}

/** What was said by an option that is merged key by key; undefined: nothing was. */
function overlaid<T extends object>(layers: readonly ServiceSettings[], pick: (layer: ServiceSettings) => T | undefined): T | undefined {
  return layers.map(pick).filter((given) => given !== undefined)
    .reduce<T | undefined>((below, above) => (below ? laidOver(below, above) : above), undefined);
}

/** The ports of a service, the main one first. */
export function portsOf(ports: ServicePorts): PortModel[] {
  return servicePorts(ports, MAIN_PORT_NAME);
}
