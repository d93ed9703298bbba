import type { IConstruct } from 'constructs';
import { FileBase } from 'projen/lib/file';
import { Project } from 'projen/lib/project';
import { claimPath } from './claim-path';
import type { Explain } from './explanation';
import { FilePlan } from './file-plan';
import { PathIndex } from './path-index';
import { sourceOf } from './source-of';
import type { SourceLocation } from '../declare/source-location';

/** What every kind of file of our own has. */
export interface DeclaredFileOptions {
  /** @default false */
  readonly executable?: boolean;
  /**
   * Why the file is as it is.
   * @default - the construct that it belongs to was declared
   */
  readonly explain?: Explain;
}

/**
 * A file of our own, as it was declared.
 *
 * projen's construct for it is made when somebody asks for it: of ten thousand files nearly none is ever asked for, and to
 * make a construct takes longer than to render most of them. The run knows the file without.
 */
export abstract class DeclaredFile extends FilePlan {
  public readonly isOwn = true;
  private readonly isExecutable: boolean;
  private made?: FileBase;

  /**
   * @param scope what the file belongs to: it comes and goes with it
   * @param filePath relative to the project; one that is illegal or taken is recorded as a problem
   */
  constructor(public readonly scope: IConstruct, filePath: string, { executable = false, explain }: DeclaredFileOptions) {
    const project = Project.of(scope);
    super(project, claimPath(scope, project, filePath), explain);
    this.isExecutable = executable;
  }

  public get construct(): FileBase {
    if (this.made) return this.made;
    this.made = PathIndex.of(this.project).making(this, () => this.make());
    this.stands(this.made);
    return this.made;
  }

  /** The construct, if somebody has asked for it. */
  public get known(): FileBase | undefined {
    return this.made;
  }

  public get readonly(): boolean {
    return this.made ? this.made.readonly : this.isManaged && !this.project.ejected;
  }

  public get executable(): boolean {
    return this.made ? this.made.executable : this.isExecutable;
  }

  public get source(): SourceLocation | undefined {
    return sourceOf(this.scope);
  }

  /** Called when the estate is complete, before any file is rendered. */
  public prepare(): void {}

  /** The last step of each constructor. */
  protected declare(): void {
    PathIndex.of(this.project).declare(this);
  }

  /** Makes the construct. */
  protected abstract make(): FileBase;
}
