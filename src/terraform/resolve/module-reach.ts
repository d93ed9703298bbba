import * as fs from 'fs';
import * as path from 'path';
import { readsState } from './state-index';
import { pathProblem } from '../../worktree/path-rules';
import { tokenize } from '../hcl/lexer';
import type { ParsedBlock, ParsedBody } from '../hcl/parser';
import { linkTargetsBelow } from '../reads/link-targets';
import { blocksOf, bodyOf, dirsCalledBy, ownModuleTexts } from '../reads/own-terraform';
import { mergedReads, Reads, readsOf } from '../reads/path-reads';
import { ReadFiles } from '../reads/read-files';

/** What a root module is built from beside its own folder, relative to the repository and sorted. */
export interface Reach {
  /** Folders of the modules that it calls, and of those that they call. */
  readonly moduleDirs: readonly string[];
  /** Files and folders elsewhere that its Terraform reads; `.` is the whole repository. */
  readonly files: readonly string[];
  /** What is read as a file though it could be taken for configuration, so that every byte of it counts; left out: nothing. */
  readonly readAsFiles?: readonly string[];
  /** Where links in the folders of the modules lead; left out: nowhere. */
  readonly linked?: readonly string[];
}

/** What follows from the modules that a root module calls itself. */
interface Closure {
  /** Those, and all that they call, sorted. */
  readonly moduleDirs: readonly string[];
  readonly reads: ReadonlyArray<readonly [dir: string, reads: Reads]>;
  readonly states: readonly ParsedBlock[];
  readonly linked: readonly string[];
}

/** What a module of the user's own leads to. */
interface ReadModule {
  readonly calls: readonly string[];
  readonly reads: Reads;
  /** The blocks that read the state of a root module. */
  readonly states: readonly ParsedBlock[];
  /** Where links in its folder lead. */
  readonly linked: readonly string[];
}

/** Follows root modules to the modules and files that they are built from. Each module is read once. */
export class ModuleReach {
  private readonly modules = new Map<string, ReadModule>();
  private readonly closures = new Map<string, Closure>();
  /** Most environments of a root module have the very same texts. */
  private readonly readsByTexts = new WeakMap<readonly string[], Reads>();
  private readonly files: ReadFiles;

  /**
   * @param repository folder of the repository, absolute
   * @param isGenerated whether a run writes a file, so that what stands there, a merge conflict for instance, is not the user's
   */
  constructor(private readonly repository: string, private readonly isGenerated: (file: string) => boolean = () => false) {
    this.files = new ReadFiles(repository);
  }

  /**
   * @param dir folder of the root module
   * @param called folders of the modules that it calls itself
   * @param texts lists of what the user declared for it, in HCL
   * @param written the user's own files in its folder, by their path
   * @throws Error `<folder>/<file>:<line>: …` when a file of the user's cannot be parsed
   */
  public from(
    dir: string, called: readonly string[], texts: ReadonlyArray<readonly string[]>, written: ReadonlyMap<string, string> = new Map(),
  ): Reach {
    const { moduleDirs, reads, linked: all } = this.closureOf(called);
    const linked = all.length > 0 ? all : undefined;
    const own = [...texts.filter((some) => some.length > 0).map((some) => this.readsIn(some)), ...(written.size > 0 ? [readsOfFiles(written)] : [])];
    if (own.length === 0 && reads.length === 0) return { moduleDirs, files: [], linked };
    return { moduleDirs, linked, ...this.files.of(dir, moduleDirs, [...own.map((some) => [dir, some] as const), ...reads]) };
  }

  /** The blocks that read the state of a root module, in modules and those that they call. @throws Error as `from` */
  public blocksReadingStates(called: readonly string[]): readonly ParsedBlock[] {
    return this.closureOf(called).states;
  }

  private closureOf(called: readonly string[]): Closure {
    const key = called.join('\n');
    let closure = this.closures.get(key);
    if (!closure) {
      const moduleDirs = new Set(called);
      const reads: Array<readonly [string, Reads]> = [];
      const states: ParsedBlock[] = [];
      const linked: string[] = [];
      // A set that grows is visited to its end.
      for (const moduleDir of moduleDirs) {
        const module = this.read(moduleDir);
        for (const call of module.calls) moduleDirs.add(call);
        if (module.reads !== NOTHING) reads.push([moduleDir, module.reads]);
        states.push(...module.states);
        linked.push(...module.linked);
      }
      closure = { moduleDirs: [...moduleDirs].sort(), reads, states, linked };
      this.closures.set(key, closure);
    }
    return closure;
  }

  private readsIn(texts: readonly string[]): Reads {
    let reads = this.readsByTexts.get(texts);
    if (!reads) {
      reads = mergedReads(texts.map((text) => readsOf(tokenize(text))));
      this.readsByTexts.set(texts, reads);
    }
    return reads;
  }

  private read(dir: string): ReadModule {
    // What lies outside of the repository is none of its business.
    if (pathProblem(dir) !== undefined) return NO_MODULE;
    let module = this.modules.get(dir);
    if (!module) {
      const texts = ownModuleTexts(this.repository, dir, this.isGenerated);
      const real = this.realDir(dir);
      const blocks = blocksOf(texts);
      module = {
        calls: [...dirsCalledBy(dir, blocks), ...(real === undefined ? [] : [real])],
        reads: texts.size === 0 ? NOTHING : readsOfFiles(texts),
        states: blocks.filter(readsState),
        linked: linkTargetsBelow(this.repository, dir),
      };
      this.modules.set(dir, module);
    }
    return module;
  }

  /** Where a folder is that a link leads to: Terraform takes the module to lie there. Undefined when no link does, or out of the repository. */
  private realDir(dir: string): string | undefined {
    const absolute = path.join(this.repository, dir);
    if (!fs.existsSync(absolute)) return undefined;
    const real = path.relative(fs.realpathSync(this.repository), fs.realpathSync(absolute)).split(path.sep).join('/');
    return real === dir || real === '' || real.startsWith('../') || path.isAbsolute(real) ? undefined : real;
  }
}

const NOTHING: Reads = { paths: [], isOpen: false, isAnything: false };
const NO_MODULE: ReadModule = { calls: [], reads: NOTHING, states: [], linked: [] };

function readsOfFiles(texts: ReadonlyMap<string, string>): Reads {
  return mergedReads([...texts].map(([file, text]) => readsOfBody(bodyOf(text, file))));
}

function readsOfBody({ attributes, blocks }: ParsedBody): Reads {
  return mergedReads([
    ...[...attributes.values()].map(({ name, expression }) => readsOf(expression, name)),
    ...blocks.map(({ body }) => readsOfBody(body)),
  ]);
}
