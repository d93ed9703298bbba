import * as fs from 'fs';
import * as nodeModule from 'module';
import * as path from 'path';
import * as v8 from 'v8';
import * as vm from 'vm';
import * as zlib from 'zlib';

/** What V8 made of a source file, and the checksum of its text: V8 itself compares nothing but its length. */
interface CompiledFile {
  readonly sum: number;
  readonly code: Buffer;
}

/** The part of Node's loader that it does not declare, and that every transpiler builds upon. */
interface Loader {
  readonly prototype: { _compile(this: NodeJS.Module, source: string, file: string, format?: string): unknown };
}

type ModuleFunction = (this: unknown, exports: unknown, require: NodeJS.Require, module: NodeJS.Module, file: string, directory: string) => unknown;

const { prototype } = nodeModule.Module as unknown as Loader;
/** What stands before the text of every module, in its first line. */
const BEFORE = nodeModule.wrap('').indexOf('\n');

/**
 * Loads what does not change from run to run, with the compiled code that an earlier run has left. What Node 22.1 and later do themselves.
 * A file that is damaged or cannot be written is the same as none.
 * @param directory where the code is kept, a file for each version of Node, with its settings and processor
 * @param load requires the packages
 */
export function withCompiledCode(directory: string, load: () => void): void {
  const kept = path.join(directory, `${process.version}-${process.arch}-${v8.cachedDataVersionTag()}`);
  const before = read(kept);
  const scripts = new Map<string, { readonly sum: number; readonly script: vm.Script }>();
  let isComplete = true;
  const compile = prototype._compile;
  prototype._compile = function (source, file, format) {
    const sum = zlib.crc32(source);
    const known = before.get(file);
    const code = known?.sum === sum ? known.code : undefined;
    const script = code === undefined && isForNode(source, format) ? undefined : scriptOf(source, file, code);
    if (script === undefined) return compile.call(this, source, file, format);
    scripts.set(file, { sum, script });
    isComplete &&= script.cachedDataRejected === false;
    const run = script.runInThisContext() as ModuleFunction;
    return run.call(this.exports, this.exports, nodeModule.createRequire(file), this, file, path.dirname(file));
  };
  try {
    load();
  } finally {
    prototype._compile = compile;
  }
  // By then V8 has compiled the functions that a run calls. One that failed has called too few to be the model of others.
  if (!isComplete) process.on('exit', (status) => status === 0 && write(kept, new Map([...scripts].map(([file, { sum, script }]) => [file, { sum, code: script.createCachedData() }]))));
}

/** Whether it is an ECMAScript module or imports such ones, which Node calls an experiment in code that it has not compiled itself. */
function isForNode(source: string, format: string | undefined): boolean {
  return format === 'module' || source.includes('import(');
}

/** @returns undefined when it does not compile: Node says why */
function scriptOf(source: string, filename: string, cachedData: Buffer | undefined): vm.Script | undefined {
  try {
    return new vm.Script(nodeModule.wrap(source), {
      filename,
      // The columns of the first line are those of the file.
      columnOffset: -BEFORE,
      cachedData,
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
  } catch {
    return undefined;
  }
}

const CHECKSUM_BYTES = 4;

function read(kept: string): Map<string, CompiledFile> {
  try {
    const bytes = fs.readFileSync(kept);
    const content = bytes.subarray(CHECKSUM_BYTES);
    return zlib.crc32(content) === bytes.readUInt32LE() ? v8.deserialize(content) as Map<string, CompiledFile> : new Map();
  } catch {
    return new Map();
  }
}

function write(kept: string, files: ReadonlyMap<string, CompiledFile>): void {
  const content = v8.serialize(files);
  const checksum = Buffer.alloc(CHECKSUM_BYTES);
  checksum.writeUInt32LE(zlib.crc32(content));
  const own = `${kept}.${process.pid}`;
  try {
    fs.mkdirSync(path.dirname(kept), { recursive: true });
  } catch {
    return;
  }
  try {
    fs.writeFileSync(own, Buffer.concat([checksum, content]));
    fs.renameSync(own, kept);
  } catch {
    fs.rmSync(own, { force: true });
  }
}
