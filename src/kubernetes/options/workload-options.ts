import type { PodOptions } from './pod-options';
import type { TrafficTarget } from './traffic-target';
import type { Environment } from '../../estate/environment';

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

/** Where a workload is. */
export interface WorkloadPlacement {
  /**
   * Environments that have the workload, or their names; one that was not declared before is a problem at synthesis. Elsewhere nothing of it
   * exists: no overlay, no deployment, no alerts. Other workloads may connect to it, and from it, where both are.
   * @default - every environment in which services run, those declared later included
   */
  readonly environments?: (Environment | string)[];
}

/** How the image of a workload is built from this repository. */
export interface ImageBuild {
  /** Folder that is sent to the builder, relative to the repository: `'services/api'`. A change in it builds the image anew. */
  readonly context: string;

  /**
   * Path of the Dockerfile, relative to `context`.
   * @default 'Dockerfile'
   */
  readonly dockerfile?: string;
}

/**
 * What may differ between the environments of any workload. Given when it is added it holds everywhere; given to
 * `override` it holds in one environment, and what is left out there stays as it is everywhere: objects and maps are merged
 * key by key, and a list or a single value takes the place of the one before.
 */
export interface WorkloadOverrides extends PodOptions {
  /**
   * Image: `repository`, `repository:tag` or `repository:tag@sha256:…`. A tag or digest given here replaces both.
   * @default - the cloud's image registry, with the workload's name, at tag `0.1.0`: the first version that has to be pushed
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
   * Compute of each pod.
   * @default - see ContainerResources
   */
  readonly resources?: ContainerResources;

  /**
   * Environment variables that everyone may read; they stand in the workload's ConfigMap, and a change rolls the pods.
   * A service always has `PORT`. An override may only change a variable that the workload has.
   * @default - none of the user's
   */
  readonly env?: { [name: string]: string };

  /**
   * Environment variables with a value from a Secret, by reference. An override may only change a variable that the workload has.
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
   * Where the workload may open connections to, beside DNS.
   * @default - nowhere
   */
  readonly connectsTo?: TrafficTarget[];
}
