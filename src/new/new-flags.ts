import { initialEstate } from './initial-estate';
import { CiSystem } from '../estate/ci-system';
import { Convention } from '../estate/convention';
import type { FeiyueProjectOptions, NewEstateOptions } from '../estate/feiyue-project-options';
import { projenNewArguments } from '../run/node-project-options';
import { didYouMean, nearestName } from '../text/nearest-name';

/** What is wrong with the command line of `projen new`. */
export function problemsOfNew(argv: readonly string[], options: NewEstateOptions): string[] {
  return [...unknownFlags(argv), ...unknownChoices(options), ...strangeFlags(options)];
}

/** The options of a project that cannot be said on a command line. */
type Unsayable = 'alertReceivers' | 'ciRunners' | 'cloud' | 'backend' | 'folders' | 'logging' | 'monitoring' | 'repositoryIds' | 'serviceConnections';

/** Those that no first estate has: projen takes them for flags and passes them on, and nothing would come of them. */
const SAID_LATER: Readonly<Record<string, 'autoMergeImages' | 'recordOutputs' | 'terraformVersion'>> = {
  'auto-merge-images': 'autoMergeImages',
  'record-outputs': 'recordOutputs',
  'terraform-version': 'terraformVersion',
};

/** The flag of each of the others. */
const FLAGS: Readonly<Record<Exclude<keyof FeiyueProjectOptions, Unsayable | (typeof SAID_LATER)[string]>, string>> = {
  name: 'name',
  repository: 'repository',
  defaultBranch: 'default-branch',
  convention: 'convention',
  ciSystem: 'ci-system',
  appId: 'app-id',
  accountUin: 'account-uin',
  region: 'region',
  subscriptionId: 'subscription-id',
  tenantId: 'tenant-id',
  location: 'location',
  zones: 'zones',
  registry: 'registry',
  devDeps: 'dev-deps',
  outdir: 'outdir',
};

/** The flags that take one of a few words. */
const CHOICES = { convention: Object.values(Convention), ciSystem: Object.values(CiSystem) };

/** What `projen new` understands itself; the switches have a `--no-…` too. */
const PROJEN_FLAGS = ['from', 'projen-version'];
const PROJEN_SWITCHES = ['synth', 'comments', 'git', 'post', 'watch', 'debug', 'help'];

/** What `projen new` passes over in silence: one message for every flag on its command line that does not exist. */
export function unknownFlags(argv: readonly string[]): string[] {
  const offered = [...Object.values(FLAGS), 'from', 'no-git', 'no-post', 'no-synth'];
  const known = new Set([...Object.values(FLAGS), ...PROJEN_FLAGS, ...PROJEN_SWITCHES, ...PROJEN_SWITCHES.map((name) => `no-${name}`)]);
  return flagsOfNew(argv).filter((flag) => !known.has(kebabCase(flag))).map((flag) => {
    const later = Object.entries(SAID_LATER).find(([name]) => kebabCase(flag) === name || kebabCase(flag) === `no-${name}`);
    if (later !== undefined) return `projen new has no option "--${flag}": say ${later[1]} in .projenrc.ts, once it is there`;
    const nearest = nearestName(kebabCase(flag), offered);
    const options = offered.map((name) => `--${name}`).join(', ');
    return `projen new has no option "--${flag}"; options are: ${options}.${nearest === undefined ? '' : ` Did you mean "--${nearest}"?`}`;
  });
}

/** One message for every flag that means nothing in the convention that was chosen. */
function strangeFlags(options: NewEstateOptions): string[] {
  const { convention, strangers } = initialEstate(options);
  return strangers.filter((option) => options[option] !== undefined)
    .map((option) => `projen new has no use for --${FLAGS[option]} with --convention ${convention}, which is on another cloud: leave it out`);
}

/** One message for every flag with a choice that there is not: projen passes it on as if nothing had been said. */
function unknownChoices(options: NewEstateOptions): string[] {
  const told = projenNewArguments(options);
  return Object.entries(CHOICES).filter(([option]) => told[option] !== undefined && options[option as keyof typeof CHOICES] === undefined)
    .map(([option, choices]) => `projen new has no ${option} ${JSON.stringify(told[option])}; there are: ${choices.join(', ')}.${didYouMean(String(told[option]), choices)}`);
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
