import { FileBase } from 'projen/lib/file';
import type { FilePlan } from './file-plan';
import { contentOf, TakenOverFile } from './projen-file';
import { contentHash } from '../../worktree/content-hash';

/**
 * What projen's own files would hold by now: tasks, dependencies and patterns of git can be added at any time, and who adds
 * them after the synthesis would never hear that they are not there.
 */
export class LateChanges {
  private readonly written: ReadonlyArray<{ readonly file: FileBase; readonly path: string; readonly hash: string }>;

  /** @param files as they are at the end of a synthesis */
  constructor(files: readonly FilePlan[]) {
    this.written = files.flatMap((plan) => {
      const { construct: file, path, hash } = plan;
      if (!(file instanceof FileBase)) return [];
      const isKnown = plan instanceof TakenOverFile && !PACKAGE_FILE.test(path) && hash !== undefined;
      return [{ file, path, hash: isKnown ? hash : hashOf(file) }];
    });
  }

  /** The paths of those that would be others now. */
  public paths(): string[] {
    return this.written.filter(({ file, hash }) => hashOf(file) !== hash).map(({ path }) => path);
  }
}

/** Installing packages settles versions in it after it was written. */
const PACKAGE_FILE = /(^|\/)package\.json$/;

function hashOf(file: FileBase): string {
  return contentHash(contentOf(file) ?? '');
}
