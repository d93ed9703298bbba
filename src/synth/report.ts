/** What one run did; every list is sorted. */
export interface RunResult {
  readonly created: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** Files of the user's beside generated ones. */
  readonly kept: readonly string[];
}

/** What the first line of a report counts. */
export interface RunSummary {
  readonly projectName: string;
  /** For instance `['2 environments', '8 root modules']`. */
  readonly counts: readonly string[];
  readonly seconds: number;
}

/** More names than this say no more than a number. */
const MOST_NAMES = 10;

/** What `npx projen` prints at its end: one line when nothing changed. */
export function reportText(summary: RunSummary, result: RunResult): string {
  const head = `  ${summary.projectName}   ${summary.counts.join(' · ')}`;
  const seconds = `${summary.seconds.toFixed(1)} s`;
  const hasChanged = result.created.length + result.changed.length + result.removed.length > 0;
  if (!hasChanged) return `${head}   nothing changed   ${seconds}\n`;

  const sections = (['created', 'changed', 'removed', 'kept'] as const).filter((label) => result[label].length > 0);
  const countWidth = Math.max(3, ...sections.map((label) => String(result[label].length).length)) + 2;
  const lines = sections.flatMap((label) => {
    const files = result[label];
    const names = files.slice(0, MOST_NAMES).map((file) => (label === 'kept' ? `${file} (yours)` : file));
    if (files.length > MOST_NAMES) names.push(`… and ${files.length - MOST_NAMES} more`);
    const start = `  ${label.padEnd(7)}  ${String(files.length).padEnd(countWidth)}`;
    return names.map((name, index) => (index === 0 ? start : ' '.repeat(start.length)) + name);
  });
  return [head, ...lines, `  ${seconds}`, ''].join('\n');
}
