/**
 * A value that only Terraform can compute: a reference, a function call, a template.
 *
 * Made by the factories of `Hcl` and by the outputs of modules; fits wherever an input or attribute takes a value.
 */
export abstract class HclExpression {
  /**
   * Refuses to turn into a string, because Terraform computes the value long after synthesis.
   *
   * @throws always; `Hcl.template` composes text of expressions
   */
  public toString(): string {
    throw new Error(`the Terraform expression ${this._render()} has no value at synthesis: compose text with Hcl.template('…%s…', expression)`);
  }

  /**
   * The expression's text in HCL native syntax.
   *
   * @param indent indentation of the line the expression starts on; when absent the text must be a single line
   * @internal
   */
  public abstract _render(indent?: string): string;
}
