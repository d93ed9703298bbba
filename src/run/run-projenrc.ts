import { spawnSync } from 'child_process';

/** The file in which the estate is declared. */
export const PROJENRC = '.projenrc.ts';

/** The folder of what it imports, in an estate that is declared in more files than one. */
export const PROJENRC_PARTS = 'projenrc';

/** Compiler options that are for `.projenrc.ts` alone. */
export const TSCONFIG = 'tsconfig.projen.json';

/** The one program that starts where `package.json` cannot be read, because it lies beside the packages. */
const START = 'node_modules/feiyue-projen/lib/run/start.js';

/** How Node is started. One thread beside the program compiles and collects garbage, because Node's four take the processor from it where there are two. */
export const NODE_ARGUMENTS = ['--v8-pool-size=1', START, PROJENRC];

/**
 * Checks the types of `.projenrc.ts`, then runs it.
 * @param root the repository
 * @param args what it is asked for, such as `['preview']`
 * @returns the exit status
 */
export function runProjenrc(root: string, args: readonly string[]): number {
  const { status, error } = spawnSync(process.execPath, [...NODE_ARGUMENTS, ...args], { cwd: root, stdio: 'inherit' });
  if (error) throw error;
  return status ?? 1;
}
