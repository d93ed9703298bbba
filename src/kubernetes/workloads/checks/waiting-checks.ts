import type { Report } from '../../../synth/declare/problem';
import { didYouMean } from '../../../text/nearest-name';
import { DeclaredWorkload, isIn, WorkloadLayer } from '../declarations';
import type { WorkloadRegistry } from '../workload-registry';

/** Reports workloads that cannot wait for this one, among those that it was said to run before. */
export function checkWaiting({ settings }: WorkloadLayer, workload: DeclaredWorkload, registry: WorkloadRegistry, report: Report): void {
  const names = workload.kind.waitingFor?.(settings) ?? [];
  for (const [index, name] of names.entries()) {
    const waiting = registry.find(name);
    if (waiting === undefined) {
      const known = registry.all().filter((other) => other.name !== workload.name && waits(other)).map((other) => other.name);
      report(`runs before "${name}", which there is not; workloads are: ${known.join(', ')}.${didYouMean(name, known)}`);
    } else if (!waits(waiting)) {
      report(`runs before ${waiting.kind.noun} "${name}", which no deployment starts, so that it cannot wait: drop it from before.`);
    } else if (!meets(workload, waiting)) {
      report(`runs before ${waiting.kind.noun} "${name}", which is in none of its environments: drop it from before, or name one of them in the environments of both.`);
    } else if (names.indexOf(name) !== index) {
      report(`runs before "${name}" twice: name it once.`);
    }
  }
  const circle = circleFrom(workload.name, registry);
  if (circle !== undefined && names.length > 0) report(`waits for itself, by way of before: ${circle.join(' runs before ')}. Drop one of these.`);
}

/** Whether both are in the same environment somewhere. */
function meets({ environments }: DeclaredWorkload, other: DeclaredWorkload): boolean {
  return environments === undefined || other.environments === undefined || environments.some((environment) => isIn(other, environment));
}

/** Whether a deployment begins something that can wait. */
function waits({ kind }: DeclaredWorkload): boolean {
  return kind.rollsOut || kind.waitingFor !== undefined;
}

/** The shortest way on which a workload waits for itself, from its name to its name; undefined: there is none. */
function circleFrom(name: string, registry: WorkloadRegistry): string[] | undefined {
  const ways = [[name]];
  const seen = new Set<string>();
  for (const way of ways) {
    const workload = registry.find(way[way.length - 1]);
    for (const next of (workload && namesWaitingFor(workload)) ?? []) {
      if (next === name) return [...way, name];
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  }
  return undefined;
}

/** Names of the workloads that wait for one. */
export function namesWaitingFor({ kind, layers }: DeclaredWorkload): readonly string[] {
  return layers.flatMap(({ settings }) => kind.waitingFor?.(settings) ?? []);
}
