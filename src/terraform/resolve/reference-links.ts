import type { ResolvedRemoteState, TakenElement } from './resolved-root-module';
import type { Environment } from '../../estate/environment';
import { Problems } from '../../synth/declare/problems';
import { didYouMean } from '../../text/nearest-name';
import { Reference } from '../declare/reference';
import type { RootModule } from '../declare/root-module';
import type { ModuleCall } from '../declare/root-module-call';
import { callOutputNames, offeredCallOutput } from '../declare/root-module-outputs';
import { HclElement } from '../hcl/element';
import type { HclExpression } from '../hcl/expression';
import { stateLabel } from '../interface/names';

/** Every root module of the estate by name: what references are looked up in. */
export type RootModulesByName = ReadonlyMap<string, RootModule>;

/** The references of one root module, and the other root modules whose state they need. */
export class ReferenceLinks {
  constructor(
    private readonly rootModule: RootModule,
    private readonly environment: Environment,
    private readonly all: RootModulesByName,
    private readonly used = new Map<string, RootModule>(),
    private readonly usedCalls = new Set<ModuleCall>(),
    private readonly taken: TakenElement[] = [],
  ) {}

  /** The same references in another environment; undefined when one of them leads nowhere there. */
  public in(environment: Environment): ReferenceLinks | undefined {
    if (![...this.used.values(), ...this.usedCalls].every((used) => used._isIn(environment))) return undefined;
    return new ReferenceLinks(this.rootModule, environment, this.all, this.used, this.usedCalls, this.taken);
  }

  /** Runs `visit` and remembers every root module that a reference in it leads to; wrong references become problems. */
  public collect(visit: () => void): void {
    Reference._resolving((reference) => {
      this.check(reference);
      return this.text(reference);
    }, () => HclElement._noting((element) => this.take(element), visit));
  }

  /** The elements that are taken of outputs, by keys that are known. */
  public elements(): readonly TakenElement[] {
    return this.taken;
  }

  /** Runs `render` with every reference written as this root module writes it. */
  public resolving<T>(render: () => T): T {
    return Reference._resolving((reference) => this.text(reference), render);
  }

  public names(): string[] {
    return [...this.used.keys()].sort();
  }

  public remoteStates(): ResolvedRemoteState[] {
    return this.names().map((name) => {
      const target = this.used.get(name)!;
      return { rootModule: name, backendType: target._backendIn(this.environment).type, config: target._states.remoteConfigIn(this.environment) };
    });
  }

  private take(element: HclElement): void {
    const keys: Array<string | number> = [];
    let whole: HclExpression = element;
    for (; whole instanceof HclElement; whole = whole._collection) {
      if (typeof whole._key === 'object') return;
      keys.unshift(whole._key);
    }
    if (whole instanceof Reference) this.taken.push({ target: whole._target, keys, source: whole._source });
  }

  private text(reference: Reference): string {
    const { rootModule, callId, output } = reference._target;
    if (rootModule === this.rootModule.name) return `module.${callId === undefined ? this.callOutput(output) : `${callId}.${output}`}`;
    const target = this.all.get(rootModule);
    const name = callId === undefined || !target ? output : callOutputNames(target).get(`${callId}.${output}`) ?? output;
    return `data.terraform_remote_state.${stateLabel(rootModule)}.outputs.${name}`;
  }

  private check(reference: Reference): void {
    const { rootModule, callId, output } = reference._target;
    const problems = Problems.of(this.rootModule);
    if (rootModule !== this.rootModule.name && isEphemeral(this.all.get(rootModule), callId, output)) {
      problems.add(reference._source, `root module "${this.rootModule.name}" uses output "${output}" of "${rootModule}", which is ephemeral: no state holds it, so it can be used in "${rootModule}" alone`);
      return;
    }
    const call = callOf(this.all.get(rootModule), callId, output);
    if (call !== undefined && call.rootModule._isIn(this.environment) && !call._isIn(this.environment)) {
      problems.add(reference._source, `root module "${this.rootModule.name}" uses output "${output}" of module "${call.callId}", which is not called in environment "${this.environment.name}": add that environment to its "environments", or use the output where it is, by .override(…)`);
    }
    if (call !== undefined) this.usedCalls.add(call);
    if (rootModule === this.rootModule.name) {
      if (callId !== undefined || this.callOutput(output) !== undefined) return;
      if (this.rootModule._ownOutputNames().includes(output)) {
        problems.add(reference._source, `root module "${rootModule}" uses its own output "${output}": use the module's output, or the expression, that it is made of`);
      } else {
        this.reportUnknown(reference, this.rootModule, [...callOutputNames(this.rootModule).values()]);
      }
      return;
    }
    const target = this.all.get(rootModule);
    if (!target) {
      problems.add(reference._source, `root module "${this.rootModule.name}" uses output "${output}" of "${rootModule}", which belongs to another project`);
      return;
    }
    if (!target._isIn(this.environment)) {
      problems.add(reference._source, `root module "${this.rootModule.name}" uses output "${output}" of "${rootModule}", which is not in environment "${this.environment.name}": add that environment to root module "${rootModule}", or restrict "${this.rootModule.name}" to the environments that have it`);
      return;
    }
    if (callId === undefined) {
      const known = [...callOutputNames(target).values(), ...target._ownOutputNames()];
      if (!known.includes(output)) this.reportUnknown(reference, target, known);
    }
    if (this.rootModule.handWritten) {
      problems.add(reference._source, `root module "${this.rootModule.name}" is hand-written, so it cannot use output "${output}" of "${rootModule}" from here: read that state in its main.tf`);
      return;
    }
    this.used.set(rootModule, target);
  }

  /** `<call id>.<output>` for the name under which this root module offers it; undefined when it stands for no call. */
  private callOutput(name: string): string | undefined {
    const offered = offeredCallOutput(this.rootModule, name);
    return offered && `${offered.call.callId}.${offered.output}`;
  }

  private reportUnknown({ _source, _target }: Reference, target: RootModule, known: readonly string[]): void {
    // A module that cannot be read is a problem already, and its outputs are not known.
    if (target._calls.some((call) => call._interface === undefined)) return;
    const names = [...known].sort();
    Problems.of(this.rootModule).add(_source, `root module "${this.rootModule.name}" uses output "${_target.output}" of "${target.name}"; it has: ${names.join(', ') || 'none'}.${didYouMean(_target.output, names)}`);
  }
}

function isEphemeral(target: RootModule | undefined, callId: string | undefined, output: string): boolean {
  const call = callId === undefined ? undefined : callOf(target, callId, output);
  return call?._interface?.outputs.get(output)?.ephemeral ?? false;
}

/** The call that an output is of: by its id, or by the name under which the root module offers it. */
function callOf(target: RootModule | undefined, callId: string | undefined, output: string): ModuleCall | undefined {
  if (callId === undefined) return target && offeredCallOutput(target, output)?.call;
  return target?._calls.find((call) => call.callId === callId);
}
