import { Claim, keyOf } from './claim';
import type { RootModule } from './root-module';
import type { ModuleCall } from './root-module-call';
import type { Environment } from '../../estate/environment';
import { Problems } from '../../synth/declare/problems';
import type { SourceLocation } from '../../synth/declare/source-location';
import { HclBlock } from '../hcl/block';
import { Hcl } from '../hcl/hcl';
import { IDENTIFIER } from '../interface/names';
import { parseAddress } from '../interface/object-address';

/** What became of the objects of one root module, as `.projenrc.ts` says. */
export class RootModuleMoves {
  public readonly claims: Claim[] = [];
  /** The id that a call had longest ago, of those that were told. */
  private readonly oldest = new Map<ModuleCall, string>();
  /** Statements of this root module that are written into others. */
  private readonly forgotten = new Set<Claim>();

  constructor(private readonly rootModule: RootModule) {}

  /** Notes what a call was called before, or before that. */
  public addFormerId(call: ModuleCall, formerId: string, source: SourceLocation): void {
    const [id, rootModule] = formerId.split('/').reverse();
    const report = (problem: string) => Problems.of(call).add(source, `module "${call.callId}" of root module "${this.rootModule.name}" ${problem}`);
    if (!IDENTIFIER.test(id) || formerId.split('/').length > 2) {
      return report(`cannot be moved from ${JSON.stringify(formerId)}: give the former id of the call, or <root module>/<former id>`);
    }
    const to = this.oldest.get(call) ?? call.callId;
    const claim = { address: `module.${id}`, rootModule: rootModule === this.rootModule.name ? undefined : rootModule, to: `module.${to}`, environments: call._onlyIn, source };
    const rival = this.claims.find((other) => keyOf(other) === keyOf(claim));
    if (claim.rootModule === undefined && id === call.callId) return report(`is moved from "${id}", which is its id: drop movedFrom`);
    if (rival) return report(`is moved from "${formerId}", and so is what stands at ${rival.to ?? rival.address}: one object cannot be in two places, so drop one of the two`);
    if (this.isFromAfar(call)) return report(`is moved from "${formerId}" after it was moved from another root module: give that one last`);
    this.oldest.set(call, id);
    this.claims.push(claim);
    if (claim.rootModule === undefined) this.write(new HclBlock('moved', [], { from: Hcl.reference(claim.address), to: Hcl.reference(claim.to) }), source, call._onlyIn);
  }

  /** The id after which the cloud names what a call makes: that of its first days, since most things cannot be renamed. */
  public namedAfter(call: ModuleCall): string {
    return this.oldest.get(call) ?? call.callId;
  }

  /** Gives up what stands at or below an address. */
  public retire(address: string, { environments, destroy = false, source }: Retirement): void {
    const parsed = parseAddress(address);
    const report = (problem: string) => Problems.of(this.rootModule).add(source, `root module "${this.rootModule.name}" cannot retire ${JSON.stringify(address)}: ${problem}`);
    if (!parsed || parsed.some(({ repetition }) => repetition !== '')) {
      return report('name a module call or a resource of it without its instances, such as \'module.postgresql\'');
    }
    if (this.rootModule.handWritten) {
      return report('it is hand-written, so write a "removed" block in its main.tf');
    }
    if (this.claims.some((claim) => keyOf(claim) === address && overlaps(claim.environments, environments))) {
      return report('it is retired, or moved, already: drop one of the two');
    }
    this.claims.push({ address, environments, source });
    this.write(removed(address, destroy), source, environments);
  }

  /** The statements that are about an environment. */
  public claimsIn(environment: Environment): readonly Claim[] {
    return this.claims.filter(({ environments }) => environments?.includes(environment) ?? true);
  }

  /**
   * Has Terraform forget in this root module what another one has taken over.
   * @param environments those in which both are
   */
  public forget(claim: Claim, environments: readonly Environment[]): void {
    if (this.forgotten.has(claim) || this.rootModule.handWritten) return;
    this.forgotten.add(claim);
    this.write(removed(claim.address, false), claim.source, environments);
  }

  private isFromAfar(call: ModuleCall): boolean {
    let at: string | undefined = `module.${call.callId}`;
    for (const { rootModule, address, to } of this.claims) {
      if (to !== at) continue;
      if (rootModule !== undefined) return true;
      at = address;
    }
    return false;
  }

  private write(block: HclBlock, source: SourceLocation, environments?: readonly Environment[]): void {
    this.rootModule._blocks.push({ block, environments, source });
  }
}

/** How objects are given up, and where that is said. */
interface Retirement {
  /** Undefined: all environments. */
  readonly environments?: readonly Environment[];
  readonly destroy?: boolean;
  readonly source: SourceLocation;
}

function removed(address: string, destroy: boolean): HclBlock {
  return new HclBlock('removed', [], { from: Hcl.reference(address) }).block(new HclBlock('lifecycle', [], { destroy }));
}

function overlaps(some: readonly Environment[] | undefined, others: readonly Environment[] | undefined): boolean {
  return some === undefined || others === undefined || some.some((environment) => others.includes(environment));
}
