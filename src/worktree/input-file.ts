import * as fs from 'fs';
import * as path from 'path';
import { LARGEST_INPUT_BYTES, sizeText } from './limits';

/** A file that is not read, and why: its message is for users. */
export class InputError extends Error {
  /**
   * @param filePath the file, absolute
   * @param reason goes on after its path: `is a pipe`
   */
  constructor(filePath: string, reason: string) {
    const tree = treeOf(filePath);
    super(`"${tree === undefined ? filePath : path.relative(tree, filePath).split(path.sep).join('/')}" ${reason}`);
    this.name = 'InputError';
  }
}

/**
 * Reads a text that people write. A link counts as what it leads to, if that is in the repository: a log that quotes a line of it could show it to
 * anybody.
 * @param filePath absolute
 * @throws InputError when it is no file, leads out of the repository or is too large; an error of the file system when there is nothing to be read
 */
export function readInput(filePath: string): string {
  return readInputBytes(filePath).toString('utf-8');
}

/** The same; undefined where nothing stands. */
export function readInputIfThere(filePath: string): string | undefined {
  try {
    return readInput(filePath);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** What `readInput` reads, before anybody says what the bytes mean. */
export function readInputBytes(filePath: string): Buffer {
  const real = fs.realpathSync.native(filePath);
  const tree = treeOf(filePath);
  if (real !== filePath && tree !== undefined && !isBelow(fs.realpathSync.native(tree), real)) throw new InputError(filePath, 'is, or lies behind, a link that leads out of the repository: it is not read');
  // Neither wait for the other end of a pipe, nor for anything else.
  // eslint-disable-next-line no-bitwise
  const descriptor = open(filePath, real, fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0));
  try {
    checkInput(filePath, fs.fstatSync(descriptor));
    return fs.readFileSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Refuses what is no file, and what is too large to be one that people write. @throws InputError */
export function checkInput(filePath: string, status: fs.Stats): void {
  if (!status.isFile()) throw new InputError(filePath, `is ${kindOf(status)}, and no file: it is not read`);
  if (status.size > LARGEST_INPUT_BYTES) throw new InputError(filePath, `has ${sizeText(status.size)}: no file of more than ${sizeText(LARGEST_INPUT_BYTES)} is read`);
}

/** Whether something stands there that is to be read, or that nobody can read: anything but a directory. */
export function isInput(filePath: string): boolean {
  const status = fs.statSync(filePath, { throwIfNoEntry: false });
  return status !== undefined && !status.isDirectory();
}

/** A socket can be seen, and not be opened. */
function open(filePath: string, real: string, flags: number): number {
  try {
    return fs.openSync(real, flags);
  } catch (error) {
    const status = fs.statSync(real, { throwIfNoEntry: false });
    if (status) checkInput(filePath, status);
    throw error;
  }
}

function kindOf(status: fs.Stats): string {
  if (status.isDirectory()) return 'a directory';
  if (status.isFIFO()) return 'a pipe';
  return status.isSocket() ? 'a socket' : 'a device';
}

/** The repository that a file lies in: the nearest folder around it that git knows, or that declares an estate. */
function treeOf(filePath: string): string | undefined {
  return nearest(path.dirname(filePath), '.git') ?? nearest(path.dirname(filePath), '.projenrc.ts');
}

const known = new Map<string, string | undefined>();

function nearest(folder: string, mark: string): string | undefined {
  const key = path.join(folder, mark);
  if (!known.has(key)) {
    const above = path.dirname(folder);
    known.set(key, fs.existsSync(key) ? folder : above === folder ? undefined : nearest(above, mark));
  }
  return known.get(key);
}

function isBelow(folder: string, file: string): boolean {
  return file.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep);
}
