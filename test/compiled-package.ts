import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';

const PACKAGE = resolve(__dirname, '..');

/** What a program printed, and what a shell got. */
export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * This package as plain JavaScript, one file a program as it is shipped, for repositories that run it in processes of their own. Types are not
 * checked. It is compiled once for all suites of a run of Jest, in the folder that goes with the run.
 */
export class CompiledPackage {
  /** Where it lies, with the packages that it needs. */
  public readonly directory = join(realpathSync(tmpdir()), 'compiled-package');

  constructor() {
    if (existsSync(this.directory)) return;
    const made = mkdtempSync(`${this.directory}-`);
    this.compileTo(made);
    try {
      renameSync(made, this.directory);
    } catch {
      // Another worker was faster.
      rmSync(made, { recursive: true });
    }
  }

  /** Makes a repository with these files, in which the package is installed as npm does it. Its files are those of all such repositories: they may not be changed. */
  public install(repository: string, files: Readonly<Record<string, string>>): void {
    const modules = join(repository, 'node_modules');
    mkdirSync(modules, { recursive: true });
    linkFiles(this.directory, join(modules, 'feiyue-projen'));
    for (const name of readdirSync(join(PACKAGE, 'node_modules')).filter((each) => !each.startsWith('.'))) {
      symlinkSync(join(PACKAGE, 'node_modules', name), join(modules, name));
    }
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(repository, file)), { recursive: true });
      writeFileSync(join(repository, file), text);
    }
  }

  private compileTo(directory: string): void {
    const from = join(PACKAGE, 'src');
    const to = join(directory, 'lib');
    const { exclude } = JSON.parse(readFileSync(join(PACKAGE, 'tsconfig.json'), 'utf-8')) as { exclude: string[] };
    const sources: string[] = [];
    for (const entry of readdirSync(from, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())) {
      const file = relative(from, join(entry.parentPath, entry.name));
      if (file.endsWith('.ts') && !exclude.some((folder) => `src/${file}`.startsWith(`${folder}/`))) {
        sources.push(join(from, file));
      } else {
        mkdirSync(dirname(join(to, file)), { recursive: true });
        copyFileSync(join(from, file), join(to, file));
      }
    }
    // A tenth of what the compiler of TypeScript takes for it. A program that is made of modules of ECMAScript starts in three quarters of the time.
    const options = ['--format=esm', '--platform=node', '--target=es2022', '--charset=utf8', '--log-level=warning', `--outbase=${from}`, `--outdir=${to}`];
    execFileSync(join(PACKAGE, 'node_modules/.bin/esbuild'), [...sources, ...options], { stdio: ['ignore', 'ignore', 'inherit'] });
    symlinkSync(join(PACKAGE, 'node_modules'), join(directory, 'node_modules'));
    execFileSync(process.execPath, [join(PACKAGE, 'projenrc/bundle-programs.js'), join(directory, 'lib')]);
    writeFileSync(join(directory, 'package.json'), '{ "name": "feiyue-projen", "version": "0.0.0", "main": "lib/index.js" }\n');
  }
}

/** The same tree of the same files, without links to others. To copy them takes as long as a run. */
function linkFiles(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (entry.isDirectory()) linkFiles(join(from, entry.name), join(to, entry.name));
    if (entry.isFile()) linkSync(join(from, entry.name), join(to, entry.name));
  }
}

/** Runs the `.projenrc.ts` of a repository as `npx projen` does, without what follows the writing. */
export function runProjenrc(repository: string, args: readonly string[] = [], node = process.execPath): Ended {
  const { status, stdout, stderr, error } = spawnSync(node, ['-r', 'feiyue-projen', '-r', 'tsx/cjs', '.projenrc.ts', ...args], {
    cwd: repository,
    encoding: 'utf-8',
    env: { ...process.env, PROJEN_DISABLE_POST: 'true', NODE_ENV: 'production' },
  });
  if (error) throw error;
  return { status: status ?? NaN, stdout, stderr };
}
