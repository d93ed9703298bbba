#!/usr/bin/env node
// Brings applications to the cluster of an environment, before its services: the definitions of their kinds first.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { build } from './ci/built-overlay.mjs';
import { code, html, oneLine } from './ci/inert.mjs';
import { applyArguments, demand, Failure, group, itemsIn, kubectl, liveObjects, textOf } from './ci/kubectl.mjs';
import { withOutputs } from './ci/outputs.mjs';
import { CANCELLED, isCancelled, run } from './ci/programs.mjs';
import { reasonOf, rolloutsOf, showCluster, waitFor } from './ci/rollout.mjs';
import { errorLine, FIELD_MANAGER, show, summarise } from './ci/system.mjs';

const HELP = `Applies the applications of an environment to its cluster, and waits for their workloads.

Usage: node apply-applications.mjs --environment <name> [--application <name>]... [--selection <file>] [--timeout-seconds <number>]

  --environment      whose applications; which it has stands in .projen/graph.json
  --application      only this one; may be given several times
  --selection        only those that deployment.mjs has selected
  --timeout-seconds  how long all workloads together may take to become available (default 900)

The order is, for all applications together: namespaces and definitions of custom resources, until the cluster serves them; objects that
Kubernetes itself knows; custom objects, which are tried again while a webhook that looks at them does not answer yet. Then jobs and
workloads are waited for. A job that is another one now takes the place of the one that ran. Fields that others have set are taken over.
Outputs of root modules that objects name, \${terraform.<root module>.<output>}, are put in before anything is changed.

Nothing is removed and nothing is undone: what is applied stays, and so do definitions and what no application has any more. Uses the
cluster that kubectl is connected to.

Status: 0 all of them run, 1 they do not, 2 wrong usage, 130 it was told to stop.
`;

const GRAPH_FILE = '.projen/graph.json';
const FORCE = '--force-conflicts';
/** Everything else may need these. */
const FIRST = new Set(['CustomResourceDefinition', 'Namespace']);
/** Groups of Kubernetes itself with a dot in their names; those without one are its own. Others have definitions. */
const OWN_GROUPS = new Set([
  'admissionregistration', 'apiextensions', 'apiregistration', 'authentication', 'authorization', 'certificates', 'coordination', 'discovery',
  'events', 'flowcontrol.apiserver', 'internal.apiserver', 'networking', 'node', 'rbac.authorization', 'resource', 'scheduling', 'storage', 'storagemigration',
].map((name) => `${name}.k8s.io`));
/** What the API server says while an application is still coming up. */
const NOT_YET = /failed calling webhook|no endpoints available|connection refused|context deadline exceeded|no matches for kind|could not find the requested resource/;
/** How long custom objects are tried. */
const MOST_WAITING_SECONDS = 180;
const POLL_MILLISECONDS = 2000;
const ESTABLISHED_SECONDS = 60;
/** A summary is cut off or dropped when it is long; GitHub's limit is 1 MiB. */
const MOST_SUMMARY = 300_000;

function usage(message) {
  process.stderr.write(`apply-applications.mjs: ${message}\n\n${HELP}`);
  process.exit(2);
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        'environment': { type: 'string' },
        'application': { type: 'string', multiple: true },
        'selection': { type: 'string' },
        'timeout-seconds': { type: 'string', default: '900' },
        'help': { type: 'boolean', short: 'h', default: false },
      },
    });
    return values;
  } catch (error) {
    return usage(error.message);
  }
}

/** The environment of the graph, and its applications that are asked for. */
function chosen({ environment: name, application: asked, selection }) {
  const { environments, applications = [] } = JSON.parse(readFileSync(GRAPH_FILE, 'utf8'));
  const environment = environments.find((each) => each.name === name);
  if (environment === undefined) throw new Failure(`There is no environment ${name}; environments are: ${environments.map((each) => each.name).join(', ')}.`);
  const here = applications.filter((each) => each.environments?.includes(name) ?? true);
  const names = asked ?? (selection === undefined ? here.map((each) => each.name) : JSON.parse(readFileSync(selection, 'utf8')).applications.map((each) => each.name));
  const unknown = names.filter((each) => !here.some((application) => application.name === each));
  if (unknown.length > 0) throw new Failure(`No deployment brings ${unknown.join(', ')} to ${name}; those that one does are: ${here.map((each) => each.name).join(', ') || 'none'}.`);
  return { environment, applications: here.filter((each) => names.includes(each.name)) };
}

/** What all of them consist of, in the order in which it is applied. */
async function stagesOf(applications, environment) {
  const documents = [];
  for (const dir of applications.flatMap(({ dirs }) => dirs)) documents.push(...await build(dir));
  const stages = { first: [], own: [], custom: [] };
  for (const document of await withOutputs(documents, () => environment.name)) stages[stageOf(document.object)].push(document);
  return stages;
}

function stageOf({ apiVersion, kind }) {
  if (FIRST.has(kind)) return 'first';
  const api = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return !api.includes('.') || OWN_GROUPS.has(api) ? 'own' : 'custom';
}

/** An application may live in the namespace of the environment, which comes with the services. */
async function ensureNamespaces({ overlay }, { first, own, custom }) {
  const brought = new Set(first.filter(({ object }) => object.kind === 'Namespace').map(({ object }) => object.metadata.name));
  const needed = new Set([...own, ...custom].flatMap(({ object }) => object.metadata.namespace ?? []).filter((name) => !brought.has(name)));
  if (needed.size === 0 || overlay === undefined) return;
  const there = await demand('reading the namespaces', ['get', 'namespaces', ...needed, '--ignore-not-found', '--output=name'], { quiet: true });
  const missing = [...needed].filter((name) => !there.split('\n').includes(`namespace/${name}`));
  if (missing.length === 0) return;
  const documents = (await build(overlay)).filter(({ object }) => object.kind === 'Namespace' && missing.includes(object.metadata.name));
  if (documents.length > 0) await demand('making the namespace', applyArguments(), { input: textOf(documents) });
}

/** Tries until the cluster takes it, or says something else than that it is not ready yet. */
async function insist(what, args, input, deadline) {
  for (let isFirst = true; ; isFirst = false) {
    if (isCancelled()) throw new Failure('The run was cancelled: what is applied stays, and the next deployment goes on from there.');
    const { status, output } = await run('kubectl', args, { input });
    const isOver = status === 0 || !NOT_YET.test(output) || Date.now() > deadline;
    if (isOver || isFirst) show(output);
    if (status === 0) return;
    if (isOver) throw new Failure(`${what} failed: see above`);
    if (isFirst) console.log('The cluster is not ready for that yet: it is tried again.');
    await sleep(POLL_MILLISECONDS);
  }
}

/** Validates, compares and applies some documents. */
async function apply(title, documents, { deadline, summary, areNamesEnough = false }) {
  if (documents.length === 0) return;
  const input = textOf(documents);
  await group(`${title}: validate`, async () => insist('the validation by the cluster', applyArguments(FORCE, '--dry-run=server'), input, deadline));
  await group(`${title}: difference`, async () => {
    const { status, stdout } = await kubectl(['diff', '--server-side', FORCE, `--field-manager=${FIELD_MANAGER}`, '--filename', '-'], { quiet: true, input });
    if (status > 1 || status < 0) throw new Failure('comparing with the cluster failed: see above');
    // Definitions are long, and nobody reads them as a difference.
    const shown = areNamesEnough ? stdout.split('\n').filter((line) => line.startsWith('diff ')).map((line) => `${line.split('/').at(-1)}\n`).join('') : stdout;
    show(shown);
    if (status === 1) summary.push(shown);
  });
  await group(`${title}: apply`, async () => insist('applying', applyArguments(FORCE), input, deadline));
}

/** The template of a job cannot change. */
async function makeWay(jobs) {
  for (const job of jobs) {
    const input = textOf([job]);
    const { errors } = await run('kubectl', applyArguments(FORCE, '--dry-run=server'), { input });
    if (!errors.includes('field is immutable')) continue;
    console.log(oneLine(`job/${job.object.metadata.name} is another one now, and takes the place of the one that ran`));
    await demand('making way for a job', ['delete', '--filename', '-', '--ignore-not-found', '--cascade=foreground', '--timeout=120s'], { input });
  }
}

/** What does not run by the deadline, and why. */
async function waitForAll(objects, jobs, deadline) {
  const secondsLeft = () => Math.max(1, Math.round((deadline - Date.now()) / 1000));
  const failures = [];
  for (const job of jobs) failures.push(...await waitForJob(job.object.metadata, deadline));
  for (const namespace of new Set(objects.map(({ metadata }) => metadata.namespace))) {
    const here = objects.filter(({ metadata }) => metadata.namespace === namespace);
    for (const id of await waitFor(rolloutsOf(here), namespace, secondsLeft())) {
      const { spec } = here.find(({ kind, metadata }) => `${kind.toLowerCase()}/${metadata.name}` === id);
      const selector = Object.entries(spec.selector.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`).join(',');
      failures.push({ namespace, what: `${id} of ${namespace}: ${isCancelled() ? 'cancelled' : await reasonOf(selector, namespace)}` });
    }
  }
  return failures;
}

/** One that is gone has succeeded: the cluster clears away those that have, some time after that. */
async function waitForJob({ name, namespace }, deadline) {
  for (;;) {
    const [job] = itemsIn(await demand('reading a job', ['--namespace', namespace, 'get', 'jobs', name, '--ignore-not-found', '--output=json'], { quiet: true }));
    const is = (type) => job?.status?.conditions?.some((condition) => condition.type === type && condition.status === 'True');
    if (job === undefined || is('Complete')) return [];
    if (is('Failed') || Date.now() > deadline) {
      return [{ namespace, what: `job/${name} of ${namespace}: ${await reasonOf(`batch.kubernetes.io/job-name=${name}`, namespace)}` }];
    }
    await sleep(POLL_MILLISECONDS);
  }
}

async function deploy(options) {
  const { environment, applications } = chosen(options);
  if (applications.length === 0) {
    console.log(`No application is brought to ${oneLine(environment.name)}.`);
    return;
  }
  const seconds = Number(options['timeout-seconds']);
  const names = applications.map(({ name }) => name);
  const stages = await stagesOf(applications, environment);
  const summary = [];
  const settings = { summary, deadline: Date.now() };

  const definitions = stages.first.filter(({ object }) => object.kind === 'CustomResourceDefinition');
  await apply('Definitions and namespaces', stages.first, { ...settings, areNamesEnough: true });
  if (definitions.length > 0) {
    await demand('waiting for the definitions', ['wait', '--for=condition=Established', `--timeout=${ESTABLISHED_SECONDS}s`, '--filename', '-'], { quiet: true, input: textOf(definitions) });
  }
  await ensureNamespaces(environment, stages);
  const jobs = stages.own.filter(({ object }) => object.kind === 'Job');
  await makeWay(jobs);
  await apply('Objects', stages.own, settings);
  await apply('Custom objects', stages.custom, { ...settings, deadline: Date.now() + Math.min(seconds, MOST_WAITING_SECONDS) * 1000 });
  const shown = summary.join('');
  summarise(shown === '' ? `Applications are as declared: ${names.map(code).join(', ')}.\n`
    : `<details><summary>What changes in applications</summary>\n\n<pre>\n${html(shown.length > MOST_SUMMARY ? `${shown.slice(0, MOST_SUMMARY)}\n(the rest is in the log)\n` : shown)}</pre>\n</details>\n`);

  const objects = stages.own.length === 0 ? [] : await liveObjects(stages.own);
  const failures = await group('Wait for the workloads', async () => waitForAll(objects, jobs, Date.now() + seconds * 1000));
  if (isCancelled()) throw new Failure('The run was cancelled before it was known whether all is available: what is applied stays.');
  for (const namespace of new Set(failures.map((failure) => failure.namespace))) await showCluster(namespace);
  if (failures.length > 0) throw new Failure(`Not available after ${seconds} seconds: ${failures.map(({ what }) => what).join(' | ')}. What is applied stays, and no service is deployed.`);
  console.log(oneLine(`${environment.name}: ${names.join(', ')} run as declared`));
}

async function main() {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (options.environment === undefined) usage('--environment is missing');
  if (!(Number(options['timeout-seconds']) > 0)) usage(`--timeout-seconds ${options['timeout-seconds']} is no number above 0`);
  try {
    await deploy(options);
    return 0;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    summarise(`**Applications not deployed**: ${code(error.message)}`);
    console.log(errorLine('apply-applications.mjs', `Applications of ${options.environment}`, oneLine(error.message)));
    return isCancelled() ? CANCELLED : 1;
  }
}

process.exitCode = await main();
