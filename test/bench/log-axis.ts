/** A logarithmic axis: where a value lies, and which values are marked. */
export class LogAxis {
  /** @param from value at the position `start`, at least 1 @param to value at the position `end` */
  constructor(private readonly from: number, private readonly to: number, private readonly start: number, private readonly end: number) {}

  public position(value: number): number {
    const share = Math.log(value / this.from) / Math.log(this.to / this.from);
    return this.start + share * (this.end - this.start);
  }

  /** The powers of ten on the axis. */
  public decades(): number[] {
    return this.multiples([1]);
  }

  /** What lies between the powers of ten. */
  public between(): number[] {
    return this.multiples([2, 3, 4, 5, 6, 7, 8, 9]);
  }

  private multiples(factors: readonly number[]): number[] {
    const found: number[] = [];
    for (let decade = 10 ** Math.floor(Math.log10(this.from)); decade <= this.to; decade *= 10) {
      for (const factor of factors) {
        const value = decade * factor;
        if (value >= this.from && value <= this.to) found.push(value);
      }
    }
    return found;
  }
}
