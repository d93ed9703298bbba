import type { FeiyueProjectOptions } from '../feiyue-project-options';
import { nearestName } from '../synth/nearest-name';

/** The options of a project that cannot be said on a command line. */
type Unsayable = 'cloud' | 'backend' | 'folders' | 'logging' | 'repositoryIds';

/** The flag of each of the others. */
const FLAGS: Readonly<Record<Exclude<keyof FeiyueProjectOptions, Unsayable>, string>> = {
  name: 'name',
  repository: 'repository',
  convention: 'convention',
  ciSystem: 'ci-system',
  appId: 'app-id',
  region: 'region',
  zones: 'zones',
  registry: 'registry',
  devDeps: 'dev-deps',
  terraformVersion: 'terraform-version',
  outdir: 'outdir',
};

/** What `projen new` understands itself; the switches have a `--no-…` too. */
const PROJEN_FLAGS = ['from', 'projen-version'];
const PROJEN_SWITCHES = ['synth', 'comments', 'git', 'post', 'watch', 'debug', 'help'];

/** What `projen new` passes over in silence: one message for every flag on its command line that does not exist. */
export function unknownFlags(argv: readonly string[]): string[] {
  const offered = [...Object.values(FLAGS), 'from', 'no-git', 'no-post', 'no-synth'];
  const known = new Set([...Object.values(FLAGS), ...PROJEN_FLAGS, ...PROJEN_SWITCHES, ...PROJEN_SWITCHES.map((name) => `no-${name}`)]);
  return flagsOfNew(argv).filter((flag) => !known.has(kebabCase(flag))).map((flag) => {
    const nearest = nearestName(kebabCase(flag), offered);
    const options = offered.map((name) => `--${name}`).join(', ');
    return `projen new has no option "--${flag}"; options are: ${options}.${nearest === undefined ? '' : ` Did you mean "--${nearest}"?`}`;
  });
}

/** The names of the flags; none when the process is not `projen new`, but a program that calls projen. */
function flagsOfNew(argv: readonly string[]): string[] {
  if (!argv.includes('new')) return [];
  const end = argv.indexOf('--');
  return argv.slice(0, end < 0 ? undefined : end).filter((arg) => arg.startsWith('--')).map((arg) => arg.slice(2).split('=', 1)[0]);
}

/** The command line takes `--appId` for `--app-id`. */
function kebabCase(flag: string): string {
  return flag.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
