import * as path from 'path';
import { listDirectory } from './disk';

/** What tools leave in a directory, and what is nobody's work: the report would drown in it. */
const NOT_WORTH_TELLING = /^\.|^node_modules$|\.tfstate(\.|$)/;

/**
 * The user's own files that stand beside generated ones; they are never touched.
 *
 * Also clears away what a killed run left in these directories.
 * @param generated the files of this project
 * @param isGenerated which directories belong to the generator as a whole
 */
export function foreignFiles(root: string, generated: readonly string[], isGenerated: (directory: string) => boolean): string[] {
  const ours = new Set(generated);
  const directories = new Set(generated.map((file) => path.posix.dirname(file)));
  const foreign: string[] = [];
  for (const directory of directories) {
    const entries = listDirectory(path.join(root, directory));
    if (!isGenerated(directory)) continue;
    for (const entry of entries) {
      const file = `${directory}/${entry.name}`;
      if (entry.isFile() && !NOT_WORTH_TELLING.test(entry.name) && !ours.has(file)) foreign.push(file);
    }
  }
  return foreign.sort();
}
