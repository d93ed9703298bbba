import type { ContainerResources } from './container-resources';
import type { EnvSource } from './env-source';
import type { Loosening } from './loosening';
import type { PodField } from './pod-field';
import type { PodOptions } from './pod-options';
import type { SecretKey } from './secret-key';
import type { TrafficTarget } from './traffic-target';
import type { Volume } from './volume';
import type { Environment } from '../../estate/environment';
import type { ModuleCall } from '../../terraform/declare/root-module-call';
import type { HclExpression } from '../../terraform/hcl/expression';

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
   * Environment variables that everyone may read; they stand in the workload's ConfigMap, and a change rolls the pods. An output of a root
   * module is filled in by the deployment; one that is sensitive is for `secretEnv`.
   * A service always has `PORT`. An override may only give a value to a variable that the workload has, or that it names in
   * `addedVariables`; one that has its value from elsewhere in other environments is such a variable.
   * @default - none of the user's
   */
  readonly env?: { [name: string]: string | HclExpression };

  /**
   * Environment variables with a secret value: a key of a Secret that something else puts there, or an output of a root module, or text composed
   * of outputs with `Hcl.template`, which the deployment puts into the Secret `<workload>-outputs`. For overrides holds what holds for `env`.
   * @default - none
   */
  readonly secretEnv?: { [name: string]: SecretKey | HclExpression };

  /**
   * Environment variables with what a pod knows of itself: `{ POD_NAME: PodField.NAME }`. For overrides holds what holds for `env`.
   * @default - none
   */
  readonly fieldEnv?: { [name: string]: PodField };

  /**
   * Objects all of whose keys become environment variables, the later over the earlier; variables of the workload's own go before.
   * @default - none
   */
  readonly envFrom?: EnvSource[];

  /**
   * Names of variables that an override gives a value to, and that there are in its environment alone. In an override only.
   * @default - none
   */
  readonly addedVariables?: string[];

  /**
   * Names of variables that the workload has, but not in the environment of this override. In an override only.
   * @default - none
   */
  readonly removedVariables?: string[];

  /**
   * What the container finds at mount paths, beside an empty `/tmp` of 64 MiB: `{ '/data': Volume.claim({ size: '10Gi' }) }`. The names of
   * the volumes follow from the paths. An override gives another volume to a path that the workload has; `Volume.none()` says that there is
   * none in an environment, or that there is one in some environments alone.
   * @default - `/tmp`
   */
  readonly volumes?: { [mountPath: string]: Volume };

  /**
   * Program to run in the container.
   * @default - the image's entry point
   */
  readonly command?: (string | HclExpression)[];

  /**
   * Arguments of the program.
   * @default - the image's arguments
   */
  readonly args?: (string | HclExpression)[];

  /**
   * Labels of all objects of the workload, beside those that every workload has; its pods have `podLabels`.
   * @default - none
   */
  readonly labels?: { [label: string]: string };

  /**
   * Annotations of all objects of the workload, below those of single ones, such as `serviceAnnotations`; its pods have `podAnnotations`.
   * @default - none
   */
  readonly annotations?: { [name: string]: string | HclExpression };

  /**
   * Team that is told of its alerts, one of the project's `alertReceivers`.
   * @default - that of the environment
   */
  readonly team?: string;

  /**
   * What the main container may do that others may not, each with its reason.
   * @default - nothing
   */
  readonly loosening?: Loosening[];

  /**
   * Where the workload may open connections to, beside DNS: targets, and calls of modules of the library, which it may reach at exactly the
   * address and the ports that Terraform gives them in each environment: `[TrafficTarget.service('match'), database]`. A call that has no
   * address inside of the network, or of which none is known, is a problem at synthesis.
   * @default - nowhere
   */
  readonly connectsTo?: (TrafficTarget | ModuleCall)[];
}
