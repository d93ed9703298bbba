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
  const absoluteDir = path.join(repository, dir);
  const generated = isHandWritten ? ALWAYS_GENERATED : GENERATED;
  // Most folders hold nothing but generated files, so what kind of entry it is is asked last.
  const sources = terraformFiles(absoluteDir).filter((name) => !generated.includes(name) && isFile(path.join(absoluteDir, name)))
    .flatMap((name) => moduleSources(fs.readFileSync(path.join(absoluteDir, name), 'utf-8'), `${dir}/${name}`));
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
