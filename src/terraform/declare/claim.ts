import type { Environment } from '../../estate/environment';
import type { SourceLocation } from '../../synth/declare/source-location';

/** A statement that objects of the last run are elsewhere now, or given up. */
export interface Claim {
  /** Where they were. */
  readonly address: string;
  /** Name of the root module in whose state they were; undefined: the same one. */
  readonly rootModule?: string;
  /** Where they are now; undefined: they are given up. */
  readonly to?: string;
  /** Undefined: all environments. */
  readonly environments?: readonly Environment[];
  readonly source: SourceLocation;
}

/** What a statement is known by in the ledger. */
export function keyOf({ rootModule, address }: Claim): string {
  return rootModule === undefined ? address : `${rootModule}/${address}`;
}
