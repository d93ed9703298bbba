import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A repository in a folder of its own, in which scripts run with stand-ins for the programs that they call. */
export class ScriptSandbox {
  public readonly dir = realpathSync(mkdtempSync(join(tmpdir(), 'repository-')));
  /** A folder outside of the repository. */
  public readonly home = realpathSync(mkdtempSync(join(tmpdir(), 'home-')));
  private readonly bin = mkdtempSync(join(tmpdir(), 'bin-'));

  public write(file: string, text: string): void {
    const path = join(this.dir, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  public read(file: string): string {
    return readFileSync(join(this.dir, file), 'utf-8');
  }

  public has(file: string): boolean {
    return existsSync(join(this.dir, file));
  }

  /** Stands in for a program: notes its arguments in a line each call, then runs the shell. */
  public fake(program: string, shell: string): void {
    const file = join(this.bin, program);
    writeFileSync(file, `#!/usr/bin/env bash\nprintf '%s\\n' "$*" >> '${this.calls(program)}'\n${shell}\n`);
    chmodSync(file, 0o755);
  }

  /** The arguments of each call of a program that has a stand-in. */
  public callsOf(program: string): string[] {
    const file = this.calls(program);
    return existsSync(file) ? readFileSync(file, 'utf-8').trimEnd().split('\n') : [];
  }

  public run(script: string, args: readonly string[], { env = {}, cwd = this.dir }: { env?: Record<string, string>; cwd?: string } = {}) {
    const { status, stdout, stderr } = spawnSync('bash', [join(this.dir, script), ...args], {
      cwd,
      encoding: 'utf-8',
      env: { PATH: `${this.bin}:${process.env.PATH}`, HOME: this.home, CHECKPOINT_DISABLE: '1', ...env },
      input: '',
    });
    return { status, stdout, stderr };
  }

  private calls(program: string): string {
    return join(this.bin, `${program}.calls`);
  }
}
