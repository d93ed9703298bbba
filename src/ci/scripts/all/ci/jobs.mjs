// Jobs: each is run until it has succeeded once, and waited for.
import { setTimeout as sleep } from 'node:timers/promises';
import { oneLine } from './inert.mjs';
import { apply, demand, Failure, group, itemsIn, kubectl } from './kubectl.mjs';
import { isCancelled } from './programs.mjs';
import { redacted } from './redact.mjs';
import { reasonOf } from './rollout.mjs';
import { show } from './system.mjs';

const POLL_MILLISECONDS = 2000;
/** So often in a row the cluster may not answer, for a minute and more, before nobody waits any longer: an API server may be replaced. */
const MOST_UNANSWERED = 30;
/** A Job is told that its time is over some time after that. */
const GRACE_SECONDS = 60;
/** Enough to see why it failed. */
const MOST_LINES = 50;

/** The jobs, as they are in the cluster, that have not succeeded. Those that failed make way for another run of the same. */
export async function jobsToRun(jobs, options) {
  if (jobs.length === 0) return [];
  const { namespace } = options;
  const live = new Map((await liveJobs(jobs, options)).map((job) => [job.metadata.name, job]));
  const left = [];
  for (const job of jobs) {
    const { name } = job.object.metadata;
    if (isIn('Complete', live.get(name))) {
      console.log(oneLine(`job/${name} has succeeded before, and is not run again`));
      continue;
    }
    left.push(job);
    if (!isIn('Failed', live.get(name))) continue;
    console.log(oneLine(`job/${name} failed before, and is run again`));
    await demand('making way for another run', ['--namespace', namespace, 'delete', 'job', name, '--ignore-not-found', '--cascade=foreground', '--timeout=120s']);
  }
  return left;
}

/** Runs jobs, one list of them after the other. Gives why that did not end well; undefined: it did. */
export async function runJobs(steps, options) {
  for (const jobs of steps.filter((step) => step.length > 0)) {
    const { status } = await apply(jobs);
    if (status !== 0) return `${jobs.map(idOf).join(', ')} could not be applied: see above.`;
    const failure = await waitForJobs(jobs, options);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

/** Waits until jobs have ended. Gives why one did not succeed, having shown what its pod said; undefined: all did. */
export async function waitForJobs(jobs, options) {
  // One that is suspended ends when somebody wants it to.
  const waited = jobs.filter(({ object }) => object.spec.suspend !== true);
  if (waited.length === 0) return undefined;
  const limit = Math.max(...waited.map(({ object }) => object.spec.activeDeadlineSeconds ?? options.seconds)) + GRACE_SECONDS;
  const deadline = Date.now() + limit * 1000;
  console.log(oneLine(`waiting for ${waited.map(idOf).join(', ')}, for ${limit} seconds at most`));
  let live = [];
  for (let unanswered = 0; ;) {
    const isOver = Date.now() >= deadline;
    const answer = await askForJobs(waited, options);
    stopWhenCancelled(waited);
    unanswered = answer.status === 0 ? 0 : unanswered + 1;
    if (unanswered >= MOST_UNANSWERED) throw new Failure('reading the jobs failed: see above');
    if (unanswered === 0) live = itemsIn(answer.stdout);
    const hasEnded = live.some((job) => isIn('Failed', job)) || (live.length === waited.length && live.every((job) => isIn('Complete', job)));
    if (hasEnded || isOver) break;
    await sleep(POLL_MILLISECONDS);
    stopWhenCancelled(waited);
  }
  const reasons = [];
  for (const { object: { metadata: { name } } } of waited) {
    const job = live.find(({ metadata }) => metadata.name === name);
    if (isIn('Complete', job)) continue;
    await showLog(name, options.namespace);
    const failed = conditionOf('Failed', job);
    const why = failed === undefined ? `not ended after ${limit} seconds` : [failed.reason, failed.message].filter(Boolean).join(': ');
    reasons.push(`job/${name}: ${why}; its pods: ${await reasonOf(`batch.kubernetes.io/job-name=${name}`, options.namespace)}`);
  }
  return reasons.length === 0 ? undefined : `Failed: ${reasons.join(' | ')}.`;
}

function stopWhenCancelled(jobs) {
  if (isCancelled()) throw new Failure(`The run was cancelled while it waited for ${jobs.map(idOf).join(', ')}, which goes on in the cluster.`);
}

/** What the pods of a job said, as far as it may be shown. */
async function showLog(name, namespace) {
  await group(`What job/${name} said`, async () => {
    const selector = `--selector=batch.kubernetes.io/job-name=${name}`;
    const { stdout } = await kubectl(['--namespace', namespace, 'logs', selector, '--all-containers', '--prefix', '--ignore-errors', `--tail=${MOST_LINES}`], { quiet: true });
    show(redacted(stdout));
  });
}

async function liveJobs(jobs, options) {
  const { status, stdout } = await askForJobs(jobs, options);
  if (status !== 0) throw new Failure('reading the jobs failed: see above');
  return itemsIn(stdout);
}

async function askForJobs(jobs, { namespace }) {
  const names = jobs.map(({ object }) => object.metadata.name);
  return kubectl(['--namespace', namespace, 'get', 'jobs', ...names, '--ignore-not-found', '--output=json'], { quiet: true });
}

function conditionOf(type, job) {
  return (job?.status?.conditions ?? []).find((condition) => condition.type === type && condition.status === 'True');
}

function isIn(type, job) {
  return conditionOf(type, job) !== undefined;
}

function idOf({ object }) {
  return `job/${object.metadata.name}`;
}
