import type { FileContent } from './read-file';

/** A file that gets new bytes, in place of what was there or of nothing. */
export interface Write {
  readonly kind: 'write';
  /** Relative to the tree, parted by `/`. */
  readonly path: string;
  /** What it will hold; text is written as UTF-8. */
  readonly content: Buffer | string;
  readonly mode: number;
  /** What is there now; undefined: no file. */
  readonly before: FileContent | undefined;
}

/** A file whose bytes are right and whose mode is not. */
export interface SetMode {
  readonly kind: 'mode';
  readonly path: string;
  readonly mode: number;
  readonly before: number;
}

/** A file that goes, with the directories that become empty by it. */
export interface Removal {
  readonly kind: 'remove';
  readonly path: string;
  /** What is there now; undefined: nothing that may be read. */
  readonly before: FileContent | undefined;
}

/** What a run does to one path. */
export type Change = Write | SetMode | Removal;
