import type { Cloud } from '../clouds/cloud';
import type { CiSystem } from '../estate/ci-system';
import type { Convention } from '../estate/convention';
import type { NewEstateOptions } from '../estate/feiyue-project-options';

/** What every convention is told alike. */
export interface ToldEstate {
  readonly projectName: string;
  readonly convention: Convention;
  /** What runs the CI/CD, when it is not that of the convention. */
  readonly ciSystem?: CiSystem;
  readonly repository: string;
  /** npm packages that `.projenrc.ts` has to name, such as this package from a tarball. */
  readonly devDeps: readonly string[];
}

/** What the convention of an estate adds to what was told. */
export interface ConventionalEstate {
  /** The cloud, until `.projenrc.ts` names one. */
  readonly cloud: Cloud;
  /** The `.projenrc.ts` that a new project starts from: the whole estate, written out and ready to edit. */
  readonly projenrc: string;
  /** Options that were given and mean nothing on this cloud. */
  readonly strangers: ReadonlyArray<keyof NewEstateOptions>;
}
