import { escapeQuoted, quoteString } from './escape';
import { HclExpression } from './expression';

/** Text with expressions in it: literal parts and expressions, in order. */
export class HclTemplate extends HclExpression {
  /**
   * @param format text in which each `%s` stands for the next value
   * @param values strings, numbers, booleans (literal text) and expressions (interpolated)
   */
  public static parse(format: string, values: readonly unknown[]): HclTemplate {
    const literals = format.split('%s');
    if (literals.length !== values.length + 1) {
      throw new Error(`template ${JSON.stringify(format)} has ${literals.length - 1} times "%s", but ${values.length} values are given`);
    }
    return new HclTemplate(literals.flatMap((literal, index) => (index === 0 ? [literal] : [...toParts(values[index - 1], index), literal])));
  }

  private readonly parts: readonly (string | HclExpression)[];

  private constructor(parts: readonly (string | HclExpression)[]) {
    super();
    this.parts = joinLiterals(parts);
  }

  /** @internal */
  public _parts(): readonly (string | HclExpression)[] {
    return this.parts;
  }

  /** @internal */
  public _render(indent?: string): string {
    const [first] = this.parts;
    if (this.parts.length === 0) return '""';
    // `terraform fmt` takes the quotes off "${a}", and so do we: both mean the same.
    if (this.parts.length === 1) return typeof first === 'string' ? quoteString(first) : first._render(indent);
    return `"${this.parts.map((part, index) => this.renderPart(part, index)).join('')}"`;
  }

  private renderPart(part: string | HclExpression, index: number): string {
    if (typeof part !== 'string') return `\${${part._render()}}`;
    const text = escapeQuoted(part);
    // A bare `$` before the `${` of an interpolation would escape it.
    return text.endsWith('$') && index < this.parts.length - 1 ? `${text.slice(0, -1)}\\u0024` : text;
  }
}

function toParts(value: unknown, position: number): readonly (string | HclExpression)[] {
  if (value instanceof HclTemplate) return value._parts();
  if (value instanceof HclExpression) return [value];
  if (typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return [String(value)];
  throw new Error(`value ${position} of a template must be a string, number, boolean or expression`);
}

function joinLiterals(parts: readonly (string | HclExpression)[]): readonly (string | HclExpression)[] {
  const joined: (string | HclExpression)[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (typeof part === 'string' && typeof last === 'string') joined[joined.length - 1] = last + part;
    else if (part !== '') joined.push(part);
  }
  return joined;
}
