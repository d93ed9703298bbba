import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { command } from './command';
import type { Registry } from './registry';

/** How a command ended, and all that it printed. */
export interface Ended {
  readonly status: number | null;
  readonly printed: string;
}

/** A folder of a user's, and what he runs in it, in the terminal that he has: neither Jest's environment, nor CI's, nor with the programs of this checkout. */
export class Repository {
  private readonly environment: Readonly<Record<string, string>>;

  /** @param directory is made if it is not there */
  constructor(public readonly directory: string, registry: Registry) {
    mkdirSync(directory, { recursive: true });
    const { NODE_ENV, JEST_WORKER_ID, CI, PROJEN_DISABLE_POST, ...environment } = registry.env;
    this.environment = {
      ...environment,
      PATH: environment.PATH.split(delimiter).filter((entry) => !entry.includes('node_modules')).join(delimiter),
      GIT_CONFIG_GLOBAL: devNull,
      GIT_AUTHOR_NAME: 'user',
      GIT_AUTHOR_EMAIL: 'user@example.com',
      GIT_COMMITTER_NAME: 'user',
      GIT_COMMITTER_EMAIL: 'user@example.com',
    };
  }

  /** `projen new` as somebody calls it who has no projen yet. */
  public projenNew(from: string, flags: readonly string[] = [], variables: Readonly<Record<string, string>> = {}): Ended {
    return this.runWith(variables, 'npx', '--yes', 'projen', 'new', '--from', from, ...flags);
  }

  public run(program: string, ...args: string[]): Ended {
    return this.runWith({}, program, ...args);
  }

  /** @param variables of the environment, beside those of the terminal */
  public runWith(variables: Readonly<Record<string, string>>, program: string, ...args: string[]): Ended {
    const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: this.directory, env: { ...this.environment, ...variables }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    if (error) throw error;
    return { status, printed: stdout + stderr };
  }

  /** projen of the repository, as `npx` finds it. @returns what it printed; any status but 0 is an error */
  public projen(...args: string[]): string {
    return command(join('node_modules', '.bin', 'projen'), args, { cwd: this.directory, env: this.environment });
  }

  public git(...args: string[]): string {
    return command('git', args, { cwd: this.directory, env: this.environment }).trim();
  }

  public commit(): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', 'change');
  }

  /** What is not committed. */
  public changes(): string {
    return this.git('status', '--porcelain', '--untracked-files=all');
  }

  /** The program that a name on the `PATH` stands for. */
  public which(program: string): string {
    return command('which', [program], { cwd: this.directory, env: this.environment }).trim();
  }

  /** The `PATH` with a folder before all others. */
  public pathWith(folder: string): string {
    return [folder, this.environment.PATH].join(delimiter);
  }

  public path(...names: string[]): string {
    return join(this.directory, ...names);
  }

  public has(path: string): boolean {
    return existsSync(this.path(path));
  }

  public read(path: string): string {
    return readFileSync(this.path(path), 'utf8');
  }

  public write(path: string, contents: string): void {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), contents);
  }

  /** Writes files by their paths. */
  public fill(files: Readonly<Record<string, string>>): void {
    for (const [path, contents] of Object.entries(files)) this.write(path, contents);
  }

  /** All files below a folder, by their path in it. */
  public filesOf(folder: string): string[] {
    if (!this.has(folder)) return [];
    return readdirSync(this.path(folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(this.path(folder).length + 1))
      .sort();
  }
}
