import type { IConstruct } from 'constructs';
import { addUserJob } from './postgresql-user-job';
import type { IWorkload } from '../estate/i-workload';
import { DAEMONS } from '../kubernetes/daemon';
import { JOBS } from '../kubernetes/job';
import { SCHEDULED_JOBS } from '../kubernetes/scheduled-job';
import { SERVICES } from '../kubernetes/service';
import { STATEFUL_SERVICES } from '../kubernetes/stateful-service';
import { WORKERS } from '../kubernetes/worker';
import { Problems } from '../synth/declare/problems';
import { OwnedCall, OwnedCalls } from '../terraform/declare/owned-call';
import { didYouMean } from '../text/nearest-name';

/** What belongs to single workloads in an estate: each owner has to be there, and where Terraform cannot make its user, a job does. */
export class OwnedData {
  private readonly calls: OwnedCall[] = [];
  private readonly workloads = new Map<string, IWorkload>();

  constructor(private readonly scope: IConstruct) {
    OwnedCalls.of(scope).each((owned) => this.add(owned));
    for (const kind of [SERVICES, WORKERS, STATEFUL_SERVICES, DAEMONS, SCHEDULED_JOBS, JOBS]) {
      kind.in(scope).each((workload) => this.declared(workload));
    }
    Problems.of(scope).addCheck(() => this.check());
  }

  private add(owned: OwnedCall): void {
    this.calls.push(owned);
    const owner = this.workloads.get(owned.owner);
    if (owner !== undefined) addUserJob(owned, owner);
  }

  /** An owner may be declared after what belongs to it. */
  private declared(workload: IWorkload): void {
    this.workloads.set(workload.name, workload);
    for (const owned of this.calls.filter(({ owner }) => owner === workload.name)) addUserJob(owned, workload);
  }

  private check(): void {
    const known = [...this.workloads.keys()];
    for (const { call, owner, source } of this.calls.filter((owned) => !this.workloads.has(owned.owner))) {
      Problems.of(this.scope).add(source, `module "${call.callId}" belongs to "${owner}", which is no workload of the estate; workloads are: ${known.join(', ')}.${didYouMean(owner, known)}`);
    }
  }
}
