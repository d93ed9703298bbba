import type { RecordedState } from './state-ledger';
import { Claim, keyOf } from '../declare/claim';
import type { DeclaredState } from '../declare/declared';
import { covers, HeldObjects, StandingObjects } from '../interface/held-objects';
import { addressText, isCallAddress, ObjectAddress, parseAddress } from '../interface/object-address';

/** An object of the last run that the next plan would destroy. */
export interface VanishedObject {
  /** As the last run recorded it. */
  readonly recorded: string;
  /** Where it is now by all that is said of it, and where nothing is declared. */
  readonly address: ObjectAddress;
}

/** A move that the last run was told. */
export interface DroppedMove {
  readonly from: string;
  readonly to: string;
}

/** What became of the objects in one state that data is lost with. */
export interface HeldChanges {
  readonly declared: DeclaredState;
  /** Undefined: the last run knew nothing of the state. */
  readonly before?: RecordedState;
  readonly vanished: readonly VanishedObject[];
  /** Statements about what is still declared: Terraform refuses them. */
  readonly premature: readonly Claim[];
  /** Statements about what is moved to where something was already: Terraform would destroy what is moved. */
  readonly taken: readonly Claim[];
  /** Statements that are about nothing that was there. */
  readonly idle: readonly Claim[];
  /** Statements that are about something, by where it was: where it is now; empty: it is given up. */
  readonly former: Readonly<Record<string, string>>;
  /** Moves of the last run that are not told any more. */
  readonly dropped: readonly DroppedMove[];
}

/**
 * Compares the objects that a state held with those that its root module declares.
 * @param before what the last run recorded of the state
 * @param isKnown whether there was a last run
 * @param recordedIn what the last run recorded of another root module in the same environment
 * @returns undefined when the last run recorded nothing of the kind, and nothing is said
 */
export function changesOf(
  before: RecordedState | undefined, declared: DeclaredState, isKnown: boolean, recordedIn: (rootModule: string) => RecordedState | undefined,
): HeldChanges | undefined {
  const { held, claims = [] } = declared;
  if (claims.length === 0 && before?.holds === undefined && before?.former === undefined) return undefined;
  const useful = claims.filter((claim) => !isKnown || Object.hasOwn(before?.former ?? {}, keyOf(claim))
    || isIn(claim, claim.rootModule === undefined ? before : recordedIn(claim.rootModule)));
  const former = Object.fromEntries(useful.map((claim) => [keyOf(claim), claim.to ?? ''] as const).sort(([a], [b]) => (a < b ? -1 : 1)));
  const told = new Set(claims.map(keyOf));
  return {
    declared,
    before,
    vanished: held === undefined ? [] : vanishedObjects(before?.holds ?? [], held),
    premature: held === undefined ? [] : claims.filter(({ rootModule, address }) => rootModule === undefined && held.names(parseAddress(address)!)),
    taken: claims.filter((claim) => claim.to !== undefined && useful.includes(claim) && !Object.hasOwn(before?.former ?? {}, keyOf(claim))
      && (before?.modules ?? []).some((id) => `module.${id}` === claim.to) && !told.has(claim.to)),
    idle: claims.filter((claim) => !useful.includes(claim)),
    former,
    dropped: Object.entries(before?.former ?? {}).map(([from, to]) => ({ from, to })).filter(({ from, to }) => to !== '' && !told.has(from)),
  };
}

/** The objects that are declared nowhere any more, and those that are moved to where another one, or another module, is already. */
export function vanishedObjects(holds: readonly string[], held: HeldObjects): VanishedObject[] {
  const starts = holds.flatMap((recorded) => {
    const start = parseAddress(recorded);
    return start === undefined ? [] : [{ recorded, start }];
  });
  const standing = new StandingObjects(starts.map(({ start }) => start));
  return starts.map(({ recorded, start }) => ({ recorded, ...held.follow(start, standing) }))
    .filter(({ address, isGivenUp, isBlocked }) => isBlocked || (!isGivenUp && !held.has(address)));
}

/** Whether a state held anything that a statement is about. */
function isIn({ address }: Claim, recorded: RecordedState | undefined): boolean {
  const claimed = parseAddress(address)!;
  return recorded !== undefined && (recorded.modules.some((id) => covers(claimed, `module.${id}`)) || (recorded.holds ?? []).some((object) => covers(claimed, object)));
}

/** The call at the top of an address, or the resource when it is in no module. */
export function topOf(address: ObjectAddress): string {
  return addressText(address.slice(0, 1));
}

/** Whether an address is in a module. */
export function isInCall(address: ObjectAddress): boolean {
  return isCallAddress(address.slice(0, 1));
}
