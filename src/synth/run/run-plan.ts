import type { Change, Removal, Write } from '../../worktree/change';
import type { Entries } from '../../worktree/entries';
import { HandEdit, HandEdits, hasMergeConflict } from '../../worktree/hand-edit';
import { Manifest, manifestText } from '../../worktree/manifest';
import { removableOrphans, unprunedOrphans } from '../../worktree/orphans';
import type { PreviousRun } from '../../worktree/previous-run';
import type { FilePlan } from '../files/file-plan';
import { MANIFEST_HEADER } from '../files/header';

/** Everything that a run does to the tree. */
export interface RunPlan {
  /** Generated files that are no longer part of the estate, sorted. */
  readonly removed: readonly string[];
  /** Managed files that were edited by hand, and how the edits are saved. */
  readonly edits: readonly HandEdit[];
  /** What happens to the files of the estate. */
  readonly changes: readonly Change[];
  /** What the manifest will say. */
  readonly hashes: Hashes;
  /** Everything that has to be written, in this order; empty when the tree is as it should be. */
  readonly steps: readonly Change[];
}

/** Hashes of what is, or may be, in each managed file. */
type Hashes = ReadonlyMap<string, readonly string[]>;

/**
 * Works out what a run does to the tree.
 * @param files those of the estate, settled
 * @param former what the last run generated and this one does not
 * @param isLast whether no other run will follow, as in an ejected project: then nothing is remembered
 */
export function planRun(
  files: readonly FilePlan[], former: ReadonlySet<string>, entries: Entries, previous: PreviousRun, isLast: boolean,
): RunPlan {
  const orphans = removableOrphans(entries, former);
  const prunings = unprunedOrphans(entries, former).map((path): Removal => ({ kind: 'remove', path, before: undefined }));
  const removals = orphans.map((path): Removal => ({ kind: 'remove', path, before: entries.read(path) }));
  const handEdits = new HandEdits(entries, previous.manifest);
  const edits = editedOrphans(removals, handEdits, previous);
  const changes: Change[] = [...removals];
  const hashes = new Map<string, readonly string[]>();
  for (const file of files) {
    const { hash } = file;
    if (hash !== undefined && file.isManaged) hashes.set(file.path, [hash]);
    const change = file.change();
    if (!change) continue;
    changes.push(change);
    if (change.kind === 'write' && isEdited(file, previous)) edits.push(handEdits.save(file.path, file.before!, { bytes: Buffer.from(file.content!), mode: change.mode }));
  }
  return { removed: orphans, edits, changes, hashes, steps: steps([...prunings, ...changes], edits, hashes, entries, previous, isLast) };
}

/** The manifest of these hashes. */
export function writeManifest(hashes: Hashes, entries: Entries): Write {
  return { kind: 'write', path: Manifest.PATH, content: manifestText(MANIFEST_HEADER, hashes), mode: 0o444, before: entries.read(Manifest.PATH) };
}

/**
 * A run that is killed in the middle leaves some files new and some old. So the manifest knows both before the first file
 * changes, and only the new ones after the last.
 */
function steps(
  changes: readonly Change[], edits: readonly HandEdit[], hashes: Hashes, entries: Entries, previous: PreviousRun, isLast: boolean,
): Change[] {
  const final = isLast ? removeManifest(entries) : writeManifest(hashes, entries);
  if (changes.length === 0) return final.kind === 'write' && final.before?.bytes.toString('utf-8') === final.content ? [] : [final];
  const saved = edits.map((edit) => edit.write).filter((write) => write !== undefined);
  const first = previous.files.size === 0 ? final : writeManifest(withPrevious(hashes, previous), entries);
  return [first, ...saved, ...changes, final];
}

function removeManifest(entries: Entries): Removal {
  return { kind: 'remove', path: Manifest.PATH, before: entries.read(Manifest.PATH) };
}

function withPrevious(hashes: Hashes, previous: PreviousRun): Hashes {
  const both = new Map(hashes);
  for (const file of previous.files) {
    both.set(file, [...new Set([...(hashes.get(file) ?? []), ...(previous.manifest?.hashesOf(file) ?? [])])]);
  }
  return both;
}

function isEdited({ path, outcome, isManaged, savesBefore, before }: FilePlan, previous: PreviousRun): boolean {
  if (outcome === 'changed' && savesBefore) return true;
  if (outcome !== 'changed' || !isManaged || !before) return false;
  // npm makes one before the estate does, and projen keeps what it has.
  if (path === 'package.json' && !previous.manifest) return false;
  return isHandEdit(path, before.bytes, previous);
}

function editedOrphans(removals: readonly Removal[], edits: HandEdits, previous: PreviousRun): HandEdit[] {
  return removals.flatMap(({ path, before }) =>
    (before && isHandEdit(path, before.bytes, previous) ? [edits.save(path, before, undefined)] : []));
}

function isHandEdit(filePath: string, bytes: Buffer, previous: PreviousRun): boolean {
  return !previous.wrote(filePath, bytes) && !hasMergeConflict(bytes);
}
