import * as fs from 'fs';
import * as path from 'path';
import { isFileSystemError } from './file-system-error';
import { FileContent, readFile } from './read-file';

/** What stands at a path; a link is never followed. */
export type EntryKind = 'none' | 'file' | 'directory' | 'link' | 'special';

/**
 * What stands in the working tree, as one run sees it.
 *
 * Each directory is listed once, because ten lists cost less than a question for each of a thousand files.
 */
export class Entries {
  private readonly listed = new Map<string, ReadonlyMap<string, EntryKind>>();
  private expected: ReadonlySet<string> = new Set();

  /** @param root the directory that all paths are relative to */
  constructor(public readonly root: string) {}

  /** Names files that are most likely there, so that reading them needs no list of their directory. */
  public expect(files: ReadonlySet<string>): void {
    this.expected = files;
  }

  /** What stands at a path that `/` separates. */
  public kindOf(filePath: string): EntryKind {
    const end = filePath.lastIndexOf('/');
    const directory = end < 0 ? '' : filePath.slice(0, end);
    return this.list(directory).get(filePath.slice(end + 1)) ?? 'none';
  }

  /** The names in a directory; none when it does not exist. */
  public list(directory: string): ReadonlyMap<string, EntryKind> {
    let names = this.listed.get(directory);
    if (!names) {
      names = this.isReachable(directory) ? namesIn(path.join(this.root, directory)) : NO_NAMES;
      this.listed.set(directory, names);
    }
    return names;
  }

  /** The files in a directory that were not expected there, by name. */
  public othersIn(directory: string): readonly string[] {
    return [...this.list(directory)].filter(([name, kind]) => kind === 'file' && !this.expected.has(`${directory}/${name}`)).map(([name]) => name);
  }

  /** What is no file in a directory, by name. */
  public oddIn(directory: string): readonly string[] {
    return [...this.list(directory)].filter(([, kind]) => kind !== 'file').map(([name]) => name);
  }

  /** The content of a file; undefined when there is none, or none that may be read. */
  public read(filePath: string): FileContent | undefined {
    if (!this.expected.has(filePath) && this.kindOf(filePath) !== 'file') return undefined;
    return readFile(`${this.root}/${filePath}`);
  }

  /** Whether a path leads through a link, and so perhaps out of the tree. */
  public leadsThroughLink(filePath: string): boolean {
    for (let end = filePath.indexOf('/'); end > 0; end = filePath.indexOf('/', end + 1)) {
      if (this.kindOf(filePath.slice(0, end)) === 'link') return true;
    }
    return false;
  }

  /** Listing a directory that is a link, or lies below one, would show what is not part of the tree. */
  private isReachable(directory: string): boolean {
    return directory === '' || this.kindOf(directory) === 'directory';
  }
}

const NO_NAMES: ReadonlyMap<string, EntryKind> = new Map();

function namesIn(directory: string): Map<string, EntryKind> {
  const names = new Map<string, EntryKind>();
  try {
    for (const entry of fs.readdirSync(directory, { withFileTypes: true })) names.set(entry.name, kindOfEntry(entry));
  } catch (error) {
    if (!isFileSystemError(error, 'ENOENT', 'ENOTDIR')) throw error;
  }
  return names;
}

function kindOfEntry(entry: fs.Dirent): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'directory';
  return entry.isSymbolicLink() ? 'link' : 'special';
}
