import * as fs from 'fs';
import * as path from 'path';

/** What happens to the calls from the chosen one on. */
export type Fault =
  /** This call fails, and no other: an error that passes. */
  | 'once'
  /** No call that needs space succeeds any more: the disk is full. */
  | 'full'
  /** Nothing works any more, as for a process that was killed; cleaning up does not happen either. */
  | 'killed';

/** The real module: the namespaces that TypeScript makes of it look every function up there. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const disk: Record<string, (...args: never[]) => unknown> = require('fs');

const TAKES_SPACE = ['openSync', 'writeFileSync', 'mkdirSync', 'copyFileSync'];
const CHANGES = [...TAKES_SPACE, 'linkSync', 'renameSync', 'rmSync', 'rmdirSync', 'unlinkSync', 'chmodSync', 'fchmodSync'];

/** Counts the calls that change something below a directory, and lets them fail from the n-th on. */
export class FaultyDisk {
  /** Runs something while the n-th call fails. @param n from 1; `Infinity` only counts */
  public static during(root: string, n: number, fault: Fault, code: string, run: () => void): FaultyDisk {
    const faulty = new FaultyDisk(root, n, fault, code);
    const originals = CHANGES.map((name) => [name, disk[name]] as const);
    for (const [name, original] of originals) disk[name] = faulty.wrapped(name, original);
    try {
      run();
    } finally {
      for (const [name, original] of originals) disk[name] = original;
    }
    return faulty;
  }

  /** The calls so far, for messages. */
  public readonly calls: string[] = [];
  private readonly descriptors = new Set<number>();
  /** A directory that was removed leaves room for one. */
  private freed = 0;

  private constructor(private readonly root: string, private readonly n: number, private readonly fault: Fault, private readonly code: string) {}

  /** Whether the chosen call was reached. */
  public get hasFailed(): boolean {
    return this.calls.length >= this.n;
  }

  private wrapped(name: string, original: (...args: never[]) => unknown): (...args: never[]) => unknown {
    return (...args) => {
      const [target, second] = args as unknown as [unknown, unknown];
      if (!this.isBelow(target) || (name === 'openSync' && !isForWriting(second))) return original(...args);
      this.calls.push(`${name} ${String(target)}`);
      if (this.isFailing(name)) {
        // A write that fails has written something already.
        if (name === 'writeFileSync' && this.calls.length === this.n) original(target as never, half(second) as never);
        // Of several directories the first one may have been made.
        if (name === 'mkdirSync' && this.calls.length === this.n) makeFirst(target as string, original);
        throw Object.assign(new Error(`${this.code}: simulated, ${name}`), { code: this.code });
      }
      const result = original(...args);
      if (name === 'rmdirSync') this.freed++;
      if (name === 'openSync') this.descriptors.add(result as number);
      return result;
    };
  }

  private isBelow(target: unknown): boolean {
    if (typeof target === 'number') return this.descriptors.has(target);
    return typeof target === 'string' && path.resolve(target).startsWith(this.root);
  }

  private isFailing(name: string): boolean {
    switch (this.fault) {
      case 'once': return this.calls.length === this.n;
      case 'full': return this.calls.length >= this.n && TAKES_SPACE.includes(name) && !(name === 'mkdirSync' && this.freed-- > 0);
      case 'killed': return this.calls.length >= this.n;
    }
  }
}

function isForWriting(flags: unknown): boolean {
  return typeof flags === 'string' && flags !== 'r';
}

function half(content: unknown): Buffer {
  const bytes = Buffer.from(content as string);
  return bytes.subarray(0, bytes.length / 2);
}

function makeFirst(directory: string, mkdir: (...args: never[]) => unknown): void {
  const parent = path.dirname(directory);
  if (fs.existsSync(parent)) return;
  if (fs.existsSync(path.dirname(parent))) mkdir(parent as never);
  else makeFirst(parent, mkdir);
}
