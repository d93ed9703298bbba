import type { Permissions } from './permissions';

/** Who asks GitHub for something: one job of one run. */
export interface JobIdentity {
  /** Id of the job in its workflow. */
  readonly job: string;
  readonly permissions: Permissions;
  /** Name of the event that the run was started by. */
  readonly eventName: string;
  readonly ref: string;
  readonly sha: string;
  readonly environment?: string;
  readonly workflow: string;
  readonly runId: number;
}
