import type { Environment } from '../estate/environment';
import { isIn } from '../kubernetes/workloads/declarations';
import type { WorkloadRecord } from '../kubernetes/workloads/workload-record';
import type { Grant } from '../terraform/declare/grant';

/** A workload, and all that it is granted. */
export class GrantedWorkload {
  /** What it is granted, in the order of declaration. */
  public readonly grants: Grant[] = [];

  constructor(public readonly record: WorkloadRecord, public readonly serviceAccountName: string) {}

  public get name(): string {
    return this.record.name;
  }

  /** What it is granted in an environment, whether or not that is there. */
  public grantsIn(environment: Environment): Grant[] {
    return this.grants.filter((grant) => this.holdsIn(grant, environment));
  }

  /** Whether a grant holds in an environment: the workload is there, and the grant was not said to hold elsewhere. */
  public holdsIn({ environments }: Grant, environment: Environment): boolean {
    return isIn(this.record, environment) && (environments?.includes(environment) ?? true);
  }
}
