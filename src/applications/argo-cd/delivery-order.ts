import type { DeliveredWorkload } from './delivery';

/** A workload, and how many others one after the other come before it. */
export interface OrderedWorkload {
  readonly workload: DeliveredWorkload;
  readonly wave: number;
}

/**
 * Workloads of which some wait for others, and which one Application brings therefore: Argo CD keeps an order within an Application alone.
 * Each group is named after the first that nobody waits for.
 */
export interface OrderedGroup {
  readonly name: string;
  readonly members: readonly OrderedWorkload[];
}

/** The workloads that come by themselves, and the groups of those that do not. */
export interface Grouped {
  readonly alone: readonly DeliveredWorkload[];
  readonly groups: readonly OrderedGroup[];
}

/** Puts workloads together of which some wait for others. */
export function grouped(workloads: readonly DeliveredWorkload[]): Grouped {
  const left = new Set(workloads);
  const alone: DeliveredWorkload[] = [];
  const groups: OrderedGroup[] = [];
  for (const workload of workloads) {
    if (!left.has(workload)) continue;
    const members = new Set([workload]);
    // Those that are added are looked at as well.
    for (const member of members) {
      for (const other of workloads.filter((each) => isBefore(each, member) || isBefore(member, each))) members.add(other);
    }
    for (const member of members) left.delete(member);
    if (members.size === 1) alone.push(workload);
    else groups.push(groupOf(workloads.filter((each) => members.has(each))));
  }
  return { alone, groups };
}

function groupOf(members: readonly DeliveredWorkload[]): OrderedGroup {
  const last = members.find(({ before }) => !members.some(({ name }) => before.includes(name))) ?? members[0];
  return { name: last.name, members: members.map((workload) => ({ workload, wave: waveOf(workload, members) })) };
}

/** Nobody waits for himself: that is a problem at synthesis, and ends here all the same. */
function waveOf(workload: DeliveredWorkload, members: readonly DeliveredWorkload[], seen: readonly DeliveredWorkload[] = []): number {
  const earlier = members.filter((other) => isBefore(other, workload) && !seen.includes(other));
  return Math.max(0, ...earlier.map((other) => 1 + waveOf(other, members, [...seen, workload])));
}

function isBefore({ before }: DeliveredWorkload, { name }: DeliveredWorkload): boolean {
  return before.includes(name);
}
