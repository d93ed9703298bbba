#!/usr/bin/env node
// Brings a cluster to the state of an overlay, waits until it runs, and takes back what it changed when it does not.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { code, html, oneLine } from './ci/inert.mjs';
import { applyArguments, demand, Failure, group, kubectl } from './ci/kubectl.mjs';
import { CANCELLED, isCancelled, stream } from './ci/programs.mjs';
import { prune } from './ci/prune.mjs';
import { errorLine, FIELD_MANAGER, summarise, temporaryDirectory } from './ci/system.mjs';

const HELP = `Builds an overlay, validates it, shows the difference, applies it and waits for its workloads.

Usage: node apply-overlay.mjs --overlay <directory> --namespace <name> [--service <name>] [--timeout-seconds <number>]

  --overlay          the overlay of an environment
  --namespace        the namespace that its workloads run in
  --service          apply only the objects of this service
  --timeout-seconds  how long all workloads together may take to become available (default 900)

When a workload does not become available, every object that was there before and that this run changed is applied again as it
was, and the run fails. When the script is told to stop (SIGINT or SIGTERM), kubectl is told so and nothing more is begun: what is
applied stays. Uses the cluster that kubectl is connected to.

What this script has applied of the overlay before, and the overlay no longer has, is listed once all workloads are available, and
removed where the variable PRUNE is true; never claims, volumes, namespaces and definitions of custom resources, nor what a revision
of a workload still needs.

Status: 0 the overlay runs, 1 it does not, 2 wrong usage, 130 it was told to stop.
`;

const SERVICE_LABEL = 'app.kubernetes.io/instance';
const WORKLOADS = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);
/** A summary is cut off or dropped when it is long; GitHub's limit is 1 MiB. */
const MOST_SUMMARY = 500_000;

function usage(message) {
  process.stderr.write(`apply-overlay.mjs: ${message}\n\n${HELP}`);
  process.exit(2);
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        'overlay': { type: 'string' },
        'namespace': { type: 'string' },
        'service': { type: 'string', default: '' },
        'timeout-seconds': { type: 'string', default: '900' },
        'help': { type: 'boolean', short: 'h', default: false },
      },
    });
    return values;
  } catch (error) {
    return usage(error.message);
  }
}

/** The objects of a file that are in the cluster, with who manages their fields. */
async function liveObjects(file, service) {
  const text = await demand('reading the cluster', ['get', '--filename', file, '--ignore-not-found', '--show-managed-fields', '--output=json'], { quiet: true });
  if (text.trim() === '') return [];
  const reply = JSON.parse(text);
  const items = reply.kind === 'List' ? reply.items : [reply];
  return items.filter(({ metadata }) => service === '' || metadata.labels?.[SERVICE_LABEL] === service);
}

/** The part of a value that a set of fields covers. Source: the format FieldsV1 of Kubernetes' structured-merge-diff. */
function covered(value, fields) {
  const keys = Object.keys(fields).filter((key) => key !== '.');
  if (keys.length === 0) return Object.hasOwn(fields, '.') && typeof value === 'object' && value !== null ? (Array.isArray(value) ? [] : {}) : value;
  if (!Array.isArray(value)) {
    return Object.fromEntries(keys
      .map((key) => [key.slice('f:'.length), fields[key]])
      .filter(([name]) => value?.[name] !== undefined)
      .map(([name, inner]) => [name, covered(value[name], inner)]));
  }
  return value.flatMap((item) => {
    for (const key of keys) {
      const wanted = JSON.parse(key.slice(2));
      if (key.startsWith('v:') && item === wanted) return [item];
      if (key.startsWith('k:') && Object.entries(wanted).every(([name, part]) => item[name] === part)) return [{ ...wanted, ...covered(item, fields[key]) }];
    }
    return [];
  });
}

/** The manifest by which this manager made an object what it is; undefined when it never did. */
function appliedManifest({ apiVersion, kind, metadata, ...rest }) {
  const entry = (metadata.managedFields ?? []).find(({ manager, operation, subresource }) => manager === FIELD_MANAGER && operation === 'Apply' && !subresource);
  if (entry === undefined) return undefined;
  const own = covered({ metadata, ...rest }, entry.fieldsV1);
  const { name, namespace } = metadata;
  return { apiVersion, kind, ...own, metadata: { ...own.metadata, name, ...(namespace !== undefined && { namespace }) } };
}

function idOf({ kind, metadata }) {
  return `${kind.toLowerCase()}/${metadata.name}`;
}

function canonical(value) {
  return JSON.stringify(value, (_, inner) => (typeof inner === 'object' && inner !== null && !Array.isArray(inner)
    ? Object.fromEntries(Object.keys(inner).sort().map((key) => [key, inner[key]]))
    : inner));
}

/** The manifests, as they were before, of what is not as it was. */
function changedSince(before, now) {
  const after = new Map(now.map((object) => [idOf(object), canonical(appliedManifest(object))]));
  return before.flatMap((object) => {
    const manifest = appliedManifest(object);
    return manifest !== undefined && canonical(manifest) !== after.get(idOf(object)) ? [manifest] : [];
  });
}

/** Waits for workloads, which roll out at the same time and so share one deadline; gives those that are not available. */
async function waitFor(workloads, namespace, seconds) {
  const deadline = Date.now() + seconds * 1000;
  const late = [];
  for (const id of workloads) {
    if (isCancelled()) return workloads;
    const left = Math.max(1, Math.round((deadline - Date.now()) / 1000));
    const status = await stream('kubectl', ['--namespace', namespace, 'rollout', 'status', id, `--timeout=${left}s`], {});
    if (status !== 0) late.push(id);
  }
  return late;
}

/** Why the pods of a workload do not run, in the words of the cluster. */
async function reasonOf(id, namespace) {
  const name = id.slice(id.indexOf('/') + 1);
  const { status, stdout } = await kubectl(['--namespace', namespace, 'get', 'pods', `--selector=${SERVICE_LABEL}=${name}`, '--output=json'], { quiet: true });
  if (status !== 0) return 'its pods cannot be read';
  const reasons = JSON.parse(stdout).items.flatMap(({ status: pod }) => [
    ...[...(pod.initContainerStatuses ?? []), ...(pod.containerStatuses ?? [])].flatMap(({ state }) => state?.waiting ?? state?.terminated ?? []),
    ...(pod.conditions ?? []).filter(({ type, status: is }) => type === 'PodScheduled' && is === 'False'),
  ]).map(({ reason, message }) => [reason, message].filter(Boolean).join(': '));
  return [...new Set(reasons)].join('; ') || 'no pod says why';
}

async function showCluster(namespace) {
  await group('Pods and warnings', async () => {
    await kubectl(['--namespace', namespace, 'get', 'pods', '--output=wide']);
    await kubectl(['--namespace', namespace, 'get', 'events', '--field-selector=type=Warning', '--sort-by=.lastTimestamp']);
  });
}

async function undo(before, { file, service, namespace, directory, seconds }) {
  const manifests = changedSince(before, await liveObjects(file, service));
  if (manifests.length === 0) return 'Nothing that ran before was changed, so nothing was undone.';
  const undoFile = join(directory, 'undo.json');
  writeFileSync(undoFile, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manifests }));
  const names = manifests.map(idOf);
  const isUndone = await group('Undo', async () => (await kubectl(applyArguments(undoFile, []))).status === 0
    && (await waitFor(names.filter((_, index) => WORKLOADS.has(manifests[index].kind)), namespace, seconds)).length === 0);
  return isUndone
    ? `Undone, and running as before: ${names.join(', ')}.`
    : `The undo did not end well: ${names.join(', ')}. See the log, and the cluster.`;
}

async function build({ overlay, directory }) {
  const text = await demand('building the overlay', ['kustomize', overlay], { quiet: true });
  const file = join(directory, 'manifests.yaml');
  writeFileSync(file, text);
  return { text, file };
}

/** A dry run of what goes into a namespace needs the namespace. */
async function ensureNamespace({ text, namespace, directory }) {
  const found = await demand('reading the namespace', ['get', 'namespace', namespace, '--ignore-not-found', '--output=name'], { quiet: true });
  if (found.trim() !== '') return;
  const documents = text.split(/^---$/m).filter((document) => /^kind: Namespace$/m.test(document));
  const file = join(directory, 'namespace.yaml');
  writeFileSync(file, documents.join('---'));
  await demand('making the namespace', applyArguments(file, []));
}

async function showDifference({ file, selector }) {
  const { status, stdout } = await kubectl(['diff', '--server-side', `--field-manager=${FIELD_MANAGER}`, ...selector, '--filename', file]);
  if (status > 1 || status < 0) throw new Failure('comparing with the cluster failed: see above');
  const shown = stdout.length > MOST_SUMMARY ? `${stdout.slice(0, MOST_SUMMARY)}\n(the rest is in the log)` : stdout;
  summarise(status === 0 ? 'The cluster is as declared.\n' : `<details><summary>What changes in the cluster</summary>\n\n<pre>\n${html(shown)}</pre>\n</details>\n`);
}

async function deploy(options, directory) {
  const { overlay, namespace, service } = options;
  const seconds = Number(options['timeout-seconds']);
  const selector = service === '' ? [] : [`--selector=${SERVICE_LABEL}=${service}`];
  const { text, file } = await build({ overlay, directory });
  await ensureNamespace({ text, namespace, directory });
  await group('Validate', async () => demand('the validation by the cluster', applyArguments(file, selector, '--dry-run=server')));
  await group('Difference', async () => showDifference({ file, selector }));

  const before = await liveObjects(file, service);
  const applied = await group('Apply', async () => (await kubectl(applyArguments(file, selector))).status === 0);
  if (isCancelled()) throw new Failure('The run was cancelled while the overlay was applied: what is applied stays, and the next deployment goes on from there.');
  const workloads = applied ? (await liveObjects(file, service)).filter(({ kind }) => WORKLOADS.has(kind)).map(idOf) : [];
  const failed = await group('Wait for the rollout', async () => waitFor(workloads, namespace, seconds));
  if (isCancelled()) throw new Failure(`The run was cancelled before it was known whether all is available. The overlay is applied and stays: ${workloads.join(', ')}.`);
  if (applied && failed.length === 0) {
    console.log(oneLine(`${overlay}: ${workloads.length} workloads run as declared`));
    await prune(await liveObjects(file, ''), { overlay, namespace, service, directory, seconds });
    return;
  }
  const reasons = [];
  for (const id of failed) reasons.push(`${id}: ${await reasonOf(id, namespace)}`);
  await showCluster(namespace);
  const undone = await undo(before, { file, service, namespace, directory, seconds });
  const why = applied ? `Not available after ${seconds} seconds: ${reasons.join(' | ')}.` : 'The overlay could not be applied: see above.';
  throw new Failure(`${why} ${undone}`);
}

async function main() {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  for (const name of ['overlay', 'namespace']) if (options[name] === undefined) usage(`--${name} is missing`);
  if (!(Number(options['timeout-seconds']) > 0)) usage(`--timeout-seconds ${options['timeout-seconds']} is no number above 0`);
  const directory = mkdtempSync(join(temporaryDirectory, 'overlay-'));
  try {
    await deploy(options, directory);
    return 0;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    summarise(`**Not deployed**: ${code(error.message)}`);
    console.log(errorLine('apply-overlay.mjs', options.overlay, oneLine(error.message)));
    return isCancelled() ? CANCELLED : 1;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

process.exitCode = await main();
