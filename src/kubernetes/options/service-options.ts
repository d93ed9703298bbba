import type { Probe } from './probe';
import type { ServiceObjective } from './service-objective';
import type { TrafficSource } from './traffic-source';
import type { ImageBuild, WorkloadOverrides } from './workload-options';
import type { ServiceType, WorkloadPort } from './workload-port';

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
   * How Kubernetes finds out that the process is healthy; a pod that fails it is restarted. Must not ask other services.
   * @default Probe.http('/livez')
   */
  readonly liveness?: Probe;

  /**
   * How Kubernetes finds out that the pod can serve; a pod that fails it gets no traffic.
   * @default Probe.http('/readyz')
   */
  readonly readiness?: Probe;

  /**
   * How Kubernetes finds out that the container has started. Until then nothing else is asked, and a container that takes too long is
   * restarted.
   * @default - asks as `liveness` does, every 5 seconds for `startupTimeoutSeconds`; nothing where `liveness` asks nothing
   */
  readonly startup?: Probe;

  /**
   * Time a pod has to start before it is restarted, in seconds, in steps of the period of `startup`. Not beside a `startup` with a
   * `failureThreshold` of its own, which says the same.
   * @default 60
   */
  readonly startupTimeoutSeconds?: number;

  /**
   * Kind of the Service that stands before the pods.
   * @default ServiceType.CLUSTER_IP
   */
  readonly serviceType?: ServiceType;

  /**
   * Annotations of the Service, such as those that tell a cloud what load balancer to make.
   * @default - none
   */
  readonly serviceAnnotations?: { [name: string]: string };

  /**
   * Who may open connections to the service, each to its `port` or to the ports that it names. Services that name this one in
   * `connectsTo` always may.
   * @default - every pod in the namespace of the environment, to `port`
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
   * Name of `port`, by which it is referred to, such as `grpc`: lower-case letters, digits and `-`, at most 15 characters.
   * @default 'http'
   */
  readonly portName?: string;

  /**
   * Number of the port of the Service by which others reach `port`, 1 to 65535.
   * @default - `port`
   */
  readonly servicePort?: number;

  /**
   * What is spoken on `port`, for gateways and meshes: `kubernetes.io/h2c` for gRPC, `kubernetes.io/ws` for WebSockets, or a name of IANA.
   * @default - not told
   */
  readonly appProtocol?: string;

  /**
   * Further ports, such as that of the metrics.
   * @default - none
   */
  readonly additionalPorts?: WorkloadPort[];

  /**
   * Builds the image on every push that changes its folder, by the workflow `images.yml`: with SBOM and provenance, pushed
   * to the cloud's registry, and deployed by digest. The digest of an override goes before.
   * @default - the image is built elsewhere
   */
  readonly imageBuild?: ImageBuild;
}
