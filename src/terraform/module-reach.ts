import * as fs from 'fs';
import * as path from 'path';
import { calledDirs, ownModuleTexts } from './own-terraform';
import { pathProblem } from '../worktree/path-rules';

/** What a root module is built from beside its own folder, relative to the repository and sorted. */
export interface Reach {
  /** Folders of the modules that it calls, and of those that they call. */
  readonly moduleDirs: readonly string[];
  /** Files and folders elsewhere that its Terraform reads. */
  readonly files: readonly string[];
}

/** A path in the text of a module. */
interface ReadPath {
  /** Whether it starts at the module, and not at the root module. */
  readonly isInModule: boolean;
  readonly path: string;
}

/** A path in the text of a module that is called. */
interface ModulePath extends ReadPath {
  readonly moduleDir: string;
}

/** What follows from the modules that a root module calls itself. */
interface Closure {
  /** Those, and all that they call, sorted. */
  readonly moduleDirs: readonly string[];
  /** The paths in them. */
  readonly paths: readonly ModulePath[];
}

/** A string that is a path: relative, or below `path.module` and its like. What follows an interpolation is not known. */
const READ_PATH = /"(?:\$\{path\.(module|root|cwd)\}\/|(?=\.\.?\/))([^"$%\\\n]*)(["$%])/g;

/** Follows root modules to the modules and files that they are built from. Each module is read once. */
export class ModuleReach {
  private readonly modules = new Map<string, { readonly calls: readonly string[]; readonly paths: readonly ReadPath[] }>();
  private readonly closures = new Map<string, Closure>();
  /** Most environments of a root module have the very same texts. */
  private readonly pathsByTexts = new WeakMap<readonly string[], readonly ReadPath[]>();

  /** @param repository folder of the repository, absolute */
  constructor(private readonly repository: string) {}

  /**
   * @param dir folder of the root module
   * @param called folders of the modules that it calls itself
   * @param texts lists of what the user wrote into it
   * @throws Error `<folder>/<file>:<line>: …` when a module of the user's cannot be parsed
   */
  public from(dir: string, called: readonly string[], texts: ReadonlyArray<readonly string[]>): Reach {
    const { moduleDirs, paths } = this.closureOf(called);
    const own = texts.flatMap((some) => this.pathsIn(some));
    if (own.length === 0 && paths.length === 0) return { moduleDirs, files: [] };
    const found = [
      ...own.map((read) => path.posix.join(dir, read.path)),
      ...paths.map((read) => path.posix.join(read.isInModule ? read.moduleDir : dir, read.path)),
    ];
    const known = [dir, ...moduleDirs];
    const files = new Set(found.map((file) => file.replace(/\/$/, '')));
    return {
      moduleDirs,
      files: [...files].filter((file) => !known.some((folder) => file === folder || file.startsWith(`${folder}/`)) && this.isThere(file)).sort(),
    };
  }

  private closureOf(called: readonly string[]): Closure {
    const key = called.join('\n');
    let closure = this.closures.get(key);
    if (!closure) {
      const moduleDirs = new Set(called);
      const paths: ModulePath[] = [];
      // A set that grows is visited to its end.
      for (const moduleDir of moduleDirs) {
        const module = this.read(moduleDir);
        for (const call of module.calls) moduleDirs.add(call);
        paths.push(...module.paths.map((read) => ({ ...read, moduleDir })));
      }
      closure = { moduleDirs: [...moduleDirs].sort(), paths };
      this.closures.set(key, closure);
    }
    return closure;
  }

  private pathsIn(texts: readonly string[]): readonly ReadPath[] {
    let paths = this.pathsByTexts.get(texts);
    if (!paths) {
      paths = texts.flatMap(readPaths);
      this.pathsByTexts.set(texts, paths);
    }
    return paths;
  }

  private read(dir: string): { readonly calls: readonly string[]; readonly paths: readonly ReadPath[] } {
    let module = this.modules.get(dir);
    if (!module) {
      const texts: ReadonlyMap<string, string> = pathProblem(dir) === undefined ? ownModuleTexts(this.repository, dir) : new Map();
      module = { calls: calledDirs(dir, texts), paths: [...texts.values()].flatMap(readPaths) };
      this.modules.set(dir, module);
    }
    return module;
  }

  private isThere(file: string): boolean {
    return pathProblem(file) === undefined && fs.existsSync(path.join(this.repository, file));
  }
}

function readPaths(text: string): ReadPath[] {
  return [...text.matchAll(READ_PATH)].map(([, start, found, end]) => ({
    isInModule: start === 'module',
    path: end === '"' ? found : found.slice(0, found.lastIndexOf('/') + 1),
  }));
}
