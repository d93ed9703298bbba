const SHOWN_AFTER_MS = 1_000;
const STEPS_BETWEEN_LOOKS = 100;

/** One line on the terminal that shows how far a long run is; nothing anywhere else, and nothing in the first second. */
export class Progress {
  private readonly startedAt = performance.now();
  private done = 0;
  private isShown = false;

  /** @param verb what is done to each of them, for instance `rendered` */
  constructor(private readonly verb: string, private readonly total: number) {}

  /** One more is done. */
  public step(): void {
    this.done++;
    if (this.done % STEPS_BETWEEN_LOOKS !== 0 || !process.stderr.isTTY || performance.now() - this.startedAt < SHOWN_AFTER_MS) return;
    this.isShown = true;
    process.stderr.write(`\r  ${this.verb} ${this.done} of ${this.total} files`);
  }

  /** All are done: the line goes. */
  public end(): void {
    if (this.isShown) process.stderr.write('\r\u001b[K');
  }
}
