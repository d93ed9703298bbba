import type { IConstruct } from 'constructs';
import { addUserJob } from './postgresql-user-job';
import { Estate } from '../estate/estate';
import type { IWorkload } from '../estate/i-workload';
import { DAEMONS } from '../kubernetes/daemon';
import { JOBS } from '../kubernetes/job';
import { SCHEDULED_JOBS } from '../kubernetes/scheduled-job';
import { SERVICES } from '../kubernetes/service';
import { STATEFUL_SERVICES } from '../kubernetes/stateful-service';
import { WORKERS } from '../kubernetes/worker';
import { isIn } from '../kubernetes/workloads/declarations';
import { WorkloadRegistry } from '../kubernetes/workloads/workload-registry';
import { Problems } from '../synth/declare/problems';
import { OwnedCall, OwnedCalls } from '../terraform/declare/owned-call';
import { userOfWorkload } from '../terraform/declare/owner-options';
import { didYouMean } from '../text/nearest-name';

/** Names that a server keeps for itself, as the module has them. */
const RESERVED_USERS = /^(pg_|azure|postgres$|public$|replication$)/;

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
    this.addJob(owned);
  }

  /** Those whose a database is may be declared after it. */
  private declared(workload: IWorkload): void {
    this.workloads.set(workload.name, workload);
    for (const owned of this.calls.filter((each) => usersOf(each).includes(workload.name))) this.addJob(owned);
  }

  /** Once all are there whose it is. */
  private addJob(owned: OwnedCall): void {
    const [owner, ...others] = usersOf(owned).flatMap((name) => this.workloads.get(name) ?? []);
    if (others.length === owned.others.length && owner !== undefined) addUserJob(owned, owner, others);
  }

  private check(): void {
    const known = [...this.workloads.keys()];
    for (const owned of this.calls) {
      const report = (problem: string) => Problems.of(this.scope).add(owned.source, `module "${owned.call.callId}" ${problem}`);
      const missing = usersOf(owned).filter((name) => !this.workloads.has(name));
      for (const name of missing) {
        report(`belongs to "${name}", which is no workload of the estate; workloads are: ${known.join(', ')}.${didYouMean(name, known)}`);
      }
      if (missing.length === 0) for (const problem of this.problemsOf(owned)) report(problem);
    }
  }

  /** What is wrong with the workloads that use something beside its owner. */
  private problemsOf({ call, owner, others }: OwnedCall): string[] {
    const registry = WorkloadRegistry.of(this.scope);
    const environments = call._onlyIn ?? Estate.of(this.scope).environments;
    const placesOf = (name: string) => environments.filter((each) => isIn(registry.find(name)!, each)).map((each) => each.name);
    return others.flatMap((name, index) => [
      ...(name === owner || others.indexOf(name) < index ? [`names "${name}" twice: leave it out of alsoUsedBy`] : []),
      ...(call._moduleSource._library?.entraUser && RESERVED_USERS.test(userOfWorkload(name)) ? [`is used by "${name}", and no user may have that name: call the workload otherwise`] : []),
      ...(placesOf(name).join() === placesOf(owner).join() ? [] : [
        `is used by "${name}" in ${placesOf(name).join(', ') || 'no environment'}, and belongs to "${owner}" in ${placesOf(owner).join(', ') || 'none'}: put both into the same environments`,
      ]),
    ]);
  }
}

/** Names of the workloads that use something, its owner first. */
function usersOf({ owner, others }: OwnedCall): string[] {
  return [owner, ...others];
}
