import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { FaultyDisk } from './faulty-disk';
import { LOCK_FILE, LockHolder, RunLock } from '../../src/worktree/run-lock';
import { temporaryDirectory, tree, write } from '../synth/test-project';

let root: string;
beforeEach(() => {
  root = temporaryDirectory();
});
afterEach(() => {
  delete process.env.FEIYUE_PROJEN_RUN;
  fs.rmSync(root, { recursive: true, force: true });
});

function acquire(waitMs = 0, waited: LockHolder[] = []): RunLock | LockHolder {
  return RunLock.acquire(root, waitMs, (holder) => waited.push(holder));
}

function lockOf(processId: number, host: string): LockHolder {
  const holder = { processId, host };
  write(root, LOCK_FILE, JSON.stringify(holder));
  return holder;
}

/** The number of a process that has ended. */
function dead(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

test('says who is at work while it is held, and leaves nothing when it is released', () => {
  const lock = acquire();
  expect(lock).toBeInstanceOf(RunLock);
  expect(JSON.parse(fs.readFileSync(path.join(root, LOCK_FILE), 'utf-8'))).toEqual({ processId: process.pid, host: os.hostname() });
  (lock as RunLock).release();
  expect(tree(root)).toEqual({});
});

test('is held once: whoever comes later waits, is told for whom once, and gets the name in the end', () => {
  const holder = lockOf(process.ppid, os.hostname());
  const waited: LockHolder[] = [];
  const before = tree(root);
  expect(acquire(250, waited)).toEqual(holder);
  expect(waited).toEqual([holder]);
  expect(tree(root)).toEqual(before);
});

test('a lock of another host is never taken for dead', () => {
  const holder = lockOf(dead(), 'another-host');
  expect(acquire(150)).toEqual(holder);
});

test('the lock of a process that is dead is taken over at once', () => {
  lockOf(dead(), os.hostname());
  const waited: LockHolder[] = [];
  const lock = acquire(1_000, waited);
  expect(lock).toBeInstanceOf(RunLock);
  expect(waited).toEqual([]);
  (lock as RunLock).release();
  expect(tree(root)).toEqual({});
});

test('the lock that this process\'s number took before a container started again is taken over', () => {
  lockOf(process.pid, os.hostname());
  expect(acquire(1_000)).toBeInstanceOf(RunLock);
});

test('a lock that has changed hands since it was found dead is left alone', () => {
  lockOf(dead(), os.hostname());
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const disk = require('fs') as { linkSync: typeof fs.linkSync };
  const { linkSync } = disk;
  let successor: LockHolder | undefined;
  disk.linkSync = (from, to) => {
    if (String(to).endsWith('.takeover')) successor ??= lockOf(process.ppid, os.hostname());
    linkSync(from, to);
  };
  try {
    expect(acquire(150)).toEqual({ processId: process.ppid, host: os.hostname() });
  } finally {
    disk.linkSync = linkSync;
  }
  expect(JSON.parse(fs.readFileSync(path.join(root, LOCK_FILE), 'utf-8'))).toEqual(successor);
});

test('a takeover that was killed in the middle does not block for ever', () => {
  lockOf(dead(), os.hostname());
  write(root, `${LOCK_FILE}.takeover`, JSON.stringify({ processId: process.ppid, host: os.hostname() }));
  expect(acquire(150)).not.toBeInstanceOf(RunLock);
  write(root, `${LOCK_FILE}.takeover`, JSON.stringify({ processId: dead(), host: os.hostname() }));
  expect(acquire(1_000)).toBeInstanceOf(RunLock);
});

test('a takeover that was killed leaves nothing behind, also when the lock is free', () => {
  write(root, `${LOCK_FILE}.takeover`, JSON.stringify({ processId: dead(), host: os.hostname() }));
  (acquire(150) as RunLock).release();
  expect(tree(root)).toEqual({});
});

test('a process that the holder started takes part, and does not end the holder\'s lock', () => {
  lockOf(process.ppid, os.hostname());
  process.env.FEIYUE_PROJEN_RUN = `${process.ppid}@${os.hostname()}`;
  const lock = acquire();
  expect(lock).toBeInstanceOf(RunLock);
  (lock as RunLock).release();
  expect(Object.keys(tree(root))).toContain(LOCK_FILE);
});

test('the processes of a run know that they belong to it, and only while it lasts', () => {
  const lock = acquire() as RunLock;
  expect(process.env.FEIYUE_PROJEN_RUN).toBe(`${process.pid}@${os.hostname()}`);
  lock.release();
  expect(process.env.FEIYUE_PROJEN_RUN).toBeUndefined();
});

test.each([
  ['half a lock', '{"processId":'],
  ['null', 'null'],
  ['another object', '{"a": 1}'],
  ['nothing', ''],
])('a lock that holds %s is somebody\'s who cannot be named, and is left alone', (_, text) => {
  write(root, LOCK_FILE, text);
  expect(acquire(150)).toEqual({ processId: 0, host: 'an unknown host' });
  expect(fs.readFileSync(path.join(root, LOCK_FILE), 'utf-8')).toBe(text);
});

test('what a process left that was killed while it asked for the lock goes with the next run', () => {
  write(root, `${LOCK_FILE}.${dead()}`, '{}');
  write(root, `${LOCK_FILE}.${process.ppid}`, '{}');
  (acquire() as RunLock).release();
  expect(Object.keys(tree(root))).toEqual(['.projen/', `${LOCK_FILE}.${process.ppid}`]);
});

test('a link to nowhere in the place of the lock ends the run at once', () => {
  fs.mkdirSync(path.join(root, '.projen'));
  fs.symlinkSync(path.join(root, 'nowhere'), path.join(root, LOCK_FILE));
  expect(() => acquire(150)).toThrow('something else stands there than a run has left; remove it');
});

test('a disk that fails at any call leaves nothing that keeps the next run from its work', () => {
  for (let n = 1; ; n++) {
    let error: unknown;
    const faulty = FaultyDisk.during(root, n, 'once', 'ENOSPC', () => {
      try {
        acquire();
      } catch (caught) {
        error = caught;
      }
    });
    if (!faulty.hasFailed) break;
    expect([faulty.calls[n - 1], error]).toEqual([faulty.calls[n - 1], expect.objectContaining({ code: 'ENOSPC' })]);
    const lock = acquire(1_000);
    expect([faulty.calls[n - 1], lock]).toEqual([faulty.calls[n - 1], expect.any(RunLock)]);
    (lock as RunLock).release();
    expect([faulty.calls[n - 1], tree(root)]).toEqual([faulty.calls[n - 1], {}]);
  }
});
