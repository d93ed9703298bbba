import type { Entries } from './entries';
import { pathProblem } from './path-rules';

/**
 * The files that an earlier run generated and this one does not, as far as they may be removed.
 *
 * A path that leads out of the tree or through a link is left alone: the list of managed files is committed, so it is
 * input like any other. What is no file is not what was generated.
 */
export function removableOrphans(entries: Entries, orphans: Iterable<string>): string[] {
  return [...orphans].filter((orphan) => isRemovable(entries, orphan) && entries.kindOf(orphan) === 'file').sort();
}

/** What no run generates, whatever a list says that is committed and so may come from anybody. */
const NEVER_GENERATED = /(^|\/)(\.git|node_modules)\/|^\.projenrc\.[a-z]+$/;

/** Those that are gone and left an empty directory: a run that was killed did not come to remove it. */
export function unprunedOrphans(entries: Entries, orphans: Iterable<string>): string[] {
  return [...orphans].filter((orphan) => isRemovable(entries, orphan) && entries.kindOf(orphan) === 'none' && leavesEmptyDirectory(entries, orphan)).sort();
}

/** Whether a path of the list of managed files is one that a run may remove anything at. */
export function isRemovable(entries: Entries, orphan: string): boolean {
  return pathProblem(orphan) === undefined && !NEVER_GENERATED.test(orphan) && !entries.leadsThroughLink(orphan);
}

function leavesEmptyDirectory(entries: Entries, orphan: string): boolean {
  for (let end = orphan.lastIndexOf('/'); end > 0; end = orphan.lastIndexOf('/', end - 1)) {
    const directory = orphan.slice(0, end);
    if (entries.kindOf(directory) === 'directory') return entries.list(directory).size === 0;
  }
  return false;
}

/** Whether nothing but orphans stands below a directory, so that it disappears with them. */
export function holdsOnlyOrphans(entries: Entries, directory: string, orphans: ReadonlySet<string>): boolean {
  const names = [...entries.list(directory)];
  if (names.length === 0) return [...orphans].some((orphan) => orphan.startsWith(`${directory}/`));
  return names.every(([name, kind]) => {
    const below = `${directory}/${name}`;
    return kind === 'directory' ? holdsOnlyOrphans(entries, below, orphans) : orphans.has(below);
  });
}
