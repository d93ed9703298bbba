import { partsOf } from './state-ledger';
import type { LostState } from './state-ledger-comparison';
import { nearestName } from '../../text/nearest-name';
import type { DeclaredState } from '../declare/declared';

/** States that were lost together: those of one environment, or of one root module. */
export interface LostGroup {
  /** Former name of the environment or root module. */
  readonly name: string;
  readonly states: readonly LostState[];
  /** What it seems to be called now; undefined when nothing new is like it. */
  readonly renamedTo?: string;
}

/** How many new names a lost one is compared with, letter by letter. More than that are no rename but a rebuilt estate. */
const MOST_NAMES = 100;

/** Why states are lost. */
export interface LossesByCause {
  /** Environments that are no longer declared. */
  readonly environments: readonly LostGroup[];
  /** Root modules that are no longer declared; `renamedTo` calls the same modules, or some of them under a similar name. */
  readonly rootModules: readonly LostGroup[];
  /** Root modules that left an environment and are still in others. */
  readonly narrowed: readonly LostGroup[];
}

/** What the estate declares, and what the last run recorded. */
export interface NamesOfRuns {
  readonly environments: ReadonlySet<string>;
  readonly rootModules: ReadonlySet<string>;
  readonly recordedEnvironments: ReadonlySet<string>;
}

/** Groups lost states by what became of their environment or root module. */
export function explainLosses(lost: readonly LostState[], fresh: readonly DeclaredState[], names: NamesOfRuns): LossesByCause {
  const environmentOf = ({ name }: LostState) => partsOf(name).environment;
  const rootModuleOf = ({ name }: LostState) => partsOf(name).rootModule;
  const isOfNewEnvironment = ({ environment }: DeclaredState) => !names.recordedEnvironments.has(environment);
  const outside = lost.filter((state) => !names.environments.has(environmentOf(state)));
  const within = lost.filter((state) => names.environments.has(environmentOf(state)));
  const gone = within.filter((state) => !names.rootModules.has(rootModuleOf(state)));
  const narrowed = within.filter((state) => names.rootModules.has(rootModuleOf(state)));
  return {
    environments: renamedEnvironments(groupBy(outside, environmentOf), fresh.filter(isOfNewEnvironment)),
    rootModules: renamedRootModules(groupBy(gone, rootModuleOf), fresh.filter((state) => !isOfNewEnvironment(state))),
    narrowed: [...groupBy(narrowed, rootModuleOf)].map(([name, states]) => ({ name, states })),
  };
}

/** The new environment with the most root modules in common is the old one. */
function renamedEnvironments(lost: ReadonlyMap<string, LostState[]>, fresh: readonly DeclaredState[]): LostGroup[] {
  const byEnvironment = groupBy(fresh, ({ environment }) => environment);
  const free = new Map([...byEnvironment].map(([name, states]) => [name, new Set(states.map((state) => state.rootModule))]));
  return [...lost].map(([name, states]) => {
    const common = (rootModules: ReadonlySet<string>) => states.filter((state) => rootModules.has(partsOf(state.name).rootModule)).length;
    const most = Math.max(0, ...[...free.values()].map(common));
    const alike = most === 0 ? [] : [...free].filter(([, rootModules]) => common(rootModules) === most).map(([candidate]) => candidate);
    return claim(name, states, alike, free);
  });
}

/**
 * A new root module with the same module calls is the old one: Terraform finds every resource of the old state in it. So
 * is one with a similar name and some of the calls; a similar name alone tells nothing.
 */
function renamedRootModules(lost: ReadonlyMap<string, LostState[]>, fresh: readonly DeclaredState[]): LostGroup[] {
  const free = new Map([...groupBy(fresh, ({ rootModule }) => rootModule)].map(([name, states]) => [name, states[0].modules]));
  const bySameCalls = groupBy([...free], ([, modules]) => modules.join(' '));
  return [...lost].map(([name, states]) => {
    const { modules } = states[0].recorded;
    const same = modules.length === 0 ? [] : (bySameCalls.get(modules.join(' ')) ?? []).map(([candidate]) => candidate).filter((candidate) => free.has(candidate));
    return claim(name, states, same.length > 0 || free.size > MOST_NAMES ? same : similarNames(name, modules, free), free);
  });
}

/** The nearest name among the root modules that share a call with the lost one. */
function similarNames(name: string, modules: readonly string[], free: ReadonlyMap<string, readonly string[]>): string[] {
  const nearest = nearestName(name, [...free].filter(([, others]) => overlaps(modules, others)).map(([candidate]) => candidate));
  return nearest === undefined ? [] : [nearest];
}

/** The candidate with the nearest name, which is then no candidate for the others. */
function claim(name: string, states: readonly LostState[], candidates: readonly string[], free: Map<string, unknown>): LostGroup {
  const renamedTo = candidates.length > 1 ? nearestName(name, candidates) ?? candidates[0] : candidates[0];
  if (renamedTo !== undefined) free.delete(renamedTo);
  return { name, states, renamedTo };
}

/** Whether two root modules call a module of the same id; hand-written ones call none that we know of. */
function overlaps(some: readonly string[], others: readonly string[]): boolean {
  return some.length === 0 ? others.length === 0 : some.some((id) => others.includes(id));
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
