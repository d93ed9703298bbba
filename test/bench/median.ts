/** The middle of an odd number of figures. */
export function median(figures: readonly number[]): number {
  if (figures.length % 2 === 0) throw new Error(`${figures.length} figures have no middle one`);
  return [...figures].sort((a, b) => a - b)[(figures.length - 1) / 2];
}
