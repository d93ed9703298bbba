import type { SourceLocation } from '../../synth/declare/source-location';
import { HclExpression } from '../hcl/expression';

/** What an expression that names an output points at. */
export interface ReferenceTarget {
  /** Name of the root module that declares the output. */
  readonly rootModule: string;
  /** Id of the module call whose output it is; undefined for an output of the root module itself. */
  readonly callId?: string;
  /** Name of the output, as declared. */
  readonly output: string;
}

/**
 * An output of a module, for use as an input anywhere in the estate.
 *
 * Used in the root module that declares it, it is a plain reference. Used in another root module, it becomes an output
 * there, a `terraform_remote_state` data source here, and an order between the two in CI.
 */
export class Reference extends HclExpression {
  /**
   * @param offeredAs gives the name under which the root module offers the output in its state; left out: that of the output
   * @internal
   */
  public static _to(target: ReferenceTarget, source: SourceLocation, offeredAs: () => string = () => target.output): Reference {
    return new Reference(target, source, offeredAs);
  }

  /**
   * Runs `render` with the text of every reference given by `resolve`, which knows the root module that is being rendered.
   * @internal
   */
  public static _resolving<T>(resolve: (reference: Reference) => string, render: () => T): T {
    const outer = Reference.resolve;
    Reference.resolve = resolve;
    try {
      return render();
    } finally {
      Reference.resolve = outer;
    }
  }

  private static resolve: (reference: Reference) => string = (reference) => reference.description;

  /** @internal */
  public readonly _target: ReferenceTarget;
  /** @internal */
  public readonly _source: SourceLocation;

  private constructor(target: ReferenceTarget, source: SourceLocation, private readonly offeredAs: () => string) {
    super();
    this._target = target;
    this._source = source;
  }

  /** Its name in the state of the root module. @internal */
  public _offeredAs(): string {
    return this.offeredAs();
  }

  /** @internal */
  public _render(): string {
    return Reference.resolve(this);
  }

  /** @internal */
  public _describe(): string {
    return this.description;
  }

  private get description(): string {
    const { rootModule, callId, output } = this._target;
    return [rootModule, callId, output].filter((part) => part !== undefined).join('.');
  }
}
