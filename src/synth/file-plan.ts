import { FileBase } from 'projen';
// projen passes its resolver to a file only while it writes it, and we do the writing.
import { resolve } from 'projen/lib/_resolve';
import type { Explain } from './explanation';
import { PathIndex } from './path-index';
import type { Change } from '../worktree/change';
import { contentHash } from '../worktree/content-hash';
import type { Entries } from '../worktree/entries';
import type { FileContent } from '../worktree/read-file';
import { RenderMemory } from '../worktree/render-memory';

/** What a synthesis does to one file; `none`: there is no such file in this estate. */
export type FileOutcome = 'none' | 'created' | 'changed' | 'mode' | 'unchanged';

/** What a file shall be: content and mode, whatever it is now, or no file at all. */
export type DesiredFile = { readonly content: string; readonly mode: number } | 'as it is' | 'none';

/** How a file class takes part in a synthesis. */
export interface PlannedFile {
  /** Renders the file. It may look at what stands in the tree, and writes nothing. */
  readonly desired: (entries: Entries) => DesiredFile;
  /** Whether the file is generated anew by every run; one that is not is the user's once it exists. */
  readonly isManaged: boolean;
  /** Whether it is of a class of our own. */
  readonly isOwn: boolean;
  /** Why the file is as it is. */
  readonly explain?: Explain;
  /** All that the content follows from, in short; undefined: it has to be rendered each time. */
  readonly inputs?: () => string | undefined;
}

/** Where a file keeps its plan: asked for a hundred thousand times, for which a map of objects takes several times as long. */
const PLAN = Symbol('FilePlan');

type Planned = FileBase & { [PLAN]?: FilePlan };

/** A file with its content settled and compared with the tree. */
interface Settled {
  readonly outcome: FileOutcome;
  readonly mode: number;
  /** Undefined when nothing is written. */
  readonly content?: string;
  readonly hash?: string;
  readonly before?: FileContent;
}

/**
 * What a synthesis does to one file: settled for all files before the first one is written, and then written with all
 * others at once.
 */
export class FilePlan {
  /** The plan of a file; undefined for a file that writes itself in its own way. */
  public static of(file: FileBase): FilePlan | undefined {
    return (file as Planned)[PLAN];
  }

  /** Whether the file is of one of our own classes. */
  public static isOwn(file: FileBase): boolean {
    return FilePlan.of(file)?.isOwn ?? false;
  }

  /**
   * Takes over a file of one of projen's classes: projen would write it in place, where a killed run leaves a part of it.
   * A class that writes itself in its own way is left alone.
   * @returns its plan; undefined when it is left alone
   */
  public static takeOver(file: FileBase): FilePlan | undefined {
    const known = FilePlan.of(file);
    if (known || file.synthesize !== FileBase.prototype.synthesize) return known;
    const plan = new FilePlan(file, {
      desired: () => {
        const content = contentOf(file);
        return content === undefined ? 'none' : { content, mode: modeOf(file) };
      },
      isManaged: true,
      isOwn: false,
    });
    Object.defineProperties(file, { synthesize: { value: () => undefined }, changed: { get: () => plan.changed } });
    return plan;
  }

  private rendered?: DesiredFile;
  /** The hash of its content, where that is known already. */
  private renderedHash?: string;
  /** The hash of the content, when it was not rendered. */
  private remembered?: string;
  private settled?: Settled;

  constructor(public readonly file: FileBase, private readonly planned: PlannedFile) {
    (file as Planned)[PLAN] = this;
    PathIndex.of(file.project.root).register(file);
  }

  /** Renders the file, unless it is known already what that would give. Writes nothing. */
  public render(entries: Entries, memory: RenderMemory): void {
    const inputs = memory === RenderMemory.NONE ? undefined : this.planned.inputs?.();
    this.remembered = inputs === undefined ? undefined : memory.hashOf(this.file.path, inputs);
    if (this.remembered !== undefined) return;
    this.rendered = this.planned.desired(entries);
    if (inputs === undefined || typeof this.rendered === 'string') return;
    this.renderedHash = contentHash(this.rendered.content);
    memory.remember(this.file.path, inputs, this.renderedHash);
  }

  /** Compares the rendered file with the tree. Writes nothing. */
  public settle(entries: Entries): void {
    const { path: filePath } = this.file;
    this.settled = this.remembered === undefined ? undefined : this.compareRemembered(this.remembered, filePath, entries);
    if (this.settled) return;
    this.rendered ??= this.remembered === undefined ? undefined : this.planned.desired(entries);
    this.settled = this.rendered && this.compare(this.rendered, filePath, entries);
    this.rendered = undefined;
    this.renderedHash = undefined;
  }

  /** Whether the file is of one of our own classes. */
  public get isOwn(): boolean {
    return this.planned.isOwn;
  }

  /** Whether every run generates the file anew. */
  public get isManaged(): boolean {
    return this.planned.isManaged;
  }

  /** Why the file is as it is. */
  public get explain(): Explain | undefined {
    return this.planned.explain;
  }

  /** What the synthesis does; undefined before it is settled. */
  public get outcome(): FileOutcome | undefined {
    return this.settled?.outcome;
  }

  /** Whether the last synthesis wrote new bytes; undefined before that. */
  public get changed(): boolean | undefined {
    const { outcome } = this;
    return outcome === undefined ? undefined : outcome === 'created' || outcome === 'changed';
  }

  /** Hash of the content; undefined when the file is left as it is. */
  public get hash(): string | undefined {
    return this.settled?.hash;
  }

  /** The content that will be written; undefined when the file is left as it is. */
  public get content(): string | undefined {
    return this.settled?.content;
  }

  /** The content that will be replaced. */
  public get before(): FileContent | undefined {
    return this.settled?.before;
  }

  /** Renders the text of the file; undefined when it is left as it is. */
  public text(entries: Entries): string | undefined {
    const desired = this.planned.desired(entries);
    return typeof desired === 'string' ? undefined : desired.content;
  }

  /** What has to be done to the tree. */
  public change(filePath: string): Change | undefined {
    if (!this.settled) return undefined;
    const { outcome, content, mode, before } = this.settled;
    if (content !== undefined) return { kind: 'write', path: filePath, content, mode, before };
    if (before && outcome === 'mode') return { kind: 'mode', path: filePath, mode, before: before.mode };
    return undefined;
  }

  private compareRemembered(hash: string, filePath: string, entries: Entries): Settled | undefined {
    const identity = entries.identityOf(filePath);
    const mode = modeOf(this.file);
    return identity?.hash === hash && identity.mode === mode ? { outcome: 'unchanged', mode, hash } : undefined;
  }

  private compare(desired: DesiredFile, filePath: string, entries: Entries): Settled {
    if (desired === 'none') return { outcome: 'none', mode: 0 };
    if (desired === 'as it is') return { outcome: 'unchanged', mode: 0 };
    const { content, mode } = desired;
    const hash = this.renderedHash ?? contentHash(content);
    const identity = entries.identityOf(filePath);
    if (identity?.hash === hash && identity.mode === mode) return { outcome: 'unchanged', mode, hash };
    // What was read ahead is from before the run: what would be overwritten is looked at again.
    const before = entries.read(filePath);
    if (before && contentHash(before.bytes) === hash) return before.mode === mode ? { outcome: 'unchanged', mode, hash } : { outcome: 'mode', mode, hash, before };
    return { outcome: entries.kindOf(filePath) === 'none' ? 'created' : 'changed', content, mode, hash, before };
  }
}

/** Read-only keeps an edit from being lost in the next run; an ejected file is the user's. */
export function modeOf(file: FileBase): number {
  if (!file.readonly) return file.executable ? 0o755 : 0o644;
  return file.executable ? 0o555 : 0o444;
}

/** What a file of one of projen's classes will hold; undefined when it will not be there. */
export function contentOf(file: FileBase): string | undefined {
  return (file as unknown as Rendered).synthesizeContent({ resolve: resolveData });
}

/** The part of a file class that projen keeps to itself. */
interface Rendered {
  synthesizeContent(resolver: { resolve: typeof resolve }): string | undefined;
}

/** As projen's own, but for lists of texts, such as that of all files: there it asks a dozen questions of each. */
function resolveData(...[value, options]: Parameters<typeof resolve>): unknown {
  const data: unknown = typeof value === 'function' && !options?.args ? value() : value;
  if (typeof data !== 'object' || data === null || Object.getPrototypeOf(data) !== Object.prototype) return resolve(data, options);
  const entries = Object.entries(data);
  if (entries.length === 0 || !entries.every(([, list]) => isListOfTexts(list))) return resolve(data, options);
  return Object.fromEntries(entries.map(([name, list]) => [name, [...list as string[]]]));
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');
}
