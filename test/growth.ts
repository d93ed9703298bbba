/** How many times as much there is to do when it is much. */
export const TIMES = 8;
/** What needs no more than this for that is linear, or nearly: what compares each with each needs `TIMES` squared, 64 times as much. */
const LINEAR_AT_MOST = 3 * TIMES;
/** Less processor time than this is not measured well: it is done again until it is so much. */
const LEAST_MICROSECONDS = 50_000;
const ROUNDS = 3;

/**
 * Expects that something needs no more processor time of this process for eight times as much work than what needs time by its length would. No speed of a machine counts:
 * what else runs there only adds, so that the least of several rounds stands for each.
 * @param work prepares that, for so many times the least amount
 */
export function expectLinear(work: (scale: number) => () => void): void {
  expectLinearCost((scale) => {
    const run = work(scale);
    return () => processorTime(run);
  });
}

/**
 * The same of what is measured otherwise.
 * @param prepare for so many times the least amount of work; what it gives does it, and says how much processor time that took
 */
export function expectLinearCost(prepare: (scale: number) => () => number): void {
  const [little, much] = [prepare(1), prepare(TIMES)];
  let [leastOfLittle, leastOfMuch] = [Infinity, Infinity];
  for (let round = 0; round < ROUNDS; round++) {
    leastOfLittle = Math.min(leastOfLittle, little());
    leastOfMuch = Math.min(leastOfMuch, much());
    if (leastOfMuch <= LINEAR_AT_MOST * leastOfLittle) return;
  }
  throw new Error(`${TIMES} times as much work takes ${(leastOfMuch / leastOfLittle).toFixed(1)} times as much processor time, and not ${LINEAR_AT_MOST} times at most`);
}

/** Of one run, in microseconds. */
function processorTime(run: () => void): number {
  const begun = process.cpuUsage();
  for (let runs = 1; ; runs++) {
    run();
    const { user, system } = process.cpuUsage(begun);
    if (user + system >= LEAST_MICROSECONDS) return (user + system) / runs;
  }
}
