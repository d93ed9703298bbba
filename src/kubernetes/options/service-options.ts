import type { DeploymentOverrides } from './deployment-options';
import type { ServiceObjective } from './service-objective';
import type { ImageBuild, WorkloadPlacement } from './workload-options';
import type { ServiceType, WorkloadPort } from './workload-port';

/**
 * What may differ between the environments of a service. Given to `addService` it holds everywhere; given to
 * `override` it holds in one environment, and what is left out there stays as it is everywhere: objects and maps are merged
 * key by key, and a list or a single value takes the place of the one before.
 */
export interface ServiceOverrides extends DeploymentOverrides {
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
   * What callers may expect of the service: alerts and a dashboard follow from it. It belongs where somebody shall be
   * woken, such as `override(prod, { objective: … })`.
   * @default - none: alerts tell of pods, not of requests
   */
  readonly objective?: ServiceObjective;
}

/** A service of the estate. */
export interface ServiceOptions extends ServiceOverrides, WorkloadPlacement {
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
   * to the cloud's registry, and deployed by digest, once the pull request is merged that holds it. The digest of an override goes
   * before.
   * @default - the image is built elsewhere
   */
  readonly imageBuild?: ImageBuild;
}
