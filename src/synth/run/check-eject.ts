import type { Entries } from '../../worktree/entries';
import type { Problems } from '../declare/problems';

/** When a project is ejected, projen renames `.projenrc.ts` without a look at what has that name already. */
export function checkEject(entries: Entries, problems: Problems): void {
  for (const name of entries.list('').keys()) {
    if (/^\.projenrc\..*\.bak$/.test(name)) problems.add(undefined, `"${name}" is in the way of the copy that ejecting leaves of .projenrc.ts. Move it away.`);
  }
}
