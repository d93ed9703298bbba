import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { isFileSystemError } from './file-system-error';
import { readFile } from './read-file';

/** Where a run says that it is at work. */
export const LOCK_FILE = '.projen/lock';

/** A process that this run starts, such as npm with its scripts, may synthesise within the run. */
const HOLDER_VARIABLE = 'FEIYUE_PROJEN_RUN';

const POLL_MS = 100;

/** Who is at work. */
export interface LockHolder {
  readonly processId: number;
  readonly host: string;
}

/** Whoever made a lock that is none of ours: nobody who runs can be named. */
const UNKNOWN: LockHolder = { processId: 0, host: 'an unknown host' };

/** Keeps two runs from writing one tree at the same time. */
export class RunLock {
  /**
   * Takes the lock, waiting for a run that has it. The lock of a process that no longer runs is taken over.
   * @param waitMs how long to wait
   * @param onWait told once, when there is somebody to wait for
   * @returns the lock, or who still has it
   */
  public static acquire(root: string, waitMs: number, onWait: (holder: LockHolder) => void): RunLock | LockHolder {
    const file = path.join(root, LOCK_FILE);
    const me: LockHolder = { processId: process.pid, host: os.hostname() };
    for (let waited = 0; ; waited += POLL_MS) {
      if (create(file, me)) {
        process.env[HOLDER_VARIABLE] = nameOf(me);
        removeLeftovers(file);
        return new RunLock(file, true);
      }
      const holder = read(file);
      if (holder && process.env[HOLDER_VARIABLE] === nameOf(holder)) return new RunLock(file, false);
      if (holder && isGone(holder)) takeOver(file, holder);
      else if (holder && waited === 0) onWait(holder);
      if (waited >= waitMs) return holder ?? UNKNOWN;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MS);
    }
  }

  private constructor(private readonly file: string, private isOwn: boolean) {}

  /** Lets the next run in. */
  public release(): void {
    if (!this.isOwn) return;
    this.isOwn = false;
    delete process.env[HOLDER_VARIABLE];
    try {
      fs.rmSync(this.file, { force: true });
      removeIfEmpty(path.dirname(this.file));
    } catch {
      // What the run did is known by now, and the lock of a process that has ended is taken over.
    }
  }
}

/** A run that was refused leaves nothing behind. */
function removeIfEmpty(directory: string): void {
  try {
    fs.rmdirSync(directory);
  } catch (error) {
    if (!isFileSystemError(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT')) throw error;
  }
}

/** Written whole before it gets its name: nobody reads half a lock. */
function create(file: string, holder: LockHolder): boolean {
  const own = `${file}.${holder.processId}`;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(own, JSON.stringify(holder));
    fs.linkSync(own, file);
    return true;
  } catch (error) {
    // No such directory: the run before has just removed it with its lock.
    if (isFileSystemError(error, 'EEXIST', 'ENOENT')) return false;
    throw error;
  } finally {
    fs.rmSync(own, { force: true });
  }
}

/** Held while the lock of a dead process is removed. */
function guardOf(file: string): string {
  return `${file}.takeover`;
}

function removeDeadGuard(guard: string): void {
  const taker = read(guard);
  if (taker && isGone(taker)) fs.rmSync(guard, { force: true });
}

/** What is left of a process that was killed while it asked for the lock. */
function removeLeftovers(file: string): void {
  removeDeadGuard(guardOf(file));
  const directory = path.dirname(file);
  for (const name of fs.readdirSync(directory)) {
    const [, processId] = /^lock(?:\.takeover)?\.(\d+)$/.exec(name) ?? [];
    if (processId === undefined || !isGone({ processId: Number(processId), host: os.hostname() })) continue;
    fs.rmSync(path.join(directory, name), { force: true });
  }
}

function read(file: string): LockHolder | undefined {
  try {
    if (!fs.lstatSync(file).isFile()) throw new Error('something else stands there than a run has left; remove it');
    const { processId, host } = (JSON.parse(readFile(file)?.bytes.toString('utf-8') ?? 'null') ?? UNKNOWN) as LockHolder;
    return typeof processId === 'number' && typeof host === 'string' ? { processId, host } : UNKNOWN;
  } catch (error) {
    if (isFileSystemError(error, 'ENOENT')) return undefined;
    if (error instanceof SyntaxError) return UNKNOWN;
    throw error;
  }
}

/** Of all that find the same dead holder one removes the lock, and only while it is that holder's. */
function takeOver(file: string, dead: LockHolder): void {
  const guard = guardOf(file);
  if (!create(guard, { processId: process.pid, host: os.hostname() })) {
    removeDeadGuard(guard);
    return;
  }
  try {
    const current = read(file);
    if (current && nameOf(current) === nameOf(dead)) fs.rmSync(file, { force: true });
  } finally {
    fs.rmSync(guard, { force: true });
  }
}

function isGone({ processId, host }: LockHolder): boolean {
  if (host !== os.hostname()) return false;
  // A container that starts again has the same numbers: the lock is of this process's predecessor.
  if (processId === process.pid) return true;
  try {
    process.kill(processId, 0);
    return false;
  } catch (error) {
    return isFileSystemError(error, 'ESRCH');
  }
}

function nameOf({ processId, host }: LockHolder): string {
  return `${processId}@${host}`;
}
