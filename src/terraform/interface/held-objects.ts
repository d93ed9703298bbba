import type { DeclaredMove, DeclaredObject, DeclaredObjects } from './declared-objects';
import { addressText, AddressStep, isCallAddress, ObjectAddress, parseAddress } from './object-address';

/** A module, as far as its objects go. */
export type ModuleObjects = DeclaredObjects & {
  /** What a call in it calls; undefined: that is somewhere else, such as in a registry. */
  readonly called: (callName: string) => ModuleObjects | undefined;
};

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

  /** What became of an object: its address after all moves, and whether a `removed` block gives it up. */
  public follow(address: ObjectAddress): { readonly address: ObjectAddress; readonly isGivenUp: boolean } {
    let at = address;
    const isGivenUp = () => this.removals.some((removal) => rest(removal, at) !== undefined);
    for (let steps = 0; steps <= this.moves.length && !this.has(at) && !isGivenUp(); steps++) {
      const moved = firstOf(this.moves, (move) => after(move, at));
      if (moved === undefined) break;
      at = moved;
    }
    return { address: at, isGivenUp: !this.has(at) && isGivenUp() };
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
function after({ from, to }: DeclaredMove, address: ObjectAddress): ObjectAddress | undefined {
  const below = rest(from, address);
  if (below === undefined) return undefined;
  const last = to[to.length - 1];
  const matched = address[from.length - 1];
  // All instances keep theirs, unless the block names one of them.
  const isWhole = from[from.length - 1].repetition === '' && last.repetition === '' && isCallAddress(from) === isCallAddress(to);
  return [...to.slice(0, -1), { name: last.name, repetition: isWhole ? matched.repetition : last.repetition }, ...below];
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
