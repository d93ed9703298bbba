import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A program in a folder of its own that notes how it is called, and then runs a script of the shell. */
export class RecordedProgram {
  /** Folder to put on the PATH. */
  public readonly folder = mkdtempSync(join(tmpdir(), 'program-'));
  private readonly log = join(this.folder, 'calls.log');

  constructor(name: string, script = 'exit 0') {
    const file = join(this.folder, name);
    writeFileSync(file, `#!/bin/bash\nprintf '%s\\n' "$*" >> '${this.log}'\n${script}\n`);
    chmodSync(file, 0o755);
  }

  /** The arguments of every call so far. */
  public get calls(): string[] {
    return existsSync(this.log) ? readFileSync(this.log, 'utf8').split('\n').filter((line) => line !== '') : [];
  }
}
