import type { LifecycleHook } from './lifecycle-hook';
import type { PodContainerOptions } from './pod-container-options';
import type { Probe } from './probe';
import type { WorkloadPort } from './workload-port';

/**
 * A container that runs beside the main one: it starts before it, is restarted by itself, ends after it, and keeps no job from its end (a
 * native sidecar, from Kubernetes 1.29 on).
 */
export interface SidecarOptions extends PodContainerOptions {
  /**
   * Ports on which it listens; the first is the one that its probes ask. Callers name them as they do those of the workload. They are the same
   * in all environments, and other ones than those of the other containers.
   * @default - it listens nowhere
   */
  readonly ports?: WorkloadPort[];

  /**
   * How Kubernetes finds out that it is healthy; it is restarted when it is not.
   * @default - it is asked nothing
   */
  readonly liveness?: Probe;

  /**
   * How Kubernetes finds out that it can do its work: without it the whole pod gets no traffic.
   * @default - it is asked nothing
   */
  readonly readiness?: Probe;

  /**
   * How Kubernetes finds out that it has started. Only then the containers after it start.
   * @default - asks as `liveness` does, every 5 seconds for `startupTimeoutSeconds`; nothing where `liveness` asks nothing
   */
  readonly startup?: Probe;

  /**
   * Time it has to start before it is restarted, in seconds, in steps of the period of `startup`.
   * @default 60
   */
  readonly startupTimeoutSeconds?: number;

  /**
   * What happens in the container before it is told to stop, which is after the main one has ended.
   * @default - nothing
   */
  readonly preStop?: LifecycleHook;

  /**
   * What happens in the container after its program was started, beside it.
   * @default - nothing
   */
  readonly postStart?: LifecycleHook;
}
