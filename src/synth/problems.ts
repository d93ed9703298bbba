import { IConstruct } from 'constructs';
import { EstateError } from './estate-error';
import { SourceLocation } from './source-location';

/** One thing that is wrong with the estate, and the declaration that caused it. */
export interface Problem {
  readonly message: string;
  readonly source?: SourceLocation;
}

/**
 * Everything that is wrong with one estate.
 *
 * Declarations add what they see on the spot; checks that need the whole estate are registered and run once, before
 * anything is written. All problems are reported together.
 */
export class Problems {
  /** The problems of the estate that `scope` belongs to. */
  public static of(scope: IConstruct): Problems {
    const root = scope.node.root;
    let problems = Problems.byRoot.get(root);
    if (!problems) {
      problems = new Problems();
      Problems.byRoot.set(root, problems);
    }
    return problems;
  }

  private static readonly byRoot = new WeakMap<IConstruct, Problems>();

  private readonly found: Problem[] = [];
  private readonly checks: Array<() => void> = [];

  /** Reports a problem; `message` says what is wrong and how to mend it. */
  public add(source: SourceLocation | undefined, message: string): void {
    this.found.push({ source, message });
  }

  /** Registers a check of the whole estate. It runs once per synthesis and reports through `add`. */
  public addCheck(check: () => void): void {
    this.checks.push(check);
  }

  /** Whether no problem has been reported so far. */
  public get isEmpty(): boolean {
    return this.found.length === 0;
  }

  /** Runs every registered check. */
  public runChecks(): void {
    for (const check of this.checks) check();
  }

  /**
   * Ends the synthesis when there is any problem.
   * @throws EstateError with all problems, ordered by place in the source
   */
  public throwIfAny(baseDir: string): void {
    if (this.found.length > 0) throw new EstateError(this.found, baseDir);
  }
}
