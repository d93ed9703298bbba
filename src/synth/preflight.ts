import * as fs from 'fs';
import * as path from 'path';
import { FileBase, IResolver, ObjectFile, Project } from 'projen';
import { writtenTwice } from './claim-path';
import { entryAt } from './disk';
import { FilePlan } from './file-plan';
import { isMarkedAsGenerated } from './header';
import { holdsOnlyOrphans } from './orphans';
import { caseFolded, pathProblem } from './path-rules';
import { PreviousRun } from './previous-run';
import { Problems } from './problems';
import { sourceOf } from './source-of';

/** A long list of refused files says no more than its beginning. */
const MOST_REFUSALS = 20;

/** What to do with a file that a repository has before it becomes an estate, and that has a home in `.projenrc.ts`. */
const WAYS_OUT: Readonly<Record<string, string>> = {
  '.gitignore': 'Move it away and run again, with --no-git when it hides files that nobody may commit; '
    + 'then give its patterns to project.gitignore.exclude(…) in .projenrc.ts.',
  '.gitattributes': 'Move it away and run again; then give its lines to project.gitattributes.addAttributes(…) in .projenrc.ts.',
};

/**
 * Finds everything that can keep a synthesis from succeeding: problems of the estate, renderers that fail, paths that
 * clash, and files on the disk that are in the way or not ours to overwrite. Reads the disk and writes nothing.
 */
export class Preflight {
  private readonly problems: Problems;
  private readonly root: string;
  private readonly directories = new Map<string, boolean>();
  private refusals = 0;

  constructor(project: Project, private readonly previous: PreviousRun) {
    this.problems = Problems.of(project);
    this.root = project.outdir;
  }

  /**
   * @param candidates every file of the project, those included that turn out not to exist in this estate
   * @returns the files that will exist
   * @throws EstateError with all problems at once
   */
  public run(candidates: readonly FileBase[]): FileBase[] {
    this.problems.runChecks();
    // The renderers of an estate that is known to be wrong would only add to the noise.
    if (this.problems.isEmpty) for (const file of candidates) this.render(file);
    const files = candidates.filter((file) => FilePlan.of(file)?.outcome !== 'none');

    const legal = files.filter((file) => this.checkPath(file));
    this.checkClashes(legal);
    const paths = new Set(legal.map((file) => file.path));
    const orphans = new Set([...this.previous.files].filter((file) => !paths.has(file)));
    for (const file of legal) this.checkDisk(file, orphans);
    if (this.refusals > MOST_REFUSALS) this.problems.add(undefined, `… and ${this.refusals - MOST_REFUSALS} more files that are not generated.`);
    for (const orphan of orphans) this.checkOrphan(orphan);

    this.problems.throwIfAny(this.root);
    return files;
  }

  private render(file: FileBase): void {
    try {
      FilePlan.of(file)?.prepare();
    } catch (error) {
      this.report(file, `cannot make "${file.path}": ${(error as Partial<Error>).message ?? error}`);
    }
  }

  private checkPath(file: FileBase): boolean {
    const problem = pathProblem(file.path);
    if (problem !== undefined) this.report(file, `cannot write to ${JSON.stringify(file.path)}: ${problem}.`);
    return problem === undefined;
  }

  /** No two files may be one, nor may a file be the folder of another, on a file system that ignores case either. */
  private checkClashes(files: readonly FileBase[]): void {
    const byPath = new Map<string, FileBase>();
    for (const file of files) {
      const key = caseFolded(file.path);
      const other = byPath.get(key);
      if (other?.path === file.path) this.reportTwice(other, file);
      else if (other) this.report(file, `"${other.path}" and "${file.path}" are one file on macOS and Windows. Rename one of them.`);
      byPath.set(key, file);
    }
    const folders = new Set<string>();
    for (const file of files) {
      for (let folder = path.posix.dirname(file.path); folder !== '.' && !folders.has(folder); folder = path.posix.dirname(folder)) {
        folders.add(folder);
        const other = byPath.get(caseFolded(folder));
        if (other) this.report(file, `"${other.path}" is a file, so "${file.path}" cannot be written below it. Rename one of them.`);
      }
    }
  }

  /** The file that the user made is the one to rename, so it is where the report points. */
  private reportTwice(one: FileBase, other: FileBase): void {
    const [first, second] = FilePlan.of(one) === undefined ? [other, one] : [one, other];
    this.report(second, writtenTwice(second.path, first, second));
  }

  private checkDisk(file: FileBase, orphans: ReadonlySet<string>): void {
    if (!this.checkFolder(path.posix.dirname(file.path), file, orphans)) return;
    const outcome = FilePlan.of(file)?.outcome;
    // The other outcomes of a generated file say that it is missing, or right already.
    if (file.readonly && outcome !== undefined && outcome !== 'changed') return;
    const entry = entryAt(file.absolutePath);
    if (!entry) return;
    if (entry.isDirectory()) {
      if (holdsOnlyOrphans(this.root, file.path, orphans)) return;
      this.report(file, `"${file.path}" is to be generated, but there is a directory. Move it away.`);
    } else if (!entry.isFile()) {
      this.report(file, `"${file.path}" is to be generated, but there is a ${entry.isSymbolicLink() ? 'symbolic link' : 'special file'}. Remove it.`);
    } else if (this.isForeign(file)) {
      this.refusals++;
      if (this.refusals > MOST_REFUSALS) return;
      this.report(file, `"${file.path}" exists and is not a generated file. ${WAYS_OUT[file.path] ?? 'Move it away, or delete it to have it generated.'}`);
    }
  }

  /** Whether a folder is a directory or will become one; checked, and reported, once for all files in it. */
  private checkFolder(folder: string, file: FileBase, orphans: ReadonlySet<string>): boolean {
    if (folder === '.') return true;
    const known = this.directories.get(folder);
    if (known !== undefined) return known;
    const isUsable = this.checkFolder(path.posix.dirname(folder), file, orphans) && this.isUsableFolder(folder, file, orphans);
    this.directories.set(folder, isUsable);
    return isUsable;
  }

  private isUsableFolder(folder: string, file: FileBase, orphans: ReadonlySet<string>): boolean {
    const entry = entryAt(path.join(this.root, folder));
    if (!entry || entry.isDirectory() || (entry.isFile() && orphans.has(folder))) return true;
    const what = entry.isSymbolicLink() ? 'a symbolic link' : 'a file';
    this.report(file, `"${folder}" is ${what}, so nothing can be generated below it. Replace it by a directory.`);
    return false;
  }

  /** Whether overwriting would destroy something of the user's. */
  private isForeign(file: FileBase): boolean {
    if (!file.readonly || this.previous.files.has(file.path)) return false;
    const plan = FilePlan.of(file);
    if (plan) return plan.outcome === 'changed' && !isMarkedAsGenerated(fs.readFileSync(file.absolutePath, 'utf-8'));
    if (this.previous.isKnown) return true;
    // projen keeps what a `package.json` has, and `projen new` itself has just made one.
    if (file.path === 'package.json') return false;
    const current = fs.readFileSync(file.absolutePath, 'utf-8');
    return !isMarkedAsGenerated(current) && contentOfForeign(file) !== current;
  }

  /** projen would delete such a directory with everything in it. */
  private checkOrphan(orphan: string): void {
    if (pathProblem(orphan) === undefined && entryAt(path.join(this.root, orphan))?.isDirectory()) {
      this.problems.add(undefined, `"${orphan}" was a generated file and is a directory now. Move it away.`);
    }
  }

  private report(file: FileBase, message: string): void {
    this.problems.add(sourceOf(file), message);
  }
}

/** What a file class of projen writes; undefined for data, which projen marks as generated unless it is told not to. */
function contentOfForeign(file: FileBase): string | undefined {
  if (file instanceof ObjectFile) return undefined;
  return (file as unknown as Rendered).synthesizeContent({ resolve: (value) => value });
}

/** The part of a file class that projen keeps to itself. */
interface Rendered {
  synthesizeContent(resolver: IResolver): string | undefined;
}
