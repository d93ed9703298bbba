import type { ImageReference } from './image-reference';
import type { PortModel } from './port-model';
import type { ProbesModel } from './probes-model';
import type { ResourceQuantities } from '../options/container-resources';
import type { EnvSourceContent } from '../options/env-source';
import type { LifecycleAction } from '../options/lifecycle-hook';
import type { LooseningContent } from '../options/loosening';
import type { PodFieldContent } from '../options/pod-field';
import type { SecretKey } from '../options/secret-key';

/** What one container of a pod is rendered from. The pod says which image it runs. */
export interface ContainerModel {
  /** Unlike those of the other containers of the pod. */
  readonly name: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  /** The main one first; none: it listens nowhere. */
  readonly ports?: readonly PortModel[];
  readonly secretEnv: Readonly<Record<string, SecretKey>>;
  readonly fieldEnv: Readonly<Record<string, PodFieldContent>>;
  /** The later over the earlier, and below all other variables. */
  readonly envFrom: readonly EnvSourceContent[];
  /** Left out: nothing is asked. */
  readonly probes?: ProbesModel;
  readonly resources: { readonly requests: Required<ResourceQuantities>; readonly limits: Required<ResourceQuantities> };
  readonly preStop?: LifecycleAction;
  readonly postStart?: LifecycleAction;
  readonly loosening: readonly LooseningContent[];
}

/** A container that starts before the main one: an init container, which ends first, or a sidecar, which goes on beside it. */
export interface InitContainerModel extends ContainerModel {
  readonly isSidecar: boolean;
  /** With its version; undefined: that of the workload. */
  readonly image?: ImageReference;
  /** Variables that stand in the container itself. */
  readonly env: Readonly<Record<string, string>>;
  /** Its own part of what the Secret of the workload holds. */
  readonly secretValues: Readonly<Record<string, string>>;
  /** Whether it has the variables of the workload's ConfigMap, below its own. */
  readonly hasConfigMap: boolean;
  /** Where it finds volumes of the pod: its own paths, each with that of the main container. */
  readonly mounts: Readonly<Record<string, string>>;
  /** As whom it runs; undefined: as the pod does. */
  readonly userId?: number;
  readonly groupId?: number;
}
