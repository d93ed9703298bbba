import * as fs from 'fs';
import * as path from 'path';
import { isConfigurationFile } from './configuration-files';
import { DeclaredCall, DeclaredObjects, readObjects } from './declared-objects';
import type { ModuleObjects } from './held-objects';
import { isFileSystemError } from '../../worktree/file-system-error';
import { isInput, readInput } from '../../worktree/input-file';
import { pathProblem } from '../../worktree/path-rules';

/** Reads the modules of an estate for the objects in them. Each is read once. */
export class ModuleObjectsReader {
  private readonly known = new Map<string, ModuleObjects | undefined>();

  /** @param folderOf where the files of a module lie, absolute, by its folder in the repository */
  constructor(private readonly folderOf: (dir: string) => string) {}

  /**
   * A root module.
   * @param dir its folder
   * @param texts what is written in it by hand
   * @param calls folders of the modules that it calls beside that, by the ids of the calls
   * @throws HclSyntaxError or SyntaxError when a file cannot be parsed
   */
  public rootModule(dir: string, texts: ReadonlyMap<string, string>, calls: ReadonlyMap<string, string>): ModuleObjects {
    const written = readObjects(texts);
    const all = new Map<string, DeclaredCall>([...calls.keys()].map((id) => [`module.${id}`, { name: `module.${id}`, repetition: '' }]));
    for (const [name, call] of written.calls) all.set(name, call);
    const called = (name: string) => {
      const declared = written.calls.has(name) ? undefined : calls.get(name.slice('module.'.length));
      return declared === undefined ? this.calledFrom(dir, written, name) : this.module(declared);
    };
    const { resources, moves, removals } = written;
    return { resources, moves, removals, calls: all, called };
  }

  private module(dir: string): ModuleObjects | undefined {
    if (!this.known.has(dir)) this.known.set(dir, this.read(dir));
    return this.known.get(dir);
  }

  private read(dir: string): ModuleObjects | undefined {
    const texts = pathProblem(dir) === undefined ? textsIn(this.folderOf(dir)) : NONE;
    if (texts.size === 0) return undefined;
    const { resources, calls, moves, removals } = readObjects(texts);
    const objects = { resources, calls, moves, removals };
    return { ...objects, called: (name) => this.calledFrom(dir, objects, name) };
  }

  private calledFrom(dir: string, { calls }: DeclaredObjects, name: string): ModuleObjects | undefined {
    const source = calls.get(name)?.source;
    if (source === undefined || !/^\.\.?(\/|$)/.test(source)) return undefined;
    return this.module(path.posix.join(dir, source).replace(/\/+$/, ''));
  }
}

const NONE: ReadonlyMap<string, string> = new Map();

function textsIn(folder: string): ReadonlyMap<string, string> {
  try {
    const names = fs.readdirSync(folder).filter((name) => isConfigurationFile(name) && isInput(path.join(folder, name)));
    return new Map(names.map((name) => [name, readInput(path.join(folder, name))]));
  } catch (error) {
    if (isFileSystemError(error, 'ENOENT', 'ENOTDIR')) return NONE;
    throw error;
  }
}
