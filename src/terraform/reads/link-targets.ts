import * as fs from 'fs';
import * as path from 'path';
import { isFileSystemError } from '../../worktree/file-system-error';

/** Whether a file or folder of this name is put there by a tool, and nobody commits it. */
export function isOfTools(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}

/** A chain of links that is longer leads in a circle. */
const LONGEST_CHAIN = 40;

/** Where the links below a folder lead, relative to the repository: each step of the way. */
export function linkTargetsBelow(repository: string, dir: string): string[] {
  const names = namesIn(path.join(repository, dir)).filter((name) => !isOfTools(name));
  return names.flatMap((name) => linkTargetsFrom(repository, path.posix.join(dir, name)));
}

/** Where a link leads, or the links below a folder. */
export function linkTargetsFrom(repository: string, place: string): string[] {
  const stat = fs.lstatSync(path.join(repository, place), { throwIfNoEntry: false });
  if (stat?.isSymbolicLink()) return linkTargets(repository, place);
  return stat?.isDirectory() ? linkTargetsBelow(repository, place) : [];
}

/** A chain of links ends where it leaves the repository. */
function linkTargets(repository: string, link: string): string[] {
  const targets: string[] = [];
  let at = link;
  while (targets.length < LONGEST_CHAIN && fs.lstatSync(path.join(repository, at), { throwIfNoEntry: false })?.isSymbolicLink()) {
    const absolute = path.join(repository, at);
    at = path.relative(repository, path.resolve(path.dirname(absolute), fs.readlinkSync(absolute))).split(path.sep).join('/');
    if (at === '' || at.startsWith('..') || path.isAbsolute(at) || targets.includes(at)) break;
    targets.push(at);
  }
  return targets;
}

function namesIn(absoluteDir: string): string[] {
  try {
    return fs.readdirSync(absoluteDir);
  } catch (error) {
    if (isFileSystemError(error, 'ENOENT', 'ENOTDIR')) return [];
    throw error;
  }
}
