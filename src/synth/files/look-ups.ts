import * as path from 'path';
import { distance } from 'fastest-levenshtein';
import { Project } from 'projen/lib/project';
import { FilePlan } from './file-plan';
import { GeneratedDirectories } from './generated-directories';
import { PathIndex } from './path-index';
import { plansOf } from './plans-of';
import { didYouMean } from '../../text/nearest-name';
import { Problems } from '../declare/problems';
import { SourceLocation } from '../declare/source-location';

/**
 * What the user looked for in a project and did not find. `?.` after `tryFindObjectFile(…)` leaves everything out that is
 * said of the file, so a path that was meant to be one of the estate's is a problem. Who only asks whether there is a file,
 * such as projen's own classes, hears nothing.
 */
export class LookUps {
  /** Those of a project. */
  public static of(project: Project): LookUps {
    let lookUps = LookUps.byProject.get(project);
    if (!lookUps) LookUps.byProject.set(project, lookUps = new LookUps(project));
    return lookUps;
  }

  /** Whether the user's own program has asked just now. */
  public static isOfUser(source: SourceLocation, project: Project): boolean {
    return source.isAskedByUser(project.outdir, LOOK_UPS);
  }

  private static readonly byProject = new WeakMap<Project, LookUps>();

  private readonly missed = new Map<string, { readonly source: SourceLocation; readonly explain: Finding }>();

  private constructor(private readonly project: Project) {
    Problems.of(project).addCheck(() => this.check());
  }

  /** A file was found, perhaps after it was looked for too early. */
  public noteHit(filePath: string): void {
    if (this.missed.size > 0) this.missed.delete(this.keyOf(filePath));
  }

  /** A file was looked for in vain. */
  public noteMiss(filePath: string): void {
    this.missed.set(this.keyOf(filePath), { source: SourceLocation.capture(), explain: (...given) => this.whyNotFound(...given) });
  }

  /** A file that is not there was to be removed. */
  public noteVainRemoval(filePath: string): void {
    this.missed.set(this.keyOf(filePath), { source: SourceLocation.capture(), explain: whyNotRemoved });
  }

  private keyOf(filePath: string): string {
    const { outdir } = this.project;
    return path.relative(outdir, path.resolve(outdir, filePath)).split(path.sep).join('/');
  }

  private check(): void {
    let known: readonly string[] | undefined;
    const paths = () => known ??= plansOf(this.project).map((plan) => plan.path);
    for (const [filePath, { source, explain }] of this.missed) {
      const now = PathIndex.of(this.project).peek(this.project, filePath);
      // Who does not find a file may well make it himself, as the constructors of projen's classes do.
      if ((now && !(now instanceof FilePlan)) || !LookUps.isOfUser(source, this.project)) continue;
      const problem = explain(filePath, now, paths);
      if (problem !== undefined) Problems.of(this.project).add(source, problem);
    }
  }

  private whyNotFound(...[filePath, now, paths]: Parameters<Finding>): string | undefined {
    if (now) return `"${filePath}" is looked for before it is declared${declaredAt(now)}, and not found: look for it after that`;
    const isMeant = GeneratedDirectories.of(this.project).covers(filePath) || paths().some((other) => isSlip(filePath, other));
    return isMeant ? `there is no file "${filePath}", so what is said of it does nothing.${didYouMean(filePath, paths())}` : undefined;
  }
}

/** Functions by which a file is looked for, or a task. */
const LOOK_UPS = new Set(['tryFindFile', 'tryFindObjectFile', 'tryRemoveFile', 'removeTask']);

/** Two slips of the finger. */
const MOST_SLIPS = 2;

/** Says why a path finds nothing; undefined: that is as it should be. */
type Finding = (filePath: string, now: FilePlan | undefined, paths: () => readonly string[]) => string | undefined;

function whyNotRemoved(...[filePath, now, paths]: Parameters<Finding>): string {
  if (now) return `"${filePath}" is removed before it is declared${declaredAt(now)}, so it stays: remove it after that`;
  return `there is no file "${filePath}" to remove: drop the removal.${didYouMean(filePath, paths())}`;
}

function declaredAt({ source, project }: FilePlan): string {
  const where = source?.relativeTo(project.outdir);
  return where === undefined ? '' : ` (${where})`;
}

/** Whether one path is another one with a slip in it, and not the next of numbered ones. */
function isSlip(wanted: string, known: string): boolean {
  if (Math.abs(wanted.length - known.length) > MOST_SLIPS || wanted.length <= 4 * MOST_SLIPS) return false;
  return distance(wanted, known) <= MOST_SLIPS && wanted.replace(/\d+/g, '') !== known.replace(/\d+/g, '');
}
