import { feiyueEstate } from './feiyue-estate';
import { picassoEstate } from './picasso-estate';
import type { ConventionalEstate, ToldEstate } from './told-estate';
import { CiSystem } from '../estate/ci-system';
import { Convention, HABITS } from '../estate/convention';
import type { NewEstateOptions } from '../estate/feiyue-project-options';
import { isRollingOwnPackage } from '../run/node-project-options';

/** What `projen new` was told on its command line, completed with safe defaults. */
export interface InitialEstate extends ToldEstate, ConventionalEstate {}

const ESTATES: Readonly<Record<Convention, (told: ToldEstate, options: NewEstateOptions) => ConventionalEstate>> = {
  [Convention.FEIYUE]: feiyueEstate,
  [Convention.PICASSO]: picassoEstate,
};

/** Repositories that belong to nobody, as each host calls them. */
const EXAMPLES: Readonly<Record<CiSystem, (projectName: string) => string>> = {
  [CiSystem.GITHUB_ACTIONS]: (projectName) => `example/${projectName}`,
  [CiSystem.AZURE_PIPELINES]: (projectName) => `example/${projectName}/${projectName}`,
};

/** The repository that stands in `.projenrc.ts` until the user's own replaces it; it is somebody else's. */
export function exampleRepository({ projectName, ciSystem, convention }: Pick<ToldEstate, 'projectName' | 'ciSystem' | 'convention'>): string {
  return EXAMPLES[ciSystem ?? HABITS[convention].ciSystem](projectName);
}

/** Completes what `projen new` was told. */
export function initialEstate(options: NewEstateOptions): InitialEstate {
  const { name, repository, devDeps, ciSystem, convention = Convention.FEIYUE } = options;
  // The command line reads digits as a number, and a flag without a value as true: every value is made the text that it was.
  const told = {
    projectName: String(name),
    convention,
    ciSystem,
    repository: String(repository ?? exampleRepository({ projectName: String(name), ciSystem, convention })),
    devDeps: (devDeps ?? []).map(String).filter((dependency) => !isRollingOwnPackage(dependency)),
  };
  return { ...told, ...ESTATES[convention](told, options) };
}
