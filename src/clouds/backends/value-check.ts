import { didYouMean } from '../../text/nearest-name';

/** Collects what is wrong with the values of one declaration. A value that is not set is never wrong. */
export class ValueCheck {
  /** One sentence per wrong value: what was given and what is allowed. */
  public readonly problems: string[] = [];

  /** @param subject the declaration, as the messages name it */
  constructor(private readonly subject: string) {}

  /** The value must match `pattern`; `allowed` says so in words. */
  public matches(option: string, value: string | undefined, pattern: RegExp, allowed: string): this {
    return this.holds(option, value, value === undefined || pattern.test(value), allowed);
  }

  /** The value must be one of `choices`. */
  public oneOf(option: string, value: string | undefined, choices: readonly string[]): this {
    const hint = value === undefined ? '' : didYouMean(value, choices);
    return this.holds(option, value, value === undefined || choices.includes(value), `one of ${choices.join(', ')}.${hint}`);
  }

  /** The value must be a whole number in a range; `unit` follows the numbers in the message. */
  public wholeNumber(option: string, value: number | undefined, least: number, most: number, unit: string): this {
    const fits = value === undefined || (Number.isInteger(value) && value >= least && value <= most);
    return this.holds(option, value, fits, `a whole number from ${least} to ${most} ${unit}.`);
  }

  /** At most one of the options may be set. */
  public exclusive(options: Record<string, unknown>): this {
    const set = Object.keys(options).filter((name) => options[name] !== undefined);
    if (set.length > 1) this.problems.push(`${this.subject} has ${set.join(' and ')}; only one of them can be in force. Remove the other.`);
    return this;
  }

  private holds(option: string, value: unknown, condition: boolean, allowed: string): this {
    if (!condition) this.problems.push(`${this.subject} has ${option} ${JSON.stringify(value)}; it must be ${allowed}`);
    return this;
  }
}
