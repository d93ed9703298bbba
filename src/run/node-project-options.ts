import * as javascript from 'projen/lib/javascript';
import { LoggerOptions } from 'projen/lib/logger';
import { ROLLING_PACKAGES } from '../estate/rolling-packages';

/** What the npm side of an estate is told. */
export interface NodeProjectFacts {
  readonly name: string;
  readonly outdir?: string;
  readonly logging?: LoggerOptions;
  readonly devDeps: readonly string[];
  readonly defaultBranch: string;
}

/**
 * The options of the npm project underneath an estate: it installs what runs `.projenrc.ts`, and builds, tests and
 * publishes nothing.
 */
export function nodeProjectOptions({ name, outdir, logging, devDeps, defaultBranch }: NodeProjectFacts): javascript.NodeProjectOptions {
  return {
    name: packageName(name),
    outdir,
    logging,
    defaultReleaseBranch: defaultBranch,
    packageManager: javascript.NodePackageManager.NPM,
    minNodeVersion: '20.16.0',
    entrypoint: '',
    licensed: false,
    devDeps: [...(devDeps.some(isOwnPackage) ? [] : ['feiyue-projen']), ...devDeps],
    depsUpgrade: true,
    depsUpgradeOptions: { include: ROLLING_PACKAGES, target: 'latest', workflow: false, pullRequestTitle: 'Roll to the newest feiyue-projen and synthesize with it' },
    projenrcJs: false,
    github: false,
    release: false,
    buildWorkflow: false,
    package: false,
    jest: false,
    npmignoreEnabled: false,
    pullRequestTemplate: false,
  };
}

/** Whether a dependency names this package, at whatever version. */
export function isOwnPackage(dependency: string): boolean {
  return /^feiyue-projen(@|$)/.test(dependency);
}

/**
 * Whether a dependency names this package by a registry version. `projen new --from feiyue-projen@0.1.0` passes one on, but
 * it must not be kept: `npx projen upgrade` never leaves a version that `.projenrc.ts` pins.
 */
export function isRollingOwnPackage(dependency: string): boolean {
  return isOwnPackage(dependency) && !/^feiyue-projen@(file|https?|git|github|npm):/.test(dependency);
}

/** npm accepts lower case, digits and `-._~` only. */
function packageName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9-._~]+/g, '-').replace(/^[-._]+/, '') || 'estate';
}

/** Under this key projen tells a project type that `projen new` is creating the project, and with which arguments. */
const PROJEN_NEW = '__new__';

/** What `projen new` says to a project type beside its options: to be passed on to projen's own classes. */
export function projenNewHints(options: object): object {
  return PROJEN_NEW in options ? { [PROJEN_NEW]: options[PROJEN_NEW] } : {};
}

/** What stood on the command line of `projen new`, by option. */
export function projenNewArguments(options: object): Readonly<Record<string, unknown>> {
  const hints = (options as { readonly [PROJEN_NEW]?: { readonly args?: Record<string, unknown> } })[PROJEN_NEW];
  return hints?.args ?? {};
}

/** Whether `projen new` is creating the project. */
export function isProjenNew(options: object): boolean {
  return PROJEN_NEW in options;
}
