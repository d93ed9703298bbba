import type { CiSystem } from '../estate/ci-system';

/** The scripts that only estates with one CI system have, laid over those of `scripts/all/`. */
export interface CiScripts {
  /** The CI system, which is the name of their folder below `scripts/` as well. */
  readonly system: CiSystem;
  /** What each is, for those who ask why it is there, by its path below that folder and below the scripts of an estate alike. */
  readonly files: Readonly<Record<string, string>>;
  /** Those of them that only workflows need which keep a pull request with what they have recorded. */
  readonly proposalFiles: Readonly<Record<string, string>>;
}
