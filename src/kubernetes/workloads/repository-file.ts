import * as path from 'node:path';
import { InputError, readInputBytes } from '../../worktree/input-file';

/** A file of the repository that somebody named: its text, or what is wrong with it in words that follow its path. */
export interface RepositoryFile {
  readonly text?: string;
  readonly problem?: string;
}

const PLAIN_PATH = /^[\w.-]+(\/[\w.-]+)*$/;

/** Whether a path leads to something inside of the repository, and is written the same everywhere. */
export function isPathInside(file: string): boolean {
  return PLAIN_PATH.test(file) && !file.split('/').includes('..');
}

/**
 * Reads a text that a workload brings along.
 * @param root folder of the repository, absolute
 * @param file path below it
 */
export function readRepositoryFile(root: string, file: string): RepositoryFile {
  if (!isPathInside(file)) return { problem: 'is no path inside of the repository: it has letters, digits, "_", "-", "." and "/", such as "config/app.conf"' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readInputBytes(path.join(root, file))) };
  } catch (error) {
    if (error instanceof InputError) return { problem: `cannot be read: ${error.message}` };
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return { problem: 'is no text in UTF-8, which is all that a ConfigMap of an estate holds: put it into the image, or into a ConfigMap that something else makes' };
    if (code === undefined) throw error;
    return { problem: code === 'ENOENT' ? 'is not there' : `cannot be read: ${code}` };
  }
}
