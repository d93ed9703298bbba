import type { Construct } from 'constructs';
import type { EstateObjects } from './estate-objects';
import { HeldProblems } from './held-problems';
import { MovesFromAfar } from './moves-from-afar';
import { partsOf, STATE_LEDGER, StateLedger, stateName } from './state-ledger';
import { compareWithLedger, LedgerComparison, ReaddressedState, SwappedState, unchangedLedger } from './state-ledger-comparison';
import * as problem from './state-ledger-problems';
import { explainLosses } from './state-ledger-renames';
import { moveStatesScript, stateGuard, StateLocation, StateMove } from './state-ledger-script';
import type { Backend } from '../../clouds/backends/backend';
import { localStateFile } from '../../clouds/backends/local-backend';
import { findStateAddressConflicts } from '../../clouds/backends/state-address';
import { isInExampleAccount } from '../../clouds/tencent/example-account';
import type { Environment } from '../../estate/environment';
import { Estate } from '../../estate/estate';
import { Problems } from '../../synth/declare/problems';
import type { SourceLocation } from '../../synth/declare/source-location';
import { GeneratedText } from '../../synth/files/generated-text';
import type { DeclaredState } from '../declare/declared';
import type { RootModule } from '../declare/root-module';

/** Where the states of an estate are, and were in the last run: no state is left behind, taken over or built anew unsaid. */
export class StateAddresses {
  private readonly retired = new Map<string, SourceLocation>();
  private places: readonly Place[] = [];
  private byName: ReadonlyMap<string, RootModule> = new Map();
  private ledger = StateLedger.UNKNOWN;
  private compared?: LedgerComparison;
  private readonly guards = new Map<string, string>();
  private objects?: EstateObjects;
  private fromAfar?: MovesFromAfar;

  constructor(private readonly project: Construct, private readonly rootModules: readonly RootModule[]) {}

  /** Gives up states: those of root modules and environments that are gone. */
  public retire(source: SourceLocation, states: readonly string[]): void {
    for (const state of states) {
      if (RETIREMENT.test(state)) this.retired.set(state, source);
      else Problems.of(this.project).add(source, problem.illegalRetirement(state));
    }
  }

  /**
   * Compares the estate with the last run, and adds the ledger of this one and the script that moves states.
   * @param objects what the root modules declare
   */
  public addFiles(isEjected: boolean, objects: EstateObjects): void {
    this.objects = objects;
    const { next } = this.compare();
    const moves = this.moves();
    if (!isEjected && this.places.length > 0) new GeneratedText(this.project, STATE_LEDGER, { content: () => next.text(), explain: () => [{ what: 'where the states of all root modules are', change: 'stateKey, backend or movedFrom of a root module' }] });
    if (moves.length > 0) {
      new GeneratedText(this.project, this.script, {
        content: () => moveStatesScript(this.script, moves),
        comment: '#',
        executable: true,
        explain: () => this.movedPlaces().slice(0, 1).map((place) => ({ what: `movedFrom of root module "${place.rootModule.name}" or its backend`, source: causeOfMove(place)._source })),
      });
    }
    const moveModules = this.fromAfar?.scriptText((rootModule, environment) =>
      locationOf(rootModule._backendIn(environment), rootModule._states.in(environment).address, rootModule._states.configurationIn(environment)));
    if (moveModules !== undefined) {
      new GeneratedText(this.project, this.moduleScript, {
        content: () => moveModules,
        comment: '#',
        executable: true,
        explain: () => [{ what: 'modules that have moved to another root module', change: '.movedFrom(…) of their calls' }],
      });
    }
  }

  /** What keeps Terraform from planning the root module in a folder before its state is there; empty when it is. */
  public guardOf(dir: string): string {
    return [this.guards.get(dir), this.fromAfar?.guardOf(dir)].filter((guard) => guard).join('\n');
  }

  /** Reports every state that would be shared, left behind, taken over or built anew. */
  public check(): void {
    const comparison = this.compared ?? this.compare();
    for (const move of comparison.refused) this.report(this.byName.get(move.declared.rootModule)?._source, problem.refusedMove(move));
    for (const address of comparison.reused) this.report(this.byName.get(address.declared.rootModule)?._source, problem.reusedAddress(address));
    for (const swap of swapsByRootModule(comparison.swapped)) this.report(this.byName.get(swap.heir.rootModule)?._source, problem.swappedState(swap));
    this.checkConflicts();
    this.checkRetired();
    this.checkMovedFrom(comparison);
    this.checkReaddressed(comparison.readdressed);
    this.checkLosses(comparison);
    new HeldProblems(this.project, this.ledger, this.places, comparison.held).report();
    this.fromAfar?.report();
  }

  private compare(): LedgerComparison {
    const { layout, outdir } = Estate.of(this.project).facts;
    MovesFromAfar.forget(this.rootModules);
    this.byName = new Map(this.rootModules.map((rootModule) => [rootModule.name, rootModule]));
    this.places = this.rootModules.flatMap((rootModule) => rootModule._environments().map((environment) => {
      const dir = layout.rootModuleDir(environment, rootModule.name);
      const held = this.objects?.in(rootModule, environment, dir);
      const state = { ...rootModule._states.in(environment), held, claims: rootModule._moves.claimsIn(environment) };
      return { rootModule, environment, dir, state };
    }));
    const text = StateLedger.textIn(outdir);
    const states = this.places.map(({ state }) => state);
    const retired = [...this.retired.keys()];
    const unchanged = unchangedLedger(text, states, retired);
    this.ledger = unchanged?.next ?? withoutExample(StateLedger.parse(text, (message) => this.report(undefined, message)), states);
    const comparison = unchanged ?? compareWithLedger(this.ledger, states, (name) => this.retirementOf(name) !== undefined, retired);
    this.compared = comparison;
    this.fromAfar = new MovesFromAfar(this.places, this.ledger, comparison.held, this.moduleScript);
    this.guards.clear();
    for (const { rootModule, environment, dir, state } of this.movedPlaces()) {
      this.guards.set(dir, stateGuard(state.backend, rootModule._states.remoteConfigIn(environment), this.script));
    }
    return comparison;
  }

  private movedPlaces(): Place[] {
    const moved = new Set(this.compared!.moved);
    return this.places.filter(({ state }) => moved.has(state));
  }

  private moves(): StateMove[] {
    return this.movedPlaces().map(({ rootModule, environment, state }) => ({
      name: stateName(state),
      from: locationOf(rootModule._states.formerBackendIn(environment), state.formerAddress!, rootModule._states.formerConfigurationIn(environment)),
      to: locationOf(rootModule._backendIn(environment), state.address, rootModule._states.configurationIn(environment)),
    }));
  }

  private get script(): string {
    return `${Estate.of(this.project).facts.layout.scriptsDir}/move-states.sh`;
  }

  private get moduleScript(): string {
    return `${Estate.of(this.project).facts.layout.scriptsDir}/move-modules.sh`;
  }

  private retirementOf(name: string): string | undefined {
    return [name, `${partsOf(name).environment}/*`].find((pattern) => this.retired.has(pattern));
  }

  private checkConflicts(): void {
    const rootModules = new Map(this.places.map(({ dir, rootModule }) => [dir, rootModule]));
    for (const { first, second } of findStateAddressConflicts(this.places.map(({ dir, state }) => ({ owner: dir, address: state.address })))) {
      this.report(rootModules.get(second.owner)!._source,
        `the states of ${first.owner} (${first.address}) and ${second.owner} (${second.address}) would share a prefix: give one of them another name or another "stateKey"`);
    }
  }

  /** A state that is given up and declared would be given up in silence as soon as it is gone. */
  private checkRetired(): void {
    const reported = new Set<string>();
    for (const { state } of this.places) {
      const pattern = this.retirementOf(stateName(state));
      if (pattern === undefined || reported.has(pattern)) continue;
      reported.add(pattern);
      this.report(this.retired.get(pattern), problem.retiredAndDeclared(pattern, state));
    }
  }

  /** A `movedFrom` that finds nothing in any environment is a mistake; in a new environment there is nothing to find. */
  private checkMovedFrom({ moved, refused }: LedgerComparison): void {
    if (!this.ledger.isKnown) return;
    const found = new Set([...moved, ...refused.map(({ declared }) => declared)]);
    const known = [...new Set([...this.ledger.states.values()].map(({ key }) => partsOf(key).rootModule))];
    const useful = new Set(this.places.filter(({ state }) => found.has(state)).map(causeOfMove));
    for (const place of this.places) {
      const { rootModule, state } = place;
      const cause = causeOfMove(place);
      if (state.formerAddress === undefined || useful.has(cause)) continue;
      useful.add(cause);
      const { movedFrom } = rootModule._states;
      this.report(cause._source, movedFrom === undefined
        ? problem.nothingToMoveBackend(state.formerAddress)
        : problem.nothingToMove(rootModule.name, movedFrom, known));
    }
  }

  /** One problem per cause: an environment, a root module or a backend that has another place for its states. */
  private checkReaddressed(readdressed: readonly ReaddressedState[]): void {
    const byCause = new Map<Environment | RootModule | Backend, ReaddressedState[]>();
    const places = new Map(this.places.map((place) => [place.state, place]));
    for (const state of readdressed) {
      const cause = causeOfChange(state, places.get(state.declared)!);
      const states = byCause.get(cause);
      if (states) states.push(state);
      else byCause.set(cause, [state]);
    }
    for (const [cause, states] of byCause) {
      const { environment, rootModule } = places.get(states[0].declared)!;
      const text = cause === environment ? problem.rekeyedEnvironment(environment.name, states)
        : cause === rootModule ? problem.rekeyedRootModule(rootModule.name, states, this.script)
          : problem.movedBackend(states[0].declared.backend, states, this.script);
      this.report(cause._source, text);
    }
  }

  private checkLosses({ lost, fresh }: LedgerComparison): void {
    const { environments, facts } = Estate.of(this.project);
    const namesOf = (name: string) => environments.find((environment) => environment.name === name) ?? { name, shortName: name };
    const { layout } = facts;
    const dirOf = (name: string) => layout.rootModuleDir(namesOf(partsOf(name).environment), partsOf(name).rootModule);
    const folders = { dirOf, scriptsDir: layout.scriptsDir };
    const recordedEnvironments = new Set([...this.ledger.states.keys()].map((name) => partsOf(name).environment));
    const causes = explainLosses(lost, fresh, {
      environments: new Set(environments.map(({ name }) => name)),
      rootModules: new Set(this.byName.keys()),
      recordedEnvironments,
    });
    for (const group of causes.environments) {
      const now = environments.find(({ name }) => name === group.renamedTo);
      const candidates = fresh.filter(({ environment }) => !recordedEnvironments.has(environment));
      this.report(now?._source, now ? problem.renamedEnvironment(group) : problem.goneEnvironment(group, candidates, folders));
    }
    for (const group of causes.rootModules) {
      const now = group.renamedTo === undefined ? undefined : this.byName.get(group.renamedTo);
      this.report(now?._source, now ? problem.renamedRootModule(group, this.script) : problem.goneRootModule(group, fresh, folders));
    }
    for (const group of causes.narrowed) this.report(this.byName.get(group.name)?._source, problem.narrowedRootModule(group, folders));
  }

  private report(source: SourceLocation | undefined, message: string): void {
    Problems.of(this.project).add(source, message);
  }
}

/** `<environment>/<root module>`, or `<environment>/*`. */
const RETIREMENT = /^[a-z0-9-]+\/([a-z0-9-]+|\*)$/;

/** One root module in one environment, and its state. */
interface Place {
  /** Folder of the root module. */
  readonly dir: string;
  readonly rootModule: RootModule;
  readonly environment: Environment;
  readonly state: DeclaredState;
}

/** One of each pair of root modules: it is the same in every environment. */
function swapsByRootModule(swapped: readonly SwappedState[]): Iterable<SwappedState> {
  return new Map(swapped.map((swap) => [`${swap.declared.rootModule} ${swap.heir.rootModule}`, swap])).values();
}

/** Who says that a state is moved. */
function causeOfMove({ rootModule, environment }: Place): RootModule | Backend {
  return rootModule._states.movedFrom === undefined ? rootModule._backendIn(environment) : rootModule;
}

/** What has to be changed back to leave a state where it is. */
function causeOfChange({ recorded, declared }: ReaddressedState, { environment, rootModule }: Place): Environment | RootModule | Backend {
  const [before, now] = [partsOf(recorded.key), partsOf(declared.key)];
  if (before.environment !== now.environment) return environment;
  return before.rootModule === now.rootModule ? rootModule._backendIn(environment) : rootModule;
}

/** The script works in folders two levels below the repository; a local state lies in the folder that its address names. */
function locationOf({ type }: Backend, address: string, configuration: StateLocation['configuration']): StateLocation {
  if (type !== 'local') return { address, backend: type, configuration };
  return { address, backend: type, configuration: { attributes: { path: `../../${localStateFile(address.slice('local://'.length))}` }, blocks: {} } };
}

/** A ledger without the states of the example account, once the estate has an account of its own: nobody could ever apply anything there. */
function withoutExample(ledger: StateLedger, declared: readonly DeclaredState[]): StateLedger {
  const isExample = (address: string | undefined) => address !== undefined && isInExampleAccount(address);
  if (declared.length === 0 || declared.some(({ address, formerAddress }) => isExample(address) || isExample(formerAddress))) return ledger;
  const states = new Map([...ledger.states].filter(([, { address }]) => !isExample(address)));
  return new StateLedger(states, ledger.left, ledger.isKnown, ledger.retired);
}
