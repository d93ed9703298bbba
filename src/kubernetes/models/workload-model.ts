import type { ContainerModel } from './container-model';
import type { ImageReference } from './image-reference';
import type { PodModel } from './pod-model';
import type { NetworkPort } from './port-model';
import type { RouteModel } from './route-model';
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
  /** All variables of the ConfigMap, those that the kind sets by itself included. */
  readonly env: Readonly<Record<string, string>>;
  /** Texts that the pods read as files, by their keys in the ConfigMap that has nothing else. */
  readonly files: Readonly<Record<string, string>>;
  readonly egress: readonly EgressRule[];
  /** By which gateways pass on requests to it. */
  readonly routes: readonly RouteModel[];
  readonly pod: PodModel;
}
