import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { median } from './median';

/** `npx projen` without a change, in milliseconds; null where it was not run. */
export interface LoopFigures {
  readonly estateMs: number | null;
  readonly emptyProjenMs: number | null;
}

const PACKAGE = path.resolve(__dirname, '../..');

/**
 * Compares `npx projen` in the default estate with `npx projen` in an empty projen TypeScript project, in turns, so that
 * both see the same machine. Needs a built package (`lib/`) and the registry.
 */
export function measureLoop(rounds: number): LoopFigures {
  if (!fs.existsSync(path.join(PACKAGE, 'lib/index.js'))) return { estateMs: null, emptyProjenMs: null };
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'feiyue-loop-'));
  try {
    run('npm', ['pack', '--silent', '--pack-destination', directory], PACKAGE);
    const tarball = fs.readdirSync(directory).find((file) => file.endsWith('.tgz'));
    const estate = createProject(path.join(directory, 'estate'), ['--from', `feiyue-projen@file:${path.join(directory, tarball!)}`]);
    const empty = createProject(path.join(directory, 'empty'), ['typescript']);
    const turns = Array.from({ length: rounds }, () => [timeProjen(estate), timeProjen(empty)]);
    return { estateMs: median(turns.map(([ms]) => ms)), emptyProjenMs: median(turns.map(([, ms]) => ms)) };
  } finally {
    fs.rmSync(directory, { recursive: true });
  }
}

function createProject(directory: string, type: readonly string[]): string {
  const projen = JSON.parse(fs.readFileSync(path.join(PACKAGE, 'node_modules/projen/package.json'), 'utf-8')) as { version: string };
  fs.mkdirSync(directory);
  run('npx', ['--yes', `projen@${projen.version}`, 'new', ...type, '--no-git'], directory);
  // The first run after the creation may still settle something.
  run('npx', ['projen'], directory);
  return directory;
}

function timeProjen(directory: string): number {
  const start = performance.now();
  run('npx', ['projen'], directory);
  return performance.now() - start;
}

function run(command: string, args: readonly string[], cwd: string): void {
  // `npm run` tells its children about this package; the projects are not part of it.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD|PROJEN_)/.test(name)));
  execFileSync(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
}
