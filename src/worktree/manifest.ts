/**
 * The files that the generator manages, each with the hash of what it wrote there.
 *
 * Text, two lines for each file: its path, and a tab and the hash. So two branches that change different files always
 * merge, and one that cannot be merged can still be read: both sides count.
 */
export class Manifest {
  /** Where the manifest lies in the tree. */
  public static readonly PATH = '.projen/manifest';

  /** Reads the text of a manifest, one with conflict markers included. */
  public static parse(text: string): Manifest {
    const hashes = new Map<string, Set<string>>();
    let current: Set<string> | undefined;
    for (const line of text.split(/\r?\n/)) {
      if (line.startsWith('\t')) {
        current?.add(line.slice(1));
      } else if (line !== '' && !line.startsWith('#') && !CONFLICT_MARKER.test(line)) {
        const file = line.startsWith('./') ? line.slice(2) : line;
        current = hashes.get(file) ?? new Set();
        hashes.set(file, current);
      }
    }
    return new Manifest(hashes);
  }

  private constructor(private readonly hashes: ReadonlyMap<string, ReadonlySet<string>>) {}

  /** The managed files, relative to the tree. */
  public get files(): Iterable<string> {
    return this.hashes.keys();
  }

  /** Whether the generator is said to have written this file. */
  public names(filePath: string): boolean {
    return this.hashes.has(filePath);
  }

  /** Whether the generator is known to have written this content there. */
  public knows(filePath: string, hash: string): boolean {
    return this.hashes.get(filePath)?.has(hash) ?? false;
  }

  /** The hashes of what was written to a file: more than one after a merge, or after a run that was killed. */
  public hashesOf(filePath: string): Iterable<string> {
    return this.hashes.get(filePath) ?? [];
  }
}

/** Lines by which git shows a conflict. */
const CONFLICT_MARKER = /^(<{7}|>{7}|={7}$|\|{7})/;
/** A path that could be taken for a comment or a marker; the other characters of markers are not legal on Windows. */
const AMBIGUOUS = /^[#=]/;

/** The text of a manifest. @param files the hashes of each file */
export function manifestText(header: string, files: ReadonlyMap<string, readonly string[]>): string {
  let lines = '';
  for (const file of [...files.keys()].sort()) {
    lines += AMBIGUOUS.test(file) ? `\n./${file}` : `\n${file}`;
    for (const hash of files.get(file)!) lines += `\n\t${hash}`;
  }
  return `# ${header}${lines}\n`;
}
