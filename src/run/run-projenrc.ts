import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';

/** The file in which the estate is declared. */
export const PROJENRC = '.projenrc.ts';

/** Compiler options that are for `.projenrc.ts` alone. */
export const TSCONFIG = 'tsconfig.projen.json';

/** TypeScript's native compiler finds a type error before anything is written. */
export const TYPE_CHECK = ['tsc', '-p', TSCONFIG];

/** The one program that starts where `package.json` cannot be read, because it lies beside the packages. */
const START = 'node_modules/feiyue-projen/lib/run/start.js';

/** One thread beside the program compiles and collects garbage, because Node's four take the processor from it where there are two. */
export const SYNTHESIS = ['node', '--v8-pool-size=1', START, PROJENRC];

/**
 * Checks the types of `.projenrc.ts`, then runs it.
 * @param root the repository
 * @param args what it is asked for, such as `['preview']`
 * @returns the exit status of the first command that failed, and otherwise 0
 */
export function runProjenrc(root: string, args: readonly string[]): number {
  const types = run(root, TYPE_CHECK);
  if (types !== 0 && excuseTypes(root) !== 0) return types;
  return run(root, [...SYNTHESIS, ...args]);
}

/**
 * Whether checking the types failed for the reason alone that its settings are damaged: a run writes them anew, so it has to go on.
 * @returns the exit status: 0 when that is so
 */
export function excuseTypes(root: string): number {
  if (isJson(path.join(root, TSCONFIG))) return 1;
  process.stderr.write(`  ${TSCONFIG} cannot be read, so the types of ${PROJENRC} are not checked in this run\n`);
  return 0;
}

function run(root: string, [program, ...args]: readonly string[]): number {
  const env = { ...process.env, PATH: [path.join(root, 'node_modules/.bin'), process.env.PATH].join(path.delimiter) };
  const { status, error } = spawnSync(program, args, { cwd: root, env, stdio: 'inherit', shell: process.platform === 'win32' });
  if (error) throw error;
  return status ?? 1;
}

function isJson(file: string): boolean {
  try {
    JSON.parse(fs.readFileSync(file, 'utf-8'));
    return true;
  } catch {
    return false;
  }
}
