import * as fs from 'fs';
import * as path from 'path';
import { entryAt, listDirectory } from './disk';
import { pathProblem } from './path-rules';

/**
 * Removes files that an earlier run generated and this one does not, and the directories that become empty by it.
 *
 * A directory that holds anything of the user's stays. A path that leads out of the project or through a link is left
 * alone: the list of generated files is committed, so it is input like any other.
 * @returns the removed files, in the order given
 */
export function removeOrphans(root: string, orphans: readonly string[]): string[] {
  const removed = orphans.filter((orphan) => {
    if (pathProblem(orphan) !== undefined || leadsThroughLink(root, orphan)) return false;
    const absolutePath = path.join(root, orphan);
    const entry = entryAt(absolutePath);
    if (!entry || entry.isDirectory()) return false;
    fs.rmSync(absolutePath);
    return true;
  });
  removeEmptyDirectories(root, removed);
  return removed;
}

function leadsThroughLink(root: string, file: string): boolean {
  for (let directory = path.posix.dirname(file); directory !== '.'; directory = path.posix.dirname(directory)) {
    if (entryAt(path.join(root, directory))?.isSymbolicLink()) return true;
  }
  return false;
}

/** Deepest first, so that each directory is tried once. */
function removeEmptyDirectories(root: string, removed: readonly string[]): void {
  const directories = new Set<string>();
  for (const file of removed) {
    for (let dir = path.posix.dirname(file); dir !== '.' && !directories.has(dir); dir = path.posix.dirname(dir)) directories.add(dir);
  }
  const depth = (directory: string) => directory.split('/').length;
  for (const directory of [...directories].sort((a, b) => depth(b) - depth(a))) {
    const absolutePath = path.join(root, directory);
    if (listDirectory(absolutePath).length === 0) fs.rmdirSync(absolutePath);
  }
}

/** Whether nothing but orphans stands below a directory, so that it disappears with them. */
export function holdsOnlyOrphans(root: string, directory: string, orphans: ReadonlySet<string>): boolean {
  const entries = listDirectory(path.join(root, directory));
  return entries.length > 0 && entries.every((entry) => {
    const below = `${directory}/${entry.name}`;
    return entry.isDirectory() ? holdsOnlyOrphans(root, below, orphans) : orphans.has(below);
  });
}
