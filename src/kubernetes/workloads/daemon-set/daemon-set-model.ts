import type { PortModel } from '../../models/port-model';
import type { DaemonOptions } from '../../options/daemon-options';
import { LongRunningModel, portsWithoutService, resolveLongRunning } from '../long-running/long-running-model';
import { last } from '../resolve/layers';
import type { WorkloadFacts, WorkloadNeighbours } from '../resolve/resolve-settings';

/** Everything that may be said about a daemon. */
export type DaemonSettings = Omit<DaemonOptions, 'imageBuild' | 'environments'>;

/** Everything the renderers need to know of a daemon, either everywhere or in one environment. */
export interface DaemonSetModel extends LongRunningModel {
  readonly maxUnavailable: number | string;
}

/** Lays the declarations of a daemon over its defaults, the later over the earlier. */
export function resolveDaemonSet(facts: WorkloadFacts, layers: readonly DaemonSettings[], neighbours: WorkloadNeighbours): DaemonSetModel {
  return {
    ...resolveLongRunning(facts, layers, neighbours, { ports: daemonPorts({ ports: last(layers, (layer) => layer.ports) }), probes: {} }),
    maxUnavailable: last(layers, (layer) => layer.maxUnavailable) ?? 1,
  };
}

/** The ports of a daemon, the main one first; no Service has them. */
export function daemonPorts({ ports }: DaemonSettings): PortModel[] {
  return portsWithoutService(ports);
}
