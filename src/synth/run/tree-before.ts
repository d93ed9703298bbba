import { Project } from 'projen/lib/project';
import { Entries } from '../../worktree/entries';
import { PreviousRun } from '../../worktree/previous-run';
import { Problems } from '../declare/problems';

/** What stands in the tree when a run begins. */
export class TreeBefore {
  /** Looks at the tree, which no other run writes to now. */
  public static of(project: Project): TreeBefore {
    const entries = new Entries(project.outdir);
    const previous = PreviousRun.read(entries, (message) => Problems.of(project).add(undefined, message));
    entries.expect(previous.files);
    const tree = new TreeBefore(entries, previous);
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

  private constructor(public readonly entries: Entries, public readonly previous: PreviousRun) {}
}
