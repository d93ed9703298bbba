/**
 * Runs something in which names are sorted in the same way on every machine.
 *
 * projen sorts by `localeCompare`, which follows the language of whoever runs it: an Estonian's `package.json` would have
 * `zod` before `typescript`, and each run of somebody else would turn that round. Here it compares characters by their
 * numbers, unless it is told a language. Loading the rules of a language takes longer than rendering a hundred files, too.
 */
export function localeIndependent(run: () => void): void {
  const original = String.prototype.localeCompare;
  // eslint-disable-next-line no-extend-native
  String.prototype.localeCompare = function (this: string, that: string, ...options: []): number {
    if (options.length > 0) return original.call(this, that, ...options);
    return this < that ? -1 : this > that ? 1 : 0;
  };
  try {
    run();
  } finally {
    // eslint-disable-next-line no-extend-native
    String.prototype.localeCompare = original;
  }
}
