import { changesOf, HeldChanges } from './held-changes';
import { RecordedState, StateLedger, stateName } from './state-ledger';
import { keyOf } from '../declare/claim';
import type { DeclaredState } from '../declare/declared';

/** A state that stands in the ledger and at an address that nothing in the estate has. */
export interface LostState {
  /** `<environment>/<root module>` of the last run. */
  readonly name: string;
  readonly recorded: RecordedState;
}

/** A root module whose state of an environment has another address than it had. */
export interface ReaddressedState {
  readonly recorded: RecordedState;
  readonly declared: DeclaredState;
}

/** A move that would lose or mix states. */
export interface RefusedMove {
  readonly declared: DeclaredState;
  /** What stands in the way, in words. */
  readonly reason: string;
}

/** A new state at an address where a copy of another one still is. */
export interface ReusedAddress {
  readonly declared: DeclaredState;
  /** `<environment>/<root module>` of the state that was moved away. */
  readonly leftBy: string;
}

/** A state whose root module has none of the modules that it had, while a new one has exactly those. */
export interface SwappedState {
  readonly declared: DeclaredState;
  readonly heir: DeclaredState;
}

/** What became of the states of the last run. */
export interface LedgerComparison {
  /** States that are declared to be moved from where the last run recorded them, or an earlier one. */
  readonly moved: readonly DeclaredState[];
  readonly refused: readonly RefusedMove[];
  readonly readdressed: readonly ReaddressedState[];
  readonly lost: readonly LostState[];
  readonly reused: readonly ReusedAddress[];
  readonly swapped: readonly SwappedState[];
  /** States of which objects are gone that data is lost with, or of which more is said than is so. */
  readonly held: readonly HeldChanges[];
  /** States of which the last run knew nothing. */
  readonly fresh: readonly DeclaredState[];
  /** What this run records. */
  readonly next: StateLedger;
}

/**
 * What became of the states when this run would record the very text of the last one: nothing. Most runs are like that, and
 * writing down thousands of states takes a third of the time of reading and comparing them.
 * @param text the ledger of the last run
 * @returns undefined when it has to be compared
 */
export function unchangedLedger(
  text: string | undefined, declared: readonly DeclaredState[], retired: readonly string[] = [],
): LedgerComparison | undefined {
  if (text === undefined || declared.some(({ formerAddress, claims = [] }) => formerAddress !== undefined || claims.length > 0)) return undefined;
  const next = ledgerOf(declared, (state) => record(state), new Map(), retired);
  return next.text() === text ? { moved: [], refused: [], readdressed: [], lost: [], reused: [], swapped: [], held: [], fresh: [], next } : undefined;
}

/**
 * Compares the ledger with the estate. A state is known by its address, whatever its root module is called.
 * @param isRetired whether the user gave up a state, by `<environment>/<root module>`
 * @param retired how he named those that he gave up
 */
export function compareWithLedger(
  ledger: StateLedger, declared: readonly DeclaredState[], isRetired: (name: string) => boolean, retired: readonly string[] = [],
): LedgerComparison {
  const recordedAt = new Map([...ledger.states.values()].map((state) => [state.address, state]));
  const declaredAt = new Map(declared.map((state) => [state.address, state]));
  const declaredAs = new Map(declared.map((state) => [stateName(state), state]));
  const takenFrom = new Map<string, DeclaredState>();
  const moved: DeclaredState[] = [];
  const refused: RefusedMove[] = [];

  for (const state of declared) {
    const { address, formerAddress } = state;
    if (formerAddress === undefined) continue;
    const isUnderWay = recordedAt.get(address)?.movedFrom === formerAddress;
    if (!isUnderWay && !recordedAt.has(formerAddress)) continue;
    const rival = takenFrom.get(formerAddress);
    const occupant = declaredAt.get(formerAddress);
    if (occupant) refused.push({ declared: state, reason: `${formerAddress} is still the state of ${stateName(occupant)}` });
    else if (rival) refused.push({ declared: state, reason: `${formerAddress} is moved to ${stateName(rival)} already` });
    else if (!isUnderWay && recordedAt.has(address)) refused.push({ declared: state, reason: `it has a state of its own already, at ${address}` });
    else moved.push(state);
    takenFrom.set(formerAddress, state);
  }

  const readdressed: ReaddressedState[] = [];
  const lost: LostState[] = [];
  for (const [name, recorded] of ledger.states) {
    if (declaredAt.has(recorded.address) || takenFrom.has(recorded.address)) continue;
    const now = declaredAs.get(name);
    if (now) readdressed.push({ recorded, declared: now });
    else if (!isRetired(name)) lost.push({ name, recorded });
  }

  const isMoved = new Set(moved);
  const fresh = declared.filter((state) => !isMoved.has(state) && !recordedAt.has(state.address) && !ledger.states.has(stateName(state)));
  const left = new Map([...ledger.left, ...moved.map((state) => [state.formerAddress!, stateName(state)] as const)]);
  for (const address of declaredAt.keys()) left.delete(address);
  const swapped = swappedStates(recordedAt, declared);
  const isSwapped = new Set(swapped.map((swap) => swap.declared));
  const held = new Map<DeclaredState, HeldChanges>();
  const recorded = (state?: DeclaredState) => state
    && (recordedAt.get(state.address) ?? (isMoved.has(state) ? recordedAt.get(state.formerAddress!) : undefined));
  for (const state of declared) {
    const recordedIn = (rootModule: string) => recorded(declaredAs.get(stateName({ environment: state.environment, rootModule })));
    const changes = isSwapped.has(state) ? undefined : changesOf(recorded(state), state, ledger.isKnown, recordedIn);
    if (changes) held.set(state, changes);
  }
  const given = callsGiven(held.values());
  return {
    moved,
    refused,
    readdressed,
    lost,
    reused: fresh.filter(({ address }) => ledger.left.has(address)).map((state) => ({ declared: state, leftBy: ledger.left.get(state.address)! })),
    swapped,
    held: [...held.values()],
    fresh,
    next: ledgerOf(declared, (state) => {
      const gave = gaveOf(recorded(state), given.get(stateName(state)));
      return record(state, held.get(state), isMoved.has(state), gave);
    }, left, retired),
  };
}

/** Two root modules whose names were exchanged, or one whose former name a new one has, stand at addresses that look unchanged. */
function swappedStates(recordedAt: ReadonlyMap<string, RecordedState>, declared: readonly DeclaredState[]): SwappedState[] {
  const callsOf = (environment: string, modules: readonly string[]) => `${environment} ${modules.join(' ')}`;
  const changed = declared.filter(({ address, modules }) => !modules.some((id) => recordedAt.get(address)?.modules.includes(id)));
  const heirs = new Map(changed.map((state) => [callsOf(state.environment, state.modules), state]));
  return changed.flatMap((state) => {
    const before = recordedAt.get(state.address)?.modules ?? [];
    const heir = before.length === 0 ? undefined : heirs.get(callsOf(state.environment, before));
    const isTold = heir?.claims?.some(({ rootModule }) => rootModule === state.rootModule);
    return heir === undefined || isTold ? [] : [{ declared: state, heir }];
  });
}

/** Calls that other root modules take over, by the name of the state that they were in. */
function callsGiven(held: Iterable<HeldChanges>): ReadonlyMap<string, readonly string[]> {
  const given = new Map<string, string[]>();
  for (const { declared: { environment, claims = [] }, former } of held) {
    for (const { rootModule, address } of claims.filter((claim) => claim.rootModule !== undefined && Object.hasOwn(former, keyOf(claim)))) {
      const name = stateName({ environment, rootModule: rootModule! });
      given.set(name, [...given.get(name) ?? [], address]);
    }
  }
  return given;
}

function gaveOf(before: RecordedState | undefined, given: readonly string[] = []): readonly string[] | undefined {
  return before?.gave === undefined && given.length === 0 ? undefined : [...new Set([...before?.gave ?? [], ...given])].sort();
}

function ledgerOf(
  declared: readonly DeclaredState[], recordOf: (state: DeclaredState) => RecordedState,
  left: ReadonlyMap<string, string>, retired: readonly string[],
): StateLedger {
  return new StateLedger(new Map(declared.map((state) => [stateName(state), recordOf(state)])), left, true, retired);
}

function record(
  { address, backend, key, modules, formerAddress, held }: DeclaredState, changes?: HeldChanges, isMoved = false, gave?: readonly string[],
): RecordedState {
  const holds = held?.holds ?? changes?.before?.holds ?? [];
  return {
    address,
    backend,
    key,
    modules,
    holds: holds.length > 0 ? holds : undefined,
    former: changes && Object.keys(changes.former).length > 0 ? changes.former : undefined,
    gave,
    movedFrom: isMoved ? formerAddress : undefined,
  };
}
