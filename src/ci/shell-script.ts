/** The text of a script: ends at the first command that fails, also inside a pipe, and at the first unset variable. */
export function script(...lines: readonly string[]): string {
  return ['set -euo pipefail', ...lines, ''].join('\n');
}
