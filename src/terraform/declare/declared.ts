import type { Claim } from './claim';
import type { Environment } from '../../estate/environment';
import type { SourceLocation } from '../../synth/declare/source-location';
import type { HclBlock } from '../hcl/block';
import type { HeldObjects } from '../interface/held-objects';

/** The options of a declaration, and where it was made. */
export interface Declared<T> {
  readonly options: T;
  readonly source: SourceLocation;
}

/** The state of one root module in one environment, as the estate declares it. */
export interface DeclaredState {
  readonly environment: string;
  readonly rootModule: string;
  /** Type of its backend. */
  readonly backend: string;
  /** What the state is known by within its backend: `<environment>/<root module>`, each with the name that it keeps. */
  readonly key: string;
  /** Where it is, unique among all states. */
  readonly address: string;
  /** Where it was, when it is declared to be moved. */
  readonly formerAddress?: string;
  /** Ids of the modules that its root module calls, sorted: what a state is recognised by. */
  readonly modules: readonly string[];
  /** The objects in it; undefined: they cannot be read. */
  readonly held?: HeldObjects;
  /** What `.projenrc.ts` says of objects that are elsewhere now, or given up. */
  readonly claims?: readonly Claim[];
}

/** A block of the user's own and the environments it is for. */
export interface RawBlock {
  readonly block: HclBlock;
  readonly environments?: readonly Environment[];
  readonly source: SourceLocation;
}
