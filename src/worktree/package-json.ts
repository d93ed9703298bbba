import { spawnSync } from 'child_process';
import * as path from 'path';
import { isFileSystemError } from './file-system-error';
import { jsonSides } from './merge-conflict';
import { readFile } from './read-file';

/** What is read of a `package.json`. */
export type PackageJson = Readonly<Record<string, unknown>>;

/** The fields by which npm knows the versions of packages. */
const VERSIONS = ['dependencies', 'devDependencies', 'peerDependencies'];

/**
 * Reads a `package.json`, also one that git could not merge or that is damaged.
 *
 * All but the versions of packages that `.projenrc.ts` does not give follows from the estate. They are taken from both sides
 * of a conflict, ours first; where there is nothing to read, from the lock file and then from the last commit.
 * @returns undefined when there is no such file
 */
export function readPackageJson(directory: string): PackageJson | undefined {
  const text = textOf(directory, 'package.json');
  if (text === undefined) return undefined;
  const sides = jsonSides(text).filter(isObject);
  if (sides.length > 0) return merged(sides);
  return merged([...lockedVersions(directory), ...committed(directory)]);
}

/** What git's merge left in a lock file, npm mends by itself. */
export function hasConflict(directory: string, lockFile: string): boolean {
  return /^<{7} /m.test(textOf(directory, lockFile) ?? '');
}

function textOf(directory: string, name: string): string | undefined {
  try {
    return readFile(path.join(directory, name))?.bytes.toString('utf-8');
  } catch (error) {
    if (isFileSystemError(error, 'EISDIR')) return undefined;
    throw error;
  }
}

function lockedVersions(directory: string): PackageJson[] {
  return jsonSides(textOf(directory, 'package-lock.json') ?? '').filter(isObject).flatMap(({ packages }) => (isObject(packages) && isObject(packages['']) ? [packages['']] : []));
}

function committed(directory: string): PackageJson[] {
  const { status, stdout } = spawnSync('git', ['show', 'HEAD:./package.json'], { cwd: directory, stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf-8' });
  return status === 0 ? jsonSides(stdout).filter(isObject) : [];
}

function merged(sides: readonly PackageJson[]): PackageJson {
  const [first = {}] = sides;
  const versionsIn = (field: string) => Object.assign({}, ...sides.map((side) => side[field]).filter(isObject).reverse()) as object;
  const versions = VERSIONS.map((field) => [field, versionsIn(field)] as const).filter(([, packages]) => Object.keys(packages).length > 0);
  return { ...first, ...Object.fromEntries(versions) };
}

function isObject(value: unknown): value is PackageJson {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
