#!/usr/bin/env node
// Which root modules, overlays and applications a change affects, and why. Needs git and Node.js 20, and no package.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { applicationsOf, cloudBaseRunsOf, noteChanges, overlaysOf, rootModulesOf, servicesIn } from './affected/estate.mjs';
import { isNothing, Repository } from './affected/git.mjs';
import { goneRootModules, LEDGER } from './affected/removed.mjs';

const GRAPH = '.projen/graph.json';
const FILES_IN_REASONS = 3;
const NOTHING_GONE = { removed: [], renamed: [] };

const USAGE = `Says which root modules, overlays and applications differ between two commits in what they do, not only in how they are written.

Usage: affected.mjs --base <revision> [--head <revision>] [--environment <name>] [--why] [--json]

  --base         what is compared with; everything is affected when it is empty, all zeros, or not a commit of this repository
  --head         what is looked at; HEAD when it is left out
  --environment  only what belongs to this environment
  --why          with the reasons
  --json         for programs, on one line:
                 {"rootModules":[{"environment","name","dir","layer","reasons","plannedAtDeployment"}],
                  "removed":[{"environment","name","dir","state","commit"}],
                  "renamed":[{"environment","name","dir","from","isMoved"}],
                  "overlays":[{"environment","dir","services","reasons","reads","gone"}],
                  "applications":[{"environment","name","dir","reasons"}],
                  "cloudBaseRuns":[{"environment","dir","services","reasons","reads","gone"}]}
                 A root module reads outputs of earlier layers only. "plannedAtDeployment" is there when it is true: a plan reads
                 credentials, so that no pull request may make it. A state that goes on in another folder is renamed, and moved
                 when its address is another one, too. One that nothing uses any more is removed: "retired" says so, "left" does
                 not, and where it cannot be known whether somebody uses it, it is "unknown"; the commit still has its folder.
                 "services" are those that changed, or whose objects hold outputs of a root module that is listed; "reads" has all of
                 these by the root module, and is left out when there are none.
                 Services that the overlay of the base has and that of the head has not are "gone"; it is left out when there are none.
                 "cloudBaseRuns" are the folders of what runs in CloudBase Run, and tell of it what "overlays" tell of a cluster.
`;

function main() {
  const options = readArguments();
  const repository = new Repository(folderOfGraph(dirname(fileURLToPath(import.meta.url))));
  const base = repository.commit(options.base);
  const head = repository.commit(options.head) ?? fail(`${options.head} is not a commit of this repository`);
  const [before, { graph, fault }] = readGraphs(repository, [base, head]);
  if (graph === undefined) fail(`${options.head} has no ${GRAPH} that this script can read${fault === undefined ? '' : ` (${fault})`}: run npx projen and commit what it wrote`);
  const names = graph.environments.map(({ name }) => name);
  const { environment } = options;
  if (environment !== undefined && !names.includes(environment)) fail(`there is no environment ${environment}; environments are: ${names.join(', ')}`);

  const reason = isNothing(options.base) ? 'there is no earlier commit to compare with'
    : base === undefined ? `${options.base} is not a commit of this repository`
      : before.fault === undefined ? undefined : `the ${GRAPH} of ${options.base} cannot be read (${before.fault})`;
  const found = reason === undefined ? affected(graph, before.graph, [base, head], repository) : everything(graph, [reason]);
  const result = environment === undefined ? found : Object.fromEntries(Object.entries(found)
    .map(([kind, items]) => [kind, items.filter((item) => item.environment === environment)]));
  process.stdout.write(options.json ? `${JSON.stringify(result)}\n` : asText(result, options.why));
}

function everything(graph, reasons) {
  return {
    rootModules: rootModulesOf(graph).map((root) => entryOf(root, reasons)),
    ...NOTHING_GONE,
    overlays: overlaysOf(graph).map((overlay) => overlayEntry(overlay, servicesIn(graph, overlay.environment).map(({ name }) => name), reasons)),
    applications: applicationsOf(graph).map(({ environment, name, dir }) => ({ environment, name, dir, reasons })),
    cloudBaseRuns: cloudBaseRunsOf(graph).map((part) => overlayEntry(part, part.names, reasons)),
  };
}

function affected(graph, before, commits, repository) {
  const rootModules = rootModulesOf(graph);
  const overlays = overlaysOf(graph);
  const applications = applicationsOf(graph);
  const cloudBaseRuns = cloudBaseRunsOf(graph);
  const changes = repository.changes(...commits);
  if (changes.length > 0) noteChanges(graph, before, { rootModules, overlays, applications, cloudBaseRuns }, changes, commits.map((commit) => repository.tree(commit)), repository);
  const listed = withReaders(rootModules);
  const gone = before === undefined ? NOTHING_GONE : goneRootModules(before, graph, readLedgers(repository, commits), commits[0]);
  return {
    rootModules: listed,
    ...gone,
    overlays: affectedOverlays(overlays, listed).map((entry) => ({ ...entry, ...goneServices(entry, before, graph) })),
    applications: affectedApplications(applications, before, listed),
    cloudBaseRuns: affectedCloudBaseRuns(cloudBaseRuns, listed, before),
  };
}

/** The overlays that changed, and those whose objects hold outputs of a root module that is listed: it may give another value once it is applied. */
function affectedOverlays(overlays, rootModules) {
  const known = new Set(rootModules.map(({ environment, name }) => `${environment} ${name}`));
  return overlays.flatMap((overlay) => {
    const { environment, reads = {}, services, changes } = overlay;
    const read = Object.keys(reads).filter((name) => known.has(`${environment} ${name}`));
    const reasons = [...fileReasons(changes), ...read.map(readsOutputsOf)];
    const names = new Set([...services, ...read.flatMap((name) => reads[name])]);
    return reasons.length > 0 ? [overlayEntry(overlay, [...names].sort(), reasons)] : [];
  });
}

/** The folders of CloudBase Run that changed, that are read into, or that have lost a service. */
function affectedCloudBaseRuns(parts, rootModules, before) {
  const namesBefore = new Map(before === undefined ? [] : cloudBaseRunsOf(before).map(({ environment, names }) => [environment, names]));
  const found = new Map(affectedOverlays(parts, rootModules).map((entry) => [entry.environment, entry]));
  return parts.flatMap((part) => {
    const gone = (namesBefore.get(part.environment) ?? []).filter((name) => !part.names.includes(name));
    const entry = found.get(part.environment);
    if (gone.length > 0) return [{ ...(entry ?? overlayEntry(part, [], gone.map((name) => `${name} is gone`))), gone }];
    return entry === undefined ? [] : [entry];
  });
}

/**
 * The applications that changed, those that nothing brought to the environment before, and those whose objects hold outputs of a root module that is
 * listed.
 */
function affectedApplications(applications, before, rootModules) {
  const applied = new Set(rootModules.map(({ environment, name }) => `${environment} ${name}`));
  const known = new Set(before === undefined ? [] : applicationsOf(before).map(({ environment, name }) => `${environment} ${name}`));
  return applications.flatMap(({ environment, name, dir, reads, changes }) => {
    const reasons = [
      ...fileReasons(changes),
      ...(known.has(`${environment} ${name}`) ? [] : [`is new in ${environment}`]),
      ...reads.filter((read) => applied.has(`${environment} ${read}`)).map(readsOutputsOf),
    ];
    return reasons.length > 0 ? [{ environment, name, dir, reasons }] : [];
  });
}

/** The services that an overlay had and has no more, where there are any. */
function goneServices({ environment, dir }, before, graph) {
  const isThere = before?.environments.some(({ name, overlay }) => name === environment && overlay === dir);
  const names = (of) => servicesIn(of, environment).map(({ name }) => name);
  const now = names(graph);
  const gone = isThere ? names(before).filter((name) => !now.includes(name)) : [];
  return gone.length > 0 ? { gone } : {};
}

/**
 * The root modules that changed, and those that read outputs of one that is listed: what they read may be another value
 * once that one is applied.
 */
function withReaders(rootModules) {
  const listed = [];
  const known = new Set();
  for (const root of rootModules) {
    const { environment, name, dependsOn, changes } = root;
    const reads = dependsOn.filter((other) => known.has(`${environment} ${other}`)).map(readsOutputsOf);
    const reasons = [...fileReasons(changes), ...reads];
    if (reasons.length === 0) continue;
    known.add(`${environment} ${name}`);
    listed.push(entryOf(root, reasons));
  }
  return listed;
}

/** A root module as it is listed. */
function entryOf({ environment, name, dir, layer, plannedAtDeployment }, reasons) {
  return { environment, name, dir, layer, reasons, ...(plannedAtDeployment && { plannedAtDeployment }) };
}

/** An overlay as it is listed. */
function overlayEntry({ environment, dir, reads }, services, reasons) {
  return { environment, dir, services, reasons, ...(reads && { reads }) };
}

function readsOutputsOf(rootModule) {
  return `reads outputs of ${rootModule}`;
}

function fileReasons(changes) {
  const more = changes.size - FILES_IN_REASONS;
  return [...[...changes].slice(0, FILES_IN_REASONS), ...(more > 0 ? [`and ${more} more`] : [])];
}

/** The graphs of commits as `{graph, fault}`: no graph where there is none, or one of another form; a fault where it cannot be read. */
function readGraphs(repository, commits) {
  const names = commits.map((commit) => commit && `${commit}:./${GRAPH}`);
  const texts = repository.read(names.filter((name) => name !== undefined));
  return names.map((name) => (texts.has(name) ? parseGraph(Buffer.from(texts.get(name), 'latin1').toString()) : {}));
}

function parseGraph(text) {
  try {
    const graph = JSON.parse(text);
    // An earlier form: what it says is not known here, and what Terraform reads is in the graph of the head as well.
    if (typeof graph === 'object' && graph !== null && graph.rootModules === undefined) return {};
    rootModulesOf(graph);
    overlaysOf(graph);
    return { graph };
  } catch (error) {
    return { fault: /^[<=>]{7}( |$)/m.test(text) ? 'it has conflict markers' : error.message };
  }
}

/** The texts of the ledgers of commits; undefined where there is none. */
function readLedgers(repository, commits) {
  const names = commits.map((commit) => `${commit}:./${LEDGER}`);
  const texts = repository.read(names);
  return names.map((name) => (texts.has(name) ? Buffer.from(texts.get(name), 'latin1').toString() : undefined));
}

/** The nearest folder above this script that has a graph. */
function folderOfGraph(directory) {
  if (existsSync(join(directory, GRAPH))) return directory;
  const above = dirname(directory);
  return above === directory ? fail(`there is no ${GRAPH} above this script: run npx projen`) : folderOfGraph(above);
}

function asText({ rootModules, removed, renamed, overlays, applications, cloudBaseRuns }, isWhy) {
  const entry = (what, reasons) => [what, ...(isWhy ? reasons.map((reason) => `  ${reason}`) : [])];
  const lines = [
    ...rootModules.flatMap(({ dir, reasons }) => entry(dir, reasons)),
    ...renamed.map(({ dir, from, isMoved }) => `${from} -> ${dir} (renamed, ${isMoved ? 'its state has moved' : 'same state'})`),
    ...removed.map(({ dir, state }) => `${dir} (${state === 'retired' ? state : 'removed'})`),
    ...[...overlays, ...cloudBaseRuns].flatMap(({ dir, services, gone = [], reasons }) => {
      const names = [...services, ...gone.map((name) => `${name} is gone`)];
      return entry(names.length > 0 ? `${dir} (${names.join(', ')})` : dir, reasons);
    }),
    ...applications.flatMap(({ environment, dir, reasons }) => entry(`${dir} (in ${environment})`, reasons)),
  ];
  return `${(lines.length > 0 ? lines : ['nothing is affected']).join('\n')}\n`;
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        base: { type: 'string' },
        head: { type: 'string', default: 'HEAD' },
        environment: { type: 'string' },
        why: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) {
      process.stdout.write(USAGE);
      process.exit(0);
    }
    if (values.base === undefined) throw new Error('--base is missing');
    return values;
  } catch (error) {
    process.stderr.write(`affected: ${error.message}\n\n${USAGE}`);
    return process.exit(2);
  }
}

function fail(message) {
  process.stderr.write(`affected: ${message}\n`);
  return process.exit(1);
}

try {
  main();
} catch (error) {
  fail(error.message);
}
