#!/usr/bin/env node
// What is deployed to an environment, as the runs that deployed it tell, and so what is left to deploy.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { RECORDS, recordsOf, recordsOfCommit, tellBegin } from './ci/deployments.mjs';
import { code, oneLine, words } from './ci/inert.mjs';
import { errorLine, noticeLine, output, show, summarise, warningLine } from './ci/system.mjs';

const HELP = `Chooses the commit to deploy, and selects what it changes.

Usage: node deployment.mjs commit   --environment <name> --default-branch <name> [--predecessor <name>] [--commit <commit>]
       node deployment.mjs begin    --environment <name> --default-branch <name> --layers <number> --selection <file>
                                    [--root-module <name>] [--service <name>]
       node deployment.mjs deployed --environment <name> --default-branch <name>
       node deployment.mjs allowances --base <commit>

  commit    prints the commit to deploy: the one given, or the one that was deployed to the predecessor last. It has to be part
            of the default branch, and to have been deployed to the predecessor as a whole.
  begin     selects what differs between HEAD and all that may run in the environment, and writes it to the file. With a root
            module or a service only that is selected, and the commit does not count as deployed.
  deployed  prints the commit that was deployed last as a whole; nothing when there is none.
  allowances  prints what the commits since the base allow to be destroyed, as a JSON list of "<directory> <address>".

What may run in an environment is the last whole deployment that succeeded, and everything that was begun since then, however
it ended. Only what the default branch itself did counts; where its records are gone, everything is deployed.
${RECORDS}

Status: 0, or 1 with the reason.
`;

const NO_COMMIT = '0'.repeat(40);
/** After more attempts than this without a success, everything is deployed. */
const MOST_ATTEMPTS = 20;
const RECORDED_OUTPUTS = '.projen/outputs.json';
const GRAPH_FILE = '.projen/graph.json';
const HERE = dirname(fileURLToPath(import.meta.url));

class Refusal extends Error {}

function git(...args) {
  return execFileSync('git', args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

function succeeds(...args) {
  try {
    git(...args);
    return true;
  } catch {
    return false;
  }
}

/**
 * How a record is told from a forged one: what ran has to be what a commit of the default branch says. That is one which the branch
 * itself had, not one of a branch that was merged: nobody may have agreed to that.
 */
function trustIn(defaultBranch) {
  let commits;
  return {
    defaultBranch,
    isReviewed: (sha) => {
      commits ??= new Set(git('rev-list', '--first-parent', `origin/${defaultBranch}`).split('\n'));
      return commits.has(sha);
    },
  };
}

function isPartOf(sha, defaultBranch) {
  return succeeds('merge-base', '--is-ancestor', sha, `origin/${defaultBranch}`);
}

/** Whether a record says that its whole commit was deployed. */
function isDeployed({ isWhole, hasSucceeded, sha }, defaultBranch) {
  return isWhole === true && hasSucceeded && isPartOf(sha, defaultBranch);
}

async function lastDeployed(environment, defaultBranch) {
  for await (const record of recordsOf(environment, trustIn(defaultBranch))) if (isDeployed(record, defaultBranch)) return record.sha;
  return undefined;
}

async function wasDeployed(environment, sha, defaultBranch) {
  for await (const record of recordsOfCommit(environment, sha, trustIn(defaultBranch))) if (isDeployed(record, defaultBranch)) return true;
  return false;
}

/** The commits that may run in an environment; undefined: nobody knows, so anything may. */
async function runningCommits(environment, defaultBranch) {
  const attempts = new Set();
  for await (const record of recordsOf(environment, trustIn(defaultBranch))) {
    if (record.sha === undefined) return undefined;
    if (record.isLater) throw new Refusal(`a later run has deployed ${record.sha} to ${environment} since: start the workflow anew instead of running this one again`);
    attempts.add(record.sha);
    if (isDeployed(record, defaultBranch)) return { base: record.sha, commits: [...attempts] };
    if (attempts.size > MOST_ATTEMPTS) return undefined;
  }
  return undefined;
}

async function chooseCommit({ environment, predecessor, commit, 'default-branch': defaultBranch }) {
  const asked = commit || (predecessor === undefined ? 'HEAD' : await lastDeployed(predecessor, defaultBranch));
  if (asked === undefined) throw new Refusal(`no whole deployment to ${predecessor} is known to have succeeded: deploy there first, ${environment} follows`);
  if (asked !== 'HEAD' && !/^[0-9a-f]{7,40}$/.test(asked)) throw new Refusal(`"${asked}" is no commit: give its hash`);
  if (!succeeds('rev-parse', '--verify', '--quiet', `${asked}^{commit}`)) throw new Refusal(`this repository has no commit ${asked}`);
  const sha = git('rev-parse', `${asked}^{commit}`);
  if (!isPartOf(sha, defaultBranch)) {
    throw new Refusal(`commit ${sha} is not part of ${defaultBranch}: merge it first`);
  }
  if (predecessor !== undefined && !await wasDeployed(predecessor, sha, defaultBranch)) {
    throw new Refusal(`commit ${sha} is not known to have been deployed to ${predecessor} as a whole: what goes to ${environment} has to have run there`);
  }
  return sha;
}

function affectedSince(base, environment) {
  const args = [join(HERE, 'affected.mjs'), '--base', base, '--head', 'HEAD', '--environment', environment, '--json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Refusal(`what ${environment} needs cannot be told: ${stderr.trim()}`);
  show(stderr, process.stderr);
  return JSON.parse(stdout);
}

/** What is affected since any of several commits, with the reasons of all. */
function affectedSinceAny(bases, environment) {
  const rootModules = new Map();
  const overlays = new Map();
  const applications = new Map();
  const cloudBaseRuns = new Map();
  const removed = new Map();
  const renamed = new Map();
  const collect = (into, item) => {
    const known = into.get(item.dir);
    if (known === undefined) into.set(item.dir, { ...item });
    else if (item.reasons) known.reasons = [...new Set([...known.reasons, ...item.reasons])];
  };
  for (const base of bases) {
    const affected = affectedSince(base, environment);
    for (const item of affected.rootModules) collect(rootModules, item);
    for (const item of affected.overlays) collect(overlays, item);
    for (const item of affected.applications ?? []) collect(applications, item);
    for (const item of affected.cloudBaseRuns ?? []) collect(cloudBaseRuns, item);
    for (const item of affected.removed) collect(removed, item);
    for (const item of affected.renamed ?? []) collect(renamed, item);
  }
  const ordered = [...rootModules.values()].sort((a, b) => a.layer - b.layer || (a.name < b.name ? -1 : 1));
  return {
    rootModules: ordered,
    overlay: [...overlays.values()][0],
    cloudBaseRun: [...cloudBaseRuns.values()][0],
    applications: [...applications.values()],
    removed: [...removed.values()],
    renamed: [...renamed.values()],
  };
}

function only(items, name, kind, environment) {
  const found = items.filter((item) => item.name === name);
  if (found.length === 0) throw new Refusal(`${environment} has no ${kind} "${name}"; there are: ${items.map((item) => item.name).join(', ') || 'none'}`);
  return found;
}

function selectPart({ environment, 'root-module': rootModule, service }) {
  const { rootModules, overlay, cloudBaseRun } = affectedSinceAny([NO_COMMIT], environment);
  const reasons = ['asked for by hand'];
  const places = [overlay, cloudBaseRun];
  if (service) only(places.flatMap((place) => place?.services ?? []).map((name) => ({ name })), service, 'service', environment);
  const [ofCluster, ofCloudBase] = places.map((place) => (service && place?.services.includes(service) ? { ...place, service, reasons } : undefined));
  // A part is what was asked for, so they are told and not deployed.
  const readers = places.flatMap((place) => place?.reads?.[rootModule] ?? []).filter((name) => name !== service);
  return {
    rootModules: rootModule ? only(rootModules, rootModule, 'root module', environment).map((item) => ({ ...item, reasons })) : [],
    overlay: ofCluster,
    cloudBaseRun: ofCloudBase,
    readers,
    applications: [],
    removed: [],
    renamed: [],
  };
}

/** The destructions that the commits of this deployment allow by name, as "<directory> <address>". */
function allowedDestructions(base) {
  const messages = git('log', '--format=%B', ...(base === undefined ? ['--max-count=1', 'HEAD'] : [`${base}..HEAD`]));
  return [...messages.matchAll(/^Allow-Destroy: (\S+) (.+?)\s*$/gm)].map(([, dir, address]) => `${dir} ${address}`);
}

async function begin(options) {
  const { environment, 'default-branch': defaultBranch } = options;
  const whole = !options['root-module'] && !options.service;
  const commit = git('rev-parse', 'HEAD');
  const running = await runningCommits(environment, defaultBranch);
  const known = running?.commits.every((sha) => succeeds('rev-parse', '--verify', '--quiet', `${sha}^{commit}`)) ? running : undefined;
  const selected = whole ? affectedSinceAny(known?.commits ?? [NO_COMMIT], environment) : selectPart(options);
  const beyond = selected.rootModules.filter(({ layer }) => layer >= Number(options.layers));
  if (beyond.length > 0) {
    throw new Refusal(`commit ${commit} has more layers of root modules than this workflow (${options.layers}), so it would leave out `
      + `${beyond.map(({ dir }) => dir).join(', ')}: bring what it says back to ${defaultBranch}, with git revert for instance, and deploy that`);
  }

  const selection = { environment, commit, whole, base: known?.base, ...selected, allowedDestructions: allowedDestructions(known?.base) };
  writeFileSync(options.selection, `${JSON.stringify(selection, undefined, 2)}\n`);
  const changesOutputs = selected.rootModules.some(({ name }) => recordedRootModules(environment).includes(name));
  tellBegin({ isWhole: whole, changesOutputs });
  const layers = [...new Set(selected.rootModules.map(({ layer }) => layer + 1))];
  output({
    whole,
    affected: layers.length > 0 || selected.overlay !== undefined || selected.cloudBaseRun !== undefined || selected.applications.length > 0,
    overlay: selected.overlay !== undefined,
    'cloudbase-run': selected.cloudBaseRun !== undefined,
    applications: selected.applications.length > 0,
    ...(selected.rootModules.some(({ name }) => name === dashboardsOf(environment)?.rootModule) && { dashboards: true }),
    ...(changesOutputs && { outputs: true }),
    ...Object.fromEntries(layers.map((layer) => [`layer-${layer}`, true])),
  });
  const text = describe(selection);
  show(`${text}\n`);
  summarise(text);
  if (selected.readers?.length > 0) console.log(warningLine('deployment.mjs', environment, readersLeft(options['root-module'], selected.readers)));
}

/** The Grafana of an environment; undefined: it has none. */
function dashboardsOf(environment) {
  if (!existsSync(GRAPH_FILE)) return undefined;
  return JSON.parse(readFileSync(GRAPH_FILE, 'utf8')).environments.find(({ name }) => name === environment)?.dashboards;
}

/** The root modules of which outputs are recorded in the repository; none where nothing is. */
function recordedRootModules(environment) {
  if (!existsSync(RECORDED_OUTPUTS)) return [];
  const { environments } = JSON.parse(readFileSync(RECORDED_OUTPUTS, 'utf8'));
  return Object.keys(environments.find(({ name }) => name === environment)?.outputs ?? {});
}

/** What a part leaves behind: pods have the values of their last deployment until the next one. */
function readersLeft(rootModule, readers) {
  return `Services that read outputs of ${rootModule} are not deployed with it: ${readers.join(', ')}. Their pods have the values of before until they are: deploy each of them afterwards, or everything.`;
}

function describe({ environment, commit, base, whole, rootModules, overlay, cloudBaseRun, readers = [], applications, removed, renamed }) {
  const since = base === undefined ? 'No whole deployment is known to have succeeded, so everything is deployed.' : `What differs from ${base}, and from what was tried since:`;
  const because = ({ reasons }) => reasons.map(words).join('; ');
  const items = [
    ...[...rootModules, ...applications].map((item) => `- ${code(item.dir)}: ${because(item)}`),
    ...[overlay, cloudBaseRun].flatMap((place) => (place === undefined ? [] : [`- ${code(place.dir)}${place.service ? ` (${words(place.service)})` : ''}: ${because(place)}`])),
    ...renamed.map(({ dir, from }) => `- ${code(from)} is ${code(dir)} now, and goes on with the same resources`),
    ...removed.map(({ dir, state }) => `- ${code(dir)} is ${state === 'retired' ? 'retired' : 'gone from the repository'}; this deployment leaves its state, and what that describes, as they are`),
  ];
  const left = readers.length > 0 ? `\nNot deployed, though they read outputs of that: ${readers.map(code).join(', ')}.\n` : '';
  return `## ${environment}: ${commit}\n\n${whole ? since : 'Asked for by hand:'}\n\n${items.length > 0 ? items.join('\n') : 'Nothing.'}\n${left}`;
}

async function showDeployed({ environment, 'default-branch': defaultBranch }) {
  const commit = await lastDeployed(environment, defaultBranch);
  if (commit !== undefined) console.log(oneLine(commit));
  // On the error stream, because a caller reads the other one.
  else console.error(noticeLine('deployment.mjs', environment, 'No whole deployment to it is known to have succeeded, so there is nothing to compare with.'));
}

const ACTIONS = {
  commit: { needs: ['environment', 'default-branch'], run: async (options) => console.log(await chooseCommit(options)) },
  begin: { needs: ['environment', 'default-branch', 'layers', 'selection'], run: begin },
  deployed: { needs: ['environment', 'default-branch'], run: showDeployed },
  allowances: { needs: ['base'], run: ({ base }) => console.log(JSON.stringify(allowedDestructions(base || undefined))) },
};

async function main() {
  const names = ['environment', 'default-branch', 'predecessor', 'commit', 'layers', 'selection', 'root-module', 'service', 'base'];
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { ...Object.fromEntries(names.map((name) => [name, { type: 'string' }])), help: { type: 'boolean', short: 'h', default: false } },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const [name, ...rest] = positionals;
  if (rest.length > 0 || !Object.hasOwn(ACTIONS, name ?? '')) throw new Refusal(`what to do? One of: ${Object.keys(ACTIONS).join(', ')}; --help says more`);
  const missing = ACTIONS[name].needs.filter((option) => values[option] === undefined);
  if (missing.length > 0) throw new Refusal(`${name} needs ${missing.map((option) => `--${option}`).join(', ')}`);
  await ACTIONS[name].run(values);
}

try {
  await main();
} catch (error) {
  process.exitCode = 1;
  if (error instanceof Refusal) console.error(errorLine('deployment.mjs', 'Deployment', error.message));
  else console.error(errorLine('deployment.mjs', 'Deployment', error.stack));
}
