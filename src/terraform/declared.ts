import type { Environment } from '../environment';
import type { HclBlock } from './hcl/block';
import type { SourceLocation } from '../synth/source-location';

/** The options of a declaration, and where it was made. */
export interface Declared<T> {
  readonly options: T;
  readonly source: SourceLocation;
}

/** A block of the user's own and the environments it is for. */
export interface RawBlock {
  readonly block: HclBlock;
  readonly environments?: readonly Environment[];
  readonly source: SourceLocation;
}
