import * as fs from 'fs';
import * as path from 'path';
import { isOfTools, linkTargetsFrom } from './link-targets';
import { withoutHeader } from '../../synth/files/header';
import type { Entries } from '../../worktree/entries';
import { isFileSystemError } from '../../worktree/file-system-error';
import { isInput, readInput } from '../../worktree/input-file';
import { pathProblem } from '../../worktree/path-rules';
import { parseJsonBody } from '../hcl/json-body';
import { readLiteral } from '../hcl/literal';
import { parseBody, ParsedBlock, ParsedBody } from '../hcl/parser';
import { HclSyntaxError } from '../hcl/token';
import { isConfigurationFile } from '../interface/configuration-files';

/**
 * Whether a folder holds Terraform that was not generated. A folder that does not exist holds none.
 * @param isGenerated whether a run writes the file of this name, so that what stands there, a merge conflict for instance, is not the user's
 */
export function holdsOwnTerraform(absoluteDir: string, isGenerated: (name: string) => boolean = () => false): boolean {
  const names = namesIn(absoluteDir).filter((name) => isConfigurationFile(name) && !isGenerated(name));
  return names.map((name) => path.join(absoluteDir, name)).some((file) => isInput(file) && isOwn(file));
}

/** Generated in every root module, hand-written ones included. */
const ALWAYS_GENERATED = ['terraform.tf'];
const GENERATED = [...ALWAYS_GENERATED, 'main.tf', 'outputs.tf'];

/** The values of variables that Terraform reads by itself. */
const VALUES = /^(terraform|.+\.auto)\.tfvars(\.json)?$/;

/** Whether a file that exists was not generated. */
export function isOwn(absolutePath: string): boolean {
  const content = readInput(absolutePath);
  return withoutHeader(content) === content;
}

/** The user's own files in the folders of root modules. Each is read once. */
export class OwnTexts {
  private readonly known = new Map<string, ReadonlyMap<string, string>>();

  /** @param entries what stands in the repository */
  constructor(private readonly entries: Entries) {}

  /** The files of configuration in one folder, by their path. */
  public in(dir: string, isHandWritten: boolean): ReadonlyMap<string, string> {
    let texts = this.known.get(dir);
    if (!texts) {
      texts = this.read(dir, this.namesIn(dir, isHandWritten).filter(isConfigurationFile));
      this.known.set(dir, texts);
    }
    return texts;
  }

  /** The values of variables in one folder, by the path of their file. */
  public valuesIn(dir: string, isHandWritten: boolean): ReadonlyMap<string, string> {
    return this.read(dir, this.namesIn(dir, isHandWritten).filter((name) => VALUES.test(name)));
  }

  /** Where the links in and below a folder lead. */
  public linkedFrom(dir: string): string[] {
    const { root } = this.entries;
    const odd = this.entries.oddIn(dir).filter((name) => !isOfTools(name));
    return odd.flatMap((name) => linkTargetsFrom(root, `${dir}/${name}`));
  }

  /** Whether a folder holds Terraform that was not generated. */
  public areIn(dir: string, isHandWritten: boolean): boolean {
    for (const text of this.in(dir, isHandWritten).values()) if (withoutHeader(text) === text) return true;
    return false;
  }

  /** What the last run generated in a folder that is hand-written now may be the user's by now. Links count as what they lead to. */
  private namesIn(dir: string, isHandWritten: boolean): string[] {
    const generated = isHandWritten ? ALWAYS_GENERATED : GENERATED;
    const files = isHandWritten ? [...this.entries.list(dir)].filter(([, kind]) => kind === 'file').map(([name]) => name) : this.entries.othersIn(dir);
    return [...files, ...this.entries.oddIn(dir)].filter((name) => !generated.includes(name)).sort();
  }

  private read(dir: string, names: readonly string[]): ReadonlyMap<string, string> {
    const files = names.filter((name) => isInput(path.join(this.entries.root, dir, name)));
    return files.length === 0 ? NONE : readAll(this.entries.root, dir, files);
  }
}

const NONE: ReadonlyMap<string, string> = new Map();

/** The blocks of several files, by their path. @throws Error when one cannot be parsed */
export function blocksOf(texts: ReadonlyMap<string, string>): ParsedBlock[] {
  return [...texts].flatMap(([file, text]) => blocksIn(text, file));
}

/** The user's own files in the folder of a module, by their path. @param isGenerated whether a run writes a file */
export function ownModuleTexts(repository: string, dir: string, isGenerated: (file: string) => boolean): Map<string, string> {
  const absoluteDir = path.join(repository, dir);
  const names = namesIn(absoluteDir).filter((name) => isConfigurationFile(name) && isInput(path.join(absoluteDir, name)));
  return new Map([...readAll(repository, dir, names)].filter(([file, text]) => withoutHeader(text) === text && !isGenerated(file)));
}

function readAll(repository: string, dir: string, names: readonly string[]): Map<string, string> {
  return new Map(names.map((name) => [`${dir}/${name}`, readInput(path.join(repository, dir, name))]));
}

/**
 * Folders, relative to the repository, of the modules that files of a folder call by a path.
 * @throws Error `<folder>/<file>:<line>: …` when a file cannot be parsed
 */
export function calledDirs(dir: string, texts: ReadonlyMap<string, string>): string[] {
  return dirsCalledBy(dir, blocksOf(texts));
}

/** Folders of the modules that blocks in a folder call by a path; paths that leave the repository are left to Terraform. */
export function dirsCalledBy(dir: string, blocks: readonly ParsedBlock[]): string[] {
  // Nearly every folder holds nothing of the user's.
  if (blocks.length === 0) return [];
  const sources = blocks.filter(({ type }) => type === 'module').flatMap(literalSource);
  // A source that begins otherwise is looked for in a registry, or elsewhere. Terraform takes a backslash for a slash.
  const paths = sources.map((source) => source.replace(/\\/g, '/')).filter((source) => /^\.\.?\//.test(source));
  const dirs = paths.map((source) => path.posix.join(dir, source).replace(/\/+$/, ''));
  return [...new Set(dirs)].filter((found) => pathProblem(found) === undefined).sort();
}

/** The blocks of a file of configuration. @throws Error `<folder>/<file>:<line>: …` when it cannot be parsed */
export function blocksIn(text: string, file: string): readonly ParsedBlock[] {
  return bodyOf(text, file).blocks;
}

/**
 * A file of configuration, in either of the two ways to write one.
 * @throws Error `<folder>/<file>:<line>: …` when it cannot be parsed
 */
export function bodyOf(text: string, file: string): ParsedBody {
  try {
    return isJsonFile(file) && text.trim() !== '' ? parseJsonBody(text) : parseBody(text);
  } catch (error) {
    if (error instanceof HclSyntaxError) throw new Error(`${file}:${error.line}: ${error.reason}`, { cause: error });
    throw error;
  }
}

/** Whether a file of configuration, or of the values of variables, is written in JSON. */
function isJsonFile(file: string): boolean {
  return file.endsWith('.json');
}

function literalSource({ body }: ParsedBlock): string[] {
  const attribute = body.attributes.get('source');
  const source = attribute && readLiteral(attribute.expression);
  return typeof source === 'string' ? [source] : [];
}

function namesIn(absoluteDir: string): string[] {
  try {
    return fs.readdirSync(absoluteDir).sort();
  } catch (error) {
    if (isFileSystemError(error, 'ENOENT', 'ENOTDIR')) return [];
    throw error;
  }
}
