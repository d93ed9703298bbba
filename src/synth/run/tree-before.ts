import { Project } from 'projen';
import { EarlyLook } from '../../worktree/early-look';
import { Entries } from '../../worktree/entries';
import { PreviousRun } from '../../worktree/previous-run';
import { ReadAhead } from '../../worktree/read-ahead';
import { Problems } from '../declare/problems';

/** What stands in the tree when a run begins. */
export class TreeBefore {
  /** Sees to it that a large tree is being read while the estate is still being declared. */
  public static expect(project: Project): void {
    const look = EarlyLook.take(project.outdir);
    if (look) TreeBefore.early.set(project, look);
  }

  /** Looks at the tree, which no other run writes to now. What was read early counts if no other run has changed anything since. */
  public static of(project: Project): TreeBefore {
    const tree = TreeBefore.look(project);
    TreeBefore.running.set(project, tree);
    return tree;
  }

  /**
   * Whether the last run wrote this file, so that what stands there now, a merge conflict for instance, is not the user's own.
   * @param filePath relative to the project
   */
  public static wasGenerated(project: Project, filePath: string): boolean {
    return TreeBefore.running.get(project)?.previous.files.has(filePath) ?? false;
  }

  private static readonly running = new WeakMap<Project, TreeBefore>();
  private static readonly early = new WeakMap<Project, EarlyLook>();

  private static look(project: Project): TreeBefore {
    const early = TreeBefore.early.get(project);
    TreeBefore.early.delete(project);
    const entries = new Entries(project.outdir);
    if (early?.isTrueStill) {
      entries.expect(early.previous.files, early.ahead);
      return new TreeBefore(entries, early.previous);
    }
    const previous = PreviousRun.read(entries, (message) => Problems.of(project).add(undefined, message));
    entries.expect(previous.files, ReadAhead.begin(project.outdir, [...previous.files]));
    return new TreeBefore(entries, previous);
  }

  private constructor(public readonly entries: Entries, public readonly previous: PreviousRun) {}
}
