import * as fs from 'fs';
import * as path from 'path';
import { RunLock } from '../../../src/worktree/run-lock';

/**
 * Takes the lock a number of times. While it holds the lock, a file stands that nobody else may find.
 */
const [root, rounds] = process.argv.slice(2);
const counter = path.join(root, 'counter');
process.stdout.write('ready\n');
while (!fs.existsSync(path.join(root, 'go')));
for (let round = 0; round < Number(rounds); round++) {
  const lock = RunLock.acquire(root, 3_600_000, () => {});
  if (!(lock instanceof RunLock)) throw new Error(`still held by ${lock.processId}`);
  fs.closeSync(fs.openSync(path.join(root, 'held'), 'wx'));
  const count = Number(fs.readFileSync(counter, 'utf-8'));
  fs.writeFileSync(counter, String(count + 1));
  fs.rmSync(path.join(root, 'held'));
  lock.release();
}
