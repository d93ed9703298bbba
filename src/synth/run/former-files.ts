import type { Adoption } from './adoption';
import type { Entries } from '../../worktree/entries';
import { provenByGit } from '../../worktree/git-proof';
import { EDITS_DIR, hasMergeConflict } from '../../worktree/hand-edit';
import { isRemovable } from '../../worktree/orphans';
import type { PreviousRun } from '../../worktree/previous-run';
import { hasOwnHeader } from '../files/header';

/** What becomes of the files that the list of generated files names and this run does not generate. */
export interface FormerFiles {
  /** They go, as far as they are there. */
  readonly going: ReadonlySet<string>;
  /** They were generated and hold something else now: they go only when they are handed over. Sorted. */
  readonly edited: readonly string[];
  /** Nothing but the list says that a run has written them: they stay, and the list forgets them. Sorted. */
  readonly unproven: readonly string[];
}

/**
 * Tells what a run has written from what the list of generated files only says. The list is committed, so anybody who may propose a change may
 * have written any path and hash there: a file goes when its bytes are those of the list, and the header in it or the history of git shows that a run has
 * written it.
 * @param former the files that the list names and this run does not generate
 */
export function formerFiles(entries: Entries, previous: PreviousRun, former: Iterable<string>, adoption: Adoption): FormerFiles {
  const going = new Set<string>();
  const edited: string[] = [];
  const unproven: string[] = [];
  const unmarked: Array<{ readonly file: string; readonly isAsWritten: boolean }> = [];
  const decide = (file: string, isAsWritten: boolean) => {
    if (isAsWritten || adoption.covers(file)) going.add(file);
    else edited.push(file);
  };
  for (const file of former) {
    const bytes = isRemovable(entries, file) && entries.kindOf(file) === 'file' ? entries.read(file)?.bytes : undefined;
    if (!bytes) {
      going.add(file);
      continue;
    }
    const text = bytes.toString('utf-8');
    const isMarked = hasOwnHeader(text) || isOfRuns(file);
    const isAsWritten = previous.wrote(file, bytes) || (isMarked && hasMergeConflict(bytes));
    if (isMarked) decide(file, isAsWritten);
    // projen's own list, which is without hashes, says less than the manifest.
    else if (!previous.knows(file)) unproven.push(file);
    else unmarked.push({ file, isAsWritten });
  }
  const proven = provenByGit(entries.root, unmarked.map(({ file }) => file));
  for (const { file, isAsWritten } of unmarked) {
    if (proven.has(file)) decide(file, isAsWritten);
    else unproven.push(file);
  }
  return { going, edited: edited.sort(), unproven: unproven.sort() };
}

/** What lies where nobody else writes, but for the edits that are saved there. */
function isOfRuns(file: string): boolean {
  return file.startsWith('.projen/') && !file.startsWith(`${EDITS_DIR}/`);
}
