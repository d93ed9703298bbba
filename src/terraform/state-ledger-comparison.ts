import type { DeclaredState } from './declared';
import { RecordedState, StateLedger, stateName } from './state-ledger';

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
export function unchangedLedger(text: string | undefined, declared: readonly DeclaredState[]): LedgerComparison | undefined {
  if (text === undefined || declared.some(({ formerAddress }) => formerAddress !== undefined)) return undefined;
  const next = ledgerOf(declared, new Set(), new Map());
  return next.text() === text ? { moved: [], refused: [], readdressed: [], lost: [], reused: [], swapped: [], fresh: [], next } : undefined;
}

/**
 * Compares the ledger with the estate. A state is known by its address, whatever its root module is called.
 * @param isRetired whether the user gave up a state, by `<environment>/<root module>`
 */
export function compareWithLedger(ledger: StateLedger, declared: readonly DeclaredState[], isRetired: (name: string) => boolean): LedgerComparison {
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
  return {
    moved,
    refused,
    readdressed,
    lost,
    reused: fresh.filter(({ address }) => ledger.left.has(address)).map((state) => ({ declared: state, leftBy: ledger.left.get(state.address)! })),
    swapped: swappedStates(recordedAt, declared),
    fresh,
    next: ledgerOf(declared, isMoved, left),
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
    return heir === undefined ? [] : [{ declared: state, heir }];
  });
}

function ledgerOf(declared: readonly DeclaredState[], moved: ReadonlySet<DeclaredState>, left: ReadonlyMap<string, string>): StateLedger {
  return new StateLedger(new Map(declared.map((state) => [stateName(state), record(state, moved.has(state))])), left);
}

function record({ address, backend, key, modules, formerAddress }: DeclaredState, isMoved: boolean): RecordedState {
  return { address, backend, key, modules, movedFrom: isMoved ? formerAddress : undefined };
}
