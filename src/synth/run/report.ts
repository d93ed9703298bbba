import type { RunResult } from './run-result';
import { inertName } from '../../text/inert';
import { EDITS_DIR } from '../../worktree/hand-edit';

/** What the first line of a report counts. */
export interface RunSummary {
  readonly projectName: string;
  /** For instance `['2 environments', '8 root modules']`. */
  readonly counts: readonly string[];
  readonly seconds: number;
}

/** More names than this say no more than a number. */
const MOST_NAMES = 10;

/** The names of the parts of a result, by what a run has done or would do. */
const LABELS = {
  done: { created: 'created', changed: 'changed', removed: 'removed', kept: 'kept' },
  planned: { created: 'create', changed: 'change', removed: 'remove', kept: 'keep' },
} as const;

/** What `npx projen` prints at its end: one line when nothing changed. */
export function reportText(summary: RunSummary, result: RunResult, tense: keyof typeof LABELS = 'done'): string {
  const head = `  ${summary.projectName}   ${summary.counts.join(' · ')}`;
  const seconds = `${summary.seconds.toFixed(1)} s`;
  const labels = LABELS[tense];
  const sections = (['created', 'changed', 'removed', 'kept'] as const).filter((part) => result[part].length > 0);
  const hasChanged = sections.some((part) => part !== 'kept');
  if (!hasChanged) return `${head}   ${tense === 'done' ? 'nothing changed' : 'nothing to change'}   ${seconds}\n`;

  const countWidth = Math.max(3, ...sections.map((part) => String(result[part].length).length)) + 2;
  const lines = sections.flatMap((part) => {
    const files = result[part];
    const names = files.slice(0, MOST_NAMES).map(inertName).map((file) => (part === 'kept' ? `${file} (yours)` : file));
    if (files.length > MOST_NAMES) names.push(`… and ${files.length - MOST_NAMES} more`);
    const start = `  ${labels[part].padEnd(7)}  ${String(files.length).padEnd(countWidth)}`;
    return names.map((name, index) => (index === 0 ? start : ' '.repeat(start.length)) + name);
  });
  return [head, ...lines, ...unprovenLines(result), ...editLines(result, tense), `  ${seconds}`, ''].join('\n');
}

function unprovenLines({ unproven }: RunResult): string[] {
  if (unproven.length === 0) return [];
  const more = unproven.length - MOST_NAMES;
  return ['', ...unproven.slice(0, MOST_NAMES).map(inertName), ...(more > 0 ? [`… and ${more} more`] : [])].map((line) => (line === '' ? line : `  ${line}`))
    .concat('  The list of generated files names them, and nothing shows that a run has written them: they are yours, and stay. Delete them if nobody needs them.');
}

/** Every edit is somebody's work, so more of them are named than of other files. */
const MOST_EDITS = 20;

function editLines({ edits }: RunResult, tense: keyof typeof LABELS): string[] {
  if (edits.length === 0) return [];
  const saved = tense === 'done' ? 'is saved in' : 'would be saved in';
  const more = edits.length - MOST_EDITS;
  return ['', ...edits.slice(0, MOST_EDITS).flatMap(({ path, savedAs, hints }) => [
    `  ${inertName(path)} was edited by hand. It is generated, so the edit ${saved} ${inertName(savedAs)}.`,
    ...hints.map((hint) => `    ${hint}`),
  ]), ...(more > 0 ? [`  … and ${more} more edits ${tense === 'done' ? 'are' : 'would be'} saved in ${EDITS_DIR}.`] : []), ''];
}
