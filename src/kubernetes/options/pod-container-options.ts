import type { ContainerResources } from './container-resources';
import type { EnvSource } from './env-source';
import type { Loosening } from './loosening';
import type { PodField } from './pod-field';
import type { SecretKey } from './secret-key';
import type { HclExpression } from '../../terraform/hcl/expression';

/**
 * What may be said of a container that runs before the main one of a pod, or beside it. Said in an environment, it is laid over what is said
 * everywhere, option by option: maps are merged key by key, and a list or a single value takes the place of the one before.
 */
export interface PodContainerOptions {
  /**
   * Whether the pods have the container. One that only some environments have is declared with `false`, and switched on in those.
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * Image: `repository:tag` or `repository:tag@sha256:…`. It stands in the base, and its version is as strictly pinned as that of the workload.
   * @default - that of the workload, with the same version
   */
  readonly image?: string;

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
   * Environment variables that everyone may read. `$(NAME)` in a value stands for a variable before it. An override may only change a
   * variable that the container has.
   * @default - none of its own
   */
  readonly env?: { [name: string]: string | HclExpression };

  /**
   * Environment variables with a secret value: a key of a Secret that something else puts there, or an output of a root module, or text composed
   * of outputs with `Hcl.template`. An override may only change a variable that the container has.
   * @default - none of its own
   */
  readonly secretEnv?: { [name: string]: SecretKey | HclExpression };

  /**
   * Environment variables with what a pod knows of itself, and of this container: `{ POD_NAME: PodField.NAME }`. An override may only change a
   * variable that the container has.
   * @default - none of its own
   */
  readonly fieldEnv?: { [name: string]: PodField };

  /**
   * Objects all of whose keys become environment variables, the later over the earlier; the variables that have a name here go before.
   * @default - none of its own
   */
  readonly envFrom?: EnvSource[];

  /**
   * Whether the container has the variables of the workload, `env`, `secretEnv`, `fieldEnv` and `envFrom`, below its own.
   * @default - true where it runs the image of the workload; other images see nothing of them
   */
  readonly inheritEnv?: boolean;

  /**
   * Compute of the container. A node has to have room for the main container and all sidecars together, and for each init container.
   * @default - see ContainerResources
   */
  readonly resources?: ContainerResources;

  /**
   * Where the container finds volumes of the workload: paths in the container, each with the path at which the main container has the volume, of
   * `volumes` or of the claims of a stateful service: `{ '/config': '/etc/app' }`. A `/tmp` that is not among them is the container's own.
   * @default - none
   */
  readonly mounts?: { [path: string]: string };

  /**
   * Id of the user as whom the container runs, from 1. kube-score counts one below 10000 as a finding: a node may have such a user.
   * @default - that of the workload
   */
  readonly runAsUser?: number;

  /**
   * Id of the group as which the container runs, from 1.
   * @default - that of the workload
   */
  readonly runAsGroup?: number;

  /**
   * What the container may do that others may not, each with its reason.
   * @default - nothing
   */
  readonly loosening?: Loosening[];
}
