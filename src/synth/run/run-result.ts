/** An edit of a managed file that a run found. */
export interface SavedEdit {
  readonly path: string;
  /** Where the edit is saved. */
  readonly savedAs: string;
  /** Where and how to say the same thing in `.projenrc.ts`. */
  readonly hints: readonly string[];
}

/** What one run did, or would do; every list is sorted. */
export interface RunResult {
  readonly created: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** Files of the user's beside generated ones. */
  readonly kept: readonly string[];
  /** What the list of generated files names although no run is known to have written it: it stays. */
  readonly unproven: readonly string[];
  /** Managed files that were edited by hand, and where the edits are saved. */
  readonly edits: readonly SavedEdit[];
}

/** Whether there is anything to do. */
export function hasChanges({ created, changed, removed }: RunResult): boolean {
  return created.length + changed.length + removed.length > 0;
}
