import type { Project } from 'projen/lib/project';
import { Adoption, adoptCommand } from './adoption';
import { FormerFiles, formerFiles } from './former-files';
import { isMadeByNpm } from './made-by-npm';
import { Progress } from './progress';
import type { EntryKind, Entries } from '../../worktree/entries';
import { folderOf } from '../../worktree/folder-of';
import { EDITS_DIR } from '../../worktree/hand-edit';
import { holdsOnlyOrphans } from '../../worktree/orphans';
import { caseFolded, pathProblem } from '../../worktree/path-rules';
import type { PreviousRun } from '../../worktree/previous-run';
import { STAGING_DIR } from '../../worktree/staging';
import { LateValue } from '../declare/late-value';
import { Problems } from '../declare/problems';
import { writtenTwice } from '../files/claim-path';
import type { FilePlan } from '../files/file-plan';
import { isMarkedAsGenerated } from '../files/header';

/**
 * Finds everything that can keep a synthesis from succeeding: problems of the estate, renderers that fail, paths that
 * clash, and files in the tree that are in the way or not ours to overwrite. Writes nothing.
 */
export class Preflight {
  private readonly problems: Problems;
  private readonly folders = new Map<string, boolean>();
  private readonly refused: FilePlan[] = [];

  /** @param adoption files of the user's that he hands over */
  constructor(
    private readonly project: Project,
    private readonly entries: Entries,
    private readonly previous: PreviousRun,
    private readonly adoption: Adoption,
  ) {
    this.problems = Problems.of(project);
  }

  /** Renders these files and compares them with the tree. */
  public settle(plans: readonly FilePlan[]): void {
    // The renderers of an estate that is known to be wrong would only add to the noise.
    if (!this.problems.isEmpty) return;
    const progress = new Progress('rendered', plans.length);
    for (const plan of plans) {
      this.settleOne(plan);
      progress.step();
    }
    progress.end();
  }

  private settleOne(plan: FilePlan): void {
    try {
      LateValue.afterDeclaring(plan.source, () => plan.settle(this.entries));
    } catch (error) {
      this.report(plan, `cannot make "${plan.path}": ${(error as Partial<Error>).message ?? error}`);
    }
  }

  /**
   * Checks the places of all files of the estate.
   * @param files those that will exist, ordered by path
   * @returns what becomes of what the last run generated and this one does not
   * @throws EstateError with all problems at once, those of the estate included
   */
  public check(files: readonly FilePlan[]): FormerFiles {
    const places: Place[] = [];
    const paths = new Set<string>();
    for (const place of placesOf(files)) {
      if (!this.checkPath(place)) continue;
      places.push(place);
      paths.add(place.path);
    }
    this.checkClashes(places);
    const former = formerFiles(this.entries, this.previous, [...this.previous.files].filter((file) => !paths.has(file)), this.adoption);
    const orphans = former.going;
    for (const place of places) this.checkPlace(place, orphans);
    this.reportRefused();
    for (const orphan of orphans) this.checkOrphan(orphan);
    this.reportEdited(former.edited);
    this.checkAdoption(places, orphans);
    this.checkOwnFolders();
    this.problems.throwIfAny(this.project.outdir);
    return former;
  }

  /** A file of our own has claimed its path already. */
  private checkPath({ file, path }: Place): boolean {
    if (file.isOwn) return true;
    const problem = pathProblem(path);
    if (problem !== undefined) this.report(file, `cannot write to ${JSON.stringify(path)}: ${problem}.`);
    return problem === undefined;
  }

  /** No two files may be one, nor may a file be the folder of another, on a file system that ignores case either. */
  private checkClashes(places: readonly Place[]): void {
    const byKey = new Map<string, Place>();
    for (const place of places) {
      const key = caseFolded(place.path);
      const other = byKey.get(key);
      if (other?.path === place.path) this.reportTwice(other, place);
      else if (other) this.report(place.file, `"${other.path}" and "${place.path}" are one file on macOS and Windows. Rename one of them.`);
      byKey.set(key, place);
    }
    const folders = new Set<string>();
    const folderByKey = new Map<string, string>();
    let last = ROOT;
    for (const { file, path, folder: innermost } of places) {
      if (innermost === last) continue;
      last = innermost;
      for (let folder = innermost; folder !== ROOT && !folders.has(folder); folder = folderOf(folder)) {
        folders.add(folder);
        const key = caseFolded(folder);
        const twin = folderByKey.get(key);
        if (twin !== undefined) this.report(file, `the folders "${twin}" and "${folder}" are one on macOS and Windows. Rename one of them.`);
        folderByKey.set(key, folder);
        const other = byKey.get(key);
        if (other) this.report(file, `"${other.path}" is a file, so "${path}" cannot be written below it. Rename one of them.`);
      }
    }
  }

  /** The file that the user made is the one to rename, so it is where the report points. */
  private reportTwice(one: Place, other: Place): void {
    const [first, second] = one.file.isOwn ? [one, other] : [other, one];
    this.report(second.file, writtenTwice(second.path, first.file, second.file));
  }

  private checkPlace({ file, path, folder }: Place, orphans: ReadonlySet<string>): void {
    if (!this.checkFolder(folder, file, orphans)) return;
    const { outcome } = file;
    // Its content was read, so it is a file.
    if (outcome === 'mode' || (outcome === 'unchanged' && file.isManaged)) return;
    const kind = this.entries.kindOf(path);
    if (kind === 'none') return;
    if (kind === 'file') {
      if (!this.isReadable(file)) this.report(file, `"${path}" cannot be read, so nobody knows what would be lost. Give this process the permission to read it, or move it away.`);
      else if (this.isForeign(file)) this.refused.push(file);
    } else if (kind !== 'directory' || !holdsOnlyOrphans(this.entries, path, orphans)) {
      this.report(file, `"${path}" is to be generated, but ${IN_THE_WAY[kind]}`);
    }
  }

  /** Whether a folder is a directory or will become one; checked, and reported, once for all files in it. */
  private checkFolder(folder: string, file: FilePlan, orphans: ReadonlySet<string>): boolean {
    if (folder === ROOT) return true;
    const known = this.folders.get(folder);
    if (known !== undefined) return known;
    const isUsable = this.checkFolder(folderOf(folder), file, orphans) && this.isUsableFolder(folder, file, orphans);
    this.folders.set(folder, isUsable);
    return isUsable;
  }

  private isUsableFolder(folder: string, file: FilePlan, orphans: ReadonlySet<string>): boolean {
    const kind = this.entries.kindOf(folder);
    if (kind === 'none' || kind === 'directory' || (kind === 'file' && orphans.has(folder))) return true;
    const what = kind === 'link' ? 'a symbolic link' : 'a file';
    this.report(file, `"${folder}" is ${what}, so nothing can be generated below it. Replace it by a directory.`);
    return false;
  }

  private isReadable({ outcome, before }: FilePlan): boolean {
    return outcome !== 'changed' || before !== undefined;
  }

  /** Whether overwriting would destroy something that was never generated. */
  private isForeign({ path, overwrites }: FilePlan): boolean {
    if (!overwrites || this.previous.files.has(path) || this.adoption.covers(path)) return false;
    // Nobody else writes there, and what a merge has left is saved.
    if (path.startsWith(PROJEN_FOLDER)) return false;
    const text = this.entries.read(path)?.bytes.toString('utf-8') ?? '';
    return !isMarkedAsGenerated(text) && !(path === PACKAGE_JSON && isMadeByNpm(this.project, text));
  }

  private reportRefused(): void {
    for (const file of this.refused.slice(0, MOST_REFUSALS)) {
      const wayOut = WAYS_OUT.get(file.path) ?? `Move it away, or hand it over: ${adoptCommand([file.path])}`;
      this.report(file, `"${file.path}" exists and is not a generated file. ${wayOut}`);
    }
    const more = this.refused.length - MOST_REFUSALS;
    if (more <= 0) return;
    this.problems.add(undefined, `… and ${more} more files that are not generated. To hand over all: ${adoptCommand(foldersOf(this.refused.map((file) => file.path)))}`);
  }

  /** Somebody's work is in them, and they are part of no estate any more. */
  private reportEdited(files: readonly string[]): void {
    for (const file of files.slice(0, MOST_REFUSALS)) {
      this.problems.add(undefined, `"${file}" is generated no more, and holds other bytes than a run has written there. Move away what is yours, or have it go, with a patch of it saved in ${EDITS_DIR}: ${adoptCommand([file])}`);
    }
    const more = files.length - MOST_REFUSALS;
    if (more > 0) this.problems.add(undefined, `… and ${more} more files that are generated no more and hold other bytes. To have all go: ${adoptCommand(foldersOf(files))}`);
  }

  /** A generated file that the user replaced by a directory of his own, or that nobody may look into. */
  private checkOrphan(orphan: string): void {
    if (pathProblem(orphan) !== undefined) return;
    const kind = this.entries.kindOf(orphan);
    if (kind === 'directory' && !this.isManagedFolder(orphan)) {
      this.problems.add(undefined, `"${orphan}" was a generated file and is a directory now. Move it away.`);
    }
    if (kind === 'file' && this.entries.read(orphan) === undefined) {
      this.problems.add(undefined, `"${orphan}" is generated no more and cannot be read, so nobody knows what would be lost. Give this process the permission to read it, or move it away.`);
    }
  }

  /** A run that was killed may have made a folder of it already. */
  private isManagedFolder(folder: string): boolean {
    return this.folders.has(folder) || [...this.previous.files].some((file) => file.startsWith(`${folder}/`));
  }

  /** What a run writes beside the files of the estate must not be led out of the project either. */
  private checkOwnFolders(): void {
    for (const folder of OWN_FOLDERS) {
      const kind = this.entries.kindOf(folder);
      if (kind !== 'none' && kind !== 'directory') this.problems.add(undefined, `"${folder}" has to be a directory. Remove what stands there.`);
    }
  }

  private checkAdoption(places: readonly Place[], orphans: ReadonlySet<string>): void {
    const paths = places.filter(({ file: { isOwn, isManaged } }) => isOwn || isManaged).map(({ path }) => path);
    for (const operand of this.adoption.unused([...paths, ...orphans])) {
      this.problems.add(undefined, `"${operand}" cannot be adopted: nothing is generated there. Give paths relative to the repository.`);
    }
  }

  private report(file: FilePlan, message: string): void {
    this.problems.add(file.source, message);
  }
}

/** The folders at the top that files lie in. */
function foldersOf(files: readonly string[]): string[] {
  return [...new Set(files.map((file) => file.split('/')[0]))].sort();
}

/** A long list of refused files says no more than its beginning. */
const MOST_REFUSALS = 20;

const PACKAGE_JSON = 'package.json';
const PROJEN_FOLDER = '.projen/';

/** What to do with a file that a repository has before it becomes an estate, and that has a home in `.projenrc.ts`. */
const WAYS_OUT: ReadonlyMap<string, string> = new Map([
  ['.gitignore', 'Move it away and run again, with --no-git when it hides files that nobody may commit; '
    + 'then give its patterns to project.gitignore.exclude(…) in .projenrc.ts.'],
  [PACKAGE_JSON, 'Move it away and run again; then give what it names to devDeps and to project.package in .projenrc.ts.'],
  ['.gitattributes', 'Move it away and run again; then give its lines to project.gitattributes.addAttributes(…) in .projenrc.ts.'],
]);

/** The folder of the repository. */
const ROOT = '';

/** Where a run keeps what it needs for itself. */
const OWN_FOLDERS = ['.projen', EDITS_DIR, STAGING_DIR];

const IN_THE_WAY: Readonly<Record<Exclude<EntryKind, 'none' | 'file'>, string>> = {
  directory: 'there is a directory. Move it away.',
  link: 'there is a symbolic link. Remove it.',
  special: 'there is a special file. Remove it.',
};

/** A file, and where it is. */
interface Place {
  readonly file: FilePlan;
  readonly path: string;
  /** Files that follow each other in one folder share the text, which is then looked up faster. */
  readonly folder: string;
}

function placesOf(files: readonly FilePlan[]): Place[] {
  let folder = ROOT;
  return files.map((file) => {
    const { path } = file;
    if (path.lastIndexOf('/') !== folder.length || !path.startsWith(folder)) folder = folderOf(path);
    return { file, path, folder };
  });
}
