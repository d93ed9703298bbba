import { laidOver } from '../../../synth/declare/lay-over';
import type { ClaimModel } from '../../models/claim-model';
import type { PortModel } from '../../models/port-model';
import { AccessMode } from '../../options/access-mode';
import type { PodClaim } from '../../options/pod-claim';
import { Probe } from '../../options/probe';
import type { ServicePortOptions } from '../../options/service-port-options';
import type { PodSpread } from '../../options/spread-options';
import { PodManagementPolicy, StatefulServiceOptions, StatefulServiceOverrides } from '../../options/stateful-service-options';
import { ClusterServiceModel, resolveClusterService, servicePorts } from '../long-running/cluster-service-model';
import { LongRunningModel, resolveLongRunning } from '../long-running/long-running-model';
import { last } from '../resolve/layers';
import type { WorkloadFacts, WorkloadNeighbours } from '../resolve/resolve-settings';
import { resolveSpread } from '../resolve/resolve-spread';
import { volumeNameOf } from '../resolve/resolve-volumes';

/** Everything that may be said about a stateful service. */
export interface StatefulServiceSettings
  extends StatefulServiceOverrides, Partial<ServicePortOptions>, Pick<StatefulServiceOptions, 'podManagementPolicy'> {}

/** A claim that each pod has for itself. */
export interface PodClaimModel extends ClaimModel {
  /** Name of the volume in each pod. The claims are called by it, the workload and the number of the pod. */
  readonly name: string;
  readonly mountPath: string;
  readonly subPath?: string;
}

/** Everything the renderers need to know of a stateful service, either everywhere or in one environment. */
export interface StatefulSetModel extends LongRunningModel, Omit<ClusterServiceModel, 'ports'> {
  readonly replicas: number;
  readonly podManagementPolicy: PodManagementPolicy;
  readonly spread: PodSpread;
  readonly podClaims: readonly PodClaimModel[];
}

/** Name of the main port where no other is given: what is spoken on it nobody knows. */
export const MAIN_PORT_NAME = 'tcp';

const PROBES = { readiness: Probe.tcp() };

/** Lays the declarations of a stateful service over its defaults, the later over the earlier. */
export function resolveStatefulSet(
  facts: WorkloadFacts, layers: readonly StatefulServiceSettings[], neighbours: WorkloadNeighbours,
): StatefulSetModel {
  const ports = portsOf(layers.reduce<StatefulServiceSettings>((below, above) => laidOver(below, above), {}));
  const settings = resolveLongRunning(facts, layers, neighbours, { ports, probes: PROBES });
  const podClaims = podClaimsOf(layers);
  return {
    ...settings,
    volumes: [...settings.volumes, ...podClaims.map(({ name, mountPath, subPath }) => ({ name, mountPath, subPath, source: { kind: 'pod-claim' } as const }))],
    ...resolveClusterService(layers),
    replicas: last(layers, (layer) => layer.replicas)?.max ?? 1,
    podManagementPolicy: last(layers, (layer) => layer.podManagementPolicy) ?? PodManagementPolicy.ORDERED_READY,
    spread: resolveSpread(layers),
    podClaims,
  };
}

/** The ports of a stateful service, the main one first. */
export function portsOf(ports: Partial<ServicePortOptions>): PortModel[] {
  return servicePorts(ports, MAIN_PORT_NAME);
}

/** Name of the headless Service by which each pod has a name of its own: `<name>-0.<name>-pods`. */
export function podsServiceName(workload: string): string {
  return `${workload}-pods`;
}

function podClaimsOf(layers: readonly StatefulServiceSettings[]): PodClaimModel[] {
  const claims = layers.reduce<Readonly<Record<string, PodClaim>>>((below, { claims: above = {} }) => laidOver(below, above), {});
  return Object.entries(claims).map(([mountPath, { size, storageClassName, accessMode = AccessMode.READ_WRITE_ONCE, subPath }]) => (
    { name: volumeNameOf(mountPath), mountPath, subPath, size, storageClassName, accessMode }
  ));
}
