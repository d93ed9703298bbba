import * as fs from 'fs';
import { isFileSystemError } from './file-system-error';
import { InputError } from './input-file';
import { LARGEST_GENERATED_BYTES, sizeText } from './limits';

/** A file as it was when it was read. */
export interface FileContent {
  readonly bytes: Buffer;
  /** Permission bits, for instance `0o644`. */
  readonly mode: number;
}

/** Neither follow a link nor wait for the other end of a pipe. */
const OPEN_FLAGS = [fs.constants.O_NOFOLLOW, fs.constants.O_NONBLOCK].reduce((flags, flag) => flags + (flag ?? 0), fs.constants.O_RDONLY);

/**
 * Reads a file; undefined when something else stands there, or nothing that may be read.
 * @throws InputError when it is larger than any file of a run
 */
export function readFile(absolutePath: string): FileContent | undefined {
  let descriptor: number;
  try {
    descriptor = fs.openSync(absolutePath, OPEN_FLAGS);
  } catch (error) {
    if (isFileSystemError(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP', 'ENXIO')) return undefined;
    throw error;
  }
  try {
    const status = fs.fstatSync(descriptor);
    if (!status.isFile()) return undefined;
    const { mode, size } = status;
    if (size > LARGEST_GENERATED_BYTES) throw new InputError(absolutePath, `has ${sizeText(size)}, and no run generates a file of more than ${sizeText(LARGEST_GENERATED_BYTES)}: move it away`);
    const bytes = Buffer.allocUnsafe(size);
    let length = 0;
    for (let count = 1; length < size && count > 0; length += count) count = fs.readSync(descriptor, bytes, length, size - length, null);
    return { bytes: bytes.subarray(0, length), mode: mode % 0o1000 };
  } finally {
    fs.closeSync(descriptor);
  }
}
