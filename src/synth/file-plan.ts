import * as path from 'path';
import { FileBase } from 'projen';
import { entryAt, holdsBytes, permissionsOf, setMode, writeAtomically } from './disk';
import { PathIndex } from './path-index';

/** What a synthesis does to one file; `none`: there is no such file in this estate. */
export type FileOutcome = 'none' | 'created' | 'changed' | 'mode' | 'unchanged';

/** What a file shall be: content and mode, whatever it is now, or no file at all. */
export type DesiredFile = { readonly content: string; readonly mode: number } | 'as it is' | 'none';

/**
 * The two steps in which a file of our own is synthesised: everything that can fail is prepared before the first file of
 * the estate is written.
 */
export class FilePlan {
  /** The plan of a file; undefined when the file is not one of ours. */
  public static of(file: FileBase): FilePlan | undefined {
    return FilePlan.byFile.get(file);
  }

  private static readonly byFile = new WeakMap<FileBase, FilePlan>();

  private pending?: { readonly outcome: FileOutcome; readonly bytes?: Buffer; readonly mode: number };
  private applied?: FileOutcome;
  private readonly absolutePath: string;

  constructor(file: FileBase, private readonly desired: () => DesiredFile) {
    this.absolutePath = path.join(file.project.outdir, file.path);
    FilePlan.byFile.set(file, this);
    PathIndex.of(file.project.root).register(file);
  }

  /** Renders the file and compares it with the disk. Writes nothing. */
  public prepare(): void {
    this.pending = this.compare();
  }

  /** What the prepared, or the last, synthesis does; undefined before that. */
  public get outcome(): FileOutcome | undefined {
    return this.pending?.outcome ?? this.applied;
  }

  /** Whether the last synthesis wrote new bytes; undefined before that. */
  public get changed(): boolean | undefined {
    return this.applied === undefined ? undefined : this.applied === 'created' || this.applied === 'changed';
  }

  /** The bytes that would be written, when they differ from the disk. */
  public get newBytes(): Buffer | undefined {
    return this.pending?.bytes;
  }

  /** Brings the disk to what was prepared. */
  public apply(): void {
    const { outcome, bytes, mode } = this.pending ?? this.compare();
    this.pending = undefined;
    if (bytes) writeAtomically(this.absolutePath, bytes, mode);
    else if (outcome === 'mode') setMode(this.absolutePath, mode);
    this.applied = outcome;
  }

  private compare(): { outcome: FileOutcome; bytes?: Buffer; mode: number } {
    const desired = this.desired();
    if (desired === 'none') return { outcome: 'none', mode: 0 };
    if (desired === 'as it is') return { outcome: 'unchanged', mode: 0 };
    const { mode } = desired;
    const bytes = Buffer.from(desired.content, 'utf-8');
    const entry = entryAt(this.absolutePath);
    if (!entry) return { outcome: 'created', bytes, mode };
    if (!entry.isFile() || !holdsBytes(this.absolutePath, entry, bytes)) return { outcome: 'changed', bytes, mode };
    return { outcome: permissionsOf(entry) === mode ? 'unchanged' : 'mode', mode };
  }
}
