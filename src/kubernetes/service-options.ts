import type { ServiceObjective } from './service-objective';
import type { TrafficSource } from './traffic-source';
import type { TrafficTarget } from './traffic-target';

/** How many pods of a service run: the horizontal pod autoscaler chooses a number in this range. */
export interface ReplicaRange {
  /** Fewest pods, at least 1. From 2 on the service survives the loss of a node. */
  readonly min: number;
  /** Most pods, not below `min`. */
  readonly max: number;
}

/** Amounts of compute in the notation of Kubernetes. */
export interface ResourceQuantities {
  /**
   * Processor time in cores: `'250m'` is a quarter of a core, `'2'` are two.
   * @default - requests: `100m`, limits: `500m`
   */
  readonly cpu?: string;

  /**
   * Memory in bytes with a unit: `'256Mi'`, `'1Gi'`.
   * @default - requests: `128Mi`, limits: `256Mi`
   */
  readonly memory?: string;

  /**
   * Disk for logs and `/tmp`, in bytes with a unit: `'1Gi'`.
   * @default - requests: `64Mi`, limits: `256Mi`
   */
  readonly ephemeralStorage?: string;
}

/** What a container is promised and what it may use at most. */
export interface ContainerResources {
  /**
   * What the scheduler reserves for each pod.
   * @default - `100m` of cpu, `128Mi` of memory, `64Mi` of ephemeral storage
   */
  readonly requests?: ResourceQuantities;

  /**
   * What each pod may use at most.
   * @default - `500m` of cpu, `256Mi` of memory, `256Mi` of ephemeral storage
   */
  readonly limits?: ResourceQuantities;
}

/** One value inside a Kubernetes Secret. The Secret itself is never generated: an operator or a vault puts it there. */
export interface SecretKey {
  /** Name of the Secret, in the namespace of the environment. */
  readonly secret: string;
  /** Key inside the Secret. */
  readonly key: string;
}

/**
 * What may differ between the environments of a service. Given to `addService` it holds everywhere; given to
 * `override` it holds in one environment, and what is left out there stays as it is everywhere: objects and maps are merged
 * key by key, and a list or a single value takes the place of the one before.
 */
export interface ServiceOverrides {
  /**
   * Image: `repository`, `repository:tag` or `repository:tag@sha256:…`. A tag or digest given here replaces both.
   * @default - the cloud's image registry, with the service's name, at tag `0.1.0`: the first version that has to be pushed
   */
  readonly image?: string;

  /**
   * Tag of the image, in place of that in `image`. Replaces an inherited digest as well.
   * @default - the tag of `image`
   */
  readonly imageTag?: string;

  /**
   * Digest of the image, `sha256:…`, in place of that in `image`.
   * @default - the digest of `image`
   */
  readonly imageDigest?: string;

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
   * Compute of each pod.
   * @default - see ContainerResources
   */
  readonly resources?: ContainerResources;

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
   * Environment variables that everyone may read; they stand in the service's ConfigMap, and a change rolls the pods.
   * `PORT` is always there. An override may only change a variable that the service has.
   * @default - `PORT` alone
   */
  readonly env?: { [name: string]: string };

  /**
   * Environment variables with a value from a Secret, by reference. An override may only change a variable that the service has.
   * @default - none
   */
  readonly secretEnv?: { [name: string]: SecretKey };

  /**
   * Program to run in the container.
   * @default - the image's entry point
   */
  readonly command?: string[];

  /**
   * Arguments of the program.
   * @default - the image's arguments
   */
  readonly args?: string[];

  /**
   * Who may open connections to the service's port. Services that name this one in `connectsTo` always may.
   * @default - every pod in the namespace of the environment
   */
  readonly allowedFrom?: TrafficSource[];

  /**
   * Where the service may open connections to, beside DNS.
   * @default - nowhere
   */
  readonly connectsTo?: TrafficTarget[];

  /**
   * What callers may expect of the service: alerts and a dashboard follow from it. It belongs where somebody shall be
   * woken, such as `override(prod, { objective: … })`.
   * @default - none: alerts tell of pods, not of requests
   */
  readonly objective?: ServiceObjective;
}

/** How the image of a service is built from this repository. */
export interface ImageBuild {
  /** Folder that is sent to the builder, relative to the repository: `'services/api'`. A change in it builds the image anew. */
  readonly context: string;

  /**
   * Path of the Dockerfile, relative to `context`.
   * @default 'Dockerfile'
   */
  readonly dockerfile?: string;
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
