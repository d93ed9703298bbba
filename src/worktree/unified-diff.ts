import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from 'diff';

/** How one text differs from another, in the format that `git apply` reads. */
export interface UnifiedDiff {
  readonly text: string;
  /** Number of the first line that differs, in the new text; from 1. */
  readonly firstLine: number;
}

/** Comparing two long texts that have little in common would take forever; beyond this they are replaced as a whole. */
const MOST_EDITS = 1_000;

/**
 * How a file changes.
 * @param filePath relative to the tree
 * @param before undefined: there is no file
 * @param after undefined: there will be no file
 */
export function unifiedDiff(filePath: string, before: string | undefined, after: string | undefined): UnifiedDiff {
  const [from, to] = [before === undefined ? '/dev/null' : `a/${filePath}`, after === undefined ? '/dev/null' : `b/${filePath}`];
  const patch = structuredPatch(from, to, before ?? '', after ?? '', '', '', { context: 3, maxEditLength: MOST_EDITS }) ?? replaced(from, to, before ?? '', after ?? '');
  const [first] = patch.hunks;
  const context = first ? first.lines.findIndex((line) => !line.startsWith(' ')) : 0;
  return { text: formatPatch(patch, FILE_HEADERS_ONLY), firstLine: (first?.newStart ?? 1) + Math.max(0, context) };
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
