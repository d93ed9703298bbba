import type { IConstruct } from 'constructs';
import { FileBase } from 'projen';
import { claimPath } from '../synth/claim-path';
import { DesiredFile, FilePlan } from '../synth/file-plan';
import { sourceOf } from '../synth/source-of';
import type { Entries } from '../worktree/entries';

/** Name of a lock file in the folder of its root module. */
export const LOCK_FILE = '.terraform.lock.hcl';

/**
 * The lock file of a root module: written once, when it is absent and its text is known, and Terraform's from then on.
 *
 * Unlike another seeded file it is not read when it is there, since there are as many as root modules, and stays collapsed in reviews.
 */
export class LockFile extends FileBase {
  private readonly plan: FilePlan;

  /**
   * @param dir folder of the root module
   * @param text what it begins with; undefined: that is not known, and no file is written
   */
  constructor(scope: IConstruct, dir: string, private readonly text: () => string | undefined) {
    super(scope, claimPath(scope, `${dir}/${LOCK_FILE}`), { editGitignore: false, readonly: false, marker: false });
    const explain = () => [{ what: `the releases of providers that ${dir} began with`, source: sourceOf(this), change: 'npx projen terraform:lock' }];
    this.plan = new FilePlan(this, { desired: (entries) => this.desired(entries), isManaged: false, isOwn: true, explain });
  }

  public get changed(): boolean | undefined {
    return this.plan.changed;
  }

  /** The run writes it, together with all others. */
  public synthesize(): void {}

  protected synthesizeContent(): string | undefined {
    return this.text();
  }

  private desired(entries: Entries): DesiredFile {
    const content = this.synthesizeContent();
    if (content === undefined) return 'none';
    return entries.kindOf(this.path) === 'none' ? { content, mode: 0o644 } : 'as it is';
  }
}
