#!/usr/bin/env node
// What is deployed to an environment, as GitHub's deployment records tell, and so what is left to deploy.
import { execFileSync } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const HELP = `Chooses the commit to deploy, selects what it changes, and keeps the record of it.

Usage: node deployment.mjs commit --environment <name> --default-branch <name> [--predecessor <name>] [--commit <commit>]
       node deployment.mjs begin  --environment <name> --layers <number> --selection <file> [--root-module <name>] [--service <name>]
       node deployment.mjs end    --record <id> --outcome <job status>
       node deployment.mjs allowances --base <commit>

  commit  prints the commit to deploy: the one given, or the one that was deployed to the predecessor last. It has to be part
          of the default branch, and to have been deployed to the predecessor as a whole.
  begin   selects what differs between HEAD and all that may run in the environment, writes it to the file, and opens a record.
          With a root module or a service only that is selected, and the record does not say that the commit is deployed.
  end     closes the record.
  allowances  prints what the commits since the base allow to be destroyed, as a JSON list of "<directory> <address>".

Every deployment is recorded before it changes anything: as task "deploy:whole" or "deploy:part" of the environment.
What may run there is the last whole one that succeeded, and everything that was begun since then, however it ended.

Reads GITHUB_REPOSITORY and what gh needs to log in. Status: 0, or 1 with the reason.
`;

const WHOLE = 'deploy:whole';
const PART = 'deploy:part';
const NO_COMMIT = '0'.repeat(40);
/** After more attempts than this without a success, everything is deployed. */
const MOST_ATTEMPTS = 20;
const PAGE_SIZE = 100;
const MOST_PAGES = 10;
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

/** Talks to GitHub about the deployments of this repository. */
function deployments(path, body) {
  const url = `repos/${process.env.GITHUB_REPOSITORY}/deployments${path}`;
  const args = body === undefined ? ['api', url] : ['api', '--method', 'POST', url, '--input', '-'];
  return JSON.parse(execFileSync('gh', args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    input: body === undefined ? '' : JSON.stringify(body),
    stdio: ['pipe', 'pipe', 'inherit'],
  }));
}

/** The records of an environment, the newest first. Those that GitHub writes for each job are not among them. */
function* recordsOf(environment, sha) {
  const filter = `?environment=${encodeURIComponent(environment)}${sha === undefined ? '' : `&sha=${sha}`}&per_page=${PAGE_SIZE}`;
  for (let page = 1; page <= MOST_PAGES; page++) {
    const records = deployments(`${filter}&page=${page}`);
    yield* records.filter(({ task }) => task === WHOLE || task === PART);
    if (records.length < PAGE_SIZE) return;
  }
}

/** Whether a whole deployment ended well; a later one may have made it inactive since. */
function succeeded({ id, task }) {
  return task === WHOLE && deployments(`/${id}/statuses?per_page=${PAGE_SIZE}`).some(({ state }) => state === 'success');
}

function lastDeployed(environment) {
  for (const record of recordsOf(environment)) if (succeeded(record)) return record.sha;
  return undefined;
}

function wasDeployed(environment, sha) {
  for (const record of recordsOf(environment, sha)) if (succeeded(record)) return true;
  return false;
}

/** The commits that may run in an environment; undefined: nobody knows, so anything may. */
function runningCommits(environment) {
  const attempts = new Set();
  for (const record of recordsOf(environment)) {
    attempts.add(record.sha);
    if (succeeded(record)) return { base: record.sha, commits: [...attempts] };
    if (attempts.size > MOST_ATTEMPTS) return undefined;
  }
  return undefined;
}

function chooseCommit({ environment, predecessor, commit, 'default-branch': defaultBranch }) {
  const asked = commit || (predecessor === undefined ? 'HEAD' : lastDeployed(predecessor));
  if (asked === undefined) throw new Refusal(`nothing was deployed to ${predecessor} yet: deploy there first, ${environment} follows`);
  if (asked !== 'HEAD' && !/^[0-9a-f]{7,40}$/.test(asked)) throw new Refusal(`"${asked}" is no commit: give its hash`);
  if (!succeeds('rev-parse', '--verify', '--quiet', `${asked}^{commit}`)) throw new Refusal(`this repository has no commit ${asked}`);
  const sha = git('rev-parse', `${asked}^{commit}`);
  if (!succeeds('merge-base', '--is-ancestor', sha, `origin/${defaultBranch}`)) {
    throw new Refusal(`commit ${sha} is not part of ${defaultBranch}: merge it first`);
  }
  if (predecessor !== undefined && !wasDeployed(predecessor, sha)) {
    throw new Refusal(`commit ${sha} was never deployed to ${predecessor} as a whole: what goes to ${environment} has to have run there`);
  }
  return sha;
}

function affectedSince(base, environment) {
  const args = [join(HERE, 'affected.mjs'), '--base', base, '--head', 'HEAD', '--environment', environment, '--json'];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] }));
}

/** What is affected since any of several commits, with the reasons of all. */
function affectedSinceAny(bases, environment) {
  const rootModules = new Map();
  const overlays = new Map();
  const removed = new Map();
  const collect = (into, item) => {
    const known = into.get(item.dir);
    if (known === undefined) into.set(item.dir, { ...item });
    else if (item.reasons) known.reasons = [...new Set([...known.reasons, ...item.reasons])];
  };
  for (const base of bases) {
    const affected = affectedSince(base, environment);
    for (const item of affected.rootModules) collect(rootModules, item);
    for (const item of affected.overlays) collect(overlays, item);
    for (const item of affected.removed) collect(removed, item);
  }
  const ordered = [...rootModules.values()].sort((a, b) => a.layer - b.layer || (a.name < b.name ? -1 : 1));
  return { rootModules: ordered, overlay: [...overlays.values()][0], removed: [...removed.values()] };
}

function only(items, name, kind, environment) {
  const found = items.filter((item) => item.name === name);
  if (found.length === 0) throw new Refusal(`${environment} has no ${kind} "${name}"; there are: ${items.map((item) => item.name).join(', ') || 'none'}`);
  return found;
}

function selectPart({ environment, 'root-module': rootModule, service }) {
  const { rootModules, overlay } = affectedSinceAny([NO_COMMIT], environment);
  const reasons = ['asked for by hand'];
  if (service) only((overlay?.services ?? []).map((name) => ({ name })), service, 'service', environment);
  return {
    rootModules: rootModule ? only(rootModules, rootModule, 'root module', environment).map((item) => ({ ...item, reasons })) : [],
    overlay: service ? { ...overlay, service, reasons } : undefined,
    removed: [],
  };
}

/** The destructions that the commits of this deployment allow by name, as "<directory> <address>". */
function allowedDestructions(base) {
  const messages = git('log', '--format=%B', ...(base === undefined ? ['--max-count=1', 'HEAD'] : [`${base}..HEAD`]));
  return [...messages.matchAll(/^Allow-Destroy: (\S+) (.+?)\s*$/gm)].map(([, dir, address]) => `${dir} ${address}`);
}

function begin(options) {
  const { environment } = options;
  const whole = !options['root-module'] && !options.service;
  const commit = git('rev-parse', 'HEAD');
  const running = runningCommits(environment);
  const known = running?.commits.every((sha) => succeeds('rev-parse', '--verify', '--quiet', `${sha}^{commit}`)) ? running : undefined;
  const selected = whole ? affectedSinceAny(known?.commits ?? [NO_COMMIT], environment) : selectPart(options);
  const beyond = selected.rootModules.filter(({ layer }) => layer >= Number(options.layers));
  if (beyond.length > 0) {
    throw new Refusal(`commit ${commit} has more layers of root modules than this workflow (${options.layers}), so it would leave out `
      + `${beyond.map(({ dir }) => dir).join(', ')}: set a tag at the commit, and start the workflow of that tag`);
  }

  const selection = { environment, commit, whole, base: known?.base, ...selected, allowedDestructions: allowedDestructions(known?.base) };
  writeFileSync(options.selection, `${JSON.stringify(selection, undefined, 2)}\n`);
  const record = deployments('', {
    ref: commit,
    task: whole ? WHOLE : PART,
    environment,
    description: whole ? 'everything that differs' : [options['root-module'], options.service].filter(Boolean).join(', ').slice(0, 140),
    auto_merge: false,
    required_contexts: [],
  });
  report(record, 'in_progress');
  const layers = [...new Set(selected.rootModules.map(({ layer }) => layer + 1))];
  output({
    record: record.id,
    whole,
    affected: layers.length > 0 || selected.overlay !== undefined,
    overlay: selected.overlay !== undefined,
    ...Object.fromEntries(layers.map((layer) => [`layer-${layer}`, true])),
  });
  const text = describe(selection);
  console.log(text);
  if (process.env.GITHUB_STEP_SUMMARY) appendFileSync(process.env.GITHUB_STEP_SUMMARY, `${text}\n`);
}

function describe({ environment, commit, base, whole, rootModules, overlay, removed }) {
  const since = base === undefined ? 'No whole deployment is known to have succeeded, so everything is deployed.' : `What differs from ${base}, and from what was tried since:`;
  const items = [
    ...rootModules.map(({ dir, reasons }) => `- \`${dir}\`: ${reasons.join('; ')}`),
    ...(overlay === undefined ? [] : [`- \`${overlay.dir}\`${overlay.service ? ` (${overlay.service})` : ''}: ${overlay.reasons.join('; ')}`]),
    ...removed.map(({ dir }) => `- \`${dir}\` is gone from the repository; what its state describes is left running`),
  ];
  return `## ${environment}: ${commit}\n\n${whole ? since : 'Asked for by hand:'}\n\n${items.length > 0 ? items.join('\n') : 'Nothing.'}\n`;
}

function end({ record, outcome }) {
  report({ id: record }, outcome === 'success' ? 'success' : 'failure');
}

function report({ id }, state) {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = process.env;
  // The record of the job makes older ones inactive; this one must not make that of its own job so.
  deployments(`/${id}/statuses`, { state, log_url: `${server}/${repository}/actions/runs/${run}`, auto_inactive: false });
}

function output(values) {
  if (!process.env.GITHUB_OUTPUT) return;
  appendFileSync(process.env.GITHUB_OUTPUT, Object.entries(values).map(([name, value]) => `${name}=${value}\n`).join(''));
}

const ACTIONS = {
  commit: { needs: ['environment', 'default-branch'], run: (options) => console.log(chooseCommit(options)) },
  begin: { needs: ['environment', 'layers', 'selection'], run: begin },
  end: { needs: ['record', 'outcome'], run: end },
  allowances: { needs: ['base'], run: ({ base }) => console.log(JSON.stringify(allowedDestructions(base || undefined))) },
};

function main() {
  const names = ['environment', 'default-branch', 'predecessor', 'commit', 'layers', 'selection', 'root-module', 'service', 'record', 'outcome', 'base'];
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
  ACTIONS[name].run(values);
}

try {
  main();
} catch (error) {
  process.exitCode = 1;
  // On the error stream, because a caller reads the other one.
  if (error instanceof Refusal) console.error(process.env.GITHUB_ACTIONS === 'true' ? `::error title=Deployment::${error.message}` : `deployment.mjs: ${error.message}`);
  else console.error(error);
}
