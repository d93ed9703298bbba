import { IConstruct } from 'constructs';
import { FileBase } from 'projen/lib/file';
import { DeclaredFile, DeclaredFileOptions } from './declared-file';
import type { DesiredFile } from './file-plan';
import { CommentStyle, withHeader } from './header';

/** What a `GeneratedText` holds. */
export interface GeneratedTextOptions extends DeclaredFileOptions {
  /** The text below the header; asked for at synthesis, so later declarations count. Undefined means that there is no such file. */
  readonly content: () => string | undefined;
  /**
   * How the format writes a comment.
   * @default - the format has no comments, so the file has no header
   */
  readonly comment?: CommentStyle;
}

/** A text file of ours: HCL, shell, Markdown, JSON. Regenerated on every run and read-only. */
export class GeneratedText extends DeclaredFile {
  public readonly isManaged = true;

  constructor(scope: IConstruct, filePath: string, private readonly options: GeneratedTextOptions) {
    super(scope, filePath, options);
    this.declare();
  }

  /** What the file will hold; undefined: there is no such file. @internal */
  public _content(): string | undefined {
    const content = this.options.content();
    const { comment } = this.options;
    return content === undefined || comment === undefined || this.project.ejected ? content : withHeader(content, comment);
  }

  protected desired(): DesiredFile {
    const content = this._content();
    return content === undefined ? 'none' : { content, mode: this.mode };
  }

  protected make(): FileBase {
    return new TextConstruct(this);
  }
}

class TextConstruct extends FileBase {
  constructor(private readonly declared: GeneratedText) {
    super(declared.scope, declared.path, { executable: declared.executable, editGitignore: false });
  }

  public get changed(): boolean | undefined {
    return this.declared.changed;
  }

  /** The run writes it, together with all others. */
  public synthesize(): void {}

  protected synthesizeContent(): string | undefined {
    return this.declared._content();
  }
}
