import { FileBase } from 'projen/lib/file';
import type { DeclaredFile } from './declared-file';

/** What projen and users see of a file that is written once. */
export class SeededConstruct extends FileBase {
  /** @param content what it begins with */
  constructor(private readonly declared: DeclaredFile, private readonly content: () => string | undefined) {
    super(declared.scope, declared.path, { executable: declared.executable, editGitignore: false, readonly: false, marker: false });
  }

  public get changed(): boolean | undefined {
    return this.declared.changed;
  }

  /** The run writes it, together with all others. */
  public synthesize(): void {}

  protected synthesizeContent(): string | undefined {
    return this.content();
  }
}
