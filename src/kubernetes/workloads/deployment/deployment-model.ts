import type { PortModel } from '../../models/port-model';
import type { ProbesModel } from '../../models/probes-model';
import { allPorts, IngressRule, WorkloadModel } from '../../models/workload-model';
import type { DeploymentOverrides, ReplicaRange } from '../../options/deployment-options';
import { last } from '../layers';
import { resolveIngress } from '../resolve-ingress';
import { DefaultProbes, resolveProbes } from '../resolve-probes';
import { resolveSettings, WorkloadFacts, WorkloadNeighbours } from '../resolve-settings';

/** Everything the renderers need to know of pods that run side by side, either everywhere or in one environment. */
export interface DeploymentModel extends WorkloadModel {
  /** The main port first. */
  readonly ports: readonly PortModel[];
  readonly replicas: ReplicaRange;
  readonly targetCpuUtilizationPercent: number;
  readonly probes: ProbesModel;
  readonly ingress: readonly IngressRule[];
}

/** What a kind of them does otherwise than the others. */
export interface DeploymentHabits {
  readonly ports: readonly PortModel[];
  readonly probes: DefaultProbes;
}

/** Lays the declarations over the defaults, the later over the earlier. */
export function resolveDeployment(
  facts: WorkloadFacts, layers: readonly DeploymentOverrides[], neighbours: WorkloadNeighbours, { ports, probes }: DeploymentHabits,
): DeploymentModel {
  const settings = resolveSettings(facts, layers, neighbours);
  return {
    ...settings,
    ports,
    replicas: last(layers, (layer) => layer.replicas) ?? { min: 2, max: 4 },
    targetCpuUtilizationPercent: last(layers, (layer) => layer.targetCpuUtilizationPercent) ?? 70,
    probes: resolveProbes(layers, probes),
    ingress: resolveIngress(allPorts({ ...settings, ports }), last(layers, (layer) => layer.allowedFrom), neighbours.callers),
  };
}
