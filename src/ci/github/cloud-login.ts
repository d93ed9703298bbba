import type { Permissions, ScriptStep } from './workflow';

/** A variable that a user sets in the repository's settings before a workflow can log in. */
export interface LoginVariable {
  readonly name: string;
  /** Set once for the repository, or once in each of its environments. */
  readonly level: 'repository' | 'environment';
  readonly description: string;
}

/** Who a job is to the cloud: `plan` may only read, `deploy` may change everything that the estate declares. */
export type Identity = 'plan' | 'deploy';

/** How a job of a workflow logs in to a cloud. One class per cloud. */
export interface CloudLogin {
  /** What the user sets before the first run. */
  readonly variables: readonly LoginVariable[];
  /** What a job that logs in needs beside reading the repository. */
  readonly permissions: Permissions;
  /** The step after which every later step of the job finds temporary keys in its environment. */
  step(identity: Identity, options: LoginStepOptions): ScriptStep;
}

export interface LoginStepOptions {
  /** How long the keys are good for: no shorter than the job. */
  readonly durationSeconds: number;
  /** Condition of the step. */
  readonly if?: string;
}
