import * as path from 'path';
import { resolve } from 'projen/lib/_resolve';
import { FileBase } from 'projen/lib/file';
// projen passes its resolver to a file only while it writes it, and we do the writing.
import { DesiredFile, FilePlan } from './file-plan';
import { PathIndex } from './path-index';
import { sourceOf } from './source-of';
import type { Entries } from '../../worktree/entries';
import { RecordedWrites } from '../../worktree/recorded-writes';
import type { SourceLocation } from '../declare/source-location';

/** A file of one of projen's classes, or of the user's. */
export abstract class ProjenFile extends FilePlan {
  /**
   * Takes over a file of one of projen's classes: projen would write it in place, where a killed run leaves a part of it.
   * A class that writes itself in its own way is left alone.
   */
  public static takeOver(construct: FileBase): ProjenFile {
    const known = FilePlan.of(construct);
    if (known instanceof ProjenFile) return known;
    return construct.synthesize === FileBase.prototype.synthesize ? new TakenOverFile(construct) : new SelfWritingFile(construct);
  }

  public readonly isOwn = false;

  constructor(public readonly construct: FileBase) {
    super(construct.project, pathBelowRoot(construct));
    this.stands(construct);
    PathIndex.of(construct.project).register(construct);
  }

  public get readonly(): boolean {
    return this.construct.readonly;
  }

  public get executable(): boolean {
    return this.construct.executable;
  }

  public get source(): SourceLocation | undefined {
    return sourceOf(this.construct);
  }
}

/** All paths of a run are relative to the root project. */
function pathBelowRoot({ project, path: filePath, absolutePath }: FileBase): string {
  return project === project.root ? filePath : path.relative(project.root.outdir, absolutePath).split(path.sep).join('/');
}

/** A file that the run writes in projen's stead. */
export class TakenOverFile extends ProjenFile {
  public readonly isManaged = true;

  constructor(construct: FileBase) {
    super(construct);
    Object.defineProperties(construct, { synthesize: { value: () => undefined }, changed: { get: () => this.changed } });
  }

  protected desired(): DesiredFile {
    const content = contentOf(this.construct);
    return content === undefined ? 'none' : { content, mode: this.mode };
  }
}

/** A file of a class that writes it in its own way: what it writes is recorded, unless it does more than that. */
class SelfWritingFile extends ProjenFile {
  private isRecorded = false;

  public get isManaged(): boolean {
    return this.isRecorded;
  }

  public get overwrites(): boolean {
    return this.isRecorded ? super.overwrites : this.readonly;
  }

  protected desired(entries: Entries): DesiredFile {
    const desired = contentOf(this.construct) === undefined ? 'none' : this.recorded(entries);
    this.isRecorded = desired !== 'as it is';
    if (this.isRecorded) Object.defineProperty(this.construct, 'synthesize', { value: () => undefined, configurable: true });
    return desired;
  }

  private recorded(entries: Entries): DesiredFile {
    delete (this.construct as { synthesize?: unknown }).synthesize;
    const written = RecordedWrites.of(this.project.root.outdir, () => this.construct.synthesize());
    if (written?.length === 1 && written[0].path === this.path) return written[0];
    const current = written?.length === 0 ? entries.read(this.path) : undefined;
    return current ? { content: current.bytes, mode: current.mode } : 'as it is';
  }
}

/** What a file of one of projen's classes will hold; undefined when it will not be there. */
export function contentOf(construct: FileBase): string | undefined {
  return (construct as unknown as Rendered).synthesizeContent({ resolve });
}

/** The part of a file class that projen keeps to itself. */
interface Rendered {
  synthesizeContent(resolver: { resolve: typeof resolve }): string | undefined;
}
