import * as fs from 'fs';
import * as path from 'path';

/** A run that was killed leaves these behind; the number is its process. */
const TEMPORARY = /^\.feiyue-(\d+)-\d+\.tmp$/;
let written = 0;

/** What stands at a path, without following a link; undefined when nothing does. */
export function entryAt(absolutePath: string): fs.Stats | undefined {
  try {
    return fs.lstatSync(absolutePath, { throwIfNoEntry: false });
  } catch (error) {
    if (isFileSystemError(error, 'ENOTDIR')) return undefined;
    throw error;
  }
}

/** The permission bits of an entry, for instance `0o644`. */
export function permissionsOf(entry: fs.Stats): number {
  return entry.mode % 0o1000;
}

/** Whether the file holds exactly these bytes. A file that may not be read does not. */
export function holdsBytes(absolutePath: string, entry: fs.Stats, bytes: Buffer): boolean {
  if (entry.size !== bytes.length) return false;
  try {
    return fs.readFileSync(absolutePath).equals(bytes);
  } catch (error) {
    if (isFileSystemError(error, 'EACCES')) return false;
    throw error;
  }
}

/** Replaces or creates a file in one step: a reader, or a killed run, sees the old bytes or the new ones, never a part. */
export function writeAtomically(absolutePath: string, bytes: Buffer, mode: number): void {
  const temporary = path.join(path.dirname(absolutePath), `.feiyue-${process.pid}-${written++}.tmp`);
  const descriptor = createFile(temporary);
  try {
    try {
      fs.writeFileSync(descriptor, bytes);
      fs.fchmodSync(descriptor, mode);
    } finally {
      fs.closeSync(descriptor);
    }
    fs.renameSync(temporary, absolutePath);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
}

/** Asking for the directory only when it is missing saves a call per file. */
function createFile(absolutePath: string): number {
  try {
    return fs.openSync(absolutePath, 'wx', 0o600);
  } catch (error) {
    if (!isFileSystemError(error, 'ENOENT')) throw error;
    fs.mkdirSync(path.dirname(absolutePath), { recursive: true });
    return fs.openSync(absolutePath, 'wx', 0o600);
  }
}

/** Sets the mode of a file whose bytes are right. That the file belongs to someone else is no reason to fail. */
export function setMode(absolutePath: string, mode: number): void {
  try {
    fs.chmodSync(absolutePath, mode);
  } catch (error) {
    if (!isFileSystemError(error, 'EPERM')) throw error;
  }
}

/** The entries of a directory, none when it does not exist, after clearing away what a killed run left in it. */
export function listDirectory(directory: string): fs.Dirent[] {
  let entries: fs.Dirent[];
  try {
    entries = fs.readdirSync(directory, { withFileTypes: true });
  } catch (error) {
    if (isFileSystemError(error, 'ENOENT') || isFileSystemError(error, 'ENOTDIR')) return [];
    throw error;
  }
  return entries.filter((entry) => {
    const processId = TEMPORARY.exec(entry.name)?.[1];
    if (processId === undefined || isRunning(Number(processId))) return true;
    fs.rmSync(path.join(directory, entry.name), { force: true });
    return false;
  });
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return !isFileSystemError(error, 'ESRCH');
  }
}

/** Whether a call failed with this code, for instance `ENOENT`. */
export function isFileSystemError(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === code;
}
