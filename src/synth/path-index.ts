import { FileBase, Project } from 'projen';
import { SourceLocation } from './source-location';

/**
 * Which file stands at which path, for one tree of projects.
 *
 * projen walks the whole tree for every file it constructs and for every lookup, which is quadratic. This index needs
 * no hook into the tree. It rests on one fact: the constructor of every projen file first asks the root project whether
 * its path is taken. A path that nobody has asked for is therefore free. A path that was asked for in vain may have been
 * taken since, and only then the tree is walked. Files of our own announce themselves, so they never cause a walk.
 */
export class PathIndex {
  /** The index of the tree with this root. */
  public static of(root: Project): PathIndex {
    let index = PathIndex.byRoot.get(root);
    if (!index) {
      index = new PathIndex(root);
      PathIndex.byRoot.set(root, index);
    }
    return index;
  }

  private static readonly byRoot = new WeakMap<Project, PathIndex>();

  private readonly files = new Map<string, FileBase>();
  private readonly announced = new Set<string>();
  private readonly missed = new Map<string, SourceLocation>();
  private misses = 0;
  private missesAtWalk = 0;
  private registrations = 0;

  private constructor(private readonly root: Project) {}

  /** Grows whenever a file may have been added. */
  public get version(): number {
    return this.misses + this.registrations;
  }

  /** A file of our own is about to be constructed at this free path. */
  public announce(absolutePath: string): void {
    this.announced.add(absolutePath);
  }

  /** The announced file stands. */
  public register(file: FileBase): void {
    this.announced.delete(file.absolutePath);
    this.files.set(file.absolutePath, file);
    this.registrations++;
  }

  /** Whether a file of our own is being constructed at this path. */
  public isAnnounced(absolutePath: string): boolean {
    return this.announced.has(absolutePath);
  }

  /** The file that is known to stand at this path; never walks. */
  public peek(absolutePath: string): FileBase | undefined {
    const file = this.files.get(absolutePath);
    if (!file || this.isAttached(file)) return file;
    this.files.delete(absolutePath);
    return undefined;
  }

  /** The file at this path. */
  public find(absolutePath: string): FileBase | undefined {
    const known = this.peek(absolutePath);
    if (known || this.announced.has(absolutePath)) return known;
    if (this.missed.has(absolutePath) && this.misses !== this.missesAtWalk) {
      this.walk();
      const found = this.files.get(absolutePath);
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

  private walk(): void {
    for (const construct of this.root.node.findAll()) {
      if (construct instanceof FileBase) this.files.set(construct.absolutePath, construct);
    }
    this.missesAtWalk = this.misses;
  }

  /** Removal from the tree is not announced, so it is looked for where it matters. */
  private isAttached(file: FileBase): boolean {
    let child: { readonly node: FileBase['node'] } = file;
    while (child !== this.root) {
      const scope: FileBase['node']['scope'] = child.node.scope;
      if (!scope || scope.node.tryFindChild(child.node.id) !== child) return false;
      child = scope;
    }
    return true;
  }
}
