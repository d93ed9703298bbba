import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';
import { CompiledCode, codeFileOf, codeIn } from './code-file';

/** All of the file is read by every run, of which one needs half as much. Beyond that, what the last one did not use is forgotten. */
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Compiled code of many source files, kept in one file. A file that is damaged is the same as none, and that none can be
 * written is no error: code that is not here is compiled.
 */
export class CodeStore {
  private readonly before: Map<string, CompiledCode>;
  private readonly used = new Map<string, CompiledCode>();
  private readonly made = new Map<string, () => CompiledCode>();

  constructor(private readonly file: string) {
    this.before = read(file);
  }

  /** What was compiled of this very text; undefined when that is not known. */
  public dataOf(sourceFile: string, text: string): Buffer | undefined {
    const compiled = this.before.get(sourceFile);
    if (compiled === undefined) return undefined;
    if (compiled.hash !== hashOf(text)) {
      this.before.delete(sourceFile);
      return undefined;
    }
    this.used.set(sourceFile, compiled);
    return compiled.data;
  }

  /**
   * A text had to be compiled.
   * @param data what to keep of it, asked for when the store is saved: by then V8 has compiled the functions that were called
   */
  public add(sourceFile: string, text: string, data: () => Buffer): void {
    this.made.set(sourceFile, () => ({ hash: hashOf(text), data: data() }));
  }

  /** Writes the file, if anything was added. */
  public save(): void {
    if (this.made.size === 0) return;
    const own = `${this.file}.${process.pid}`;
    try {
      fs.mkdirSync(path.dirname(this.file), { recursive: true });
      // Fails before all the work where nothing may be written.
      fs.writeFileSync(own, '');
      fs.writeFileSync(own, codeFileOf(this.kept()));
      fs.renameSync(own, this.file);
    } catch {
      removeIfPossible(own);
    }
  }

  private kept(): Map<string, CompiledCode> {
    const kept = new Map(this.used);
    for (const [sourceFile, compiled] of this.made) kept.set(sourceFile, compiled());
    let bytes = [...kept.values()].reduce((sum, { data }) => sum + data.length, 0);
    for (const [sourceFile, compiled] of this.before) {
      if (kept.has(sourceFile)) continue;
      bytes += compiled.data.length;
      if (bytes > MOST_BYTES) break;
      kept.set(sourceFile, compiled);
    }
    return kept;
  }
}

function read(file: string): Map<string, CompiledCode> {
  try {
    return codeIn(fs.readFileSync(file));
  } catch {
    return new Map();
  }
}

function removeIfPossible(file: string): void {
  try {
    fs.rmSync(file, { force: true });
  } catch {
    // It is not there, or cannot be removed: no run reads it.
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
