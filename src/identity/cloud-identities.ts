import type { GrantedWorkload } from './granted-workload';
import type { PortRange } from '../clouds/module-facts';
import type { Environment } from '../estate/environment';
import type { WorkloadIdentity } from '../kubernetes/workloads/declared-grant';

/** What a cloud does, so that the pods of workloads are somebody to it. */
export interface CloudIdentities {
  /** TCP ports on which pods get their tokens. */
  readonly tokenPorts: readonly PortRange[];
  /** A workload is granted something, for the first time. */
  add(workload: GrantedWorkload): void;
  /** By what the cloud knows the pods of a workload in an environment. */
  identityIn(workload: GrantedWorkload, environment: Environment): WorkloadIdentity;
  /** What keeps a workload from being somebody in an environment, ready for the user, as it goes on after `workload "api"`. */
  problem(workload: GrantedWorkload, environment: Environment): string | undefined;
}
