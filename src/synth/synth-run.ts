import * as fs from 'fs';
import { Component, FileBase, Project } from 'projen';
import { isFileSystemError } from './disk';
import { FastIncludes } from './fast-includes';
import { FilePlan } from './file-plan';
import { foreignFiles } from './foreign-files';
import { GeneratedDirectories } from './generated-directories';
import { removeOrphans } from './orphans';
import { PathIndex } from './path-index';
import { Preflight } from './preflight';
import { PreviousRun } from './previous-run';
import { Problems } from './problems';
import type { RunResult } from './report';

/**
 * One synthesis of one project, from the moment at which the estate is complete.
 *
 * It is the last component of the tree, because projen has no hook there: its `preSynthesize` runs when every other
 * component had its say and before projen deletes or writes anything.
 */
export class SynthRun extends Component {
  /** The run that is under way, past the point where files are added. */
  public static of(project: Project): SynthRun | undefined {
    return SynthRun.byProject.get(project);
  }

  /** Puts the run at the end of the tree. */
  public static begin(project: Project): void {
    project.node.tryRemoveChild(SynthRun.name);
    new SynthRun(project);
  }

  /** Ends the run, wherever it got to. */
  public static end(project: Project): void {
    SynthRun.byProject.delete(project);
  }

  private static readonly byProject = new WeakMap<Project, SynthRun>();

  private cache?: { readonly version: number; readonly components: Component[]; readonly files: FileBase[] };
  private removed: readonly string[] = [];
  private readonly bytesBefore = new Map<FileBase, Buffer | undefined>();

  private constructor(project: Project) {
    super(project, SynthRun.name);
  }

  public preSynthesize(): void {
    const { outdir } = this.project;
    const previous = PreviousRun.read(outdir, (message) => Problems.of(this.project).add(undefined, message));
    const files = new Preflight(this.project, previous).run(this.project.files);

    for (const file of files) if (!FilePlan.of(file)) this.bytesBefore.set(file, tryRead(file.absolutePath));
    const paths = new Set(files.map((file) => file.path));
    this.removed = removeOrphans(outdir, [...previous.files].filter((file) => !paths.has(file)));
    // Without a list of generated files projen deletes every file that quotes its marker, whoever wrote it.
    if (!previous.isKnown) this.project.addExcludeFromCleanup('**');
    SynthRun.byProject.set(this.project, this);
  }

  /** Components that others added while they were synthesised take part in what follows. */
  public synthesize(): void {
    this.cache = undefined;
  }

  /** The components of the project: computed once, because projen asks for them with every file. */
  public components(compute: () => Component[]): Component[] {
    return this.cached(compute).components;
  }

  /** The files that exist in this estate. */
  public files(compute: () => Component[]): FileBase[] {
    return FastIncludes.from(this.cached(compute).files) as FileBase[];
  }

  /** What this run did to the disk. */
  public result(): RunResult {
    const created: string[] = [];
    const changed: string[] = [];
    const { files } = this.project;
    for (const file of files) {
      const outcome = FilePlan.of(file)?.outcome ?? this.outcomeOfForeign(file);
      if (outcome === 'created') created.push(file.path);
      if (outcome === 'changed') changed.push(file.path);
    }
    const removed = [...this.removed].sort();
    const hasChanged = created.length + changed.length + removed.length > 0;
    return { created, changed, removed, kept: hasChanged ? this.kept(files) : [] };
  }

  private kept(files: readonly FileBase[]): string[] {
    const directories = GeneratedDirectories.of(this.project);
    return foreignFiles(this.project.outdir, files.map((file) => file.path), (directory) => directories.covers(directory));
  }

  /** projen calls a file changed when only its mode did, as after every clone, so the bytes decide. */
  private outcomeOfForeign(file: FileBase): 'created' | 'changed' | undefined {
    const before = this.bytesBefore.get(file);
    const after = tryRead(file.absolutePath);
    if (!after || before?.equals(after)) return undefined;
    return before ? 'changed' : 'created';
  }

  private cached(compute: () => Component[]): NonNullable<SynthRun['cache']> {
    const { version } = PathIndex.of(this.project.root);
    if (this.cache?.version !== version) {
      const components = compute();
      this.cache = { version, components, files: filesOf(components).filter((file) => FilePlan.of(file)?.outcome !== 'none') };
    }
    return this.cache;
  }
}

/** The files among these components, ordered by path in the same way on every machine. */
export function filesOf(components: readonly Component[]): FileBase[] {
  return components
    .filter((component): component is FileBase => component instanceof FileBase)
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function tryRead(absolutePath: string): Buffer | undefined {
  try {
    return fs.readFileSync(absolutePath);
  } catch (error) {
    if (isFileSystemError(error, 'ENOENT') || isFileSystemError(error, 'ENOTDIR')) return undefined;
    throw error;
  }
}
