/** What `ReadAhead` runs in a thread of its own: lists directories, reads files, and says what they hold and that it is done. */
import * as fs from 'fs';
import { workerData } from 'worker_threads';
import { contentHash } from './content-hash';
import type { Contents, Listing, ReadAheadTask } from './read-ahead';
import { readFile } from './read-file';

const { root, paths, port, progress } = workerData as ReadAheadTask;
try {
  // The lists are waited for long before the contents.
  send(1, listDirectories());
  send(2, readFiles());
} finally {
  reach(2);
}

function send(number: number, message: Listing | Contents): void {
  port.postMessage(message);
  reach(number);
}

function reach(number: number): void {
  Atomics.store(progress, 0, number);
  Atomics.notify(progress, 0);
}

function readFiles(): Contents {
  const modes = new Uint16Array(paths.length);
  const hashes = paths.map((path, index) => {
    const content = readFile(`${root}/${path}`);
    modes[index] = content?.mode ?? 0;
    return content ? contentHash(content.bytes) : '';
  });
  return { hashes: hashes.join(' '), modes };
}

/** Lists the directories on the way to the paths, from the root on: no link is followed. */
function listDirectories(): Listing {
  const expected = new Set(paths);
  const onTheWay = directoriesOf(paths);
  const others = new Map<string, string[]>();
  const odd = new Map<string, string[]>();
  const note = (names: Map<string, string[]>, directory: string, name: string) => {
    const known = names.get(directory);
    if (known) known.push(name);
    else names.set(directory, [name]);
  };
  const directories = [''];
  for (const directory of directories) {
    for (const entry of fs.readdirSync(`${root}/${directory}`, { withFileTypes: true })) {
      const path = directory === '' ? entry.name : `${directory}/${entry.name}`;
      if (entry.isDirectory() && onTheWay.has(path)) {
        directories.push(path);
      } else if (entry.isSymbolicLink() || entry.isDirectory()) {
        note(odd, directory, entry.name);
      } else if (entry.isFile() && !expected.has(path)) {
        note(others, directory, entry.name);
      }
    }
  }
  return { directories, others, odd };
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
