import { execFileSync, spawn, ChildProcess } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { temporaryDirectory } from './test-project';

const PACKAGE_ROOT = path.resolve(__dirname, '../..');
const FOLDER = 'test/synth';

/**
 * The core as plain JavaScript, one file a program with all that it needs of the packages: a process that loads it starts in a fraction of the time that it
 * takes with a compiler, and in half of that with a file for each source, which counts where hundreds of processes are killed.
 */
export class CompiledCore {
  /** Where it lies. */
  public readonly directory = temporaryDirectory();

  constructor() {
    const programs = fs.readdirSync(path.join(PACKAGE_ROOT, FOLDER, 'children')).map((file) => `children/${file}`);
    execFileSync(path.join(PACKAGE_ROOT, 'node_modules/.bin/esbuild'), [
      ...[...programs, 'declared-estate.ts'].map((file) => `${FOLDER}/${file}`),
      '--bundle', '--platform=node', '--target=node20', '--outbase=.', `--outdir=${this.directory}`, '--log-level=error',
    ], { cwd: PACKAGE_ROOT });
  }

  /** The arguments by which Node runs a program of `test/synth/children`. */
  public program(child: string): string[] {
    return [path.join(this.directory, FOLDER, 'children', `${child}.js`)];
  }

  /** What such a program finds in its environment. */
  public get environment(): NodeJS.ProcessEnv {
    return { ...process.env, PROJEN_DISABLE_POST: 'true', NODE_ENV: 'test', FEIYUE_PROJEN_RUN: '' };
  }

  /** A program of `test/synth/children`, as a process. */
  public start(child: string, args: readonly string[], variables: NodeJS.ProcessEnv = {}): Child {
    return new Child(spawn(process.execPath, [...this.program(child), ...args], { env: { ...this.environment, ...variables }, stdio: ['ignore', 'pipe', 'pipe'] }));
  }

  public remove(): void {
    fs.rmSync(this.directory, { recursive: true, force: true });
  }
}

/** A process and what it has printed. */
export class Child {
  public stdout = '';
  public stderr = '';
  private readonly ended: Promise<number | null>;

  constructor(public readonly process: ChildProcess) {
    process.stdout!.setEncoding('utf-8').on('data', (text: string) => (this.stdout += text));
    process.stderr!.setEncoding('utf-8').on('data', (text: string) => (this.stderr += text));
    this.ended = new Promise((resolve) => process.on('close', (status) => resolve(status)));
  }

  /** Its status; null when it was killed. */
  public status(): Promise<number | null> {
    return this.ended;
  }

  /** Waits until it has printed something. */
  public async hasPrinted(text: string): Promise<void> {
    while (!this.stdout.includes(text)) {
      const isOver = await Promise.race([this.ended.then(() => true), new Promise<false>((resolve) => this.process.stdout!.once('data', () => resolve(false)))]);
      if (isOver && !this.stdout.includes(text)) throw new Error(`ended without "${text}": ${this.stderr}`);
    }
  }

  /** Waits until it has done something that shows in the file system. */
  public async hasDone(isDone: () => boolean): Promise<void> {
    while (this.process.exitCode === null && !isDone()) await new Promise((resolve) => setTimeout(resolve, 1));
  }

  /** Kills it some milliseconds from now. */
  public async killAfter(milliseconds: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    this.process.kill('SIGKILL');
    await this.ended;
  }
}
