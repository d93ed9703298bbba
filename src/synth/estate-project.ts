import * as path from 'path';
import { Component } from 'projen/lib/component';
import { FileBase } from 'projen/lib/file';
import * as javascript from 'projen/lib/javascript';
import { LogLevel } from 'projen/lib/logger';
import { ObjectFile } from 'projen/lib/object-file';
import { Task } from 'projen/lib/task';
import { captureTrace, framesOf } from './declare/call-frames';
import { Closing } from './declare/closing';
import { EstateError } from './declare/estate-error';
import { IncompleteRun } from './declare/incomplete-run';
import { plainOptions } from './declare/plain-options';
import { Problems } from './declare/problems';
import { SourceLocation } from './declare/source-location';
import { alreadyWritten } from './files/claim-path';
import { componentsOf } from './files/components-of';
import { FilePlan } from './files/file-plan';
import { GeneratedDirectories } from './files/generated-directories';
import { pathPattern } from './files/git-patterns';
import { LateChanges } from './files/late-changes';
import { LookUps } from './files/look-ups';
import { didYouMean } from '../text/nearest-name';
import { print, printError, printJson } from '../text/print';
import { PathIndex } from './files/path-index';
import { sortedByPath } from './files/plans-of';
import { localeIndependent } from './projen/locale-independent';
import { holdNpmPackages } from './projen/npm-packages';
import { isWriting, parseRunCommand, RunCommand, WRITE } from './projen/run-command';
import { changesJson, changesText } from './run/preview';
import { reportText, RunSummary } from './run/report';
import { hasChanges } from './run/run-result';
import { AnswerOnly, SynthRun } from './run/synth-run';
import { takeRunLock } from './run/take-run-lock';
import { TreeBefore } from './run/tree-before';
import { whyText } from './run/why';
import type { Entries } from '../worktree/entries';
import { EDITS_DIR } from '../worktree/hand-edit';
import { InputError } from '../worktree/input-file';
import { Manifest } from '../worktree/manifest';
import { LOCK_FILE, RunLock } from '../worktree/run-lock';
import { STAGING_DIR } from '../worktree/staging';

/**
 * A project that stays fast and safe with ten thousand files: no step searches the tree once per file, everything that
 * can fail is checked before the first file is written, and each run says what it did.
 */
export abstract class EstateProject extends javascript.NodeProject {
  private readonly isReporting: boolean;
  private isSynthesized = false;
  private late?: LateChanges;
  private command: RunCommand = WRITE;
  private tree?: TreeBefore;

  constructor(options: javascript.NodeProjectOptions) {
    super(options);
    if (this.root === this) PathIndex.of(this).serve();
    if (this.root === this) Closing.of(this).onRefusal(this.outdir, (error) => this.endWith(error));
    const silentByDefault = process.env.NODE_ENV === 'test';
    this.isReporting = (options.logging?.level ?? (silentByDefault ? LogLevel.OFF : LogLevel.INFO)) >= LogLevel.INFO;
    if (isEntryScript() && !this.parent) process.once('beforeExit', () => this.checkEnd());
    // The run that ejects saves hand edits, too.
    this.gitignore.exclude(`/${EDITS_DIR}/`);
    if (this.ejected) return;
    for (const local of [`${STAGING_DIR}/`, `${LOCK_FILE}*`]) this.gitignore.exclude(`/${local}`);
    super.annotateGenerated(`/${Manifest.PATH}`);
    this.gitattributes.addAttributes(`/${Manifest.PATH}`, 'merge=union');
  }

  /** All components of this project. While it is synthesised, of the files only those that somebody has asked for. */
  public get components(): Component[] {
    if (!this.isSynthesized) this.makeFiles();
    return SynthRun.of(this)?.components() ?? componentsOf(this);
  }

  /** All files of this project, ordered by path. */
  public get files(): FileBase[] {
    const list = SynthRun.of(this)?.takeList();
    if (list) return list;
    this.makeFiles();
    return sortedByPath(componentsOf(this).filter((component): component is FileBase => component instanceof FileBase && FilePlan.of(component)?.outcome !== 'none'));
  }

  /**
   * Finds a file in this project and its subprojects. A path of the program's that is meant to be a generated file, and is none
   * when the estate is complete, is a problem at synthesis.
   * @param filePath relative to this project, or absolute
   */
  public tryFindFile(filePath: string): FileBase | undefined {
    filePath = plainOptions(filePath);
    if (this.root !== this) return super.tryFindFile(filePath);
    const index = PathIndex.of(this);
    // The construct of a file of our own, whose path nobody else has.
    if (index.isMaking(filePath)) return undefined;
    const file = index.find(path.resolve(this.outdir, filePath));
    if (file && FilePlan.of(file)?.isOwn && isAskedByNewFile()) throw new Error(alreadyWritten(file));
    if (!file && Closing.of(this).isOver && isAskedByNewFile()) Closing.of(this).assertUnsettled(() => `"${path.relative(this.outdir, filePath)}"`);
    if (file) LookUps.of(this).noteHit(filePath);
    else LookUps.of(this).noteMiss(filePath);
    return file;
  }

  /**
   * Finds a YAML or JSON file of this project, to patch it.
   * @param filePath relative to this project
   * @throws EstateError when there is none so far, with the nearest path
   */
  public findObjectFile(filePath: string): ObjectFile {
    filePath = plainOptions(filePath);
    const file = PathIndex.of(this).find(path.resolve(this.outdir, filePath));
    if (file instanceof ObjectFile) return file;
    const paths = this.files.filter((each) => each instanceof ObjectFile).map((each) => each.path);
    const reason = file ? `"${filePath}" is no YAML or JSON file, so it cannot be patched` : `there is no file "${filePath}" so far: look for it after it is declared`;
    return this.endWith(new EstateError([{ source: SourceLocation.capture(), message: `${reason}.${didYouMean(filePath, paths)}` }], this.outdir));
  }

  /**
   * Takes a file out. One that is not there is a problem at synthesis.
   * @param filePath relative to this project, or absolute
   */
  public tryRemoveFile(filePath: string): FileBase | undefined {
    filePath = plainOptions(filePath);
    Closing.of(this).assertUnsettled(() => `the removal of "${filePath}"`);
    const removed = super.tryRemoveFile(filePath);
    if (!removed && this.root === this) LookUps.of(this).noteVainRemoval(filePath);
    return removed;
  }

  /**
   * Takes a task out. One that is not there is a problem at synthesis.
   * @param name name of the task
   */
  public removeTask(name: string): Task | undefined {
    name = plainOptions(name);
    const source = SourceLocation.capture();
    const names = this.tasks.all.map((task) => task.name);
    const removed = super.removeTask(name);
    if (!removed && LookUps.isOfUser(source, this)) Problems.of(this).add(source, `there is no task "${name}" to remove.${didYouMean(name, names)}`);
    return removed;
  }

  /**
   * Adds a line to `.gitignore`, unless it would un-ignore a file that a generated directory covers.
   * @param pattern the pattern, `!` in front un-ignores
   */
  public addGitIgnore(pattern: string): void {
    pattern = plainOptions(pattern);
    if (pattern.startsWith('!/') && this.isCovered(pattern.slice(2))) return;
    const [, negation, filePath] = /^(!?)\/([^]*)$/.exec(pattern) ?? [];
    super.addGitIgnore(filePath !== undefined && this.isFile(filePath) ? `${negation}/${pathPattern(filePath)}` : pattern);
  }

  /**
   * Marks files as generated in `.gitattributes`, unless a generated directory covers them or the project is ejected.
   * @param glob the files
   */
  public annotateGenerated(glob: string): void {
    glob = plainOptions(glob);
    if (this.ejected) return;
    if (glob.startsWith('/') && this.isCovered(glob.slice(1))) return;
    super.annotateGenerated(glob.startsWith('/') && this.isFile(glob.slice(1)) ? pathPattern(glob) : glob);
  }

  /** Called by projen before the components are synthesised. */
  public preSynthesize(): void {
    super.preSynthesize();
    if (this.isWithinEstate) return;
    Closing.of(this).complete();
    SynthRun.begin(this, this.command, this.tree!);
  }

  /**
   * Checks the whole estate, writes what changed, and says what that was.
   *
   * Run as `.projenrc.ts`, it does what the arguments of the process ask for: `check`, `preview`, `why` and `adopt`. It is
   * the end of the program: what is declared after it is an error, since it would be left out.
   * @throws EstateError with all problems of the estate; run as `.projenrc.ts` or by `projen new`, the process prints them
   * and ends with status 1
   */
  public synth(): void {
    this.isSynthesized = true;
    if (this.isWithinEstate) {
      super.synth();
      return;
    }
    const closing = Closing.of(this);
    closing.assertFirst();
    const startedAt = performance.now();
    // An ejected project needs none of its packages: npm would remove them while they run this very synthesis.
    if (this.ejected) process.env.PROJEN_DISABLE_POST = 'true';
    try {
      this.run(startedAt);
      closing.end(SourceLocation.capture());
    } catch (error) {
      closing.end(undefined);
      this.endWith(error);
    }
  }

  /**
   * Makes a directory the generator's as a whole: `.gitignore` and `.gitattributes` get one line for it and none for the
   * files below. A pattern that ignores something inside has to be added after this.
   * @param directory relative to the project, for instance `terraform`
   */
  public addGeneratedDirectory(directory: string): void {
    directory = plainOptions(directory);
    if (!GeneratedDirectories.of(this).add(directory)) return;
    if (!this.ejected) super.annotateGenerated(pathPattern(`/${directory}/**`));
    super.addGitIgnore(`!${pathPattern(`/${directory}/**`)}`);
  }

  /**
   * What stands in the tree, as the run that is under way sees it.
   * @internal
   */
  protected get _entries(): Entries {
    return this.tree!.entries;
  }

  /**
   * What the first line of the report counts before the files, for instance `['2 environments', '8 root modules']`.
   * @internal
   */
  protected _reportCounts(): string[] {
    return [];
  }

  /** Whether the run of the root takes care of this project. */
  private get isWithinEstate(): boolean {
    return this.root !== this && this.root instanceof EstateProject;
  }

  private run(startedAt: number): void {
    let lock: RunLock | undefined;
    try {
      this.command = this.readCommand();
      if (isWriting(this.command)) lock = takeRunLock(this.outdir);
      this.tree = TreeBefore.of(this);
      localeIndependent(() => {
        super.synth();
        if (isEntryScript()) this.late = new LateChanges(SynthRun.of(this)?.foreignFiles() ?? []);
      });
      this.report(startedAt);
    } catch (error) {
      if (error instanceof InputError) throw new EstateError([{ message: error.message }], this.outdir);
      if (!(error instanceof AnswerOnly)) throw error;
      this.answer(startedAt);
    } finally {
      SynthRun.end(this);
      lock?.release();
    }
  }

  private makeFiles(): void {
    for (const file of PathIndex.of(this).declaredIn(this)) void file.construct;
  }

  /** Whether a file class of projen is being constructed at this path: then what it adds is no pattern, but a path. */
  private isFile(filePath: string): boolean {
    return PathIndex.of(this).askedAt(path.resolve(this.outdir, filePath)) !== undefined;
  }

  private isCovered(filePath: string): boolean {
    return GeneratedDirectories.of(this).covers(filePath) || PathIndex.of(this).isMaking(path.resolve(this.outdir, filePath));
  }

  private report(startedAt: number): void {
    const run = SynthRun.of(this);
    // What `projen new` makes is told by the run that follows.
    if (!this.isReporting || !run || this.initProject || this.command.isQuiet) return;
    print(reportText(this.summary(startedAt, run), run.result()));
  }

  /** Says what was asked for; the status of the process says whether the tree is as it should be. */
  private answer(startedAt: number): void {
    const run = SynthRun.of(this)!;
    const { name, isQuiet, isJson, operands } = this.command;
    if (name === 'why') {
      const why = whyText(this, operands[0], isJson);
      if (isJson) printJson(why);
      else print(why);
      return;
    }
    const result = run.result();
    if (isJson) printJson(changesJson(result, run.changes));
    else if (!isQuiet) print(reportText(this.summary(startedAt, run), result, 'planned') + (name === 'preview' ? changesText(run.changes) : ''));
    if (hasChanges(result)) process.exitCode = name === 'preview' ? 2 : 1;
  }

  private readCommand(): RunCommand {
    if (!isEntryScript()) return WRITE;
    try {
      return parseRunCommand(process.argv.slice(2));
    } catch (error) {
      throw new EstateError([{ message: (error as Error).message }], this.outdir);
    }
  }

  private summary(startedAt: number, run: SynthRun): RunSummary {
    const counts = [...this._reportCounts(), `${run.fileCount} files`];
    const seconds = isEntryScript() ? process.uptime() : (performance.now() - startedAt) / 1000;
    return { projectName: this.name, counts, seconds };
  }

  /** A user who runs `.projenrc.ts` or `projen new` wants the list of problems, not the stack of the process. */
  private endWith(error: unknown): never {
    const isForUser = error instanceof EstateError || error instanceof IncompleteRun;
    if (!isForUser || !(isEntryScript() || this.initProject)) throw error;
    printError(`  ${error.message}\n`);
    process.exit(1);
  }

  /** Says what a program that ends in silence has left out. */
  private checkEnd(): void {
    const late = localeIndependent(() => this.late?.paths() ?? []);
    if (this.isSynthesized && late.length === 0) return;
    printError(this.isSynthesized
      ? `  something was added after project.synth() that belongs in ${late.join(', ')}, so this run has left it out: move project.synth() to the end of ${ENTRY_SCRIPT}.ts\n`
      : `  project.synth() was never called, so nothing was written: call it at the end of ${ENTRY_SCRIPT}.ts\n`);
    process.exitCode = 1;
  }
}

holdNpmPackages(({ root }) => root instanceof EstateProject);

/** The program that a user starts to synthesise an estate, without its extension. */
const ENTRY_SCRIPT = '.projenrc';

/** Whether the constructor of a projen file asks: it would say nothing but that there is such a file. */
function isAskedByNewFile(): boolean {
  const frames = framesOf(captureTrace());
  const asker = frames[frames.findIndex(({ functionName }) => functionName === 'tryFindFile') + 1];
  return asker?.isConstructor && asker.functionName === FileBase.name;
}

function isEntryScript(): boolean {
  return path.parse(process.argv[1] ?? '').name === ENTRY_SCRIPT;
}
