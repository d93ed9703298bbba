import { IConstruct } from 'constructs';
import { FileBase } from 'projen';
import { claimPath } from './claim-path';
import { DesiredFile, FilePlan } from './file-plan';
import { GeneratedDirectories } from './generated-directories';
import { pathPattern } from './git-patterns';
import { withoutHeader } from './header';
import type { Entries } from '../worktree/entries';

/** What a `SeededText` starts with. */
export interface SeededTextOptions {
  /** The first content; asked for only when the file does not exist. */
  readonly content: () => string;
  /** @default false */
  readonly executable?: boolean;
}

/**
 * A text file that is written once, when it is absent, and is the user's from then on.
 *
 * A file that was generated until now is handed over: it keeps its content, without the header, and becomes writable.
 */
export class SeededText extends FileBase {
  private readonly plan: FilePlan;

  constructor(scope: IConstruct, filePath: string, private readonly options: SeededTextOptions) {
    super(scope, claimPath(scope, filePath), { executable: options.executable, editGitignore: false, readonly: false, marker: false });
    this.plan = new FilePlan(this, { desired: (entries) => this.desired(entries), isManaged: false, isOwn: true });
  }

  public get changed(): boolean | undefined {
    return this.plan.changed;
  }

  /** Reviewers have to see the changes of a file that a human writes, also inside a generated directory. */
  public preSynthesize(): void {
    if (!this.project.ejected && GeneratedDirectories.of(this.project).covers(this.path)) {
      this.project.gitattributes.addAttributes(pathPattern(`/${this.path}`), '-linguist-generated');
    }
  }

  /** The run writes it, together with all others. */
  public synthesize(): void {}

  protected synthesizeContent(): string {
    return this.options.content();
  }

  private desired(entries: Entries): DesiredFile {
    const mode = this.executable ? 0o755 : 0o644;
    if (entries.kindOf(this.path) === 'none') return { content: this.synthesizeContent(), mode };
    const current = entries.read(this.path);
    if (!current) return 'as it is';
    const text = current.bytes.toString('utf-8');
    const handedOver = withoutHeader(text);
    const isReadOnly = current.mode < 0o600;
    return handedOver === text && !isReadOnly ? 'as it is' : { content: handedOver, mode };
  }
}
