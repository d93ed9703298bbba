import { LateValue } from '../../synth/declare/late-value';

const LONGEST_DESCRIPTION = 60;

/**
 * A value that only Terraform can compute: a reference, a function call, a template.
 *
 * Made by the factories of `Hcl` and by the outputs of modules; fits wherever an input or attribute takes a value.
 */
export abstract class HclExpression {
  /**
   * A mark that stands for the value, which Terraform computes long after synthesis. Text with a mark is never written: it is a problem
   * at the place where it was made. `Hcl.template` composes text of expressions.
   */
  public toString(): string {
    return this._mark();
  }

  /**
   * The same mark, for data that becomes JSON.
   */
  public toJSON(): string {
    return this._mark();
  }

  /** @internal */
  public _mark(): string {
    return LateValue.mark(this._describe());
  }

  /**
   * How to speak of the expression.
   * @internal
   */
  public _describe(): string {
    const text = this._render('').replace(/\s+/g, ' ');
    return text.length > LONGEST_DESCRIPTION ? `${text.slice(0, LONGEST_DESCRIPTION - 1)}…` : text;
  }

  /**
   * The expression's text in HCL native syntax.
   *
   * @param indent indentation of the line the expression starts on; when absent the text must be a single line
   * @internal
   */
  public abstract _render(indent?: string): string;
}
