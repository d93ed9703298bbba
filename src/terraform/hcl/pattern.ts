import type { HclItem } from './block';
import { isWellFormed, quoteString } from './escape';
import { HclExpression } from './expression';
import { renderHcl } from './writer';

/** What a pattern is filled with. */
export interface PatternFilling {
  /** What has to be the very same each time, such as names. */
  readonly fixed: readonly unknown[];
  /** Values of arguments; strings may be others each time. */
  readonly values: readonly unknown[];
}

/** Text that is written again and again with other strings in the same places: rendered once, then only filled in. */
export class HclPattern {
  /**
   * Renders items with every string among the values left open.
   * @param items makes the items from the values
   * @throws Error when a value has no counterpart in Terraform
   */
  public static of(filling: PatternFilling, items: (values: readonly unknown[]) => readonly HclItem[]): HclPattern {
    const openings = filling.values.map((value, index) => (typeof value === 'string' ? new Opening(index) : value));
    return new HclPattern(filling, renderHcl(items(openings)).split(OPENING));
  }

  /** @param parts literal text and, at the odd places, the number of the value that follows it */
  private constructor(private readonly filling: PatternFilling, private readonly parts: readonly string[]) {}

  /**
   * The text with these strings; undefined when something else differs as well, or a string cannot be written: rendering
   * anew then does it, or says which argument cannot be.
   */
  public fill({ fixed, values }: PatternFilling): string | undefined {
    const { parts } = this;
    if (!isSame(fixed, this.filling.fixed) || values.length !== this.filling.values.length) return undefined;
    let strings = 0;
    for (let index = 0; index < values.length; index++) {
      const value = values[index];
      if (typeof this.filling.values[index] === 'string' && typeof value === 'string' && isWellFormed(value)) strings++;
      else if (typeof value === 'string' || value !== this.filling.values[index]) return undefined;
    }
    // Raw text of the user's could look like an opening.
    if (parts.length !== 2 * strings + 1) return undefined;
    let text = parts[0];
    for (let part = 1; part < parts.length; part += 2) text += quoteString(values[Number(parts[part])] as string) + parts[part + 1];
    return text;
  }
}

/** Stands for a string; no text that is rendered holds its characters otherwise. */
class Opening extends HclExpression {
  constructor(private readonly index: number) {
    super();
  }

  public _render(): string {
    return `\u0000${this.index}\u0000`;
  }
}

// eslint-disable-next-line no-control-regex
const OPENING = /\u0000(\d+)\u0000/;

function isSame(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.length === others.length && some.every((value, index) => value === others[index]);
}
