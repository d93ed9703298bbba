import * as nodePath from 'path';
import { Component } from 'projen/lib/component';
import { FileBase } from 'projen/lib/file';
import { Project } from 'projen/lib/project';
import { Adoption } from './adoption';
import { checkEject } from './check-eject';
import { explanationsOf, explanationText } from './explanations';
import { Preflight } from './preflight';
import { planRun, RunPlan, writeManifest } from './run-plan';
import type { RunResult } from './run-result';
import type { TreeBefore } from './tree-before';
import type { Change } from '../../worktree/change';
import { contentHash } from '../../worktree/content-hash';
import { Entries } from '../../worktree/entries';
import { foreignFiles } from '../../worktree/foreign-files';
import type { HandEdit } from '../../worktree/hand-edit';
import { Manifest } from '../../worktree/manifest';
import { STAGING_DIR } from '../../worktree/staging';
import { Transaction, WriteError } from '../../worktree/transaction';
import { Closing } from '../declare/closing';
import { EstateError } from '../declare/estate-error';
import { Problems } from '../declare/problems';
import { ComponentFile, writesByItself } from '../files/component-file';
import { componentsOf } from '../files/components-of';
import { DeclaredFile } from '../files/declared-file';
import { FilePlan } from '../files/file-plan';
import { GeneratedDirectories } from '../files/generated-directories';
import { PathIndex } from '../files/path-index';
import { plansOf, sortedByPath } from '../files/plans-of';
import { FastIncludes } from '../projen/fast-includes';
import { innerProjects, StepsTaken } from '../projen/inner-projects';
import { isWriting, RunCommand } from '../projen/run-command';

/** Where projen keeps the list of all generated files. */
const FILE_LIST = '.projen/files.json';

/** What an npm project is known by. */
const PACKAGE_JSON = /(^|\/)package\.json$/;

/** Finding out where to say a thing takes a few milliseconds. */
const MOST_HINTS = 20;

/** Ends a run that was asked for an answer only, before anything is written. */
export class AnswerOnly extends Error {}

/**
 * One synthesis of one project, from the moment at which the estate is complete.
 *
 * It is the last component of the tree, because projen has no hook there: its `preSynthesize` runs when every other
 * component had its say and before projen deletes or writes anything. It settles every file, projen's own included, and
 * makes all changes at once; what projen does after that finds everything in place.
 */
export class SynthRun extends Component {
  /** The run that is under way, past the point where files are added. */
  public static of(project: Project): SynthRun | undefined {
    const run = SynthRun.byProject.get(project);
    return run?.hasAllFiles ? run : undefined;
  }

  /** Puts the run at the end of the tree. */
  public static begin(project: Project, command: RunCommand, before: TreeBefore): void {
    project.node.tryRemoveChild(SynthRun.name);
    SynthRun.byProject.set(project, new SynthRun(project, command, before));
  }

  /** Ends the run, wherever it got to. */
  public static end(project: Project): void {
    const run = SynthRun.byProject.get(project);
    run?.steps.forget();
    SynthRun.byProject.delete(project);
  }

  private static readonly byProject = new WeakMap<Project, SynthRun>();

  private hasAllFiles = false;
  /** Whether projen itself asks for the files next, and wants to know nothing but their paths and whether they are read-only. */
  private isListing = false;
  private cache?: { readonly version: number; readonly components: Component[] };
  private plan?: RunPlan;
  /** Those that exist in this estate, ordered by path. */
  private files: readonly FilePlan[] = [];
  /** What the list of generated files names, and no run is known to have written. */
  private unproven: readonly string[] = [];
  private readonly steps = new StepsTaken();

  private constructor(project: Project, private readonly command: RunCommand, private readonly before: TreeBefore) {
    super(project, SynthRun.name);
  }

  /** @throws AnswerOnly when nothing shall be written */
  public preSynthesize(): void {
    const inner = innerProjects(this.project);
    for (const project of inner) this.steps.prepare(project);
    Closing.of(this.project).settle();
    this.plan = this.settle(inner);
    if (!isWriting(this.command)) throw new AnswerOnly();
    this.commit(this.plan.steps);
    // Its cleanup looks for each file of the last run among those of this one.
    this.isListing = true;
  }

  /** Components that others added while they were synthesised take part in what follows. */
  public synthesize(): void {
    this.cache = undefined;
  }

  /** Installing packages settles versions in `package.json` after it was written. */
  public postSynthesize(): void {
    const entries = new Entries(this.project.outdir);
    const hashes = new Map(this.plan?.hashes);
    for (const { path, isOwn } of this.files) {
      const content = !isOwn && PACKAGE_JSON.test(path) && hashes.has(path) ? entries.read(path) : undefined;
      if (content) hashes.set(path, [contentHash(content.bytes)]);
    }
    const manifest = writeManifest(hashes, entries);
    if (manifest.before?.bytes.toString('utf-8') !== manifest.content) this.commit([manifest]);
  }

  /** The components of the project: walking the whole tree takes as long as rendering a part of it, and projen asks six times. */
  public components(): Component[] {
    const { version } = PathIndex.of(this.project);
    if (this.cache?.version !== version) this.cache = { version, components: componentsOf(this.project) };
    return this.cache.components;
  }

  /**
   * The files, when it is projen itself that asks, which reads `path` and `readonly` and nothing else: plans have both. To make the
   * constructs of 10,000 files for that would take a tenth of a whole run. Whoever asks after it has their constructs.
   */
  public takeList(): FileBase[] | undefined {
    if (!this.isListing) return undefined;
    this.isListing = false;
    return FastIncludes.from<unknown>(this.files.filter(({ project }) => project === this.project)) as FileBase[];
  }

  /** What this run does to the files of the estate. */
  public get changes(): readonly Change[] {
    return this.plan?.changes ?? [];
  }

  /** The files of projen's own classes, but for the list of all. */
  public foreignFiles(): FilePlan[] {
    return this.files.filter((file) => !file.isOwn && file.isManaged && file.path !== FILE_LIST);
  }

  /** How many files the estate has. */
  public get fileCount(): number {
    return this.files.length;
  }

  /** What this run does to the tree, as it is told. */
  public result(): RunResult {
    const { files } = this;
    const { removed, edits } = this.plan!;
    const created: string[] = [];
    const changed: string[] = [];
    for (const { outcome, path } of files) {
      if (outcome === 'created') created.push(path);
      else if (outcome === 'changed') changed.push(path);
    }
    // Nothing else may show that it is not what a run has written.
    if (this.unproven.length > 0) changed.push(Manifest.PATH);
    const hasChanged = created.length + changed.length + removed.length > 0;
    return {
      created,
      changed: changed.sort(),
      removed,
      kept: hasChanged ? this.kept(files, removed) : [],
      unproven: this.unproven,
      edits: edits.map((edit, index) => this.told(edit, index < MOST_HINTS)),
    };
  }

  private settle(inner: readonly Project[]): RunPlan {
    const { project, before: { entries } } = this;
    const previous = this.before.previous.with(entries, inner.map((each) => relativePath(project, each)));
    const preflight = new Preflight(project, entries, previous, new Adoption(this.command.name === 'adopt' ? this.command.operands : []));
    const byComponents = [project, ...inner].flatMap((each) => this.writtenByComponents(each));
    const declared = [project, ...inner].flatMap(plansOf);
    const candidates = sortedByPath<FilePlan>([...declared, ...withoutIdleSamples(byComponents, declared)]);
    const own = candidates.filter((file) => file instanceof DeclaredFile);
    const foreign = candidates.filter((file) => !(file instanceof DeclaredFile) && file.path !== FILE_LIST);
    for (const file of own) file.prepare();
    // What goes is removed here. Where projen has no list of its own, it would delete every file that quotes its marker.
    project.addExcludeFromCleanup('**');

    Problems.of(project).runChecks();
    if (project.ejected) checkEject(entries, Problems.of(project));
    preflight.settle(own);
    // projen's own files tell of the others, so it has to be known by now which of those exist.
    this.hasAllFiles = true;
    preflight.settle(foreign);
    this.files = candidates.filter(({ outcome }) => outcome !== 'none');
    this.isListing = true;
    preflight.settle(candidates.filter(({ path }) => path === FILE_LIST));
    this.isListing = false;
    const former = preflight.check(this.files);
    this.unproven = former.unproven;
    return planRun(this.files, former.going, entries, previous, project.ejected);
  }

  /** What components write by themselves, as far as that can be said before. */
  private writtenByComponents(project: Project): ComponentFile[] {
    return componentsOf(project).filter((component) => component !== this && writesByItself(component)).flatMap((component) => {
      const files = ComponentFile.allOf(component);
      if (files) this.steps.mark(component, 'synthesize');
      return files ?? [];
    });
  }

  private commit(changes: readonly Change[]): void {
    // What a killed run left is cleared away by the next one, also when that has nothing to write.
    if (changes.length === 0 && this.before.entries.kindOf(STAGING_DIR) === 'none') return;
    try {
      new Transaction(this.project.outdir).run(changes);
    } catch (error) {
      throw error instanceof WriteError ? new EstateError([{ message: error.message }], this.project.outdir) : error;
    }
  }

  private told({ path, savedAs, firstLine }: HandEdit, isExplained: boolean): RunResult['edits'][number] {
    const file = isExplained ? this.project.tryFindFile(path) : undefined;
    if (!file) return { path, savedAs, hints: [] };
    const lines = FilePlan.of(file)?.content?.split('\n') ?? [];
    const [explanation] = explanationsOf(file, { lines, index: Math.min(firstLine, lines.length) - 1 });
    return { path, savedAs, hints: [`say it in ${explanationText(explanation, this.project.outdir)}`] };
  }

  private kept(files: readonly FilePlan[], removed: readonly string[]): string[] {
    const directories = GeneratedDirectories.of(this.project);
    return foreignFiles(this.before.entries, [...files.map((file) => file.path), ...removed], (directory) => directories.covers(directory));
  }
}

/** A sample gives way to everything else. */
function withoutIdleSamples(files: readonly ComponentFile[], others: readonly FilePlan[]): ComponentFile[] {
  if (files.length === 0) return [];
  const taken = new Set(others.map(({ path }) => path));
  return files.filter(({ path, isSample }) => {
    const isIdle = isSample && taken.has(path);
    taken.add(path);
    return !isIdle;
  });
}

/** Where a project stands in another one, with `/` between folders. */
function relativePath(from: Project, to: Project): string {
  return nodePath.relative(from.outdir, to.outdir).split(nodePath.sep).join('/');
}
