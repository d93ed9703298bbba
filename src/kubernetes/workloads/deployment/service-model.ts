import { laidOver } from '../../../synth/declare/lay-over';
import type { WorkloadModel } from '../../models/workload-model';
import type { NetworkPeer } from '../../options/network-peer';
import type { ServiceObjective } from '../../options/service-objective';
import type { ReplicaRange, ServiceOverrides } from '../../options/service-options';
import type { TrafficSource } from '../../options/traffic-source';
import { last, resolveSettings, WorkloadFacts, WorkloadNeighbours } from '../resolve-settings';

/** Everything that may be said about a service; its port with the first word. */
export interface ServiceSettings extends ServiceOverrides {
  readonly port?: number;
}

/** Everything the renderers need to know of a service, either everywhere or in one environment. */
export interface ServiceModel extends WorkloadModel {
  readonly port: number;
  readonly replicas: ReplicaRange;
  readonly targetCpuUtilizationPercent: number;
  readonly livenessPath: string;
  readonly readinessPath: string;
  readonly startupTimeoutSeconds: number;
  readonly ingress: readonly NetworkPeer[];
  readonly objective?: ServiceObjective;
}

/** Lays the declarations of a service over its defaults, the later over the earlier. */
export function resolveService(facts: WorkloadFacts, layers: readonly ServiceSettings[], neighbours: WorkloadNeighbours): ServiceModel {
  const settings = resolveSettings(facts, layers, neighbours);
  const port = layers.find((layer) => layer.port !== undefined)?.port as number;
  const objective = layers.map((layer) => layer.objective).filter((given) => given !== undefined)
    .reduce<ServiceObjective | undefined>((below, above) => (below ? laidOver(below, above) : above), undefined);
  return {
    ...settings,
    port,
    replicas: last(layers, (layer) => layer.replicas) ?? { min: 2, max: 4 },
    targetCpuUtilizationPercent: last(layers, (layer) => layer.targetCpuUtilizationPercent) ?? 70,
    livenessPath: last(layers, (layer) => layer.livenessPath) ?? '/livez',
    readinessPath: last(layers, (layer) => layer.readinessPath) ?? '/readyz',
    startupTimeoutSeconds: last(layers, (layer) => layer.startupTimeoutSeconds) ?? 60,
    env: { PORT: `${port}`, ...settings.env },
    ingress: ingressOf(last(layers, (layer) => layer.allowedFrom), neighbours.callers),
    ...(objective && { objective }),
  };
}

function ingressOf(allowedFrom: readonly TrafficSource[] | undefined, callers: readonly string[]): NetworkPeer[] {
  if (!allowedFrom) return [{ kind: 'own-namespace' }];
  const peers = allowedFrom.map((source) => source._peer);
  const named = new Set(peers.map((peer) => (peer.kind === 'service' ? peer.name : undefined)));
  return [...peers, ...callers.filter((caller) => !named.has(caller)).map((name) => ({ kind: 'service', name }) as const)];
}
