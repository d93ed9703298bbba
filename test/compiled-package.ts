import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';

const PACKAGE = resolve(__dirname, '..');

/** What a program printed, and what a shell got. */
export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** This package as plain JavaScript, to be installed in repositories that run it in processes of their own. Types are not checked. */
export class CompiledPackage {
  private readonly directory = realpathSync(mkdtempSync(join(tmpdir(), 'compiled-')));

  constructor() {
    const from = join(PACKAGE, 'src');
    for (const file of readdirSync(from, { recursive: true }).map(String)) {
      if (file.endsWith('.ts')) this.compile(join(from, file), join(this.directory, 'lib', file.replace(/\.ts$/, '.js')));
    }
    for (const asset of ['terraform/modules', 'terraform/bootstrap', 'ci/affected', 'ci/affected.mjs', 'ci/scripts', 'applications/upstream']) {
      if (existsSync(join(from, asset))) cpSync(join(from, asset), join(this.directory, 'lib', asset), { recursive: true });
    }
    writeFileSync(join(this.directory, 'package.json'), '{ "name": "feiyue-projen", "version": "0.0.0", "main": "lib/index.js" }\n');
  }

  /** Makes a repository with these files, in which the package is installed as npm does it. */
  public install(repository: string, files: Readonly<Record<string, string>>): void {
    const modules = join(repository, 'node_modules');
    mkdirSync(modules, { recursive: true });
    cpSync(this.directory, join(modules, 'feiyue-projen'), { recursive: true });
    for (const name of readdirSync(join(PACKAGE, 'node_modules')).filter((each) => !each.startsWith('.'))) {
      symlinkSync(join(PACKAGE, 'node_modules', name), join(modules, name));
    }
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(repository, file)), { recursive: true });
      writeFileSync(join(repository, file), text);
    }
  }

  public remove(): void {
    rmSync(this.directory, { recursive: true });
  }

  private compile(from: string, to: string): void {
    const { outputText } = transpileModule(readFileSync(from, 'utf-8'), {
      compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true, sourceMap: false },
    });
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, outputText);
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
