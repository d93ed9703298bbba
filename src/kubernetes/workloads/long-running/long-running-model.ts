import { readerAsCaller, resolveMetrics } from './metrics';
import type { MetricsModel } from '../../models/metrics-model';
import type { PortModel } from '../../models/port-model';
import type { ProbesModel } from '../../models/probes-model';
import { allPorts, IngressRule, WorkloadModel } from '../../models/workload-model';
import type { LongRunningOverrides } from '../../options/long-running-options';
import type { WorkloadPort } from '../../options/workload-port';
import { last } from '../resolve/layers';
import { resolveIngress } from '../resolve/resolve-ingress';
import { portModel } from '../resolve/resolve-ports';
import { DefaultProbes, resolveProbes } from '../resolve/resolve-probes';
import { resolveSettings, WorkloadFacts, WorkloadNeighbours } from '../resolve/resolve-settings';

/** Everything the renderers need to know of pods that run until somebody ends them, either everywhere or in one environment. */
export interface LongRunningModel extends WorkloadModel {
  /** Those of the main container, the main one first. */
  readonly ports: readonly PortModel[];
  readonly probes: ProbesModel;
  readonly ingress: readonly IngressRule[];
  /** Undefined: they serve none. */
  readonly metrics?: MetricsModel;
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
  const settings = resolveSettings(facts, layers, neighbours);
  const all = allPorts({ ...settings, ports });
  const metrics = resolveMetrics(facts, layers, all);
  const callers = [...neighbours.callers, ...readerAsCaller(metrics)];
  return {
    ...settings,
    ports,
    probes: resolveProbes(layers, probes),
    ingress: resolveIngress(all, last(layers, (layer) => layer.allowedFrom), callers),
    ...(metrics && { metrics }),
  };
}

/** Ports that no Service has, the main one first. */
export function portsWithoutService(ports: readonly WorkloadPort[] = []): PortModel[] {
  return ports.map((port) => portModel({ ...port, inService: false }));
}
