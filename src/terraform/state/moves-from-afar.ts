import type { HeldChanges } from './held-changes';
import { idOf } from './held-problems';
import { moveModulesScript } from './move-modules-script';
import { StateLedger, stateName } from './state-ledger';
import type { StateLocation } from './state-ledger-script';
import type { Environment } from '../../estate/environment';
import { Problems } from '../../synth/declare/problems';
import { Claim, keyOf } from '../declare/claim';
import type { DeclaredState } from '../declare/declared';
import type { RootModule } from '../declare/root-module';
import { HclBlock, HclComment } from '../hcl/block';
import { Hcl } from '../hcl/hcl';
import { renderHcl } from '../hcl/writer';
import { parseAddress } from '../interface/object-address';

/**
 * Module calls that have moved to another root module. Terraform moves nothing between states: a script copies the objects,
 * the former root module forgets them, and neither is planned before they are there.
 */
export class MovesFromAfar {
  /** Has the former root modules forget what others have taken over. */
  public static forget(rootModules: readonly RootModule[]): void {
    for (const rootModule of rootModules) {
      for (const claim of rootModule._moves.claims.filter((each) => each.rootModule !== undefined)) {
        const former = rootModules.find(({ name }) => name === claim.rootModule);
        former?._moves.forget(claim, former._environments().filter((environment) => rootModule._isIn(environment)));
      }
    }
  }

  private readonly moves: readonly MoveFromAfar[];

  private readonly byName: ReadonlyMap<string, Place>;

  constructor(
    private readonly places: readonly Place[], private readonly ledger: StateLedger, changes: readonly HeldChanges[], private readonly script: string,
  ) {
    const byState = new Map(changes.map((each) => [each.declared, each]));
    const byName = new Map(places.map((place) => [stateName(place.state), place]));
    this.byName = byName;
    this.moves = places.flatMap((to) => {
      const former = byState.get(to.state)?.former ?? {};
      return (to.state.claims ?? []).filter((claim) => claim.rootModule !== undefined && Object.hasOwn(former, keyOf(claim))).flatMap((claim) => {
        const from = this.formerPlace(claim, to);
        return from === undefined ? [] : { claim, from, to };
      });
    });
  }

  /** What is wrong with the moves that are told. */
  public report(): void {
    const reported = new Set<string>();
    const add = ({ claim, to: { rootModule } }: Pick<MoveFromAfar, 'claim' | 'to'>, problem: string) => {
      if (reported.has(`${keyOf(claim)} ${problem}`)) return;
      reported.add(`${keyOf(claim)} ${problem}`);
      Problems.of(rootModule).add(claim.source, `root module "${rootModule.name}" takes over module "${idOf(claim.address)}" of root module "${claim.rootModule}", ${problem}`);
    };
    const takers = new Map<string, Place>();
    for (const to of this.places) {
      for (const claim of (to.state.claims ?? []).filter((each) => each.rootModule !== undefined)) {
        const from = this.formerPlace(claim, to);
        const taken = `${to.environment.name} ${keyOf(claim)}`;
        if (takers.has(taken)) add({ claim, to }, `and so does root module "${takers.get(taken)!.rootModule.name}": drop one of the two`);
        takers.set(taken, to);
        if (from === undefined) {
          if (this.needsFormer(claim, to)) add({ claim, to }, 'which is not there: keep that root module, with or without other modules, until every environment is deployed');
          continue;
        }
        const address = parseAddress(claim.address)!;
        if (from.state.held?.names(address)) {
          add({ claim, to }, 'which still calls it: drop that call');
        } else if (from.rootModule.handWritten && !from.state.held?.follow(address).isGivenUp) {
          add({ claim, to }, `which is hand-written: write a block into its main.tf, removed { from = ${claim.address}, lifecycle { destroy = false } }`);
        }
      }
    }
  }

  /** The script that copies the objects; undefined when nothing is moved. */
  public scriptText(locationOf: (rootModule: RootModule, environment: Environment) => StateLocation): string | undefined {
    if (this.moves.length === 0) return undefined;
    return moveModulesScript(this.script, this.moves.map(({ claim, from, to }) => ({
      name: `${stateName(to.state)}/${idOf(claim.to!)}`,
      from: locationOf(from.rootModule, from.environment),
      to: locationOf(to.rootModule, to.environment),
      formerAddress: claim.address,
      address: claim.to!,
      marker: markerOf(claim),
    })));
  }

  /** What keeps Terraform from planning the root module in a folder before the objects have been copied; empty when nothing does. */
  public guardOf(dir: string): string {
    return this.moves.filter(({ from, to }) => from.dir === dir || to.dir === dir).map(({ claim, from, to }) => {
      const marker = markerOf(claim);
      const condition = Hcl.raw(`try(self.outputs.${marker}, false)`);
      const message = `Run ${this.script} first: it copies ${claim.address} from the state of ${from.dir} to that of ${to.dir}.`;
      const config = to.rootModule._states.remoteConfigIn(to.environment);
      return renderHcl([
        new HclComment(`${claim.address} of ${from.dir} is ${claim.to} of ${to.dir} now. ${this.script} copies what it made to that state.`),
        new HclBlock('data', ['terraform_remote_state', marker], { backend: to.state.backend, config })
          .block(new HclBlock('lifecycle').block(new HclBlock('postcondition', [], { condition, error_message: message }))),
        ...(to.dir === dir ? [new HclBlock('output', [marker], { description: `Whether ${claim.address} of ${from.dir} has been taken over.`, value: true })] : []),
      ]);
    }).join('\n');
  }

  private formerPlace({ rootModule }: Claim, { environment }: Place): Place | undefined {
    return this.byName.get(stateName({ environment: environment.name, rootModule: rootModule! }));
  }

  /** A new environment has nothing to be moved, and needs no former root module; one of them has to. */
  private needsFormer(claim: Claim, { rootModule, environment }: Place): boolean {
    const recorded = this.ledger.states.get(stateName({ environment: environment.name, rootModule: claim.rootModule! }));
    return recorded !== undefined || !this.places.some((to) => to.rootModule === rootModule && this.formerPlace(claim, to));
  }
}

/** One root module in one environment. */
interface Place {
  readonly dir: string;
  readonly rootModule: RootModule;
  readonly environment: Environment;
  readonly state: DeclaredState;
}

/** A call that another root module of the environment made before, and whose objects are in the state of that one. */
interface MoveFromAfar {
  readonly claim: Claim;
  readonly from: Place;
  readonly to: Place;
}

/** The output by which the state says that the objects are there. */
function markerOf({ rootModule, address }: Claim): string {
  return `moved_from_${rootModule}_${idOf(address)}`;
}
