import type { Component } from 'projen/lib/component';
import type { FileBase } from 'projen/lib/file';
import type { Project } from 'projen/lib/project';
import type { Explain } from './explanation';
import type { Change } from '../../worktree/change';
import { contentHash } from '../../worktree/content-hash';
import type { Entries } from '../../worktree/entries';
import type { FileContent } from '../../worktree/read-file';
import { LateValue } from '../declare/late-value';
import { Problems } from '../declare/problems';
import type { SourceLocation } from '../declare/source-location';

/** What a synthesis does to one file; `none`: there is no such file in this estate. */
export type FileOutcome = 'none' | 'created' | 'changed' | 'mode' | 'unchanged';

/** What a file shall be: content and mode, whatever it is now, or no file at all. */
export type DesiredFile = { readonly content: Buffer | string; readonly mode: number } | 'as it is' | 'none';

/** Where a construct keeps its plan: asked for a hundred thousand times, for which a map of objects takes several times as long. */
const PLAN = Symbol('FilePlan');

type Planned = FileBase & { [PLAN]?: FilePlan };

/** A file with its content settled and compared with the tree. */
interface Settled {
  readonly outcome: FileOutcome;
  readonly mode: number;
  /** Undefined when nothing is written. */
  readonly content?: Buffer | string;
  readonly hash?: string;
  readonly before?: FileContent;
}

/**
 * One file of an estate, and what a synthesis does to it: settled for all files before the first one is written, and then
 * written with all others at once.
 */
export abstract class FilePlan {
  /** The plan of a file; undefined when it has none yet. */
  public static of(construct: FileBase): FilePlan | undefined {
    return (construct as Planned)[PLAN];
  }

  /** Whether every run generates the file anew; one that is not is the user's once it exists. */
  public abstract readonly isManaged: boolean;
  /** Whether it is of a kind of our own. */
  public abstract readonly isOwn: boolean;

  private settled?: Settled;

  /**
   * @param path relative to the project, with `/` between folders
   * @param explain why the file is as it is
   */
  protected constructor(public readonly project: Project, public readonly path: string, public readonly explain?: Explain) {}

  /** The file as projen and the user see it, or what writes it. */
  public abstract get construct(): Component;

  /** Whether nobody shall edit the file. */
  public abstract get readonly(): boolean;

  /** Whether the file can be run. */
  public abstract get executable(): boolean;

  /** Where the user declared the file, or the nearest declared thing that it belongs to. */
  public abstract get source(): SourceLocation | undefined;

  /** Renders the file. It may look at what stands in the tree, and writes nothing. */
  protected abstract desired(entries: Entries): DesiredFile;

  /** Says that this construct is the file. */
  protected stands(construct: FileBase): void {
    (construct as Planned)[PLAN] = this;
  }

  /** Renders the file and compares it with the tree. Writes nothing. */
  public settle(entries: Entries): void {
    this.settled = this.compare(this.checked(this.desired(entries)), entries);
  }

  /** What the synthesis does; undefined before it is settled, and for a file that writes itself. */
  public get outcome(): FileOutcome | undefined {
    return this.settled?.outcome;
  }

  /** Whether the last synthesis wrote new bytes; undefined before that. */
  public get changed(): boolean | undefined {
    const { outcome } = this;
    return outcome === undefined ? undefined : outcome === 'created' || outcome === 'changed';
  }

  /** Whether what stands at its place would be lost. */
  public get overwrites(): boolean {
    return this.outcome === 'changed' && this.isManaged;
  }

  /** Whether what stands at its place has to be saved, whoever wrote it. */
  public get savesBefore(): boolean {
    return false;
  }

  /** Hash of the content; undefined when the file is left as it is. */
  public get hash(): string | undefined {
    return this.settled?.hash;
  }

  /** The content that will be written; undefined when the file is left as it is. */
  public get content(): string | undefined {
    return this.settled?.content?.toString();
  }

  /** The content that will be replaced. */
  public get before(): FileContent | undefined {
    return this.settled?.before;
  }

  /** Renders the text of the file; undefined when it is left as it is. */
  public text(entries: Entries): string | undefined {
    const desired = this.desired(entries);
    return typeof desired === 'string' ? undefined : desired.content.toString();
  }

  /** What has to be done to the tree. */
  public change(): Change | undefined {
    if (!this.settled) return undefined;
    const { outcome, content, mode, before } = this.settled;
    if (content !== undefined) return { kind: 'write', path: this.path, content, mode, before };
    if (before && outcome === 'mode') return { kind: 'mode', path: this.path, mode, before: before.mode };
    return undefined;
  }

  /** Read-only keeps an edit from being lost in the next run; an ejected file is the user's. */
  public get mode(): number {
    if (!this.readonly) return this.executable ? 0o755 : 0o644;
    return this.executable ? 0o555 : 0o444;
  }

  /** No file holds a text that stands for a value which nobody knows yet. */
  private checked(desired: DesiredFile): DesiredFile {
    const late = typeof desired === 'string' ? [] : LateValue.in(desired.content.toString());
    for (const value of late) Problems.of(this.project).addLate(value);
    return desired;
  }

  private compare(desired: DesiredFile, entries: Entries): Settled {
    if (desired === 'none') return { outcome: 'none', mode: 0 };
    if (desired === 'as it is') return { outcome: 'unchanged', mode: 0 };
    const { content, mode } = desired;
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const hash = contentHash(bytes);
    const before = entries.read(this.path);
    if (before?.bytes.equals(bytes)) return before.mode === mode ? { outcome: 'unchanged', mode, hash } : { outcome: 'mode', mode, hash, before };
    if (!before && entries.kindOf(this.path) === 'none') return { outcome: 'created', content, mode, hash };
    return { outcome: 'changed', content, mode, hash, before };
  }
}
