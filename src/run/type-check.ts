import { ChildProcess, spawn } from 'child_process';
import * as fs from 'fs';
import * as nodeModule from 'module';
import * as path from 'path';
import { PROJENRC, TSCONFIG } from './run-projenrc';
import { printError } from '../text/print';

/**
 * Checks the types of `.projenrc.ts` in a process of its own, while this one goes on. It prints where this process prints.
 * @param root the repository; its programs are on the PATH
 * @param done called with the exit status: 0 when `.projenrc.ts` may run. It may also when the check failed for the reason alone that
 * its settings are damaged: a run writes them anew, so it has to go on.
 */
export function checkTypes(root: string, done: (status: number) => void): void {
  const compiler = startCompiler(root);
  compiler.on('error', (error) => {
    printError(`  the types of ${PROJENRC} cannot be checked: ${error.message}. Install the packages: npm ci\n`);
    done(1);
  });
  compiler.on('exit', (status, signal) => {
    if (signal) printError(`  the types of ${PROJENRC} were not checked to the end: ${signal}\n`);
    done(status === null ? 1 : excused(root, status));
  });
}

/** Whatever the settings say, nothing is written, and what an earlier check left behind is not believed. */
const COMPILER_ARGUMENTS = ['-p', TSCONFIG, '--noEmit', '--composite', 'false', '--incremental', 'false'];

/** It lives for a moment: it collects no garbage before it holds as much as this, which takes it half of its time. What somebody sets comes first. */
const COMPILER_MEMORY = { GOGC: 'off', GOMEMLIMIT: '1GiB' };

function startCompiler(root: string): ChildProcess {
  const native = nativeCompiler(root);
  // Node cannot start what npm puts in the place of a program on Windows.
  const shell = native === undefined && process.platform === 'win32';
  return spawn(native ?? 'tsc', COMPILER_ARGUMENTS, { cwd: root, env: { ...COMPILER_MEMORY, ...process.env }, stdio: ['ignore', 'inherit', 'inherit'], shell });
}

/**
 * The program that `tsc` of TypeScript 7 starts, which takes a Node of its own for it.
 * @returns undefined where there is none, as in other versions
 */
function nativeCompiler(root: string): string | undefined {
  try {
    const typescript = nodeModule.createRequire(path.join(root, 'node_modules', 'of-the-estate')).resolve('typescript/package.json');
    const platform = nodeModule.createRequire(typescript).resolve(`@typescript/typescript-${process.platform}-${process.arch}/package.json`);
    const program = path.join(path.dirname(platform), 'lib', process.platform === 'win32' ? 'tsc.exe' : 'tsc');
    return fs.existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

function excused(root: string, status: number): number {
  if (status === 0 || isJson(path.join(root, TSCONFIG))) return status;
  printError(`  ${TSCONFIG} cannot be read, so the types of ${PROJENRC} are not checked in this run\n`);
  return 0;
}

function isJson(file: string): boolean {
  try {
    JSON.parse(fs.readFileSync(file, 'utf-8'));
    return true;
  } catch {
    return false;
  }
}
