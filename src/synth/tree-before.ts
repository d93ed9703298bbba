import * as fs from 'fs';
import * as path from 'path';
import { Project } from 'projen';
import { Problems } from './problems';
import { Entries } from '../worktree/entries';
import { Manifest } from '../worktree/manifest';
import { PreviousRun } from '../worktree/previous-run';
import { ReadAhead } from '../worktree/read-ahead';
import { LOCK_FILE } from '../worktree/run-lock';

/** What was read before the run that it is for. */
interface EarlyLook {
  readonly previous: PreviousRun;
  readonly ahead: ReadAhead;
  /** What changes with every run that changes anything. */
  readonly stamp: string;
}

/** What stands in the tree when a run begins. */
export class TreeBefore {
  /** Begins to read a large tree, while the estate is still being declared. */
  public static expect(project: Project): void {
    const { outdir } = project;
    const stamp = stampOf(outdir);
    // Whoever has the lock is about to change what would be read.
    if (stamp === undefined || fs.existsSync(path.join(outdir, LOCK_FILE))) return;
    const previous = PreviousRun.read(new Entries(outdir), () => undefined);
    const ahead = ReadAhead.begin(outdir, [...previous.files]);
    if (ahead) TreeBefore.early.set(project, { previous, ahead, stamp });
  }

  /** Looks at the tree, which no other run writes to now. What was read early counts if no other run has changed anything since. */
  public static of(project: Project): TreeBefore {
    const early = TreeBefore.early.get(project);
    TreeBefore.early.delete(project);
    const entries = new Entries(project.outdir);
    if (early && early.stamp === stampOf(project.outdir)) {
      entries.expect(early.previous.files, early.ahead);
      return new TreeBefore(entries, early.previous);
    }
    const previous = PreviousRun.read(entries, (message) => Problems.of(project).add(undefined, message));
    entries.expect(previous.files, ReadAhead.begin(project.outdir, [...previous.files]));
    return new TreeBefore(entries, previous);
  }

  private static readonly early = new WeakMap<Project, EarlyLook>();

  private constructor(public readonly entries: Entries, public readonly previous: PreviousRun) {}
}

/** A run renames a new manifest into place before it changes anything else, and again at its end. */
function stampOf(outdir: string): string | undefined {
  const status = fs.statSync(path.join(outdir, Manifest.PATH), { bigint: true, throwIfNoEntry: false });
  return status && [status.ino, status.size, status.mtimeNs, status.ctimeNs].join(' ');
}
