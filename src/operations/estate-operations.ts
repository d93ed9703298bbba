import type { Construct } from 'constructs';
import { AlertTeams } from './monitoring/alert-teams';
import { OperatedEstate, Operations } from './operations';
import { Estate } from '../estate/estate';
import type { WatchedWorkload } from '../kubernetes/watch/watched-workload';
import type { ResolvedWorkload } from '../kubernetes/workloads/resolved-workload';
import { WorkloadRegistry } from '../kubernetes/workloads/workload-registry';

/** What operations have to know of an estate, as it is at synthesis. */
export interface EstateOperationsOptions {
  /** Address of a file of the repository, for people. */
  readonly fileUrl: (path: string) => string;
  readonly operated: () => OperatedEstate;
  readonly watched: (workload: ResolvedWorkload) => WatchedWorkload;
}

/** Adds operations to an estate, which watch every workload that will be declared in it. */
export function operateEstate(scope: Construct, { fileUrl, operated, watched }: EstateOperationsOptions): Operations {
  const { layout, projectName, monitoring } = Estate.of(scope).facts;
  const operations = new Operations(scope, 'operations', { layout, projectName, fileUrl, monitoring, estate: operated });
  const teams = new AlertTeams(scope);
  WorkloadRegistry.of(scope).each((workload) => operations.addWorkload(workload, {
    watched: () => watched(workload),
    receivers: (environment) => teams.receiversOf(workload, environment),
  }));
  return operations;
}
