import * as fs from 'fs';
import * as path from 'path';
import { readLiteral } from './hcl/literal';
import { parseBody, ParsedBlock } from './hcl/parser';
import { HclSyntaxError } from './hcl/token';
import { withoutHeader } from '../synth/header';
import type { Entries } from '../worktree/entries';
import { isFileSystemError } from '../worktree/file-system-error';
import { pathProblem } from '../worktree/path-rules';

/** Generated in every root module, hand-written ones included. */
const ALWAYS_GENERATED = ['terraform.tf'];
const GENERATED = [...ALWAYS_GENERATED, 'main.tf', 'outputs.tf'];

/** Terraform reads these, too; here nobody does. */
const JSON_ENDING = '.tf.json';

/** Whether a folder holds Terraform that was not generated. A folder that does not exist holds none. */
export function holdsOwnTerraform(absoluteDir: string): boolean {
  return filesIn(absoluteDir, ['.tf', JSON_ENDING]).map((name) => path.join(absoluteDir, name)).some((file) => isFile(file) && isOwn(file));
}

/** Whether a file that exists was not generated. */
export function isOwn(absolutePath: string): boolean {
  const content = fs.readFileSync(absolutePath, 'utf-8');
  return withoutHeader(content) === content;
}

/** The user's own files in the folders of root modules. Each is read once. */
export class OwnTexts {
  private readonly known = new Map<string, ReadonlyMap<string, string>>();

  /** @param entries what stands in the repository */
  constructor(private readonly entries: Entries) {}

  /** The files of one folder, by their path. */
  public in(dir: string, isHandWritten: boolean): ReadonlyMap<string, string> {
    let texts = this.known.get(dir);
    if (!texts) {
      texts = isHandWritten ? this.read(dir, this.filesIn(dir), ALWAYS_GENERATED) : this.read(dir, this.entries.othersIn(dir), GENERATED);
      this.known.set(dir, texts);
    }
    return texts;
  }

  /** Whether a folder holds Terraform that was not generated, also such as is not read here. */
  public areIn(dir: string, isHandWritten: boolean): boolean {
    for (const text of this.in(dir, isHandWritten).values()) if (withoutHeader(text) === text) return true;
    return this.entries.othersIn(dir).some((name) => name.endsWith(JSON_ENDING));
  }

  /** What the last run generated in a folder may be the user's by now. */
  private filesIn(dir: string): string[] {
    return [...this.entries.list(dir)].filter(([, kind]) => kind === 'file').map(([name]) => name);
  }

  private read(dir: string, names: readonly string[], generated: readonly string[]): ReadonlyMap<string, string> {
    const own = names.filter((name) => name.endsWith('.tf') && !generated.includes(name));
    return own.length === 0 ? NONE : readAll(this.entries.root, dir, own.sort());
  }
}

const NONE: ReadonlyMap<string, string> = new Map();

/** The user's own files in the folder of a module, by their path. */
export function ownModuleTexts(repository: string, dir: string): Map<string, string> {
  const absoluteDir = path.join(repository, dir);
  const names = filesIn(absoluteDir, ['.tf']).filter((name) => isFile(path.join(absoluteDir, name)));
  return new Map([...readAll(repository, dir, names)].filter(([, text]) => withoutHeader(text) === text));
}

function readAll(repository: string, dir: string, names: readonly string[]): Map<string, string> {
  return new Map(names.map((name) => [`${dir}/${name}`, fs.readFileSync(path.join(repository, dir, name), 'utf-8')]));
}

/**
 * Folders, relative to the repository, of the modules that files of a folder call by a path; paths that leave the
 * repository are left to Terraform.
 * @throws Error `<folder>/<file>:<line>: …` when a file cannot be parsed
 */
export function calledDirs(dir: string, texts: ReadonlyMap<string, string>): string[] {
  // Nearly every folder holds nothing of the user's.
  if (texts.size === 0) return [];
  const sources = [...texts].flatMap(([file, text]) => moduleSources(text, file));
  const dirs = sources.filter((source) => /^\.\.?\//.test(source)).map((source) => path.posix.join(dir, source).replace(/\/+$/, ''));
  return [...new Set(dirs)].filter((found) => pathProblem(found) === undefined).sort();
}

function moduleSources(text: string, file: string): string[] {
  try {
    return parseBody(text).blocks.filter(({ type }) => type === 'module').flatMap(literalSource);
  } catch (error) {
    if (error instanceof HclSyntaxError) throw new Error(`${file}:${error.line}: ${error.reason}`, { cause: error });
    throw error;
  }
}

function literalSource({ body }: ParsedBlock): string[] {
  const attribute = body.attributes.get('source');
  const source = attribute && readLiteral(attribute.expression);
  return typeof source === 'string' ? [source] : [];
}

function filesIn(absoluteDir: string, endings: readonly string[]): string[] {
  try {
    return fs.readdirSync(absoluteDir).filter((name) => endings.some((ending) => name.endsWith(ending))).sort();
  } catch (error) {
    if (isFileSystemError(error, 'ENOENT', 'ENOTDIR')) return [];
    throw error;
  }
}

function isFile(absolutePath: string): boolean {
  return fs.lstatSync(absolutePath).isFile();
}
