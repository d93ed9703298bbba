import * as fs from 'fs';

/** What is written waits here, on the same file system as its place, and what is removed lies here until the end. */
export const STAGING_DIR = '.projen/staging';

/** Where a file that is new waits: under its own path, so that a directory that is new can be moved as a whole. */
export function stagedAsNew(root: string, filePath: string): string {
  return `${root}/${STAGING_DIR}/new/${filePath}`;
}

/** Writes a file that must not be there yet. The mode is given at creation, which saves a call, and set again where the process's mask took some of it. */
export function createFile(absolutePath: string, content: Uint8Array | string, mode: number): void {
  const descriptor = fs.openSync(absolutePath, 'wx', mode);
  try {
    fs.writeFileSync(descriptor, content);
    // eslint-disable-next-line no-bitwise
    if ((mode & MASK) !== 0) fs.fchmodSync(descriptor, mode);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** The permission bits that this process does not give to new files. */
const MASK = process.umask();
