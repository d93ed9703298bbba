/** What `ReadAhead` runs in a thread of its own: lists directories, reads files, and says what they hold and that it is done. */
import * as fs from 'fs';
import { workerData } from 'worker_threads';
import { contentHash } from './content-hash';
import type { ReadAheadAnswer, ReadAheadTask } from './read-ahead';
import { readFile } from './read-file';

const { root, paths, port, isDone } = workerData as ReadAheadTask;
try {
  const lists = listDirectories();
  const modes = new Uint16Array(paths.length);
  const hashes = paths.map((path, index) => {
    const content = readFile(`${root}/${path}`);
    modes[index] = content?.mode ?? 0;
    return content ? contentHash(content.bytes) : '';
  });
  port.postMessage({ hashes: hashes.join(' '), modes, ...lists } satisfies ReadAheadAnswer);
} finally {
  Atomics.store(isDone, 0, 1);
  Atomics.notify(isDone, 0);
}

/** Lists the directories on the way to the paths, from the root on: no link is followed. */
function listDirectories(): Pick<ReadAheadAnswer, 'directories' | 'others'> {
  const expected = new Set(paths);
  const onTheWay = directoriesOf(paths);
  const others = new Map<string, string[]>();
  const directories = [''];
  for (const directory of directories) {
    for (const entry of fs.readdirSync(`${root}/${directory}`, { withFileTypes: true })) {
      const path = directory === '' ? entry.name : `${directory}/${entry.name}`;
      if (entry.isDirectory() && onTheWay.has(path)) {
        directories.push(path);
      } else if (entry.isFile() && !expected.has(path)) {
        const names = others.get(directory);
        if (names) names.push(entry.name);
        else others.set(directory, [entry.name]);
      }
    }
  }
  return { directories, others };
}

function directoriesOf(files: readonly string[]): Set<string> {
  const directories = new Set<string>();
  for (const file of files) {
    for (let end = file.lastIndexOf('/'); end > 0; end = file.lastIndexOf('/', end - 1)) {
      const directory = file.slice(0, end);
      if (directories.has(directory)) break;
      directories.add(directory);
    }
  }
  return directories;
}
