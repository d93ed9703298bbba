import type { PortModel } from '../../models/port-model';
import type { ProbesModel } from '../../models/probes-model';
import type { IngressRule, WorkloadModel } from '../../models/workload-model';
import type { LongRunningOverrides } from '../../options/long-running-options';
import { PortProtocol, WorkloadPort } from '../../options/workload-port';
import { last } from '../layers';
import { resolveIngress } from '../resolve-ingress';
import { DefaultProbes, resolveProbes } from '../resolve-probes';
import { resolveSettings, WorkloadFacts, WorkloadNeighbours } from '../resolve-settings';

/** Everything the renderers need to know of pods that run until somebody ends them, either everywhere or in one environment. */
export interface LongRunningModel extends WorkloadModel {
  /** The main port first. */
  readonly ports: readonly PortModel[];
  readonly probes: ProbesModel;
  readonly ingress: readonly IngressRule[];
}

/** What a kind of them does otherwise than the others. */
export interface LongRunningHabits {
  readonly ports: readonly PortModel[];
  readonly probes: DefaultProbes;
}

/** Lays the declarations over the defaults, the later over the earlier. */
export function resolveLongRunning(
  facts: WorkloadFacts, layers: readonly LongRunningOverrides[], neighbours: WorkloadNeighbours, { ports, probes }: LongRunningHabits,
): LongRunningModel {
  return {
    ...resolveSettings(facts, layers, neighbours),
    ports,
    probes: resolveProbes(layers, probes),
    ingress: resolveIngress(ports, last(layers, (layer) => layer.allowedFrom), neighbours.callers),
  };
}

/** A port as it was said. */
export function portModel({ name, port, servicePort = port, protocol = PortProtocol.TCP, appProtocol, inService = true }: WorkloadPort): PortModel {
  return { name, port, protocol, ...(inService && { servicePort }), ...(appProtocol !== undefined && { appProtocol }) };
}

/** Ports that no Service has, the main one first. */
export function portsWithoutService(ports: readonly WorkloadPort[] = []): PortModel[] {
  return ports.map((port) => portModel({ ...port, inService: false }));
}
