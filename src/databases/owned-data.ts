import type { IConstruct } from 'constructs';
import { WorkloadRegistry } from '../kubernetes/workloads/workload-registry';
import { Problems } from '../synth/declare/problems';
import { OwnedCall, OwnedCalls } from '../terraform/declare/owned-call';
import { didYouMean } from '../text/nearest-name';

/** What belongs to single workloads in an estate: each owner has to be one of it. */
export class OwnedData {
  private readonly calls: OwnedCall[] = [];

  constructor(private readonly scope: IConstruct) {
    OwnedCalls.of(scope).each((owned) => this.calls.push(owned));
    Problems.of(scope).addCheck(() => this.check());
  }

  private check(): void {
    const known = WorkloadRegistry.of(this.scope).all().map(({ name }) => name);
    for (const { call, owner, source } of this.calls) {
      if (known.includes(owner)) continue;
      Problems.of(this.scope).add(source, `module "${call.callId}" belongs to "${owner}", which is no workload of the estate; workloads are: ${known.join(', ')}.${didYouMean(owner, known)}`);
    }
  }
}
