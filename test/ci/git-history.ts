import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import type { GraphJson } from '../../src/ci/graph-json';
import { ADD_ALL, COMMIT, INIT } from '../git-arguments';
import { temporaryDirectory, write } from '../synth/test-project';
import { git } from '../worktree/git-apply';

/** What the script says with `--json`. */
export interface Affected {
  readonly rootModules: ReadonlyArray<{
    environment: string; name: string; dir: string; layer: number; reasons: string[]; plannedAtDeployment?: true;
  }>;
  readonly removed: ReadonlyArray<{ environment: string; name: string; dir: string; state: string; commit: string }>;
  readonly renamed: ReadonlyArray<{ environment: string; name: string; dir: string; from: string; isMoved: boolean }>;
  readonly overlays: ReadonlyArray<{
    environment: string; dir: string; services: string[]; reasons: string[]; reads?: Readonly<Record<string, string[]>>; gone?: string[];
  }>;
  readonly applications: ReadonlyArray<{ environment: string; name: string; dir: string; reasons: string[] }>;
}

const SOURCES = path.resolve('src/ci/scripts/all');
/** Where the script lies. */
export const SCRIPT = 'ops/scripts/affected.mjs';

/** A git repository that grows by commits, with the script that tells what they affect. */
export class GitHistory {
  /** One with a dependency graph that was made up. */
  public static of(graph: GraphJson): GitHistory {
    const dir = temporaryDirectory();
    fs.mkdirSync(path.join(dir, path.dirname(SCRIPT)), { recursive: true });
    for (const part of ['affected', 'affected.mjs']) fs.cpSync(path.join(SOURCES, part), path.join(dir, path.dirname(SCRIPT), part), { recursive: true });
    write(dir, '.projen/graph.json', JSON.stringify(graph));
    return new GitHistory(dir);
  }

  /** @param dir what stands there is the first commit */
  constructor(public readonly dir: string, repository = dir) {
    this.git(INIT, repository);
    this.git(['config', 'commit.gpgsign', 'false']);
    this.commit({});
  }

  /** Writes files, or removes those that shall have no content, and commits all that changed. @returns the commit */
  public commit(files: Readonly<Record<string, string | undefined>>): string {
    for (const [file, content] of Object.entries(files)) {
      const absolute = path.join(this.dir, file);
      fs.rmSync(absolute, { force: true });
      if (content !== undefined) write(this.dir, file, content);
    }
    this.git(ADD_ALL);
    this.git([...COMMIT, '--message=x']);
    return this.git(['rev-parse', 'HEAD']).trim();
  }

  public git(args: readonly string[], cwd = this.dir): string {
    const { status, stdout, stderr } = git(cwd, ...args);
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
    return stdout;
  }

  public run(args: readonly string[], cwd = this.dir, env: NodeJS.ProcessEnv = {}): { status: number | null; stdout: string; stderr: string } {
    const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(this.dir, SCRIPT), ...args], { cwd, encoding: 'utf-8', env: { ...process.env, ...env } });
    return { status, stdout, stderr };
  }

  /** What differs between a commit, by default the one before, and the last one. */
  public affected(base = 'HEAD~1', ...args: readonly string[]): Affected {
    const { status, stdout, stderr } = this.run(['--base', base, '--json', ...args]);
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as Affected;
  }
}
