import * as fs from 'fs';
import { IConstruct } from 'constructs';
import { FileBase } from 'projen';
import { claimPath } from './claim-path';
import { entryAt, permissionsOf } from './disk';
import { DesiredFile, FilePlan } from './file-plan';
import { GeneratedDirectories } from './generated-directories';
import { withoutHeader } from './header';

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
    this.plan = new FilePlan(this, () => this.desired());
  }

  public get changed(): boolean | undefined {
    return this.plan.changed;
  }

  /** Reviewers have to see the changes of a file that a human writes, also inside a generated directory. */
  public preSynthesize(): void {
    if (!this.project.ejected && GeneratedDirectories.of(this.project).covers(this.path)) {
      this.project.gitattributes.addAttributes(`/${this.path}`, '-linguist-generated');
    }
  }

  public synthesize(): void {
    this.plan.apply();
  }

  protected synthesizeContent(): string {
    return this.options.content();
  }

  private desired(): DesiredFile {
    const mode = this.executable ? 0o755 : 0o644;
    const entry = entryAt(this.absolutePath);
    if (!entry) return { content: this.synthesizeContent(), mode };
    if (!entry.isFile()) return 'as it is';
    const current = fs.readFileSync(this.absolutePath, 'utf-8');
    const handedOver = withoutHeader(current);
    const isReadOnly = permissionsOf(entry) < 0o600;
    return handedOver === current && !isReadOnly ? 'as it is' : { content: handedOver, mode };
  }
}
