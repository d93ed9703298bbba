import type { Construct } from 'constructs';
import { DroppedMove, HeldChanges, isInCall, topOf, VanishedObject } from './held-changes';
import { RecordedState, StateLedger, stateName } from './state-ledger';
import { report } from './state-ledger-problems';
import type { Environment } from '../../estate/environment';
import { Problems } from '../../synth/declare/problems';
import { didYouMean } from '../../text/nearest-name';
import { Claim, keyOf } from '../declare/claim';
import type { DeclaredState } from '../declare/declared';
import type { RootModule } from '../declare/root-module';
import type { ModuleCall } from '../declare/root-module-call';
import { ObjectAddress, parseAddress } from '../interface/object-address';

/** One root module in one environment. */
export interface HoldingPlace {
  readonly dir: string;
  readonly rootModule: RootModule;
  readonly environment: Environment;
  readonly state: DeclaredState;
}

/** An object that would be destroyed, and where. */
interface Vanished {
  readonly object: VanishedObject;
  readonly place: HoldingPlace;
  readonly changes: HeldChanges;
}

/** Reports the objects that hold data and that the next plan would destroy, and what is said of objects that is not so. */
export class HeldProblems {
  private readonly byState: ReadonlyMap<DeclaredState, HeldChanges>;
  private readonly placesOf = new Map<RootModule, HoldingPlace[]>();

  constructor(
    private readonly project: Construct, private readonly ledger: StateLedger, places: readonly HoldingPlace[], changes: readonly HeldChanges[],
  ) {
    this.byState = new Map(changes.map((each) => [each.declared, each]));
    for (const place of places) {
      const known = this.placesOf.get(place.rootModule);
      if (known) known.push(place);
      else this.placesOf.set(place.rootModule, [place]);
    }
  }

  public report(): void {
    if (this.byState.size === 0) return;
    for (const [rootModule, places] of this.placesOf) {
      this.reportClaims(rootModule, places);
      for (const vanished of groupsOf(places.flatMap((place) => this.vanishedIn(place)))) this.reportVanished(rootModule, vanished);
    }
  }

  private changesIn({ state }: HoldingPlace): HeldChanges | undefined {
    return this.byState.get(state);
  }

  private recordedIn({ state }: HoldingPlace): RecordedState | undefined {
    return this.ledger.states.get(stateName(state)) ?? this.byState.get(state)?.before;
  }

  private vanishedIn(place: HoldingPlace): Vanished[] {
    const changes = this.changesIn(place);
    return (changes?.vanished ?? []).map((object) => ({ object, place, changes: changes! }));
  }

  /** A statement is the same in all environments, and so is what is wrong with it. */
  private reportClaims(rootModule: RootModule, places: readonly HoldingPlace[]): void {
    const changes = places.flatMap((place) => this.changesIn(place) ?? []);
    const add = (claim: Claim, problem: string) => Problems.of(this.project).add(claim.source, problem);
    const useful = new Set(changes.flatMap(({ former }) => Object.keys(former)));
    const premature = new Set(changes.flatMap((each) => each.premature));
    for (const claim of premature) add(claim, prematureClaim(rootModule.name, claim));
    for (const claim of new Set(changes.flatMap(({ taken }) => taken))) {
      if (premature.has(claim)) continue;
      add(claim, `root module "${rootModule.name}" moves ${keyOf(claim)} to ${claim.to}, which was there already: Terraform cannot make one of two, and would destroy what is moved. `
        + 'Drop movedFrom, and say with retire(…) what becomes of the other one.');
    }
    for (const claim of new Set(changes.flatMap(({ idle }) => idle))) {
      const known = changes.flatMap(({ before }) => before?.modules ?? []).map((id) => `module.${id}`);
      if (!useful.has(keyOf(claim)) && !premature.has(claim)) add(claim, idleClaim(rootModule.name, claim, known));
    }
    const dropped = new Map(changes.flatMap((each) => each.dropped.map((move) => [move.from, move] as const)));
    for (const move of dropped.values()) this.reportDropped(rootModule, move, places);
  }

  /** A move that is not told any more: another one may begin where it ended, or what was moved may be named after its former id. */
  private reportDropped(rootModule: RootModule, { from, to }: DroppedMove, places: readonly HoldingPlace[]): void {
    const later = rootModule._moves.claims.find((claim) => keyOf(claim) === to);
    if (later) {
      Problems.of(this.project).add(later.source, `root module "${rootModule.name}": what stands at ${to} was itself moved there from ${from}, perhaps not yet in every environment. `
        + `Add .movedFrom('${formerIdOf(from)}') behind .movedFrom('${idOf(to)}'); or, when every environment is deployed, run once without the former before you add the latter.`);
      return;
    }
    const call = rootModule._calls.find(({ callId }) => callId === idOf(to));
    const formerId = formerIdOf(from).split('/').reverse()[0];
    const isNamed = ({ environment }: HoldingPlace) => Object.hasOwn(call!._inputsOf(environment), 'name');
    const holds = ({ state }: HoldingPlace) => state.held?.holds.some((object) => topOf(parseAddress(object)!) === to) ?? false;
    if (call === undefined || !call._moduleSource._library || !call._interface?.inputs.has('name') || rootModule._moves.namedAfter(call) === formerId) return;
    if (places.every((place) => isNamed(place) || !holds(place))) return;
    Problems.of(this.project).add(call._source, `module "${call.callId}" of root module "${rootModule.name}" was moved from "${formerIdOf(from)}", and what it made is named after that id. `
      + `Without movedFrom it would get another name, for which most things are replaced. Keep .movedFrom('${formerIdOf(from)}'), or give it the "name" that it has in every environment.`);
  }

  private reportVanished(rootModule: RootModule, vanished: readonly Vanished[]): void {
    const [{ object: { address }, changes }] = vanished;
    const top = topOf(address);
    const isCalledStill = changes.declared.held!.names(address.slice(0, 1));
    const heirs = isInCall(address) ? this.heirsOf(rootModule, vanished) : [];
    const what = !isInCall(address) ? `root module "${rootModule.name}" has no ${top} any more`
      : isCalledStill ? `module "${idOf(top)}" of root module "${rootModule.name}" has no longer what it had`
        : `root module "${rootModule.name}" does not call module "${idOf(top)}" any more`;
    const message = report(`${what}. The next plan would destroy what holds data`, vanished.map(({ object, place }) => `${place.dir} ${object.recorded}${unread(object)}`), [
      ...this.movesOf(rootModule, vanished, heirs),
      ...this.retirementsOf(rootModule, vanished),
    ]);
    Problems.of(this.project).add(heirs.length === 1 ? heirs[0]._source : rootModule._source, message);
  }

  private movesOf(rootModule: RootModule, vanished: readonly Vanished[], heirs: readonly ModuleCall[]): Array<[string, string]> {
    const [{ object: { address }, changes }] = vanished;
    const top = topOf(address);
    if (heirs.length > 0) {
      return heirs.map((heir) => {
        const former = heir.rootModule === rootModule ? idOf(top) : `${rootModule.name}/${idOf(top)}`;
        const where = heir.rootModule === rootModule ? '' : ` of root module "${heir.rootModule.name}"`;
        return [`If it is module "${heir.callId}"${where} now`, `add .movedFrom('${former}') to that call`];
      });
    }
    if (rootModule.handWritten) return [['If it has another address now', 'write a "moved" block in its main.tf']];
    const isInside = isInCall(address) && changes.declared.held!.has(address.slice(0, 1));
    if (isInside) return [['If it has another address in its module now', 'write a "moved" block into that module'], ['If another call has it now', `give module "${idOf(top)}" a new id, and add .movedFrom('${idOf(top)}') to the call that has it`]];
    if (changes.before!.modules.includes(idOf(top)) && !changes.declared.held!.names(address.slice(0, 1))) return [['If it has another id now', `add .movedFrom('${idOf(top)}') to its call`]];
    return [['If it has another address now', `addBlock(new HclBlock('moved', [], { from: Hcl.reference('${top}'), to: Hcl.reference('…') }))`]];
  }

  private retirementsOf(rootModule: RootModule, vanished: readonly Vanished[]): Array<[string, string]> {
    const held = (each: Vanished) => each.changes.declared.held!;
    const addresses = new Set(vanished.map((each) => {
      const { address } = each.object;
      return namesOf(held(each).names(address.slice(0, 1)) ? address : address.slice(0, 1));
    }));
    // What is declared with other instances now cannot be given up: Terraform would refuse it.
    const retirable = [...addresses].filter((address) => vanished.every((each) => !held(each).names(parseAddress(address)!)));
    if (retirable.length === 0) return [];
    if (rootModule.handWritten) return [['To leave it running, or to destroy it', 'write a "removed" block in its main.tf']];
    const here = new Set(vanished.map(({ place }) => place.environment));
    const others = this.placesOf.get(rootModule)!.filter(({ environment }) => !here.has(environment));
    const isElsewhere = others.some(({ state }) => retirable.some((address) => state.held?.names(parseAddress(address)!)));
    const only = isElsewhere ? [`environments: [${[...here].map(({ name }) => name).join(', ')}]`] : [];
    const retire = (...options: string[]) => retirable
      .map((address) => `retire('${address}'${options.length > 0 ? `, { ${options.join(', ')} }` : ''})`).join(' and ');
    return [
      ['To leave it running, out of Terraform', `root module "${rootModule.name}" .${retire(...only)}`],
      ['To destroy it with the next deployment', `.${retire(...only, 'destroy: true')}`],
    ];
  }

  /** New calls that have all that vanished, under the same address below them: in the same root module, or else in others. */
  private heirsOf(rootModule: RootModule, vanished: readonly Vanished[]): ModuleCall[] {
    const here = this.newCallsOf(rootModule, vanished);
    if (here.length > 0) return here;
    return [...this.placesOf.keys()].filter((other) => other !== rootModule).flatMap((other) => this.newCallsOf(other, vanished));
  }

  private newCallsOf(rootModule: RootModule, vanished: readonly Vanished[]): ModuleCall[] {
    return rootModule._calls.filter((call) => vanished.every(({ object: { address }, place: { environment } }) => {
      const place = this.placesOf.get(rootModule)!.find((each) => each.environment === environment);
      if (!place?.state.held || this.recordedIn(place)?.modules.includes(call.callId)) return false;
      return place.state.held.has([{ name: `module.${call.callId}`, repetition: '' }, ...address.slice(1)]);
    }));
  }
}

/** Objects of one call go together, and so do all environments. */
function groupsOf(vanished: readonly Vanished[]): Iterable<Vanished[]> {
  const groups = new Map<string, Vanished[]>();
  for (const each of vanished) {
    const top = topOf(each.object.address);
    const group = groups.get(top);
    if (group) group.push(each);
    else groups.set(top, [each]);
  }
  return groups.values();
}

const STILL_THERE = ' If an environment has it all the same, write the "moved" block with addBlock(…), which is not checked.';

function prematureClaim(rootModule: string, { address, to }: Claim): string {
  if (to === undefined) return `root module "${rootModule}" retires ${address}, which it still declares: drop one of the two`;
  return `root module "${rootModule}" moves ${address} to ${to}, but still declares ${address}, which Terraform refuses. `
    + 'Two that exchange their ids need a third one for a while: deploy one of them under a new id first.';
}

function idleClaim(rootModule: string, claim: Claim, known: readonly string[]): string {
  const { address, rootModule: other, to } = claim;
  const what = to === undefined ? `retires ${address}` : `moves ${address} ${other === undefined ? '' : `of root module "${other}" `}to ${to}`;
  return `root module "${rootModule}" ${what}, but the last run knew of nothing there: drop it.${didYouMean(address, [...new Set(known)])}${to === undefined ? '' : STILL_THERE}`;
}

function unread({ recorded }: VanishedObject): string {
  return /(^|\.)module\.[^.]+$/.test(recorded) ? ' (a module that cannot be read here, so it may hold data)' : '';
}

/** The id of the call that an address begins with. */
export function idOf(address: string): string {
  return address.replace(/^module\./, '').replace(/\[.*/, '');
}

/** What `movedFrom` was given for a move that the ledger knows. */
function formerIdOf(from: string): string {
  return from.replace(/(^|\/)module\./, '$1');
}

function namesOf(address: ObjectAddress): string {
  return address.map(({ name }) => name).join('.');
}
