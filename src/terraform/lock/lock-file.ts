import type { IConstruct } from 'constructs';
import type { FileBase } from 'projen/lib/file';
import { DeclaredFile } from '../../synth/files/declared-file';
import type { DesiredFile } from '../../synth/files/file-plan';
import { SeededConstruct } from '../../synth/files/seeded-construct';
import { sourceOf } from '../../synth/files/source-of';
import type { Entries } from '../../worktree/entries';

/** Name of a lock file in the folder of its root module. */
export const LOCK_FILE = '.terraform.lock.hcl';

/**
 * The lock file of a root module: written once, when it is absent and its text is known, and Terraform's from then on.
 *
 * Unlike another seeded file it is not read when it is there, since there are as many as root modules, and stays collapsed in reviews.
 */
export class LockFile extends DeclaredFile {
  public readonly isManaged = false;

  /**
   * @param dir folder of the root module
   * @param beginning what it begins with; undefined: that is not known, and no file is written
   */
  constructor(scope: IConstruct, dir: string, private readonly beginning: () => string | undefined) {
    super(scope, `${dir}/${LOCK_FILE}`, {
      explain: () => [{ what: `the releases of providers that ${dir} began with`, source: sourceOf(scope), change: 'npx projen terraform:lock' }],
    });
    this.declare();
  }

  protected desired(entries: Entries): DesiredFile {
    const content = this.beginning();
    if (content === undefined) return 'none';
    return entries.kindOf(this.path) === 'none' ? { content, mode: this.mode } : 'as it is';
  }

  protected make(): FileBase {
    return new SeededConstruct(this, this.beginning);
  }
}
