import { IConstruct } from 'constructs';
import { FileBase } from 'projen';
import { claimPath } from './claim-path';
import type { Explain } from './explanation';
import { FilePlan, modeOf } from './file-plan';
import { CommentStyle, withHeader } from './header';

/** What a `GeneratedText` holds. */
export interface GeneratedTextOptions {
  /** The text below the header; asked for at synthesis, so later declarations count. Undefined means that there is no such file. */
  readonly content: () => string | undefined;
  /**
   * How the format writes a comment.
   * @default - the format has no comments, so the file has no header
   */
  readonly comment?: CommentStyle;
  /** @default false */
  readonly executable?: boolean;
  /**
   * Why the file is as it is.
   * @default - the construct that it belongs to was declared
   */
  readonly explain?: Explain;
}

/** A text file of ours: HCL, shell, Markdown, JSON. Regenerated on every run and read-only. */
export class GeneratedText extends FileBase {
  private readonly plan: FilePlan;

  constructor(scope: IConstruct, filePath: string, private readonly options: GeneratedTextOptions) {
    super(scope, claimPath(scope, filePath), { executable: options.executable, editGitignore: false });
    this.plan = new FilePlan(this, {
      desired: () => {
        const content = this.synthesizeContent();
        return content === undefined ? 'none' : { content, mode: modeOf(this) };
      },
      isManaged: true,
      isOwn: true,
      explain: options.explain,
    });
  }

  public get changed(): boolean | undefined {
    return this.plan.changed;
  }

  /** The run writes it, together with all others. */
  public synthesize(): void {}

  protected synthesizeContent(): string | undefined {
    const content = this.options.content();
    const { comment } = this.options;
    return content === undefined || comment === undefined || this.project.ejected ? content : withHeader(content, comment);
  }
}
