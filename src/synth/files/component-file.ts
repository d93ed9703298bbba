import { Component } from 'projen/lib/component';
import { FileBase } from 'projen/lib/file';
import { Project } from 'projen/lib/project';
import { SampleDir, SampleFile } from 'projen/lib/sample-file';
import { DesiredFile, FilePlan } from './file-plan';
import { isMarkedAsGenerated } from './header';
import { sourceOf } from './source-of';
import type { Entries } from '../../worktree/entries';
import { RecordedFile, RecordedWrites } from '../../worktree/recorded-writes';
import type { SourceLocation } from '../declare/source-location';

/**
 * A file that a component writes by itself, such as projen's sample code: nobody knows whether it will write it again, so
 * it is not managed, and what it overwrites is saved.
 */
export class ComponentFile extends FilePlan {
  /**
   * The files that a component would write now; undefined when it does more than that. Such a component does it in its own
   * time, after everything else is written.
   */
  public static allOf(component: Component): ComponentFile[] | undefined {
    const { root } = component.project;
    return RecordedWrites.of(root.outdir, () => component.synthesize())?.map((file) => new ComponentFile(root, component, file));
  }

  public readonly isManaged = false;
  public readonly isOwn = false;
  public readonly readonly = false;
  public readonly executable = false;
  private mayLose = false;

  private constructor(root: Project, public readonly construct: Component, private readonly written: RecordedFile) {
    super(root, written.path);
  }

  /** Whether it only fills a place that nothing else takes. */
  public get isSample(): boolean {
    return this.construct instanceof SampleFile || this.construct instanceof SampleDir;
  }

  public get source(): SourceLocation | undefined {
    return sourceOf(this.construct);
  }

  public get savesBefore(): boolean {
    return this.mayLose;
  }

  protected desired(entries: Entries): DesiredFile {
    const before = entries.read(this.path)?.bytes;
    this.mayLose = before !== undefined && !isMarkedAsGenerated(before.toString('utf-8'));
    return this.written;
  }
}

/** Whether a component has a step of its own in which it may write files. */
export function writesByItself(component: Component): boolean {
  return component.synthesize !== Component.prototype.synthesize && !(component instanceof FileBase);
}
