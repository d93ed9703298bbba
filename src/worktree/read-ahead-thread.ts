/** What `ReadAhead` runs in a thread of its own: reads files, and says what they hold and that it is done. */
import { workerData } from 'worker_threads';
import { contentHash } from './content-hash';
import type { ReadAheadAnswer, ReadAheadTask } from './read-ahead';
import { readFile } from './read-file';

const { root, paths, port, isDone } = workerData as ReadAheadTask;
try {
  const modes = new Uint16Array(paths.length);
  const hashes = paths.map((path, index) => {
    const content = readFile(`${root}/${path}`);
    modes[index] = content?.mode ?? 0;
    return content ? contentHash(content.bytes) : '';
  });
  port.postMessage({ hashes: hashes.join(' '), modes } satisfies ReadAheadAnswer);
} finally {
  Atomics.store(isDone, 0, 1);
  Atomics.notify(isDone, 0);
}
