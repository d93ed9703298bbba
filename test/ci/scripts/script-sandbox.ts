import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { CiScripts } from '../../../src/ci/ci-scripts';
import { GITHUB_SCRIPTS } from '../../../src/ci/github/github-scripts';

const SOURCE = resolve(__dirname, '../../../src/ci/scripts');

export interface ScriptRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Lays out the scripts as an estate has them. */
export function layOutScripts(dir: string, { system }: CiScripts = GITHUB_SCRIPTS): void {
  for (const layer of ['all', system]) cpSync(join(SOURCE, layer), dir, { recursive: true });
}

/** A folder with the deployment scripts in it, and programs that stand in for real ones. */
export class ScriptSandbox {
  public readonly dir = mkdtempSync(join(tmpdir(), 'scripts-'));
  /** Where the programs are. */
  public readonly bin = mkdtempSync(join(tmpdir(), 'bin-'));

  constructor() {
    layOutScripts(join(this.dir, 'ops/scripts'));
  }

  public write(file: string, text: string): void {
    mkdirSync(dirname(join(this.dir, file)), { recursive: true });
    writeFileSync(join(this.dir, file), text);
  }

  /** Puts a program before those of the machine. It notes each of its calls in a line of `calls`. */
  public program(name: string, body: string): void {
    writeFileSync(join(this.bin, name), `#!/usr/bin/env bash\nexport BIN='${this.bin}'\necho "${name} $*" >> '${this.bin}/calls'\n${body}\n`);
    chmodSync(join(this.bin, name), 0o755);
  }

  public get calls(): string[] {
    try {
      return readFileSync(join(this.bin, 'calls'), 'utf-8').trimEnd().split('\n');
    } catch {
      return [];
    }
  }

  public async run(script: string, args: readonly string[], env: Record<string, string> = {}): Promise<ScriptRun> {
    const temp = mkdtempSync(join(tmpdir(), 'runner-'));
    const files = { summary: join(temp, 'summary'), output: join(temp, 'output') };
    for (const file of Object.values(files)) writeFileSync(file, '');
    const child = spawn(process.execPath, [join('ops/scripts', script), ...args], {
      cwd: this.dir,
      env: {
        PATH: `${this.bin}:${process.env.PATH}`,
        HOME: temp,
        CHECKPOINT_DISABLE: 'true',
        GITHUB_ACTIONS: 'true',
        GITHUB_OUTPUT: files.output,
        GITHUB_REPOSITORY: 'feiyue/feiyue-mono',
        GITHUB_RUN_ID: '77',
        GITHUB_SERVER_URL: 'https://github.test',
        GITHUB_STEP_SUMMARY: files.summary,
        RUNNER_TEMP: temp,
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => { stdout += chunk.toString(); });
    child.stderr.on('data', (chunk: Buffer) => { stderr += chunk.toString(); });
    const status = await new Promise<number>((done, fail) => {
      child.on('error', fail);
      child.on('close', (code) => done(code ?? -1));
    });
    const outputs = readFileSync(files.output, 'utf-8').split('\n').filter((line) => line !== '').map((line) => line.split('=') as [string, string]);
    return { status, stdout, stderr, summary: readFileSync(files.summary, 'utf-8'), outputs: Object.fromEntries(outputs) };
  }
}
