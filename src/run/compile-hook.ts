import * as nodeModule from 'module';
import * as path from 'path';
import * as vm from 'vm';
import { CodeStore } from './code-store';

/** What Node does with the text of a CommonJS module; nothing of it is documented, but packages have replaced it for ten years. */
type Compile = (this: NodeJS.Module, source: string, file: string, ...more: unknown[]) => unknown;
type ModuleFunction = (this: unknown, exports: unknown, require: NodeJS.Require, module: NodeJS.Module, file: string, directory: string) => unknown;

/** The parts of Node's own module class that its types leave out. */
interface ModuleClass {
  readonly prototype: { _compile: Compile };
  readonly _cache: NodeJS.Require['cache'];
  readonly _extensions: NodeJS.Require['extensions'];
  _resolveFilename(request: string, module: NodeJS.Module, isMain: boolean, options: unknown): string;
  _resolveLookupPaths(request: string, module: NodeJS.Module): string[] | null;
}

const Module = nodeModule.Module as unknown as ModuleClass;

/** What stands around the text of every CommonJS module. */
const WRAPPER = ['(function (exports, require, module, __filename, __dirname) { ', '\n});'];

const MAP = 'sourceMappingURL=';
/** In code that `vm` compiled, it fails, or warns that the way out is an experiment. */
const DYNAMIC_IMPORT = /\bimport\s*[(/]/;
/** Holds nothing that could end a text or a comment of several lines, so that it can be in none. */
const COMMENT = /^[^'"`*]*$/;

/**
 * From now on, CommonJS modules are compiled with what a store has of them, and what it has not is added to it.
 * Modules that Node has to look at itself stay with it: those that are no CommonJS, that may import such, that do not compile,
 * or that are to be shown by their source maps.
 * @param isKept which files are meant
 */
export function compileWith(store: CodeStore, isKept: (file: string) => boolean): void {
  const compile = Module.prototype._compile;
  Module.prototype._compile = function (source, file, ...more) {
    const compiled = more[0] !== 'module' && isKept(file) ? moduleFunction(store, source, file) : undefined;
    if (compiled === undefined) return compile.call(this, source, file, ...more);
    return compiled.call(this.exports, this.exports, requireOf(this), this, file, path.dirname(file));
  };
}

function moduleFunction(store: CodeStore, source: string, file: string): ModuleFunction | undefined {
  // Node reads the source map of a module when it compiles it, or never.
  if (process.sourceMapsEnabled && source.includes(MAP)) return undefined;
  const code = withoutMap(source);
  if (DYNAMIC_IMPORT.test(code)) return undefined;
  const text = WRAPPER[0] + code.replace(/^#!/, '//') + WRAPPER[1];
  const script = scriptOf(text, file, store.dataOf(file, text));
  if (script === undefined) return undefined;
  // It is undefined where there was no data.
  if (script.cachedDataRejected !== false) store.add(file, text, () => script.createCachedData());
  return script.runInThisContext() as ModuleFunction;
}

/** V8 would keep the source map, which is longer than the code, with what it compiled. */
function withoutMap(source: string): string {
  const lastLine = source.lastIndexOf('\n', source.length - 2) + 1;
  return source.startsWith(`//# ${MAP}`, lastLine) && COMMENT.test(source.slice(lastLine)) ? source.slice(0, lastLine) : source;
}

function scriptOf(text: string, filename: string, cachedData: Buffer | undefined): vm.Script | undefined {
  try {
    return new vm.Script(text, {
      filename,
      // The columns of the first line are those of the file.
      columnOffset: -WRAPPER[0].length,
      cachedData,
    });
  } catch {
    return undefined;
  }
}

/** The `require` that Node gives to a module. */
function requireOf(module: NodeJS.Module): NodeJS.Require {
  const require = ((id: string) => module.require(id) as unknown) as NodeJS.Require;
  const resolve = ((request: string, options: unknown) => Module._resolveFilename(request, module, false, options)) as NodeJS.RequireResolve;
  resolve.paths = (request) => Module._resolveLookupPaths(request, module);
  return Object.assign(require, { resolve, main: process.mainModule, extensions: Module._extensions, cache: Module._cache });
}
