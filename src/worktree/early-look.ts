import * as fs from 'fs';
import * as path from 'path';
import { Entries } from './entries';
import { Manifest } from './manifest';
import { PreviousRun } from './previous-run';
import { ReadAhead } from './read-ahead';
import { LOCK_FILE } from './run-lock';

/** What is read of a large tree before the run that it is for, while packages are loaded and the estate is declared. */
export class EarlyLook {
  /** Begins to read the tree at a root, for whoever takes it. What is wrong with it is told by the run itself. */
  public static begin(root: string): void {
    try {
      EarlyLook.begun = { root, look: EarlyLook.of(root) };
    } catch {
      EarlyLook.begun = undefined;
    }
  }

  /** What has been begun for this root, or begins now; undefined when that does not pay, or when another run is about to change the tree. */
  public static take(root: string): EarlyLook | undefined {
    const { begun } = EarlyLook;
    EarlyLook.begun = undefined;
    return begun?.root === root ? begun.look : EarlyLook.of(root);
  }

  private static begun?: { readonly root: string; readonly look: EarlyLook | undefined };

  private static of(root: string): EarlyLook | undefined {
    const stamp = stampOf(root);
    if (stamp === undefined || fs.existsSync(path.join(root, LOCK_FILE))) return undefined;
    const previous = PreviousRun.read(new Entries(root), () => undefined);
    const ahead = ReadAhead.begin(root, [...previous.files]);
    return ahead && new EarlyLook(root, stamp, previous, ahead);
  }

  /**
   * @param stamp what changes with every run that changes anything
   * @param previous what the last run generated
   * @param ahead what reads it
   */
  private constructor(
    private readonly root: string,
    private readonly stamp: string,
    public readonly previous: PreviousRun,
    public readonly ahead: ReadAhead,
  ) {}

  /** Whether no other run has changed anything since. */
  public get isTrueStill(): boolean {
    return this.stamp === stampOf(this.root);
  }
}

/** A run renames a new manifest into place before it changes anything else, and again at its end. */
function stampOf(root: string): string | undefined {
  const status = fs.statSync(path.join(root, Manifest.PATH), { bigint: true, throwIfNoEntry: false });
  return status && [status.ino, status.size, status.mtimeNs, status.ctimeNs].join(' ');
}
