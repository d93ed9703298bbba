import { IConstruct } from 'constructs';
import { EstateError } from './estate-error';
import { LateValue } from './late-value';
import type { Problem } from './problem';
import { SourceLocation } from './source-location';

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
  private readonly lastChecks: Array<() => void> = [];
  private readonly hidden = new Set<string>();
  private readonly late = new Set<LateValue>();
  private readonly parts: string[][] = [];

  /** Reports a problem; `message` says what is wrong and how to mend it. One that is about a value that nobody knows yet becomes that of the value. */
  public add(source: SourceLocation | undefined, message: string): void {
    const late = LateValue.in(message);
    if (late.length === 0) this.found.push({ source, message });
    else late.forEach((value) => this.addLate(value));
  }

  /** Reports, once, that a value is used before anybody knows it. */
  public addLate(value: LateValue): void {
    if (this.late.has(value)) return;
    this.late.add(value);
    this.found.push({ source: value.source, message: value.problem });
  }

  /** Registers a check of the whole estate. It runs once per synthesis and reports through `add`. */
  public addCheck(check: () => void): void {
    this.checks.push(check);
  }

  /** Registers a check of what all other checks found. */
  public addLastCheck(check: () => void): void {
    this.lastChecks.push(check);
  }

  /** Keeps a text out of all messages: a secret, which logs would spread. */
  public hide(text: string): void {
    if (text.length >= SHORTEST_HIDDEN) this.hidden.add(text);
  }

  /** Says by which words a part of the whole is called, its name first: what several parts have alike is reported once. */
  public addPart(words: string[]): void {
    this.parts.push(words);
  }

  /** Whether no problem has been reported so far. */
  public get isEmpty(): boolean {
    return this.found.length === 0;
  }

  /** Runs every registered check. */
  public runChecks(): void {
    LateValue.afterDeclaring(undefined, () => {
      for (const check of this.checks) check();
      for (const check of this.lastChecks) check();
    });
  }

  /**
   * Ends the synthesis when there is any problem.
   * @throws EstateError with all problems, ordered by place in the source
   */
  public throwIfAny(baseDir: string): void {
    LateValue.takeDeclared().forEach((value) => this.addLate(value));
    if (this.found.length === 0) return;
    const problems = this.found.map(({ source, message }) => ({ source, message: this.withoutHidden(message) }));
    throw new EstateError(problems, baseDir, undefined, this.parts);
  }

  private withoutHidden(message: string): string {
    let text = message;
    for (const secret of this.hidden) {
      for (const written of [secret, JSON.stringify(secret).slice(1, -1)]) text = text.replaceAll(written, '***');
    }
    return text;
  }
}

/** Shorter texts are parts of words, and no secrets to speak of. */
const SHORTEST_HIDDEN = 4;
