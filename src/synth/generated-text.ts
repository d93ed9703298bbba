import { IConstruct } from 'constructs';
import { FileBase } from 'projen';
import { claimPath } from './claim-path';
import { FilePlan } from './file-plan';
import { CommentStyle, withHeader } from './header';

/** What a `GeneratedText` holds. */
export interface GeneratedTextOptions {
  /** The text below the header; asked for at synthesis, so later declarations count. */
  readonly content: () => string;
  /**
   * How the format writes a comment.
   * @default - the format has no comments, so the file has no header
   */
  readonly comment?: CommentStyle;
  /** @default false */
  readonly executable?: boolean;
}

/** A text file of ours: HCL, shell, Markdown, JSON. Regenerated on every run and read-only. */
export class GeneratedText extends FileBase {
  private readonly plan: FilePlan;

  constructor(scope: IConstruct, filePath: string, private readonly options: GeneratedTextOptions) {
    super(scope, claimPath(scope, filePath), { executable: options.executable, editGitignore: false });
    this.plan = new FilePlan(this, () => ({ content: this.synthesizeContent(), mode: generatedMode(this) }));
  }

  public get changed(): boolean | undefined {
    return this.plan.changed;
  }

  public synthesize(): void {
    this.plan.apply();
  }

  protected synthesizeContent(): string {
    const content = this.options.content();
    const { comment } = this.options;
    return comment === undefined || this.project.ejected ? content : withHeader(content, comment);
  }
}

/** Read-only keeps an edit from being lost in the next run; an ejected file is the user's. */
export function generatedMode(file: FileBase): number {
  if (!file.readonly) return file.executable ? 0o755 : 0o644;
  return file.executable ? 0o555 : 0o444;
}
