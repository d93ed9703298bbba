import * as fs from 'fs';
import * as path from 'path';
import type { Change, Removal, SetMode, Write } from './change';
import { failureReason, isFileSystemError } from './file-system-error';
import { folderOf } from './folder-of';
import type { FileContent } from './read-file';
import { createFile, STAGING_DIR, stagedAsNew } from './staging';

/** A change that could not be made. The tree is as it was before. */
export class WriteError extends Error {
  constructor(filePath: string, cause: unknown, notRestored: readonly string[]) {
    const state = notRestored.length === 0 ? 'The tree is as it was.' : `What could not be put back: ${notRestored.join(', ')}.`;
    super(`cannot write "${filePath}": ${failureReason(cause)}. ${state}`);
    this.name = 'WriteError';
  }
}

/**
 * Makes all changes of one run, or none.
 *
 * Everything is written to the staging directory first; then it is only renamed into place, a directory that is new as a
 * whole. So a file is always the old one or the new one, and a full disk is found before the first file has changed. A run
 * that is killed leaves the rest to the next one.
 */
export class Transaction {
  private readonly staging: string;
  private readonly undo: Array<{ readonly path: string; readonly action: () => void }> = [];
  /** Where each write waits, by its number. */
  private readonly waiting: string[] = [];
  /** The files that wait under their own paths. */
  private readonly fresh = new Set<string>();
  /** Directories that are there for certain. */
  private readonly present = new Set<string>();
  /** Directories of the staging directory that are there. */
  private readonly prepared = new Set<string>();
  /** New directories that were renamed into place with all that they hold. */
  private readonly arrived = new Set<string>();

  /** @param root the directory that all paths are relative to */
  constructor(private readonly root: string) {
    this.staging = path.join(root, STAGING_DIR);
  }

  /**
   * @param changes in the order in which they are made
   * @throws WriteError when one of them cannot be made
   */
  public run(changes: readonly Change[]): void {
    let current = STAGING_DIR;
    try {
      this.clear();
      fs.mkdirSync(this.staging, { recursive: true });
      changes.forEach((change, index) => {
        current = change.path;
        if (change.kind === 'write') this.stage(change, index);
      });
      changes.forEach((change, index) => {
        current = change.path;
        this.make(change, index);
      });
    } catch (error) {
      throw new WriteError(current, error, this.rollBack());
    }
    this.tryClear();
  }

  private make(change: Change, index: number): void {
    switch (change.kind) {
      case 'write': return this.write(change, index);
      case 'mode': return this.setMode(change);
      case 'remove': return this.remove(change, index);
    }
  }

  /** A file that is new waits in a copy of its directory, which may be new as a whole. One that is written twice is new once. */
  private stage({ path: filePath, content, mode, before }: Write, index: number): void {
    const isNew = before === undefined && !this.fresh.has(filePath);
    const waiting = isNew ? stagedAsNew(this.root, filePath) : this.staged(index);
    this.waiting[index] = waiting;
    if (isNew) {
      this.fresh.add(filePath);
      const directory = folderOf(waiting);
      if (!this.prepared.has(directory)) {
        fs.mkdirSync(directory, { recursive: true });
        this.prepared.add(directory);
      }
    }
    createFile(waiting, content, mode);
  }

  private write({ path: filePath, before }: Write, index: number): void {
    if (!before && this.arrives(folderOf(filePath))) return;
    const target = path.join(this.root, filePath);
    const backup = `${this.staged(index)}.before`;
    if (before) keep(target, backup, before);
    rename(this.waiting[index], target);
    this.undo.push({ path: filePath, action: () => (before ? rename(backup, target) : fs.rmSync(target)) });
  }

  /** Brings a directory about; whether it was renamed into place together with its files. */
  private arrives(directory: string): boolean {
    if (this.arrived.has(directory)) return true;
    const target = path.join(this.root, directory);
    if (directory === '' || this.present.has(target)) return false;
    const isWhole = this.arrives(folderOf(directory)) || (!fs.existsSync(target) && this.moveDirectory(directory));
    if (isWhole) this.arrived.add(directory);
    else this.makeDirectory(target);
    return isWhole;
  }

  /** One call instead of one for each file. Where it is not possible, such as to another file system, they go one by one. */
  private moveDirectory(directory: string): boolean {
    const target = path.join(this.root, directory);
    const staged = stagedAsNew(this.root, directory);
    try {
      fs.renameSync(staged, target);
    } catch {
      return false;
    }
    this.undo.push({ path: directory, action: () => rename(target, staged) });
    return true;
  }

  /** Asking once for each directory costs less than a failed call for each file. */
  private makeDirectory(directory: string): void {
    if (this.present.has(directory)) return;
    if (!fs.existsSync(directory)) {
      this.makeDirectory(path.dirname(directory));
      fs.mkdirSync(directory);
      this.undo.push({ path: path.relative(this.root, directory), action: () => removeIfEmpty(directory) });
    }
    this.present.add(directory);
  }

  /** That a file belongs to someone else is no reason to fail: its bytes are right. */
  private setMode({ path: filePath, mode, before }: SetMode): void {
    const target = path.join(this.root, filePath);
    try {
      fs.chmodSync(target, mode);
    } catch (error) {
      if (isFileSystemError(error, 'EPERM')) return;
      throw error;
    }
    this.undo.push({ path: filePath, action: () => fs.chmodSync(target, before) });
  }

  private remove({ path: filePath }: Removal, index: number): void {
    const target = path.join(this.root, filePath);
    if (fs.existsSync(target)) {
      rename(target, this.staged(index));
      this.undo.push({ path: filePath, action: () => rename(this.staged(index), target) });
    }
    this.prune(path.dirname(target));
  }

  /** Removes directories that are empty now, upwards. */
  private prune(directory: string): void {
    for (let current = directory; current !== this.root; current = path.dirname(current)) {
      const mode = fs.statSync(current, { throwIfNoEntry: false })?.mode;
      if (mode === undefined) continue;
      if (!removeIfEmpty(current)) return;
      this.present.delete(current);
      this.undo.push({
        path: path.relative(this.root, current),
        action: () => {
          fs.mkdirSync(current);
          fs.chmodSync(current, mode);
        },
      });
    }
  }

  /** @returns the paths that could not be put back */
  private rollBack(): string[] {
    const failed: string[] = [];
    for (const { path: filePath, action } of this.undo.reverse()) {
      try {
        action();
      } catch {
        failed.push(filePath);
      }
    }
    // What was removed lies there still, so it is better kept than lost.
    if (failed.length === 0) this.tryClear();
    return failed;
  }

  private clear(): void {
    fs.rmSync(this.staging, { recursive: true, force: true });
  }

  /** All is done by now, and what stays there goes with the next run. */
  private tryClear(): void {
    try {
      this.clear();
    } catch {
      // Nothing that the user has to know.
    }
  }

  private staged(index: number): string {
    return `${this.staging}/${index}`;
  }
}

/** Keeps the old file until all changes are made. A link takes no space, so a full disk does not keep it from coming back. */
function keep(target: string, backup: string, { bytes, mode }: FileContent): void {
  try {
    fs.linkSync(target, backup);
  } catch (error) {
    // A file system without links, another one, or a file that belongs to someone else.
    if (!isFileSystemError(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK', 'EACCES')) throw error;
    createFile(backup, bytes, mode);
  }
}

/** A directory of the tree may be another file system; then the file is copied beside its place first. */
function rename(from: string, to: string): void {
  try {
    fs.renameSync(from, to);
  } catch (error) {
    if (!isFileSystemError(error, 'EXDEV')) throw error;
    copyAndRename(from, to);
    fs.rmSync(from);
  }
}

function copyAndRename(from: string, to: string): void {
  const copy = `${to}.${process.pid}.tmp`;
  try {
    fs.copyFileSync(from, copy, fs.constants.COPYFILE_EXCL);
    fs.renameSync(copy, to);
  } catch (error) {
    if (!isFileSystemError(error, 'EEXIST')) fs.rmSync(copy, { force: true });
    throw error;
  }
}

function removeIfEmpty(directory: string): boolean {
  try {
    fs.rmdirSync(directory);
    return true;
  } catch (error) {
    if (isFileSystemError(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT')) return false;
    throw error;
  }
}
