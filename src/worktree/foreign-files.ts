import type { Entries } from './entries';
import { folderOf } from './folder-of';

/**
 * The user's own files that stand beside generated ones; they are never touched.
 * @param managed the files of this run, and those that it removed
 * @param isGenerated which directories belong to the generator as a whole
 */
export function foreignFiles(entries: Entries, managed: Iterable<string>, isGenerated: (directory: string) => boolean): string[] {
  const ours = new Set(managed);
  const directories = new Set<string>();
  for (const file of ours) directories.add(folderOf(file));
  return [...directories].filter(isGenerated).flatMap((directory) => entries.othersIn(directory)
    .filter((name) => !NOT_WORTH_TELLING.test(name))
    .map((name) => `${directory}/${name}`)
    .filter((file) => !ours.has(file))).sort();
}

/** What tools leave in a directory, and what is nobody's work: the report would drown in it. */
const NOT_WORTH_TELLING = /^\.|^node_modules$|\.tfstate(\.|$)/;
