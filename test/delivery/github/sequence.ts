const START = Date.UTC(2026, 0, 1);

/** Numbers and times that only grow, the same in every run of a test. */
export class Sequence {
  private last = 0;

  public next(): number {
    this.last += 1;
    return this.last;
  }

  /** The moment after all others. */
  public now(): string {
    return new Date(START + this.next() * 1000).toISOString().replace('.000Z', 'Z');
  }
}
