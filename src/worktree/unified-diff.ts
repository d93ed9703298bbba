import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from 'diff';

/** How one text differs from another, in the format that `git apply` reads. */
export interface UnifiedDiff {
  readonly text: string;
  /** Number of the first line that differs, in the new text; from 1. */
  readonly firstLine: number;
}

/** Comparing two long texts that have little in common would take forever; beyond this they are replaced as a whole. */
const MOST_EDITS = 1_000;

/** Permission bits of a file, for instance `0o644`; undefined: there is no file. */
export interface Modes {
  readonly before: number | undefined;
  readonly after: number | undefined;
}

/** Whether its owner may run a file: all that git knows of permissions. */
export function isExecutable(mode: number): boolean {
  // eslint-disable-next-line no-bitwise
  return (mode & 0o100) !== 0;
}

/**
 * How a file changes.
 * @param filePath relative to the tree
 * @param before undefined: there is no file
 * @param after undefined: there will be no file
 * @param modes left out where nobody applies the difference
 */
export function unifiedDiff(filePath: string, before: string | undefined, after: string | undefined, modes?: Modes): UnifiedDiff {
  const [from, to] = [before === undefined ? '/dev/null' : `a/${filePath}`, after === undefined ? '/dev/null' : `b/${filePath}`];
  const patch = structuredPatch(from, to, before ?? '', after ?? '', '', '', { context: 3, maxEditLength: MOST_EDITS }) ?? replaced(from, to, before ?? '', after ?? '');
  const [first] = patch.hunks;
  const context = first ? first.lines.findIndex((line) => !line.startsWith(' ')) : 0;
  return { text: modeLines(filePath, modes) + formatPatch(patch, FILE_HEADERS_ONLY), firstLine: (first?.newStart ?? 1) + Math.max(0, context) };
}

/** What git needs to hear of a mode that the file would not have by itself. */
function modeLines(filePath: string, { before, after }: Partial<Modes> = {}): string {
  if (after === undefined || isExecutable(after) === isExecutable(before ?? 0)) return '';
  const name = `diff --git a/${filePath} b/${filePath}\n`;
  return name + (before === undefined ? `new file mode ${gitMode(after)}\n` : `old mode ${gitMode(before)}\nnew mode ${gitMode(after)}\n`);
}

function gitMode(mode: number): string {
  return isExecutable(mode) ? '100755' : '100644';
}

function replaced(from: string, to: string, before: string, after: string): Parameters<typeof formatPatch>[0] & { hunks: ReturnType<typeof structuredPatch>['hunks'] } {
  const removed = linesOf(before, '-');
  const added = linesOf(after, '+');
  const hunk = { oldStart: 1, oldLines: removed.count, newStart: 1, newLines: added.count, lines: [...removed.lines, ...added.lines] };
  return { oldFileName: from, newFileName: to, oldHeader: '', newHeader: '', hunks: [hunk], index: undefined };
}

function linesOf(text: string, sign: string): { readonly lines: string[]; readonly count: number } {
  if (text === '') return { lines: [], count: 0 };
  const lines = text.split('\n');
  const isEnded = lines[lines.length - 1] === '';
  if (isEnded) lines.pop();
  return { lines: [...lines.map((line) => sign + line), ...(isEnded ? [] : ['\\ No newline at end of file'])], count: lines.length };
}
