import * as path from 'path';
import type { IConstruct } from 'constructs';
import { FileBase } from 'projen/lib/file';
import { Project } from 'projen/lib/project';
import { FilePlan } from './file-plan';
import { SourceLocation } from '../declare/source-location';

/** A file of our own: it comes and goes with its scope, and has a construct once somebody has asked for it. */
export interface PlacedFile extends FilePlan {
  readonly scope: IConstruct;
  readonly construct: FileBase;
  /** The construct, if somebody has asked for it. */
  readonly known: FileBase | undefined;
}

/**
 * Which file stands at which path, for one tree of projects.
 *
 * projen walks the whole tree for every file it constructs and for every lookup, which is quadratic. This index needs
 * no hook into the tree. It rests on one fact: the constructor of every projen file first asks the root project whether
 * its path is taken. A path that nobody has asked for is therefore free. A path that was asked for in vain may have been
 * taken since, and only then the tree is walked. Files of our own are declared here, so they never cause a walk.
 */
export class PathIndex {
  /** The index of the tree that a project belongs to. */
  public static of(project: Project): PathIndex {
    let index = PathIndex.byProject.get(project);
    if (!index) {
      const { root } = project;
      index = root === project ? new PathIndex(project) : PathIndex.of(root);
      PathIndex.byProject.set(project, index);
    }
    return index;
  }

  private static readonly byProject = new WeakMap<Project, PathIndex>();

  /** The files of our own, by their path below the root. */
  private readonly declared = new Map<string, PlacedFile>();
  /** All others that are known, likewise. */
  private readonly files = new Map<string, FileBase>();
  private readonly missed = new Map<string, SourceLocation>();
  private isAsked = false;
  private inTheMaking?: string;
  private misses = 0;
  private missesAtWalk = 0;
  private registrations = 0;

  private constructor(private readonly root: Project) {}

  /** Grows whenever a file may have been added. */
  public get version(): number {
    return this.misses + this.registrations;
  }

  /**
   * From now on the root asks this index for files, and for all that there are. Before, and when it is a project of another
   * kind, it finds only what has a construct.
   */
  public serve(): void {
    this.isAsked = true;
  }

  /** A file of our own was declared, at a path that was free. */
  public declare(file: PlacedFile): void {
    this.declared.set(this.keyOf(file.project, file.path), file);
    this.registrations++;
    if (!this.isAsked) void file.construct;
  }

  /** The construct of a file of one of projen's classes stands. */
  public register(construct: FileBase): void {
    this.files.set(this.keyOf(construct.project, construct.path), construct);
    this.registrations++;
  }

  /** Makes the construct of a file of our own, whose place nobody else has. */
  public making<T>(file: PlacedFile, make: () => T): T {
    this.inTheMaking = path.resolve(file.project.outdir, file.path);
    try {
      return make();
    } finally {
      this.inTheMaking = undefined;
    }
  }

  /** Whether the construct of a file of our own is being made at this path. */
  public isMaking(absolutePath: string): boolean {
    return this.inTheMaking === absolutePath;
  }

  /** The files of our own that belong to a project, in the order of their declaration. */
  public declaredIn(project: Project): PlacedFile[] {
    const known = new Map<IConstruct, boolean>();
    const isScopeAttached = (scope: IConstruct) => {
      let isAttached = known.get(scope);
      if (isAttached === undefined) known.set(scope, isAttached = this.isAttached(scope));
      return isAttached;
    };
    const files: PlacedFile[] = [];
    for (const file of this.declared.values()) {
      if (file.project === project && (file.known ? this.isAttached(file.known) : isScopeAttached(file.scope))) files.push(file);
    }
    return files;
  }

  /** The file that is known to stand at this path of a project; never walks. */
  public peek(project: Project, filePath: string): PlacedFile | FileBase | undefined {
    const key = this.keyOf(project, filePath);
    return this.declaredAt(key) ?? this.constructAt(key);
  }

  /** The file at this path. */
  public find(absolutePath: string): FileBase | undefined {
    const key = this.keyOf(this.root, path.relative(this.root.outdir, absolutePath));
    const known = this.declaredAt(key)?.construct ?? this.constructAt(key);
    if (known) return known;
    if (this.missed.has(absolutePath) && this.misses !== this.missesAtWalk) {
      this.walk();
      const found = this.files.get(key);
      if (found) return found;
    }
    this.missed.set(absolutePath, SourceLocation.capture());
    this.misses++;
    return undefined;
  }

  /** Where this path was last asked for in vain: by the constructor of the file that stands there now, if it is one of projen's. */
  public askedAt(absolutePath: string): SourceLocation | undefined {
    return this.missed.get(absolutePath);
  }

  private keyOf(project: Project, filePath: string): string {
    if (project !== this.root) return this.keyOf(this.root, path.relative(this.root.outdir, path.resolve(project.outdir, filePath)));
    return path.sep === '/' ? filePath : filePath.replaceAll(path.sep, '/');
  }

  private declaredAt(key: string): PlacedFile | undefined {
    const file = this.declared.get(key);
    if (!file || this.isAttached(file.known ?? file.scope)) return file;
    this.declared.delete(key);
    return undefined;
  }

  private constructAt(key: string): FileBase | undefined {
    const construct = this.files.get(key);
    if (!construct || this.isAttached(construct)) return construct;
    this.files.delete(key);
    return undefined;
  }

  private walk(): void {
    for (const construct of this.root.node.findAll()) {
      if (construct instanceof FileBase && !FilePlan.of(construct)?.isOwn) this.files.set(this.keyOf(construct.project, construct.path), construct);
    }
    this.missesAtWalk = this.misses;
  }

  /** Removal from the tree is not announced, so it is looked for where it matters. */
  private isAttached(construct: IConstruct): boolean {
    let child: IConstruct = construct;
    while (child !== this.root) {
      const { scope } = child.node;
      if (!scope || scope.node.tryFindChild(child.node.id) !== child) return false;
      child = scope;
    }
    return true;
  }
}

/** Whether a run writes this file of ours, whatever stands there now. */
export function isGenerated(scope: IConstruct, filePath: string): boolean {
  const project = Project.of(scope);
  const file = PathIndex.of(project).peek(project, filePath);
  return file instanceof FilePlan && file.isManaged;
}
