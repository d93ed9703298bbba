import { SourceLocation } from './source-location';

/** Something whose value is computed long after synthesis: an expression of Terraform. */
export interface Late {
  /** Text that stands for it, noted to be told of. */
  _mark(): string;
}

/** What stands in a text for a value that is computed later: letters and digits alone, so that it survives every way of writing and is legal as any name. */
const MARK = /xlatevalue(\d+)x/gi;

/**
 * A value that was made text before anybody knows it.
 *
 * Whoever turns an expression into text gets a mark, not an error, so that all mistakes are reported together. A mark is legal
 * wherever text is, and no text with one is ever written: that the user made one ends the run, and so does a file with one.
 */
export class LateValue {
  /** Makes a mark, and notes where that was. */
  public static mark(description: string): string {
    const { current } = LateValue;
    const value = new LateValue(description, current?.source ?? SourceLocation.capture());
    LateValue.all.push(value);
    // What the user makes text of is lost, also where he goes on to cut or to hash it.
    if (!current) LateValue.declared.add(value);
    return `xlatevalue${LateValue.all.length}x`;
  }

  /** The values that a text has marks of, each once. It takes no time as long as nobody has made any. */
  public static in(text: string): LateValue[] {
    if (LateValue.all.length === 0) return [];
    const numbers = new Set(Array.from(text.matchAll(MARK), ([, number]) => Number(number)));
    return [...numbers].flatMap((number) => LateValue.all[number - 1] ?? []);
  }

  /**
   * Runs something at a time at which the user's code no longer runs: a mark that is made and thrown away then is no mistake.
   * @param source the declaration that it is done for
   */
  public static afterDeclaring<T>(source: SourceLocation | undefined, run: () => T): T {
    const outer = LateValue.current;
    LateValue.current = { source };
    try {
      return run();
    } finally {
      LateValue.current = outer;
    }
  }

  /** The values that the user made text of since this was asked last. */
  public static takeDeclared(): LateValue[] {
    const declared = [...LateValue.declared];
    LateValue.declared.clear();
    return declared;
  }

  private static readonly all: LateValue[] = [];
  private static readonly declared = new Set<LateValue>();
  /** What is rendered or checked; undefined while the user declares. */
  private static current?: { readonly source?: SourceLocation };

  private constructor(private readonly description: string, public readonly source: SourceLocation) {}

  /** What is wrong, and how to mend it. */
  public get problem(): string {
    return `the Terraform expression ${this.description} is used as text, but it has no value before Terraform computes it. Compose text with Hcl.template('…%s…', expression), in Terraform as for workloads, `
      + 'which take outputs of root modules (an expression of your own becomes one by rootModule.addOutput). Anywhere else, write the value there yourself, or let the program read it.';
  }
}

/** Whether something has its value later. */
export function isLate(value: unknown): value is Late {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Late>)._mark === 'function';
}
