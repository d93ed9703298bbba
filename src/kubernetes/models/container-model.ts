import type { PortModel } from './port-model';
import type { ProbesModel } from './probes-model';
import type { LifecycleAction } from '../options/lifecycle-hook';
import type { ResourceQuantities, SecretKey } from '../options/workload-options';

/** What one container of a pod is rendered from. The pod says which image it runs, and as whom. */
export interface ContainerModel {
  /** Unlike those of the other containers of the pod. */
  readonly name: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  /** The main one first; none: it listens nowhere. */
  readonly ports?: readonly PortModel[];
  readonly secretEnv: Readonly<Record<string, SecretKey>>;
  /** Left out: nothing is asked. */
  readonly probes?: ProbesModel;
  readonly resources: { readonly requests: Required<ResourceQuantities>; readonly limits: Required<ResourceQuantities> };
  readonly preStop?: LifecycleAction;
  readonly postStart?: LifecycleAction;
}
