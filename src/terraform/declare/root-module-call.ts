import { Construct } from 'constructs';
import { Reference } from './reference';
import type { RootModule } from './root-module';
import { callOutputNames } from './root-module-outputs';
import type { ModuleFacts } from '../../clouds/module-facts';
import { Environment, ENVIRONMENTS } from '../../estate/environment';
import { Closing } from '../../synth/declare/closing';
import { laidOver } from '../../synth/declare/lay-over';
import { isPlain, plainOptions } from '../../synth/declare/plain-options';
import { Problems } from '../../synth/declare/problems';
import { SourceLocation } from '../../synth/declare/source-location';
import { didYouMean } from '../../text/nearest-name';
import { pathProblem } from '../../worktree/path-rules';
import type { HclExpression } from '../hcl/expression';
import { ModuleInterface } from '../interface/module-interface';

/** Where a called module comes from. */
export interface ModuleSource {
  /** Folder of the module in the monorepo, relative to it. */
  readonly dir: string;
  /** Folder that holds the module's `.tf` files at synthesis, absolute. */
  readonly interfaceDir: string;
  /** What a module of this package's library needs, which is written to the monorepo by it; undefined: the module is the user's own. @internal */
  readonly _library?: ModuleFacts;
}

/** Inputs that were given together, and where. */
interface InputLayer {
  /** The environment they are for; undefined: all of them. */
  readonly environment?: Environment;
  readonly inputs: { readonly [name: string]: any };
  readonly source: SourceLocation;
}

/**
 * A call of a module in a root module. In every environment of the root module it is called once, with the inputs that
 * all environments share and the overrides of that one.
 */
export abstract class ModuleCall extends Construct {
  /** Id of the call: the label of its `module` block. */
  public readonly callId: string;
  /** The root module that makes the call. */
  public readonly rootModule: RootModule;
  /** @internal */
  public readonly _source: SourceLocation;
  /** @internal */
  public readonly _moduleSource: ModuleSource;
  /** @internal */
  public readonly _interface: ModuleInterface | undefined;
  /** The call at whose addresses clients reach what this one made, where that is another one. @internal */
  public _reachedBy?: ModuleCall;
  /** @internal */
  public readonly _passedProviders: { readonly [name: string]: HclExpression };
  private restriction?: readonly Environment[];
  private readonly inputs: { [name: string]: any };
  private readonly overrides = new Map<Environment, InputLayer[]>();

  /**
   * Declares the call.
   * @param rootModule the root module that makes it
   * @param id label of its `module` block: a Terraform identifier
   * @param moduleSource where the called module comes from
   * @param inputs inputs by variable name
   * @param providers provider configurations of the root module, by the names that they have in the module
   * @param environments those in which it is made, or their names; every one of the root module by default
   */
  protected constructor(
    rootModule: RootModule, id: string, moduleSource: ModuleSource, inputs: { [name: string]: any },
    providers: { [name: string]: HclExpression } = {}, environments?: (Environment | string)[],
  ) {
    super(rootModule, rootModule._claimCallId(plainOptions(id)));
    id = plainOptions(id);
    this._source = SourceLocation.capture();
    this.callId = id;
    this.rootModule = rootModule;
    this._moduleSource = moduleSource;
    this.inputs = inputs;
    this._passedProviders = providers;
    this._interface = this.readInterface();
    this.restriction = environments && this.restrictedTo(environments);
    rootModule._addCall(this);
  }

  /**
   * An output of the module, by the name it has in the module's `outputs.tf`.
   *
   * An output that the module does not declare is a problem at synthesis.
   */
  public output(name: string): Reference {
    name = plainOptions(name);
    const source = SourceLocation.capture();
    const known = this._interface?.outputs;
    if (known && !known.has(name)) {
      const names = [...known.keys()].sort();
      Problems.of(this).add(source, `module "${this.callId}" has no output "${name}"; it has: ${names.join(', ') || 'none'}.${didYouMean(name, names)}`);
    }
    return Reference._to(
      { rootModule: this.rootModule.name, callId: this.callId, output: name }, source,
      () => callOutputNames(this.rootModule).get(`${this.callId}.${name}`) ?? name,
    );
  }

  /** The environments that it is restricted to; undefined: it is made wherever the root module is. @internal */
  public get _onlyIn(): readonly Environment[] | undefined {
    return this.restriction;
  }

  /** Has it made where another call is made, and nowhere else. @internal */
  public _restrictAs(call: ModuleCall): void {
    this.restriction = call._onlyIn;
  }

  /** Whether it is made in an environment. @internal */
  public _isIn(environment: Environment): boolean {
    return this.rootModule._isIn(environment) && (this._onlyIn?.includes(environment) ?? true);
  }

  /** Environments in which it is made, in the estate's order. @internal */
  public _environments(): readonly Environment[] {
    return this.rootModule._environments().filter((environment) => this._isIn(environment));
  }

  /** @internal */
  public _inputsOf(environment: Environment): { [name: string]: any } {
    return (this.overrides.get(environment) ?? []).reduce((given, { inputs }) => laidOver(given, inputs), this.inputs);
  }

  /** Whether it is made, or inputs were given, for this environment alone. @internal */
  public _isOverriddenIn(environment: Environment): boolean {
    return this.overrides.has(environment) || (this._onlyIn?.includes(environment) ?? false);
  }

  /**
   * Where the input that an environment has was given; undefined: nowhere.
   * @param key key of the input, when it is about that alone
   * @internal
   */
  public _layerOf(environment: Environment, name: string, key?: string): InputLayer | undefined {
    const layers = [{ inputs: this.inputs, source: this._source }, ...this.overrides.get(environment) ?? []].reverse()
      .filter(({ inputs }) => Object.hasOwn(inputs, name) && inputs[name] !== undefined);
    return layers.find(({ inputs }) => key === undefined || !isPlain(inputs[name]) || Object.hasOwn(inputs[name], key)) ?? layers[0];
  }

  /** Inputs as they were given together, those of all environments first, and where. @internal */
  public _inputLayers(): ReadonlyArray<{ readonly inputs: { readonly [name: string]: any }; readonly source: SourceLocation }> {
    return [{ inputs: this.inputs, source: this._source }, ...[...this.overrides.values()].flat()];
  }

  /**
   * Gives inputs, by variable name, that only one environment has: objects and maps are merged key by key, all else replaces. Subclasses offer it with their own typed inputs.
   */
  protected overrideInputs(environment: Environment | string, inputs: { [name: string]: any }): void {
    const source = SourceLocation.capture();
    Closing.of(this).assertOpen(() => `what module "${this.callId}" is given in one environment`);
    const resolved = ENVIRONMENTS.resolve(this, environment, `module "${this.callId}"`, source);
    if (!resolved) return;
    if (!this.rootModule._isIn(resolved)) {
      Problems.of(this).add(source, `module "${this.callId}" overrides environment "${resolved.name}", where root module "${this.rootModule.name}" is not`);
      return;
    }
    if (!this._isIn(resolved)) {
      Problems.of(this).add(source, `module "${this.callId}" overrides environment "${resolved.name}", which is not among its "environments": add it there, or drop the override`);
      return;
    }
    const layers = this.overrides.get(resolved);
    const layer = { environment: resolved, inputs, source };
    if (layers) layers.push(layer);
    else this.overrides.set(resolved, [layer]);
  }

  /**
   * Says what the call was called before, so that Terraform moves what it made. Subclasses offer it as `movedFrom`.
   * @param formerId its former id, or `<root module>/<former id>` when another root module called it
   */
  protected addFormerId(formerId: string): void {
    this.rootModule._moves.addFormerId(this, formerId, SourceLocation.capture());
  }

  /** The environments that were named; one that the root module is not in would be in vain. */
  private restrictedTo(environments: readonly (Environment | string)[]): readonly Environment[] {
    const resolved = ENVIRONMENTS.resolveAll(this, environments, `module "${this.callId}"`, this._source);
    const report = (problem: string) => Problems.of(this).add(this._source, `module "${this.callId}" ${problem}`);
    if (environments.length === 0) report('is in no environment: list at least one in "environments", or leave it out to have all');
    for (const environment of resolved.filter((each) => !this.rootModule._isIn(each))) {
      report(`is restricted to environment "${environment.name}", where root module "${this.rootModule.name}" is not: add that environment to the root module, or drop it here`);
    }
    return resolved;
  }

  private readInterface(): ModuleInterface | undefined {
    const illegal = pathProblem(this._moduleSource.dir);
    if (illegal !== undefined) {
      Problems.of(this).add(this._source, `module "${this.callId}" cannot use ${JSON.stringify(this._moduleSource.dir)}: ${illegal}`);
      return undefined;
    }
    try {
      return ModuleInterface.read(this._moduleSource.interfaceDir);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      const reason = code === 'ENOENT' ? 'there is no such folder' : code === 'ENOTDIR' ? 'it is a file, not a folder' : (error as Error).message;
      Problems.of(this).add(this._source, `module "${this.callId}" cannot use ${this._moduleSource.dir}: ${reason}`);
      return undefined;
    }
  }
}
