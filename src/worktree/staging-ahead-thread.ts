/** What `StagingAhead` runs in a thread of its own: writes files to the staging directory, and counts them. */
import * as fs from 'fs';
import * as path from 'path';
import { workerData } from 'worker_threads';
import { folderOf } from './folder-of';
import { createFile, STAGING_DIR, stagedAsNew } from './staging';
import { PROGRESS, StagingBatch, StagingTask } from './staging-ahead';

const { root, port, progress } = workerData as StagingTask;
const prepared = new Set<string>();
/** After the first failure all is left to the transaction. */
let hasFailed = false;

attempt(() => fs.rmSync(path.join(root, STAGING_DIR), { recursive: true, force: true }));
port.on('message', (batch: StagingBatch | undefined) => {
  if (batch) attempt(() => stage(batch));
  else end();
});

function stage(batch: StagingBatch): void {
  for (const [filePath, content, mode] of batch) {
    const waiting = stagedAsNew(root, filePath);
    const directory = folderOf(waiting);
    if (!prepared.has(directory)) {
      fs.mkdirSync(directory, { recursive: true });
      prepared.add(directory);
    }
    createFile(waiting, content, mode);
    Atomics.add(progress, PROGRESS.written, 1);
  }
}

function attempt(action: () => void): void {
  if (hasFailed) return;
  try {
    action();
  } catch {
    hasFailed = true;
  }
}

function end(): void {
  port.close();
  Atomics.store(progress, PROGRESS.isDone, 1);
  Atomics.notify(progress, PROGRESS.isDone);
}
