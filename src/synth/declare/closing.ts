import type { IConstruct } from 'constructs';
import { EstateError } from './estate-error';
import { SourceLocation } from './source-location';

/**
 * What can still be said about an estate. What comes too late would be left out in silence, and what it wrote before
 * would be removed, so it is an error at once.
 */
export class Closing {
  /** That of the estate that `scope` belongs to. */
  public static of(scope: IConstruct): Closing {
    const { root } = scope.node;
    let closing = Closing.byRoot.get(root);
    if (!closing) Closing.byRoot.set(root, closing = new Closing());
    return closing;
  }

  private static readonly byRoot = new WeakMap<IConstruct, Closing>();

  private phase: Phase = 'open';
  private endedAt?: SourceLocation;
  private outdir = '.';
  private refuse = (error: EstateError): never => { throw error; };

  /**
   * @param outdir folder of the repository
   * @param refuse ends the program, in its own way
   */
  public onRefusal(outdir: string, refuse: (error: EstateError) => never): void {
    this.outdir = outdir;
    this.refuse = refuse;
  }

  /** A synthesis begins: nothing more is declared from here on. */
  public complete(): void {
    this.phase = 'complete';
  }

  /** The files are settled: neither are they patched. */
  public settle(): void {
    this.phase = 'settled';
  }

  /** The synthesis is over; one that failed has left nothing out. */
  public end(at: SourceLocation | undefined): void {
    this.endedAt = at;
    if (!at) this.phase = 'open';
  }

  /** Whether a synthesis has succeeded. */
  public get isOver(): boolean {
    return this.endedAt !== undefined;
  }

  /**
   * Refuses a second synthesis, which would begin with what the first has added.
   * @throws EstateError
   */
  public assertFirst(): void {
    if (!this.endedAt) return;
    const first = this.endedAt.relativeTo(this.outdir);
    this.report(`project.synth() was called before${first === undefined ? '' : `, in ${first}`}, and has done everything: drop one of the two, the one that does not end the program`);
  }

  /**
   * Refuses a declaration that comes too late.
   * @param what for instance `service "api"`
   * @throws EstateError
   */
  public assertOpen(what: () => string): void {
    if (this.phase !== 'open') this.reportLate(what());
  }

  /**
   * Refuses a change of a file that comes too late.
   * @throws EstateError
   */
  public assertUnsettled(what: () => string): void {
    if (this.phase === 'settled') this.reportLate(what());
  }

  private reportLate(what: string): never {
    return this.report(`${what} comes after project.synth(), so this run has left it out, and removed what an earlier run wrote for it: `
      + 'move project.synth() to the end, and the next run brings everything back');
  }

  private report(message: string): never {
    return this.refuse(new EstateError([{ source: SourceLocation.capture(), message }], this.outdir, 'too late for this run'));
  }
}

/** How far a synthesis is: it takes everything, patches of files alone, or nothing. */
type Phase = 'open' | 'complete' | 'settled';
