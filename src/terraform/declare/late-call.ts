import { LibraryModule } from './library-module';
import type { RootModule } from './root-module';
import type { Environment } from '../../estate/environment';
import type { SourceLocation } from '../../synth/declare/source-location';

/** Inputs of a call, by variable name. */
export type LateInputs = Readonly<Record<string, unknown>>;

/** Inputs that were given together, and where. */
interface LateLayer {
  readonly inputs: { readonly [name: string]: any };
  readonly source: SourceLocation;
}

/** A call of a library module that nobody gives inputs: in each environment they follow from the rest of the estate. */
export abstract class LateCall extends LibraryModule {
  private readonly given = new Map<Environment, LateInputs>();

  /** @param libraryPath `<cloud>/<module>` */
  protected constructor(rootModule: RootModule, id: string, libraryPath: string) {
    super(rootModule, id, libraryPath, {});
  }

  /** What changes its inputs, as code. @internal */
  public abstract get _change(): string;

  /** @internal */
  public _inputsOf(environment: Environment): { [name: string]: any } {
    return this.inputsIn(environment);
  }

  /** @internal */
  public _isOverriddenIn(): boolean {
    return true;
  }

  /** @internal */
  public _inputLayers(): readonly LateLayer[] {
    return this._environments().map((environment) => ({ inputs: this.inputsIn(environment), source: this._source }));
  }

  /** @internal */
  public _layerOf(environment: Environment, name: string): LateLayer | undefined {
    const inputs = this.inputsIn(environment);
    return Object.hasOwn(inputs, name) ? { inputs, source: this.sourceIn(environment) } : undefined;
  }

  /** The inputs in an environment, as they are at synthesis. */
  protected abstract settle(environment: Environment): LateInputs;

  /** What they follow from in an environment. */
  protected sourceIn(_environment: Environment): SourceLocation {
    return this._source;
  }

  private inputsIn(environment: Environment): LateInputs {
    let inputs = this.given.get(environment);
    if (inputs === undefined) this.given.set(environment, inputs = this.settle(environment));
    return inputs;
  }
}
