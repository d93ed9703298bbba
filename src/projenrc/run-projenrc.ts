import { spawnSync } from 'child_process';
import * as path from 'path';

/** The file in which the estate is declared. */
export const PROJENRC = '.projenrc.ts';

/** Compiler options that are for `.projenrc.ts` alone. */
export const TSCONFIG = 'tsconfig.projen.json';

/** TypeScript's native compiler finds a type error before anything is written. */
export const TYPE_CHECK = ['tsc', '-p', TSCONFIG];

/** Loaded before all else. */
const HEAD_START = 'feiyue-projen/lib/projenrc/head-start';

/**
 * One thread beside the program compiles and collects garbage, because Node's four take the processor from it where there are
 * two. What is loaded before the transpiler is not searched by it for TypeScript, which would take longer than all the rest.
 */
export const SYNTHESIS = ['node', '--v8-pool-size=1', '-r', HEAD_START, '-r', 'feiyue-projen', '-r', 'tsx/cjs', PROJENRC];

/**
 * Checks the types of `.projenrc.ts`, then runs it.
 * @param root the repository
 * @param args what it is asked for, such as `['preview']`
 * @returns the exit status of the first command that failed, and otherwise 0
 */
export function runProjenrc(root: string, args: readonly string[]): number {
  const env = { ...process.env, PATH: [path.join(root, 'node_modules/.bin'), process.env.PATH].join(path.delimiter) };
  for (const [program, ...given] of [TYPE_CHECK, [...SYNTHESIS, ...args]]) {
    const { status, error } = spawnSync(program, given, { cwd: root, env, stdio: 'inherit', shell: process.platform === 'win32' });
    if (error) throw error;
    if (status !== 0) return status ?? 1;
  }
  return 0;
}
