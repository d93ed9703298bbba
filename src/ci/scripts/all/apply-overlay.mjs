#!/usr/bin/env node
// Brings a cluster to the state of an overlay, waits until it runs, and takes back what it changed when it does not.
import { parseArgs } from 'node:util';
import { build, chosenOf, jobsBeside, jobsInOrder, neededByJobs } from './ci/built-overlay.mjs';
import { code, html, oneLine } from './ci/inert.mjs';
import { jobsToRun, runJobs, waitForJobs } from './ci/jobs.mjs';
import { apply, applyArguments, demand, Failure, group, kubectl, liveObjects, textOf } from './ci/kubectl.mjs';
import { CANCELLED, isCancelled } from './ci/programs.mjs';
import { environmentOfOverlay, withOutputs } from './ci/outputs.mjs';
import { prune } from './ci/prune.mjs';
import { endAutoscalers, handOverReplicas } from './ci/replicas.mjs';
import { takeOverRollbacks } from './ci/rollbacks.mjs';
import { reasonOfRollout, rolloutsOf, showCluster, waitFor } from './ci/rollout.mjs';
import { errorLine, FIELD_MANAGER, summarise } from './ci/system.mjs';
import { undo } from './ci/undo.mjs';

const HELP = `Builds an overlay, validates it, shows the difference, applies it and waits for its workloads.

Usage: node apply-overlay.mjs --overlay <directory> --namespace <name> [--service <name>] [--timeout-seconds <number>]

  --overlay          the overlay of an environment
  --namespace        the namespace that its workloads run in
  --service          apply only the objects of this service, and the jobs that it waits for
  --timeout-seconds  how long all workloads together may take to become available (default 900); a job takes its own time

Where objects name outputs of root modules, \${terraform.<root module>.<output>}, these are read first, with the credentials of Terraform in
the environment, and put in: sensitive ones into Secrets alone, which are in no file, argument or log. Which environment the overlay is of
stands in .projen/graph.json; of several with one overlay the variable ENVIRONMENT says which. When a value is missing, nothing is changed.

The order is: what pods need, such as configuration, service accounts and network policies; then the jobs that others wait for, each
until it has succeeded; then all else, and Deployments, StatefulSets and DaemonSets are waited for. A CronJob is changed and never
started. A Job that has succeeded is not run again, one that failed is. When one fails, what it said is shown, as far as it looks like
no secret, and nothing rolls out.

When a job fails or a workload does not become available, every object that was there before and that this run changed is applied
again as it was, which may take as long again, or five minutes where that is longer, and the run fails. What a job did stays, and so do objects that are new. When the script is told to stop (SIGINT or
SIGTERM), kubectl is told so and nothing more is begun: what is applied stays. Uses the cluster that kubectl is connected to.

What this script has applied of the overlay before, and the overlay no longer has, is listed once all workloads are available, and
removed where the variable PRUNE is true; never claims, volumes, namespaces and definitions of custom resources, nor what a revision
of a workload still needs.

Status: 0 the overlay runs, 1 it does not, 2 wrong usage, 130 it was told to stop.
`;

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

/** A dry run of what goes into a namespace needs the namespace. */
async function ensureNamespace(documents, namespace) {
  const found = await demand('reading the namespace', ['get', 'namespace', namespace, '--ignore-not-found', '--output=name'], { quiet: true });
  if (found.trim() !== '') return;
  await demand('making the namespace', applyArguments(), { input: textOf(documents.filter(({ object }) => object.kind === 'Namespace')) });
}

async function showDifference(input) {
  const { status, stdout } = await kubectl(['diff', '--server-side', `--field-manager=${FIELD_MANAGER}`, '--filename', '-'], { input });
  if (status > 1 || status < 0) throw new Failure('comparing with the cluster failed: see above');
  const shown = stdout.length > MOST_SUMMARY ? `${stdout.slice(0, MOST_SUMMARY)}\n(the rest is in the log)` : stdout;
  summarise(status === 0 ? 'The cluster is as declared.\n' : `<details><summary>What changes in the cluster</summary>\n\n<pre>\n${html(shown)}</pre>\n</details>\n`);
}

/** Runs the jobs that others wait for, after what they need is there. Gives those that ran, and why they did not end well. */
async function runJobsBefore(documents, options) {
  const steps = [];
  for (const jobs of jobsInOrder(documents)) steps.push(await jobsToRun(jobs, options));
  const ran = steps.flat();
  if (ran.length === 0) return { ran };
  const isThere = await group('Apply what jobs need', async () => (await apply(neededByJobs(documents))).status === 0);
  if (!isThere) return { ran: [], failure: 'What the jobs need could not be applied: see above.' };
  return { ran, failure: await group('Jobs', async () => runJobs(steps, options)) };
}

/** Applies what rolls out, with all else, and waits for it. Gives all of it as it is in the cluster, or why that did not end well. */
async function rollOut(documents, { overlay, ...options }) {
  const { namespace, seconds } = options;
  const beside = await jobsToRun(jobsBeside(documents), options);
  const isApplied = await group('Apply', async () => (await apply(documents)).status === 0);
  if (isCancelled()) throw new Failure('The run was cancelled while the overlay was applied: what is applied stays, and the next deployment goes on from there.');
  if (!isApplied) return { failure: 'The overlay could not be applied: see above.' };
  const live = await liveObjects(documents);
  const rollouts = rolloutsOf(live);
  const late = await group('Wait for the rollout', async () => waitFor(rollouts, namespace, seconds));
  if (isCancelled()) throw new Failure(`The run was cancelled before it was known whether all is available. The overlay is applied and stays: ${rollouts.join(', ')}.`);
  if (late.length > 0) {
    const reasons = [];
    for (const id of late) reasons.push(`${id}: ${await reasonOfRollout(id, namespace)}`);
    return { failure: `Not available after ${seconds} seconds: ${reasons.join(' | ')}.` };
  }
  const failure = await waitForJobs(beside, options);
  if (failure === undefined) console.log(oneLine(`${overlay}: ${rollouts.length} workloads run as declared`));
  return { live, failure };
}

async function deploy({ overlay, namespace, service, 'timeout-seconds': timeout }) {
  const options = { overlay, namespace, service, seconds: Number(timeout) };
  const built = await build(overlay);
  const chosen = chosenOf(built, service);
  if (chosen.length === 0) throw new Failure(`The overlay has nothing of ${service}.`);
  const declared = built.filter((document) => chosen.includes(document) || document.object.kind === 'Namespace');
  const filled = new Map((await withOutputs(declared, environmentOfOverlay(overlay))).map((document, index) => [declared[index], document]));
  const documents = chosen.map((document) => filled.get(document));
  const all = built.map((document) => filled.get(document) ?? document);
  const input = textOf(documents);
  let before = await liveObjects(documents);
  if (!before.some(({ kind, metadata }) => kind === 'Namespace' && metadata.name === namespace)) await ensureNamespace(all, namespace);
  if (await takeOverRollbacks(before, namespace)) before = await liveObjects(documents);
  if (await handOverReplicas(documents.map(({ object }) => object), before, namespace)) before = await liveObjects(documents);
  await group('Validate', async () => demand('the validation by the cluster', applyArguments('--dry-run=server'), { input }));
  await group('Difference', async () => showDifference(input));

  const jobs = await runJobsBefore(documents, options);
  const { live, failure } = jobs.failure === undefined ? await rollOut(documents, options) : { failure: `${jobs.failure} Nothing rolled out.` };
  if (failure === undefined) {
    await endAutoscalers(documents, options);
    await prune(live, options);
    return;
  }
  await showCluster(namespace);
  const undone = await undo(before, { documents, ...options });
  const ran = jobs.failure === undefined && jobs.ran.length > 0 ? ` What jobs did stays: ${jobs.ran.map(({ object }) => object.metadata.name).join(', ')}.` : '';
  throw new Failure(`${failure} ${undone}${ran}`);
}

async function main() {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  for (const name of ['overlay', 'namespace']) if (options[name] === undefined) usage(`--${name} is missing`);
  if (!(Number(options['timeout-seconds']) > 0)) usage(`--timeout-seconds ${options['timeout-seconds']} is no number above 0`);
  try {
    await deploy(options);
    return 0;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    summarise(`**Not deployed**: ${code(error.message)}`);
    console.log(errorLine('apply-overlay.mjs', options.overlay, oneLine(error.message)));
    return isCancelled() ? CANCELLED : 1;
  }
}

process.exitCode = await main();
