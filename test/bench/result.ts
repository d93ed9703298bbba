import type { Figures } from './child';
import type { FileSystem } from './file-system';
import type { SizeFigures } from './measure-synthesis';
import { median } from './median';
import type { Gate, Row } from './row';

/** Everything that one run measured: what `--json` prints. */
export interface BenchResult {
  /** Whether all gates are met on the first file system. */
  readonly isMet: boolean;
  readonly fileSystems: readonly FileSystemResult[];
}

/** What was measured on one file system; times are in milliseconds, memory in MB. */
export interface FileSystemResult {
  readonly fileSystem: FileSystem['name'];
  readonly gates: readonly Gate[];
  readonly information: readonly Row[];
  readonly sizes: readonly SizeFigures[];
  /** Whole runs of `npx projen`, by round. */
  readonly projects: readonly Figures[];
}

/** The median of each figure over all rounds. */
export function medians(rounds: readonly Figures[]): Figures {
  return Object.fromEntries(Object.keys(rounds[0]).map((name) => [name, median(rounds.map((figures) => figures[name]))]));
}
