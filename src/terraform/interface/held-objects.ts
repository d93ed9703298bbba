import type { DeclaredMove, DeclaredObject, DeclaredObjects } from './declared-objects';
import { addressText, AddressStep, isCallAddress, ObjectAddress, parseAddress } from './object-address';

/** A module, as far as its objects go. */
export type ModuleObjects = DeclaredObjects & {
  /** What a call in it calls; undefined: that is somewhere else, such as in a registry. */
  readonly called: (callName: string) => ModuleObjects | undefined;
};

/** What became of an object. */
export interface Followed {
  /** Where it is by all moves that are told. */
  readonly address: ObjectAddress;
  /** Whether a `removed` block gives it up. */
  readonly isGivenUp: boolean;
  /** Whether the last move is to where something stood already: Terraform does not make that one, and destroys the object where it is. */
  readonly isBlocked: boolean;
}

/** Deeper than this, modules call themselves. */
const MOST_CALLS = 20;

/** The objects of one state, as the configuration of its root module says. */
export class HeldObjects {
  private knownMoves?: readonly DeclaredMove[];
  private knownRemovals?: readonly ObjectAddress[];

  /**
   * @param holds addresses of what data is lost with, sorted: resources of such types, and calls of modules that cannot be read
   */
  constructor(private readonly root: ModuleObjects, public readonly holds: readonly string[]) {}

  /**
   * Whether the configuration still declares what an address names, with instances of the same kind. A resource that gets a
   * `count`, or loses it, Terraform moves to its first instance and back by itself, unless a `moved` block is about it.
   */
  public has(address: ObjectAddress): boolean {
    return this.find(address, (declared, { name, repetition }) => {
      if (declared.repetition === repetition) return true;
      return !name.startsWith('module.') && ![declared.repetition, repetition].includes('[each.key]') && !this.isInMove(address);
    });
  }

  /** Whether the configuration still declares what an address names, however often. */
  public names(address: ObjectAddress): boolean {
    return this.find(address, () => true);
  }

  private find(address: ObjectAddress, isMeant: (declared: DeclaredObject, step: AddressStep) => boolean): boolean {
    let module: ModuleObjects = this.root;
    for (const step of address) {
      const declared = module.resources.get(step.name) ?? module.calls.get(step.name);
      if (declared === undefined || !isMeant(declared, step)) return false;
      if (!step.name.startsWith('module.')) return true;
      const called = module.called(step.name);
      if (called === undefined) return true;
      module = called;
    }
    return true;
  }

  /** What became of an object. @param standing what the state holds; by default nothing stands in the way */
  public follow(address: ObjectAddress, standing?: StandingObjects): Followed {
    let at = address;
    const isGivenUp = () => this.removals.some((removal) => rest(removal, at) !== undefined);
    for (let steps = 0; steps <= this.moves.length && !this.has(at) && !isGivenUp(); steps++) {
      const moved = firstOf(this.moves, (move) => after(move, at));
      if (moved === undefined) break;
      at = moved.address;
      if (standing?.isTaken(moved.address, isCallAddress(moved.move.to))) return { address: at, isGivenUp: false, isBlocked: true };
    }
    return { address: at, isGivenUp: !this.has(at) && isGivenUp(), isBlocked: false };
  }

  private isInMove(resource: ObjectAddress): boolean {
    const isMeant = (end: ObjectAddress) => end.length === resource.length && end.every(({ name }, index) => name === resource[index].name);
    return this.moves.some(({ from, to }) => isMeant(from) || isMeant(to));
  }

  private get moves(): readonly DeclaredMove[] {
    this.knownMoves ??= within(this.root, (module, prefix) =>
      module.moves.map(({ from, to }) => ({ from: [...prefix, ...from], to: [...prefix, ...to] })));
    return this.knownMoves;
  }

  private get removals(): readonly ObjectAddress[] {
    this.knownRemovals ??= within(this.root, (module, prefix) => module.removals.map((from) => [...prefix, ...from]));
    return this.knownRemovals;
  }
}

/** What a state holds before a plan: all of it is there when the moves begin, also what is to go somewhere else. */
export class StandingObjects {
  private readonly objects: ReadonlySet<string>;
  private readonly modules: ReadonlySet<string>;

  constructor(objects: readonly ObjectAddress[]) {
    this.objects = new Set(objects.map(addressText));
    this.modules = new Set(objects.map((object) => addressText(moduleOf(object))));
  }

  /** Whether an object cannot come to an address. @param isOfModule whether it comes with its whole module, which goes nowhere where there is one */
  public isTaken(address: ObjectAddress, isOfModule: boolean): boolean {
    return isOfModule ? this.modules.has(addressText(moduleOf(address))) : this.objects.has(addressText(address));
  }
}

function moduleOf(address: ObjectAddress): ObjectAddress {
  return isCallAddress(address) ? address : address.slice(0, -1);
}

/** Addresses in a module of what data is lost with, each as the ledger has it. */
export function heldIn(module: ModuleObjects, isStateful: (type: string) => boolean): string[] {
  return within(module, ({ resources, calls, called }, prefix) => [
    ...[...resources.values()].filter(({ name }) => isStateful(name.slice(0, name.indexOf('.')))),
    ...[...calls.values()].filter(({ name }) => called(name) === undefined),
  ].map((step) => addressText([...prefix, step])));
}

/** Whether a text names an object that stands at or below an address. */
export function covers(above: ObjectAddress, text: string): boolean {
  const address = parseAddress(text);
  return address !== undefined && rest(above, address) !== undefined;
}

/** Visits a module, and all that it calls. */
function within<T>(module: ModuleObjects, visit: (module: ModuleObjects, prefix: ObjectAddress) => readonly T[], prefix: ObjectAddress = []): T[] {
  const found = [...visit(module, prefix)];
  if (prefix.length >= MOST_CALLS) return found;
  for (const { name, repetition } of module.calls.values()) {
    const called = module.called(name);
    if (called) for (const each of within(called, visit, [...prefix, { name, repetition }])) found.push(each);
  }
  return found;
}

/** Where a `moved` block takes an object; undefined: it is not about it. */
function after(move: DeclaredMove, address: ObjectAddress): { readonly address: ObjectAddress; readonly move: DeclaredMove } | undefined {
  const { from, to } = move;
  const below = rest(from, address);
  if (below === undefined) return undefined;
  const last = to[to.length - 1];
  const matched = address[from.length - 1];
  // All instances keep theirs, unless the block names one of them.
  const isWhole = from[from.length - 1].repetition === '' && last.repetition === '' && isCallAddress(from) === isCallAddress(to);
  return { address: [...to.slice(0, -1), { name: last.name, repetition: isWhole ? matched.repetition : last.repetition }, ...below], move };
}

/** What follows in an address after another one, which names a call or resource above it; undefined: it lies elsewhere. */
function rest(above: ObjectAddress, address: ObjectAddress): ObjectAddress | undefined {
  if (address.length < above.length || !above.every((step, index) => includes(step, address[index]))) return undefined;
  return address.slice(above.length);
}

/** Whether a step of a block means one of the ledger. */
function includes(step: AddressStep, held: AddressStep): boolean {
  return step.name === held.name && (step.repetition === '' || step.repetition === held.repetition);
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
