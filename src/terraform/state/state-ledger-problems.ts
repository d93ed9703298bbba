import { partsOf, STATE_LEDGER, stateName } from './state-ledger';
import type { LostState, ReaddressedState, RefusedMove, ReusedAddress, SwappedState } from './state-ledger-comparison';
import type { LostGroup } from './state-ledger-renames';
import { didYouMean } from '../../text/nearest-name';
import type { DeclaredState } from '../declare/declared';

/** A root module that seems to be a former one under another name. */
export function renamedRootModule({ name, states, renamedTo }: LostGroup, script: string): string {
  const key = partsOf(states[0].recorded.key).rootModule;
  return report(`root module "${renamedTo}" looks like "${name}" of the last run under another name. Terraform would build everything a second time and leave behind`, addressesOf(states), [
    [`To keep ${these(states)} in place`, `project.addRootModule('${renamedTo}', { stateKey: '${key}' })`],
    [`To move ${these(states)}`, `project.addRootModule('${renamedTo}', { movedFrom: '${key}' }), which writes ${script}`],
    [`If "${renamedTo}" is new and "${name}" is gone`, `project.retireStates(${states.map((state) => `'${state.name}'`).join(', ')})`],
    NEVER_APPLIED,
  ]);
}

/** The way out of who still finds names for an estate that nobody has applied. */
const NEVER_APPLIED = ['If nothing of this estate was ever applied', `delete ${STATE_LEDGER}, and the next run begins anew`] as const;

/** Addresses that a message lists before it counts the rest. */
const MOST_ADDRESSES = 6;

/** Where things stand in the repository. */
interface Folders {
  /** Folder of the root module that had a state, by `<environment>/<root module>`. */
  readonly dirOf: (name: string) => string;
  readonly scriptsDir: string;
}

/**
 * An environment that seems to be a former one under another name. Its states cannot be moved: its name is in the names
 * of its resources as well, which Terraform would replace.
 */
export function renamedEnvironment({ name, states, renamedTo }: LostGroup): string {
  const key = partsOf(states[0].recorded.key).environment;
  return report(`environment "${renamedTo}" looks like "${name}" of the last run under another name. Terraform would build everything a second time and leave behind`, addressesOf(states), [
    [`To keep ${these(states)}, and the names of all resources`, `project.addEnvironment('${renamedTo}', { stateKey: '${key}' })`],
    [`If "${renamedTo}" is new and "${name}" is gone`, `project.retireStates('${name}/*')`],
    NEVER_APPLIED,
  ]);
}

/** A root module that is in none of the environments in which it was. */
export function goneRootModule({ name, states }: LostGroup, fresh: readonly DeclaredState[], folders: Folders): string {
  const key = partsOf(states[0].recorded.key).rootModule;
  const candidates = [...new Set(fresh.map((state) => state.rootModule))].sort();
  return report(`root module "${name}" is gone, but what it built lives on, and so ${states.length === 1 ? 'does its state' : 'do its states'}`, addressesOf(states), [
    ...destroyFirst(states, folders),
    ['Then, or to leave it running unmanaged', `project.retireStates(${states.map((state) => `'${state.name}'`).join(', ')})`],
    ...candidates.length === 0 ? [] : [[`If it is called ${oneOf(candidates)} now`, `addRootModule(…, { stateKey: '${key}' }) keeps ${these(states)} in place, { movedFrom: '${key}' } moves ${states.length === 1 ? 'it' : 'them'}`] as const],
    NEVER_APPLIED,
  ]);
}

/** An environment that is gone as a whole. */
export function goneEnvironment({ name, states }: LostGroup, fresh: readonly DeclaredState[], folders: Folders): string {
  const key = partsOf(states[0].recorded.key).environment;
  const candidates = [...new Set(fresh.map((state) => state.environment))].sort();
  return report(`environment "${name}" is gone, but what it built lives on, and so ${states.length === 1 ? 'does its state' : 'do its states'}`, addressesOf(states), [
    ...destroyFirst(states, folders),
    ['Then, or to leave it running unmanaged', `project.retireStates('${name}/*')`],
    ...candidates.length === 0 ? [] : [[`If it is called ${oneOf(candidates)} now`, `addEnvironment(…, { stateKey: '${key}' })`] as const],
    NEVER_APPLIED,
  ]);
}

/** A root module that left some environments. */
export function narrowedRootModule({ name, states }: LostGroup, folders: Folders): string {
  const environments = states.map((state) => partsOf(state.name).environment);
  return report(`root module "${name}" is no longer in ${oneOf(environments, 'and')}, but what it built there lives on, and so ${states.length === 1 ? 'does its state' : 'do its states'}`, addressesOf(states), [
    ...destroyFirst(states, folders),
    ['Then, or to leave it running unmanaged', `project.retireStates(${states.map((state) => `'${state.name}'`).join(', ')})`],
  ]);
}

/** A root module whose key in the addresses has changed. */
export function rekeyedRootModule(name: string, states: readonly ReaddressedState[], script: string): string {
  const key = partsOf(states[0].recorded.key).rootModule;
  return report(`root module "${name}" has another state key than in the last run. Terraform would build everything a second time and leave behind`, changesOf(states), [
    [`To keep ${these(states)} in place`, `project.addRootModule('${name}', { stateKey: '${key}' })`],
    [`To move ${these(states)}`, `project.addRootModule('${name}', { movedFrom: '${key}' }), which writes ${script}`],
  ]);
}

/** An environment whose key in the addresses has changed. */
export function rekeyedEnvironment(name: string, states: readonly ReaddressedState[]): string {
  const key = partsOf(states[0].recorded.key).environment;
  return report(`environment "${name}" has another state key than in the last run. Terraform would build everything a second time and leave behind`, changesOf(states), [
    [`To keep ${these(states)}, and the names of all resources`, `project.addEnvironment('${name}', { stateKey: '${key}' })`],
  ]);
}

/** A backend that keeps its states elsewhere than in the last run: another bucket, prefix or type. */
export function movedBackend(type: string, states: readonly ReaddressedState[], script: string): string {
  const [{ recorded }] = states;
  return report(`the backend keeps ${states.length === 1 ? 'a state' : `${states.length} states`} elsewhere than in the last run. Terraform would build everything a second time and leave behind`, changesOf(states), [
    [`To keep ${these(states)} in place`, `backend: Backend.${recorded.backend}({ … as it was … })`],
    [`To move ${these(states)}`, `backend: Backend.${type}({ … }).movedFrom(Backend.${recorded.backend}({ … as it was … })), which writes ${script}`],
    NEVER_APPLIED,
  ]);
}

export function refusedMove({ declared, reason }: RefusedMove): string {
  return `the state of ${stateName(declared)} cannot be moved to ${declared.address}: ${reason}. Keep it where it is, with "stateKey", or move it to a free address.`;
}

export function reusedAddress({ declared, leftBy }: ReusedAddress): string {
  return `root module "${declared.rootModule}" would find a copy of the state of ${leftBy} at ${declared.address}, which was moved away from there, and destroy what it describes. `
    + `Give it an address of its own: project.addRootModule('${declared.rootModule}', { stateKey: '${declared.rootModule}-2' })`;
}

export function swappedState({ declared, heir }: SwappedState): string {
  return `root module "${heir.rootModule}" calls what "${declared.rootModule}" called in the last run, whose state is at ${declared.address}: `
    + `Terraform would destroy it in "${declared.rootModule}" and build it again in "${heir.rootModule}". `
    + `If it was renamed, give "${heir.rootModule}" the stateKey '${partsOf(declared.key).rootModule}', and "${declared.rootModule}" another one. `
    + `If its modules have moved, add ${heir.modules.map((id) => `.movedFrom('${declared.rootModule}/${id}')`).slice(0, MOST_ADDRESSES).join(', ')} to their calls. `
    + `If it is meant, run once without it in "${heir.rootModule}".`;
}

/** A `movedFrom` that names nothing the last run knew. */
export function nothingToMove(rootModule: string, movedFrom: string, known: readonly string[]): string {
  return `root module "${rootModule}" is moved from "${movedFrom}", but the last run recorded no such state: drop "movedFrom".${didYouMean(movedFrom, known)}`;
}

/** A former backend that kept nothing the last run knew. */
export function nothingToMoveBackend(formerAddress: string): string {
  return `the backend is moved from one that would have kept ${formerAddress}, but the last run recorded no such state: give the former backend as it was, or drop movedFrom(…)`;
}

export function retiredAndDeclared(pattern: string, state: DeclaredState): string {
  return `the states of '${pattern}' are retired, but root module "${state.rootModule}" is in environment "${state.environment}": drop one of the two`;
}

export function illegalRetirement(pattern: string): string {
  return `cannot retire the state ${JSON.stringify(pattern)}: name it as environment/root-module, such as 'prod/database', or all of an environment, such as 'prod/*'`;
}

/** What is wrong, the addresses it is about, and the ways out, each on a line of its own. */
export function report(what: string, addresses: readonly string[], ways: ReadonlyArray<readonly [when: string, how: string]>): string {
  const shown = addresses.slice(0, MOST_ADDRESSES);
  const rest = addresses.length - shown.length;
  return [
    `${what}:`,
    ...shown.map((address) => `      ${address}`),
    ...rest > 0 ? [`      … and ${rest} more`] : [],
    ...ways.map(([when, how]) => `    ${when}: ${how}`),
  ].join('\n');
}

/**
 * With the script, which connects a folder with the state that it has now: a working copy may know that of another one. What
 * gave modules to other root modules may have their objects still, and is nobody's to destroy as a whole.
 */
function destroyFirst(states: readonly LostState[], { dirOf, scriptsDir }: Folders): ReadonlyArray<readonly [string, string]> {
  const gave = states.find(({ recorded }) => recorded.gave !== undefined);
  if (gave) return [[`Its state may still have ${gave.recorded.gave!.join(', ')}, which another root module has taken over`, 'destroy nothing with it']];
  const dirs = states.slice(0, MOST_ADDRESSES).map(({ name }) => dirOf(name));
  const how = `To destroy it, put it back and run \`${scriptsDir}/terraform-root.sh apply <folder> -- -destroy\` for`;
  return [[how, dirs.length < states.length ? `${dirs.join(', ')} …` : dirs.join(', ')]];
}

function addressesOf(states: readonly LostState[]): string[] {
  return states.map(({ recorded }) => recorded.address);
}

function changesOf(states: readonly ReaddressedState[]): string[] {
  return states.map(({ recorded, declared }) => `${recorded.address}  (now ${declared.address})`);
}

function these(states: readonly unknown[]): string {
  return states.length === 1 ? 'the state' : 'the states';
}

function oneOf(names: readonly string[], conjunction = 'or'): string {
  const quoted = names.map((name) => `"${name}"`);
  if (names.length > MOST_ADDRESSES) return `${quoted.slice(0, MOST_ADDRESSES).join(', ')} ${conjunction} ${names.length - MOST_ADDRESSES} more`;
  return quoted.length === 1 ? quoted[0] : `${quoted.slice(0, -1).join(', ')} ${conjunction} ${quoted[quoted.length - 1]}`;
}
