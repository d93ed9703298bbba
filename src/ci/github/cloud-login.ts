import type { Permissions, ScriptStep } from './workflow';
import type { CiIdentity } from '../../clouds/ci-identity';

/** A variable that a user sets in the repository's settings before a workflow can log in. */
export interface LoginVariable {
  readonly name: string;
  readonly description: string;
  /** Arguments of `terraform output` that print its value, in the folder of the bootstrap. */
  readonly outputArguments: string;
}

/** How a job of a workflow logs in to a cloud. One class per cloud. */
export interface CloudLogin {
  /** What the user sets before the first run, once for the repository. */
  readonly variables: readonly LoginVariable[];
  /** What a job that logs in needs beside reading the repository. */
  readonly permissions: Permissions;
  /**
   * Shell that lets the job in to a cluster: `KUBECONFIG` is a file with the output of the root module that makes it, and is a
   * kubeconfig with the credentials of the job afterwards. The folder of the scripts is in `SCRIPTS`.
   */
  readonly kubeconfigLogin: readonly string[];
  /** The script that brings dashboards to a managed Grafana of the cloud, as the job that has logged in. */
  readonly dashboardsScript: string;
  /** Name of the role that a job assumes; `environment` may be an expression, such as `${{ matrix.environment }}`. */
  roleName(identity: CiIdentity, environment: string): string;
  /**
   * The step after which every later step of the job finds temporary keys in its environment.
   * @param role what `roleName` gave
   */
  step(role: string, options: LoginStepOptions): ScriptStep;
}

export interface LoginStepOptions {
  /** How long the keys are good for: no shorter than the job. */
  readonly durationSeconds: number;
  /** Condition of the step. */
  readonly if?: string;
}
