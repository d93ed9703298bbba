// What git knows of two commits.
import { spawnSync } from 'node:child_process';
import { posix } from 'node:path';
import { Tree } from './tree.mjs';

/** A folder of a git repository; paths are relative to it, also those that lie above it in the repository. */
export class Repository {
  constructor(directory) {
    this.directory = directory;
    const { status, stdout } = this.git(['rev-parse', '--show-prefix']);
    if (status !== 0) throw new Error(`${directory} is not in a git repository`);
    this.prefix = stdout.toString().replace(/\n$/, '');
  }

  /** The full name of a commit; undefined when there is none of this name. */
  commit(revision) {
    if (isNothing(revision)) return undefined;
    const { status, stdout } = this.git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
    return status === 0 ? stdout.toString().trim() : undefined;
  }

  /** The files that two commits do not have in common, as `{path, what, before, after, isFile}`. */
  changes(base, head) {
    const { status, stdout } = this.git(['diff-tree', '-r', '-z', '--raw', '--no-abbrev', '--no-renames', '--no-relative', '--ignore-submodules=none', base, head]);
    if (status !== 0) throw new Error(`git cannot compare ${base} with ${head}`);
    const fields = stdout.toString().split('\0');
    const changes = [];
    for (let at = 0; at + 1 < fields.length; at += 2) {
      const [oldMode, newMode, before, after, status] = fields[at].slice(1).split(' ');
      // Links and submodules are no text, whatever they are called.
      const isFile = [oldMode, newMode].every((mode) => mode === '000000' || mode.startsWith('100'));
      changes.push({ path: this.relative(fields[at + 1]), what: { A: 'added', D: 'removed' }[status] ?? 'changed', before, after, isFile });
    }
    return changes;
  }

  /** Everything that a commit holds. */
  tree(commit) {
    const { status, stdout } = this.git(['ls-tree', '-r', '-z', '--full-tree', commit]);
    if (status !== 0) throw new Error(`git cannot list ${commit}`);
    return new Tree(stdout.toString().split('\0').filter((line) => line !== '').map((line) => {
      const tab = line.indexOf('\t');
      const [mode, , object] = line.slice(0, tab).split(' ');
      return { path: this.relative(line.slice(tab + 1)), mode, object };
    }), (objects) => this.read(objects));
  }

  /** Those of the objects that have more bytes than are read, by the name that they are asked for by. */
  tooLarge(names) {
    const wanted = wantedOf(names);
    if (wanted.length === 0) return new Set();
    const { status, stdout } = this.git(['cat-file', '--batch-check=%(objectsize)'], wanted.map((name) => `${name}\n`).join(''));
    if (status !== 0) throw new Error('git cannot read its objects');
    const sizes = stdout.toString().split('\n');
    return new Set(wanted.filter((_, index) => Number(sizes[index]) > LARGEST_OBJECT_BYTES));
  }

  /**
   * The contents of objects by the name that they are asked for by, each byte as one character. Those that are missing have none; one that
   * is too large ends the script.
   */
  read(names) {
    const contents = new Map();
    const wanted = wantedOf(names);
    if (wanted.length === 0) return contents;
    const [large] = this.tooLarge(wanted);
    if (large !== undefined) throw new Error(`${large} has more than ${LARGEST_OBJECT_BYTES} bytes: no configuration of that size is read`);
    const { status, stdout } = this.git(['cat-file', '--batch'], wanted.map((name) => `${name}\n`).join(''));
    if (status !== 0) throw new Error('git cannot read its objects');
    let at = 0;
    for (const name of wanted) {
      const start = stdout.indexOf('\n', at) + 1;
      const line = stdout.toString('latin1', at, start - 1);
      at = start;
      if (line.endsWith(' missing')) continue;
      const end = start + Number(line.slice(line.lastIndexOf(' ')));
      contents.set(name, stdout.toString('latin1', start, end));
      at = end + 1;
    }
    return contents;
  }

  relative(path) {
    if (path.startsWith(this.prefix)) return path.slice(this.prefix.length);
    return posix.relative(`/${this.prefix}`, `/${path}`);
  }

  git(args, input = '') {
    const run = spawnSync('git', args, { cwd: this.directory, input, maxBuffer: Infinity, stdio: ['pipe', 'pipe', 'inherit'] });
    if (run.error) throw run.error;
    return run;
  }
}

/** No file that people write, and none that is generated, has more bytes than that. What has is compared by its name in git. */
const LARGEST_OBJECT_BYTES = 16 * 1024 * 1024;

function wantedOf(names) {
  return [...new Set(names)].filter((name) => !isNothing(name));
}

/** The zeros by which git and GitHub name what does not exist, and the empty name. */
export function isNothing(name) {
  return /^0*$/.test(name);
}
