import type { ServiceObjective } from './service-objective';
import type { TrafficSource } from './traffic-source';
import type { ImageBuild, WorkloadOverrides } from './workload-options';

/** How many pods of a service run: the horizontal pod autoscaler chooses a number in this range. */
export interface ReplicaRange {
  /** Fewest pods, at least 1. From 2 on the service survives the loss of a node. */
  readonly min: number;
  /** Most pods, not below `min`. */
  readonly max: number;
}

/**
 * What may differ between the environments of a service. Given to `addService` it holds everywhere; given to
 * `override` it holds in one environment, and what is left out there stays as it is everywhere: objects and maps are merged
 * key by key, and a list or a single value takes the place of the one before.
 */
export interface ServiceOverrides extends WorkloadOverrides {
  /**
   * How many pods run. The default is the same in every environment, so that drains and rollouts behave in the first
   * one as they do in the last; two idle pods request a fifth of a core.
   * @default { min: 2, max: 4 }
   */
  readonly replicas?: ReplicaRange;

  /**
   * Average use of the requested cpu that the autoscaler aims at, in percent.
   * @default 70
   */
  readonly targetCpuUtilizationPercent?: number;

  /**
   * HTTP path that answers while the process is healthy; a pod that fails it is restarted. Must not ask other services.
   * @default '/livez'
   */
  readonly livenessPath?: string;

  /**
   * HTTP path that answers while the pod can serve; a pod that fails it gets no traffic.
   * @default '/readyz'
   */
  readonly readinessPath?: string;

  /**
   * Time a pod has to start before it is restarted, in seconds. Checked in steps of 5 seconds.
   * @default 60
   */
  readonly startupTimeoutSeconds?: number;

  /**
   * Who may open connections to the service's port. Services that name this one in `connectsTo` always may.
   * @default - every pod in the namespace of the environment
   */
  readonly allowedFrom?: TrafficSource[];

  /**
   * What callers may expect of the service: alerts and a dashboard follow from it. It belongs where somebody shall be
   * woken, such as `override(prod, { objective: … })`.
   * @default - none: alerts tell of pods, not of requests
   */
  readonly objective?: ServiceObjective;
}

/** A service of the estate. */
export interface ServiceOptions extends ServiceOverrides {
  /** Port on which the container speaks HTTP, 1024 to 65535: an unprivileged process cannot open a lower one. */
  readonly port: number;

  /**
   * Builds the image on every push that changes its folder, by the workflow `images.yml`: with SBOM and provenance, pushed
   * to the cloud's registry, and deployed by digest. The digest of an override goes before.
   * @default - the image is built elsewhere
   */
  readonly imageBuild?: ImageBuild;
}
