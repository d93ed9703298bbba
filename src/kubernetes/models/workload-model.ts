import type { NamedClaimModel } from './claim-model';
import type { ContainerModel, InitContainerModel } from './container-model';
import type { ExternalSecretModel } from './external-secret-model';
import type { ImageReference } from './image-reference';
import type { PodModel } from './pod-model';
import type { NetworkPort, PortModel } from './port-model';
import type { RouteModel } from './route-model';
import type { VolumeModel } from './volume-model';
import type { PortRange } from '../../clouds/module-facts';
import type { LooseningContent } from '../options/loosening';
import type { NetworkPeer } from '../options/network-peer';

/** A permitted connection from a workload to a peer. */
export interface EgressRule {
  readonly peer: NetworkPeer;
  readonly ports: readonly NetworkPort[];
}

/** Connections from peers to some ports of a workload. */
export interface IngressRule {
  readonly peers: readonly NetworkPeer[];
  readonly ports: readonly NetworkPort[];
}

/** What every object of a workload is called and labelled by. */
export interface NamedModel {
  readonly name: string;
  /** Name of the project that the workload belongs to. */
  readonly partOf: string;
}

/**
 * What the renderers need to know of any workload, either everywhere or in one environment: its main container, which is called as the
 * workload, and the pod around that. Each kind adds what is its own.
 */
export interface WorkloadModel extends NamedModel, ContainerModel {
  readonly image: ImageReference;
  /** What all its objects are called by, beside that which each has by itself. */
  readonly metadata: { readonly labels?: Readonly<Record<string, string>>; readonly annotations?: Readonly<Record<string, string>> };
  /** All variables of the ConfigMap, those that the kind sets by itself included. */
  readonly env: Readonly<Record<string, string>>;
  readonly volumes: readonly VolumeModel[];
  /** The claims that it brings. */
  readonly claims: readonly NamedClaimModel[];
  /** Texts that the pods read as files, by their keys in the ConfigMap that has nothing else. */
  readonly files: Readonly<Record<string, string>>;
  /** What its Secret holds, by key: texts with outputs of root modules in them; empty: it has no Secret. */
  readonly secretValues: Readonly<Record<string, string>>;
  /** What makes its Secret of a store of secrets instead; undefined: nothing does. */
  readonly externalSecret?: ExternalSecretModel;
  readonly egress: readonly EgressRule[];
  /** Team that is told of its alerts; undefined: that of the environment. */
  readonly team?: string;
  /** TCP ports of any address that it reaches because of what it was granted, sorted. */
  readonly grantedPorts: readonly PortRange[];
  /** By which gateways pass on requests to it. */
  readonly routes: readonly RouteModel[];
  readonly pod: PodModel;
  /** The containers before it and beside it, in the order in which they start. */
  readonly initContainers: readonly InitContainerModel[];
}

/** Name of the volume in which another container than the main one has its `/tmp`. */
export function tmpVolumeOf(container: string): string {
  return `tmp-${container}`;
}

/** The images of all containers of a workload. */
export function imagesOf({ image, initContainers }: Pick<WorkloadModel, 'image' | 'initContainers'>): ImageReference[] {
  return [image, ...initContainers.flatMap((container) => container.image ?? [])];
}

/** The ports of all containers of a workload, the main one first. */
export function allPorts({ ports = [], initContainers }: Pick<WorkloadModel, 'ports' | 'initContainers'>): PortModel[] {
  return [...ports, ...initContainers.flatMap((container) => container.ports ?? [])];
}

/** The containers of a pod, as far as they are loosened. */
type LoosenedModel = Pick<WorkloadModel, 'loosening' | 'initContainers'>;

/** All that is loosened in the pods of a workload. */
export function looseningOf({ loosening, initContainers }: LoosenedModel): LooseningContent[] {
  return [...loosening, ...initContainers.flatMap((container) => container.loosening)];
}

/** Whether its pods talk to the API server. */
export function reachesApiServer(model: LoosenedModel): boolean {
  return looseningOf(model).some(({ kind }) => kind === 'api-access');
}
