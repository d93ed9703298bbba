/**
 * Runs something in which names are sorted in the same way on every machine.
 *
 * projen sorts by `localeCompare`, which follows the language of whoever runs it: an Estonian's `package.json` would have
 * `zod` before `typescript`, and each run of somebody else would turn that round. Here it compares characters by their
 * numbers, unless it is told a language.
 *
 * The function is replaced for that time, because nothing else reaches everybody who sorts: a locale in the environment is
 * not looked at on Windows, cannot be set for `projen new`, and orders by the rules of a language, not by numbers; and sorting once more
 * what projen has sorted would have to know every file of every kind of project that an estate may hold.
 */
export function localeIndependent<Result>(run: () => Result): Result {
  const original = String.prototype.localeCompare;
  // eslint-disable-next-line no-extend-native
  String.prototype.localeCompare = function (this: string, that: string, ...options: []): number {
    if (options.length > 0) return original.call(this, that, ...options);
    return this < that ? -1 : this > that ? 1 : 0;
  };
  try {
    return run();
  } finally {
    // eslint-disable-next-line no-extend-native
    String.prototype.localeCompare = original;
  }
}
