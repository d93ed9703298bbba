import type { InitContainerOptions } from './init-container-options';
import type { LifecycleHook } from './lifecycle-hook';
import type { SidecarOptions } from './sidecar-options';
import type { HclExpression } from '../../terraform/hcl/expression';

/** What a taint does to pods that do not tolerate it, as Kubernetes names it. */
export enum TaintEffect {
  /** None comes to the node. */
  NO_SCHEDULE = 'NoSchedule',
  /** None comes to the node while there is another one. */
  PREFER_NO_SCHEDULE = 'PreferNoSchedule',
  /** None comes to the node, and those that are there go. */
  NO_EXECUTE = 'NoExecute',
}

/** A taint of nodes that does not keep the pods away. */
export interface Toleration {
  /**
   * Key of the taint, such as `dedicated`.
   * @default - every taint, which takes a toleration without `value`, too
   */
  readonly key?: string;

  /**
   * Value of the taint.
   * @default - whatever it is
   */
  readonly value?: string;

  /**
   * Effect of the taint.
   * @default - every effect
   */
  readonly effect?: TaintEffect;

  /**
   * How long a pod stays on a node that gets the taint, in seconds; with `TaintEffect.NO_EXECUTE` alone.
   * @default - for good
   */
  readonly tolerationSeconds?: number;
}

/** What may be said of the pods of any workload. */
export interface PodOptions {
  /**
   * Labels that a node has to have for the pods to run there, such as `{ 'kubernetes.io/arch': 'arm64' }`.
   * @default - any node
   */
  readonly nodeSelector?: { [label: string]: string };

  /**
   * Taints of nodes that do not keep the pods away.
   * @default - none
   */
  readonly tolerations?: Toleration[];

  /**
   * Name of a PriorityClass of the cluster.
   * @default - that of the cluster
   */
  readonly priorityClassName?: string;

  /**
   * Time between the word to stop and the end by force, in seconds; `preStop` counts.
   * @default 30
   */
  readonly terminationGracePeriodSeconds?: number;

  /**
   * What happens in the container before it is told to stop, such as `LifecycleHook.sleep(5)` until no more connections come.
   * @default - nothing
   */
  readonly preStop?: LifecycleHook;

  /**
   * What happens in the container after its program was started, beside it.
   * @default - nothing
   */
  readonly postStart?: LifecycleHook;

  /**
   * Containers that run before the main one starts, by name, one after the other in this order. What they do they do in every pod, and again
   * when it is started anew. An override names those that there are.
   * @default - none
   */
  readonly initContainers?: { [name: string]: InitContainerOptions };

  /**
   * Containers that run beside the main one, by name; they start before it in this order. An override names those that there are.
   * @default - none
   */
  readonly sidecars?: { [name: string]: SidecarOptions };

  /**
   * Labels of the pods beside those that every workload has.
   * @default - none
   */
  readonly podLabels?: { [label: string]: string };

  /**
   * Annotations of the pods. A change rolls them.
   * @default - none
   */
  readonly podAnnotations?: { [name: string]: string | HclExpression };

  /**
   * Annotations of the workload's own service account, such as those that name an identity of the cloud.
   * @default - none
   */
  readonly serviceAccountAnnotations?: { [name: string]: string | HclExpression };

  /**
   * Names of Secrets with the login to a registry, in the namespace of the environment.
   * @default - none: nodes log in to the registry of the cloud by themselves
   */
  readonly imagePullSecrets?: string[];

  /**
   * Id of the user as whom the containers run, from 1. kube-score counts one below 10000 as a finding: a node may have such a user.
   * @default 10001
   */
  readonly runAsUser?: number;

  /**
   * Id of the group as which the containers run, and that owns volumes, from 1.
   * @default 10001
   */
  readonly runAsGroup?: number;
}
