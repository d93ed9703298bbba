import * as fs from 'fs';
import * as path from 'path';
import { readLiteral } from './hcl/literal';
import { parseBody, ParsedBlock } from './hcl/parser';
import { HclSyntaxError } from './hcl/token';
import { withoutHeader } from '../synth/header';
import { pathProblem } from '../worktree/path-rules';

/** Generated in every root module, hand-written ones included. */
const ALWAYS_GENERATED = ['terraform.tf'];
const GENERATED = [...ALWAYS_GENERATED, 'main.tf', 'outputs.tf'];

/** Whether a folder holds Terraform that was not generated. A folder that does not exist holds none. */
export function holdsOwnTerraform(absoluteDir: string): boolean {
  return terraformFiles(absoluteDir).map((name) => path.join(absoluteDir, name)).some((file) => isFile(file) && isOwn(file));
}

/** Whether a file that exists was not generated. */
export function isOwn(absolutePath: string): boolean {
  const content = fs.readFileSync(absolutePath, 'utf-8');
  return withoutHeader(content) === content;
}

/**
 * Folders, relative to the repository, of the modules that the user's own files in a root module call by a path. These
 * files are read only for that; paths that leave the repository are left to Terraform.
 * @throws Error `<folder>/<file>:<line>: …` when a file cannot be parsed
 */
export function ownModuleDirs(repository: string, dir: string, isHandWritten: boolean): string[] {
  return calledDirs(dir, ownTexts(repository, dir, isHandWritten));
}

/** The user's own files in the folder of a root module, by their path. */
export function ownTexts(repository: string, dir: string, isHandWritten: boolean): Map<string, string> {
  return textsBut(isHandWritten ? ALWAYS_GENERATED : GENERATED, repository, dir);
}

/** The user's own files in the folder of a module, by their path. */
export function ownModuleTexts(repository: string, dir: string): Map<string, string> {
  return new Map([...textsBut([], repository, dir)].filter(([, text]) => withoutHeader(text) === text));
}

function textsBut(generated: readonly string[], repository: string, dir: string): Map<string, string> {
  const absoluteDir = path.join(repository, dir);
  // Most folders hold nothing but generated files, so what kind of entry it is is asked last.
  const names = terraformFiles(absoluteDir).filter((name) => !generated.includes(name) && isFile(path.join(absoluteDir, name)));
  return new Map(names.map((name) => [`${dir}/${name}`, fs.readFileSync(path.join(absoluteDir, name), 'utf-8')]));
}

/**
 * Folders, relative to the repository, of the modules that files of a folder call by a path.
 * @throws Error `<folder>/<file>:<line>: …` when a file cannot be parsed
 */
export function calledDirs(dir: string, texts: ReadonlyMap<string, string>): string[] {
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

function terraformFiles(absoluteDir: string): string[] {
  if (!fs.statSync(absoluteDir, { throwIfNoEntry: false })?.isDirectory()) return [];
  return fs.readdirSync(absoluteDir).filter((name) => name.endsWith('.tf')).sort();
}

function isFile(absolutePath: string): boolean {
  return fs.lstatSync(absolutePath).isFile();
}
