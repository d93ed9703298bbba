import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { contentHash } from './content-hash';
import { LARGEST_GIT_ANSWER_BYTES } from './limits';
import { Manifest } from './manifest';

/**
 * Asks git which files a run has written, because the manifest that lies in the tree is committed, and so may come from anybody. A run has
 * written a file when each commit that added it had it in its manifest, with the bytes that it added; or when git has never had the file, nor the
 * line of the manifest, so that both are of a run in this tree. It takes git a walk through its history.
 * @param root the folder of the estate
 * @param files as the manifest names them, relative to that folder; each a legal path
 */
export function provenByGit(root: string, files: readonly string[]): ReadonlySet<string> {
  if (files.length === 0) return new Set();
  const tracked = trackedFiles(root, files);
  if (!tracked) {
    // Without git nothing came from anybody else; where git only does not answer, nobody knows.
    return new Set(isInRepository(root) ? [] : files);
  }
  const listed = committedManifest(root);
  const additions = additionsOf(root, files.filter((file) => tracked.has(file)));
  return new Set(files.filter((file) => (tracked.has(file) ? additions.get(file)?.every((isListed) => isListed) ?? false : !listed.has(file))));
}

function isInRepository(root: string): boolean {
  for (let folder = path.resolve(root); ; folder = path.dirname(folder)) {
    if (fs.existsSync(path.join(folder, '.git'))) return true;
    if (folder === path.dirname(folder)) return false;
  }
}

/** Those that are in git's index; undefined when git does not answer. */
function trackedFiles(root: string, files: readonly string[]): ReadonlySet<string> | undefined {
  const found = new Set<string>();
  for (const some of inPortions(files)) {
    const listed = git(root, ['ls-files', '-z', '--', ...some]);
    if (listed === undefined) return undefined;
    for (const file of listed.toString().split('\0')) found.add(file);
  }
  return found;
}

/** The files that the manifest names which git has by now, in any of the sides of a merge. */
function committedManifest(root: string): ReadonlySet<string> {
  const sides = [0, 1, 2, 3].map((stage) => `:${stage}:./${Manifest.PATH}`);
  return new Set([...objects(root, [`HEAD:./${Manifest.PATH}`, ...sides]).values()].flatMap((text) => [...Manifest.parse(text.toString()).files]));
}

/** For each file the commits that added it, as whether the manifest of the commit names it with the bytes that it got there. */
function additionsOf(root: string, files: readonly string[]): ReadonlyMap<string, readonly boolean[]> {
  const additions = new Map<string, boolean[]>();
  const isShallow = git(root, ['rev-parse', '--is-shallow-repository'])?.toString().trim() !== 'false';
  for (const some of inPortions(files)) {
    const found = commitsThatAdded(root, some);
    const contents = objects(root, [...new Set(found.flatMap(({ commit, file }) => [`${commit}:./${Manifest.PATH}`, `${commit}:./${file}`]))]);
    const manifests = new Map<string, Manifest>();
    for (const { commit, file, isFirst } of found) {
      const manifest = manifests.get(commit) ?? Manifest.parse(contents.get(`${commit}:./${Manifest.PATH}`)?.toString() ?? '');
      manifests.set(commit, manifest);
      const bytes = contents.get(`${commit}:./${file}`);
      // Where the history is cut off, the first commit seems to add all that there is.
      const isListed = bytes !== undefined && manifest.knows(file, contentHash(bytes)) && !(isShallow && isFirst);
      additions.set(file, [...additions.get(file) ?? [], isListed]);
    }
  }
  return additions;
}

interface Addition {
  readonly commit: string;
  readonly file: string;
  /** Whether the commit has none before it. */
  readonly isFirst: boolean;
}

function commitsThatAdded(root: string, files: readonly string[]): Addition[] {
  // Not `git log`, which follows the settings of whoever runs it. A merge is looked at from each side: what it adds by itself is in none of them.
  const commits = git(root, ['rev-list', 'HEAD', '--', ...files]);
  const log = commits && git(root, [
    '-c', 'core.quotePath=false', 'diff-tree', '--stdin', '--root', '-m', '-r', '--no-renames', '--diff-filter=A', '--relative', '--name-only', `--format=${COMMIT}%H %P`, '--', ...files,
  ], commits.toString());
  const found: Addition[] = [];
  let commit = '';
  let isFirst = false;
  for (const line of log?.toString().split('\n') ?? []) {
    if (line.startsWith(COMMIT)) {
      const [name, ...parents] = line.slice(COMMIT.length).trim().split(' ');
      commit = name;
      isFirst = parents.length === 0;
    } else if (line !== '') {
      found.push({ commit, file: line, isFirst });
    }
  }
  return found;
}

/** No path that a run writes begins so. */
const COMMIT = '>';

/** The contents of objects by the names that they are asked for by; those that there are not are left out. */
function objects(root: string, names: readonly string[]): ReadonlyMap<string, Buffer> {
  const contents = new Map<string, Buffer>();
  const answer = git(root, ['cat-file', '--batch'], names.map((name) => `${name}\n`).join(''));
  if (answer === undefined) return contents;
  let at = 0;
  for (const name of names) {
    const start = answer.indexOf('\n', at) + 1;
    const [, type, size] = /^\S+ (\S+) (\d+)$/.exec(answer.toString('utf-8', at, start - 1)) ?? [];
    at = start;
    if (size === undefined) continue;
    if (type === 'blob') contents.set(name, answer.subarray(start, start + Number(size)));
    at = start + Number(size) + 1;
  }
  return contents;
}

/** What git prints; undefined when it fails, or is not there. */
function git(cwd: string, args: readonly string[], input?: string): Buffer | undefined {
  const { status, stdout } = spawnSync('git', ['--literal-pathspecs', ...args], { cwd, input, stdio: ['pipe', 'pipe', 'ignore'], maxBuffer: LARGEST_GIT_ANSWER_BYTES });
  return status === 0 ? stdout : undefined;
}

/** No system takes a command line of any length. */
const MOST_PATHS = 200;

function inPortions(files: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(files.length / MOST_PATHS) }, (_, index) => files.slice(index * MOST_PATHS, (index + 1) * MOST_PATHS));
}
