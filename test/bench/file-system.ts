import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

/** A place to measure at. */
export interface FileSystem {
  readonly name: 'tmpfs' | 'disk';
  readonly directory: string;
}

const SHARED_MEMORY = '/dev/shm';
const TMPFS_MAGIC = 0x01021994;
/** Two copies of the largest estate and four projects with their packages. */
const ROOM_BYTES = 3 * 1024 ** 3;

/** The memory file system, where there is one with room, and the disk. Gates are judged on the first. */
export function fileSystems(diskDirectory: string = os.tmpdir()): FileSystem[] {
  const found: FileSystem[] = [];
  if (hasRoom(SHARED_MEMORY)) found.push({ name: 'tmpfs', directory: SHARED_MEMORY });
  if (!isTmpfs(diskDirectory)) found.push({ name: 'disk', directory: diskDirectory });
  if (found.length === 0) throw new Error('there is nowhere to measure: name a directory on a disk with --dir');
  return found;
}

/** Makes a directory for the time of one use. */
export function inTemporaryDirectory<T>({ directory }: FileSystem, use: (temporary: string) => T): T {
  const temporary = fs.mkdtempSync(path.join(directory, 'feiyue-bench-'));
  try {
    return use(temporary);
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}

function hasRoom(directory: string): boolean {
  if (!fs.existsSync(directory) || !isTmpfs(directory)) return false;
  const { bavail, bsize } = fs.statfsSync(directory);
  return bavail * bsize >= ROOM_BYTES;
}

function isTmpfs(directory: string): boolean {
  return fs.statfsSync(directory).type === TMPFS_MAGIC;
}
