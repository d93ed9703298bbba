/**
 * Runs the program that is its first argument, `.projenrc.ts`, with the others. Its types are checked while the packages are loaded: a
 * type error ends the run before the first line of it. This file lies among the packages, so it starts also where `package.json` cannot be read.
 */
import * as fs from 'fs';
import * as nodeModule from 'module';
import * as path from 'path';
import { withCompiledCode } from './compiled-code';
import { resolvePackagesWithout } from './damaged-package-json';
import { refuseOddFiles } from './odd-files';
import { PROJENRC_PARTS } from './run-projenrc';
import { checkTypes } from './type-check';
import { printCrashes } from '../text/print';

/** What Node 22.1 and later have. */
interface CompileCache {
  enableCompileCache?(directory: string): unknown;
}

/** Beside the packages that the code is made of, where whoever can change it can change them too. */
const COMPILED_CODE = 'node_modules/.cache/feiyue-projen/code';

/** What does not write: its answer is believed by others, so it rests on no cache. */
const ANSWERS = ['preview', 'check', '--check', 'why'];

/** By this tsx keeps what it made of TypeScript in the folder for temporary files, unless it is set: for all runs, and for whoever else can write there. */
const NO_TRANSPILED_CODE = 'TSX_DISABLE_CACHE';

/** By this esbuild, which tsx asks, begins a thread for what it is asked, unless it is '0'. That takes as long as to transpile five files. */
const TRANSPILING_THREAD = 'ESBUILD_WORKER_THREADS';

const root = process.cwd();
process.env.PATH = [path.join(root, 'node_modules/.bin'), process.env.PATH].join(path.delimiter);
printCrashes();
refuseOddFiles(root);
checkTypes(root, (status) => {
  if (status === 0) runProgram();
  else process.exitCode = status;
});
loadPackages();

/** Gives way to nothing, so that the end of the type check is heard of when this is done. */
function loadPackages(): void {
  resolvePackagesWithout(path.join(root, 'package.json'));
  const isAnswer = process.argv.slice(3).some((argument) => ANSWERS.includes(argument));
  if (isAnswer) return requirePackages();
  const { enableCompileCache } = nodeModule as CompileCache;
  const directory = path.join(root, COMPILED_CODE);
  if (enableCompileCache === undefined) return withCompiledCode(directory, requirePackages);
  enableCompileCache(directory);
  requirePackages();
}

function requirePackages(): void {
  // What is loaded before the transpiler is not searched by it for TypeScript, which would take longer than all the rest.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  require('..');
  process.env[NO_TRANSPILED_CODE] = '1';
  if (!fs.existsSync(path.join(root, PROJENRC_PARTS))) process.env[TRANSPILING_THREAD] = '0';
  nodeModule.createRequire(path.join(root, 'node_modules', 'of-the-estate'))('tsx/cjs');
}

/** As Node would, had it been started with the program. */
function runProgram(): void {
  const [program, ...args] = process.argv.slice(2);
  process.argv.splice(1, Infinity, path.join(root, program), ...args);
  (nodeModule as unknown as { _load(file: string, parent: undefined, isMain: boolean): unknown })._load(process.argv[1], undefined, true);
}
