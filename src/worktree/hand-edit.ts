import { spawnSync } from 'child_process';
import type { Write } from './change';
import { contentHash } from './content-hash';
import type { Entries } from './entries';
import { LARGEST_GENERATED_BYTES } from './limits';
import type { Manifest } from './manifest';
import type { FileContent } from './read-file';
import { isExecutable, unifiedDiff } from './unified-diff';

/** Where edits of managed files are saved. It is not committed. */
export const EDITS_DIR = '.projen/edits';

/** An edit of a managed file, saved before the file is generated again. */
export interface HandEdit {
  /** The edited file. */
  readonly path: string;
  /** Where the edit is saved: a patch, or the whole file when it is no text. */
  readonly savedAs: string;
  /** The first line that was edited, from 1. */
  readonly firstLine: number;
  /** What has to be written to save it; undefined: it is saved already. */
  readonly write: Write | undefined;
}

/** The hand edits that one run finds, and how it saves them. */
export class HandEdits {
  private readonly taken = new Set<string>();

  /** @param manifest what the last run wrote; undefined: nobody knows */
  constructor(private readonly entries: Entries, private readonly manifest: Manifest | undefined) {}

  /**
   * Makes a patch of a hand edit, which gives back whether the file can be run. It is taken against what was generated when the edit was made, which git may still know,
   * and else against what is generated now.
   * @param generated what this run writes there; undefined: nothing
   */
  public save(filePath: string, { bytes: edited, mode }: FileContent, generated: FileContent | undefined): HandEdit {
    // What is no longer generated at all has to be put back as a whole.
    const base = generated && (lastGenerated(this.entries.root, this.manifest, filePath) ?? generated.bytes);
    const text = edited.toString('utf-8');
    const isText = Buffer.from(text, 'utf-8').equals(edited);
    const diff = unifiedDiff(filePath, base?.toString('utf-8'), text, { before: generated?.mode, after: mode });
    const bytes = isText ? Buffer.from(diff.text, 'utf-8') : edited;
    const { name, isSaved } = this.freeName(`${EDITS_DIR}/${filePath}`, isText ? '.patch' : '', bytes);
    this.taken.add(name);
    const write: Write = { kind: 'write', path: name, content: bytes, mode: !isText && isExecutable(mode) ? 0o755 : 0o644, before: undefined };
    return { path: filePath, savedAs: name, firstLine: diff.firstLine, write: isSaved ? undefined : write };
  }

  /** An edit that was saved before is kept, whatever comes after it. */
  private freeName(start: string, extension: string, bytes: Buffer): { readonly name: string; readonly isSaved: boolean } {
    for (let n = 1; ; n++) {
      const name = `${start}${n === 1 ? '' : `.${n}`}${extension}`;
      if (this.taken.has(name)) continue;
      if (this.entries.kindOf(name) === 'none') return { name, isSaved: false };
      if (this.entries.read(name)?.bytes.equals(bytes)) return { name, isSaved: true };
    }
  }
}

/** What the last commit has, when that is what the generator wrote. */
function lastGenerated(root: string, manifest: Manifest | undefined, filePath: string): Buffer | undefined {
  const { status, stdout } = spawnSync('git', ['show', `HEAD:./${filePath}`], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: LARGEST_GENERATED_BYTES });
  return status === 0 && manifest?.knows(filePath, contentHash(stdout)) ? stdout : undefined;
}

/** Lines that git writes into a file that it cannot merge. Both sides are commits, so nothing is lost with them. */
const CONFLICT = /^<{7} .*\n(?:[^]*\n)?={7}\n(?:[^]*\n)?>{7} /m;

/** Whether git left a conflict in this file. */
export function hasMergeConflict(content: Buffer): boolean {
  return content.includes('<<<<<<< ') && CONFLICT.test(content.toString('utf-8'));
}
