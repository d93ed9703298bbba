import type { RunResult } from './run-result';
import type { Change } from '../../worktree/change';
import { unifiedDiff } from '../../worktree/unified-diff';

/** What a run would change, as a unified diff of all files. */
export function changesText(changes: readonly Change[]): string {
  const diffs = changes.map(changeDiff).filter((diff) => diff !== '');
  return diffs.length === 0 ? '' : `\n${diffs.join('')}`;
}

/** What a run would do, for tools: the lists of the report, the edits, and the diff. */
export function changesJson(result: RunResult, changes: readonly Change[]): string {
  return `${JSON.stringify({ ...result, diff: changes.map(changeDiff).join('') }, undefined, 2)}\n`;
}

function changeDiff(change: Change): string {
  switch (change.kind) {
    case 'mode': return '';
    case 'remove': return textDiff(change.path, change.before?.bytes, undefined);
    case 'write': return textDiff(change.path, change.before?.bytes, Buffer.from(change.content));
  }
}

function textDiff(filePath: string, before: Buffer | undefined, after: Buffer | undefined): string {
  return unifiedDiff(filePath, before?.toString('utf-8'), after?.toString('utf-8')).text;
}
