import { contentHash } from './content-hash';
import type { Entries } from './entries';
import { Manifest } from './manifest';
import { jsonSides } from './merge-conflict';

/** What the last run generated in this tree. */
export class PreviousRun {
  /**
   * Reads what the last run left behind. When something else stands in the place of the manifest, or there is only projen's list and that
   * cannot be read, `onUnreadable` is told: no file is known to be ours then, so nothing may be written.
   */
  public static read(entries: Entries, onUnreadable: (message: string) => void): PreviousRun {
    const text = entries.read(Manifest.PATH)?.bytes.toString('utf-8');
    if (text !== undefined) {
      const manifest = Manifest.parse(text);
      return new PreviousRun(new Set([...manifest.files, ...(projenFiles(entries) ?? [])]), manifest);
    }
    // A link makes way: nothing is behind it that a run would take.
    if (['directory', 'special'].includes(entries.kindOf(Manifest.PATH))) {
      onUnreadable(`something else stands at "${Manifest.PATH}" than the list of generated files. Move it away, and take the list from git: git checkout HEAD -- ${Manifest.PATH}`);
    }
    const listed = projenFiles(entries);
    if (listed === undefined) {
      onUnreadable(`${PROJEN_LIST}, the list of generated files, cannot be read (a merge conflict?). Take one side of it: git checkout --ours ${PROJEN_LIST}`);
    }
    return new PreviousRun(new Set(listed), undefined);
  }

  private constructor(
    /** The files that it managed, relative to the tree. */
    public readonly files: ReadonlySet<string>,
    /** What it wrote there; undefined when no run has left a manifest. */
    public readonly manifest: Manifest | undefined,
  ) {}

  /**
   * With what plain projen has listed in folders of this tree, which are projects of their own.
   * @param folders relative to the tree
   */
  public with(entries: Entries, folders: readonly string[]): PreviousRun {
    const listed = folders.flatMap((folder) => (projenFiles(entries, folder) ?? []).map((file) => `${folder}/${file}`));
    return listed.length === 0 ? this : new PreviousRun(new Set([...this.files, ...listed]), this.manifest);
  }

  /** Whether the manifest names this file, and not only projen's list. */
  public knows(filePath: string): boolean {
    return this.manifest?.names(filePath) ?? false;
  }

  /** Whether these bytes are what a run wrote to this file, so that nothing is lost with them. */
  public wrote(filePath: string, bytes: Buffer): boolean {
    return this.manifest?.knows(filePath, contentHash(bytes)) ?? false;
  }
}

/** projen's own list of generated files. It has no hashes and leaves out what is not read-only. */
const PROJEN_LIST = '.projen/files.json';

/** What projen's list names, on both sides of a conflict; undefined when it cannot be read. */
function projenFiles(entries: Entries, folder?: string): string[] | undefined {
  const text = entries.read(folder === undefined ? PROJEN_LIST : `${folder}/${PROJEN_LIST}`)?.bytes.toString('utf-8');
  if (text === undefined) return [];
  const lists = jsonSides(text).map((side) => (side as { files?: unknown } | null)?.files ?? []);
  const isLegal = lists.length > 0 && lists.every((files) => Array.isArray(files) && files.every((file) => typeof file === 'string'));
  return isLegal ? [...new Set(lists.flat() as string[])] : undefined;
}
