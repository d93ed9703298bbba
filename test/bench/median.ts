/** The middle of an odd number of figures, to a tenth. */
export function median(figures: readonly number[]): number {
  const middle = [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)];
  return Math.round(middle * 10) / 10;
}
