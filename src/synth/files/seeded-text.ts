import { IConstruct } from 'constructs';
import { FileBase } from 'projen/lib/file';
import { DeclaredFile, DeclaredFileOptions } from './declared-file';
import type { DesiredFile } from './file-plan';
import { GeneratedDirectories } from './generated-directories';
import { pathPattern } from './git-patterns';
import { withoutHeader } from './header';
import { SeededConstruct } from './seeded-construct';
import type { Entries } from '../../worktree/entries';

/** What a `SeededText` starts with. */
export interface SeededTextOptions extends Omit<DeclaredFileOptions, 'explain'> {
  /** The first content; asked for only when the file does not exist. */
  readonly content: () => string;
}

/**
 * A text file that is written once, when it is absent, and is the user's from then on.
 *
 * A file that was generated until now is handed over: it keeps its content, without the header, and becomes writable.
 */
export class SeededText extends DeclaredFile {
  public readonly isManaged = false;

  constructor(scope: IConstruct, filePath: string, private readonly options: SeededTextOptions) {
    super(scope, filePath, options);
    this.declare();
  }

  /** Reviewers have to see the changes of a file that a human writes, also inside a generated directory. */
  public prepare(): void {
    if (!this.project.ejected && GeneratedDirectories.of(this.project).covers(this.path)) {
      this.project.gitattributes.addAttributes(pathPattern(`/${this.path}`), '-linguist-generated');
    }
  }

  protected desired(entries: Entries): DesiredFile {
    const { mode } = this;
    if (entries.kindOf(this.path) === 'none') return { content: this.options.content(), mode };
    const current = entries.read(this.path);
    if (!current) return 'as it is';
    const text = current.bytes.toString('utf-8');
    const handedOver = withoutHeader(text);
    const isReadOnly = current.mode < 0o600;
    return handedOver === text && !isReadOnly ? 'as it is' : { content: handedOver, mode };
  }

  protected make(): FileBase {
    return new SeededConstruct(this, this.options.content);
  }
}
