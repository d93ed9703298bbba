import * as childProcess from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { isFileSystemError } from './file-system-error';

/** A file that somebody wanted to write. */
export interface RecordedFile {
  /** Relative to the tree, with `/` between folders. */
  readonly path: string;
  readonly content: Buffer;
  /** Permission bits. */
  readonly mode: number;
}

type Functions = Record<string, (...args: never[]) => unknown>;
type AnyFunction = (...args: unknown[]) => unknown;

/** What cannot be put off: it removes things, starts programs, or goes on when the caller is done. */
const REFUSED_CALLS: ReadonlyArray<readonly [functions: Functions, names: readonly string[]]> = [
  // The modules themselves: what TypeScript makes of an import looks every function up there.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  [require('fs') as Functions, [
    'appendFileSync', 'cpSync', 'createWriteStream', 'linkSync', 'lutimesSync', 'mkdtempSync', 'renameSync', 'rmSync', 'rmdirSync', 'symlinkSync', 'truncateSync', 'unlinkSync', 'utimesSync',
    'appendFile', 'chmod', 'copyFile', 'cp', 'link', 'mkdir', 'mkdtemp', 'rename', 'rm', 'rmdir', 'symlink', 'truncate', 'unlink', 'utimes', 'writeFile',
  ]],
  [fs.promises as unknown as Functions, ['appendFile', 'chmod', 'copyFile', 'cp', 'link', 'mkdir', 'mkdtemp', 'open', 'rename', 'rm', 'rmdir', 'symlink', 'truncate', 'unlink', 'utimes', 'writeFile']],
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  [require('child_process') as Functions, ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync'] satisfies Array<keyof typeof childProcess>],
];

/** What a file gets when nobody says otherwise. */
const USUAL_MODE = 0o644;

/**
 * What a program that writes files by itself would write: it is run while nothing reaches the disk.
 *
 * projen's components have a step in which they write what they like, at a time when everything has to be checked and
 * nothing may fail any more. So they take that step before, and what they write joins the rest.
 */
export class RecordedWrites {
  /**
   * Runs something that writes below a directory, and keeps what it writes from the disk.
   * @returns undefined when it does more than write whole files there, or reads what is not there yet: then it has done nothing
   */
  public static of(root: string, action: () => void): RecordedFile[] | undefined {
    const recorded = new RecordedWrites(root);
    const putBack = recorded.intercept();
    try {
      action();
    } catch (error) {
      if (!recorded.hasRefused && !isFileSystemError(error, 'ENOENT')) throw error;
      return undefined;
    } finally {
      putBack();
    }
    if (recorded.hasRefused) return undefined;
    return [...recorded.contents].map(([file, content]) => ({ path: file, content, mode: recorded.modes.get(file) ?? USUAL_MODE }));
  }

  private readonly contents = new Map<string, Buffer>();
  private readonly modes = new Map<string, number>();
  private hasRefused = false;
  private isOver = false;

  private constructor(private readonly root: string) {}

  private intercept(): () => void {
    const originals: Array<() => void> = [];
    const replace = (functions: Functions, name: string, by: AnyFunction) => {
      const original = functions[name];
      if (typeof original !== 'function') return;
      originals.push(() => { functions[name] = original; });
      // Whoever keeps the function gets the real one afterwards.
      functions[name] = (...args) => (this.isOver ? (original as AnyFunction)(...args) : by(...args));
    };
    for (const [functions, names] of REFUSED_CALLS) for (const name of names) replace(functions, name, () => this.refuse(name));
    const [[disk]] = REFUSED_CALLS;
    const open = disk.openSync as AnyFunction;
    replace(disk, 'openSync', (file, flags, mode) => (flags === undefined || flags === 'r' || flags === fs.constants.O_RDONLY ? open(file, flags, mode) : this.refuse('openSync')));
    replace(disk, 'mkdirSync', (directory) => { this.pathOf(directory); });
    replace(disk, 'writeFileSync', (file, content, options) => this.write(file, content, options));
    replace(disk, 'copyFileSync', (from, to) => this.write(to, fs.readFileSync(from as string), undefined));
    replace(disk, 'chmodSync', (file, mode) => { this.modes.set(this.pathOf(file), typeof mode === 'string' ? parseInt(mode, 8) : mode as number); });
    return () => {
      this.isOver = true;
      for (const putBack of originals) putBack();
    };
  }

  private write(file: unknown, content: unknown, options: unknown): void {
    const { encoding = 'utf-8', mode, flag = 'w' } = (typeof options === 'string' ? { encoding: options } : options ?? {}) as { encoding?: BufferEncoding; mode?: number; flag?: string };
    if (flag !== 'w') this.refuse('writeFileSync');
    const place = this.pathOf(file);
    if (typeof mode === 'number') this.modes.set(place, mode);
    this.contents.set(place, typeof content === 'string' ? Buffer.from(content, encoding ?? 'utf-8') : Buffer.from(content as Uint8Array));
  }

  private pathOf(file: unknown): string {
    if (typeof file !== 'string') return this.refuse('a file without a path');
    const relative = path.relative(this.root, path.resolve(file)).split(path.sep).join('/');
    return relative.startsWith('../') || path.isAbsolute(relative) ? this.refuse(file) : relative;
  }

  private refuse(what: string): never {
    this.hasRefused = true;
    throw new Error(`${what} is not for now`);
  }
}
