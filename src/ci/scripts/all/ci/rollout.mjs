// What rolls out: it is waited for, and what keeps its pods from running is told in the words of the cluster.
import { setTimeout as sleep } from 'node:timers/promises';
import { WORKLOAD_LABEL } from './built-overlay.mjs';
import { oneLine } from './inert.mjs';
import { group, itemsIn, kubectl } from './kubectl.mjs';
import { isCancelled, run, stream } from './programs.mjs';

const POLL_MILLISECONDS = 2000;
const ROLLS_OUT = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** The names of objects that roll out, with their kinds: those whose pods are replaced when they change. */
export function rolloutsOf(objects) {
  return objects.filter(({ kind, metadata, spec }) => {
    if (!ROLLS_OUT.has(kind)) return false;
    if (spec?.updateStrategy?.type !== 'OnDelete') return true;
    console.log(oneLine(`${kind.toLowerCase()}/${metadata.name} replaces a pod when somebody deletes it, and is not waited for`));
    return false;
  }).map(({ kind, metadata }) => `${kind.toLowerCase()}/${metadata.name}`);
}

/**
 * Waits for what rolls out at the same time, and so shares one deadline; gives what is not available. kubectl waits for one after the other, and
 * before each it is asked once which of them are left: they end at about the same time. After the deadline it is asked that alone, which takes as
 * long as the cluster needs for an answer. When kubectl ends before, and the cluster does not say that the rollout has failed, it is started anew: it
 * gives up where there is no answer once.
 */
export async function waitFor(rollouts, namespace, seconds) {
  const deadline = Date.now() + seconds * 1000;
  const late = [];
  for (let left = rollouts, isAnew = false; left.length > 0;) {
    const isOver = late.length > 0 && Date.now() + 1000 > deadline;
    if (isOver || isAnew || (left.length > 1 && late.length === 0)) left = await unfinished(left, namespace);
    if (isCancelled()) return rollouts;
    if (isOver) return [...late, ...left];
    const [id, ...others] = left;
    if (id === undefined) break;
    const secondsLeft = Math.max(1, Math.round((deadline - Date.now()) / 1000));
    const status = await stream('kubectl', ['--namespace', namespace, 'rollout', 'status', id, `--timeout=${secondsLeft}s`], {});
    isAnew = status !== 0 && deadline - Date.now() > POLL_MILLISECONDS && !isCancelled() && !await hasFailed(id, namespace);
    if (isAnew) {
      await sleep(POLL_MILLISECONDS);
      continue;
    }
    if (status !== 0) late.push(id);
    left = others;
  }
  return late;
}

/** What of that is not known to have rolled out. */
async function unfinished(rollouts, namespace) {
  const { status, stdout } = await run('kubectl', ['--namespace', namespace, 'get', ...rollouts, '--output=json'], {});
  if (status !== 0) return rollouts;
  const done = new Set(itemsIn(stdout).filter(hasRolledOut).map(({ kind, metadata }) => `${kind.toLowerCase()}/${metadata.name}`));
  for (const id of done) console.log(oneLine(`${id} has rolled out`));
  return rollouts.filter((id) => !done.has(id));
}

/** Whether the cluster says that there is nothing to wait for. */
async function hasFailed(id, namespace) {
  const { status, stdout } = await run('kubectl', ['--namespace', namespace, 'get', id, '--ignore-not-found', '--output=json'], {});
  const [object] = status === 0 ? itemsIn(stdout) : [{}];
  return object === undefined || (object.status?.conditions ?? []).some(({ type, status: is }) => type === 'Progressing' && is === 'False');
}

/** Whether all pods are as they are wanted now, and available. Source: `polymorphichelpers/rollout_status.go` of kubectl. */
function hasRolledOut({ kind, metadata, spec, status = {} }) {
  const count = (name) => status[name] ?? 0;
  if (!(status.observedGeneration >= metadata.generation)) return false;
  if (kind === 'Deployment') {
    return count('updatedReplicas') >= spec.replicas && count('replicas') <= count('updatedReplicas') && count('availableReplicas') >= count('updatedReplicas');
  }
  if (kind === 'DaemonSet') return ['updatedNumberScheduled', 'numberAvailable'].every((name) => count(name) >= count('desiredNumberScheduled'));
  return count('readyReplicas') >= spec.replicas && count('updatedReplicas') >= spec.replicas - (spec.updateStrategy?.rollingUpdate?.partition ?? 0);
}

/** Why the pods of what rolls out do not run. */
export async function reasonOfRollout(id, namespace) {
  return reasonOf(`${WORKLOAD_LABEL}=${id.slice(id.indexOf('/') + 1)}`, namespace);
}

/** Why pods do not run. */
export async function reasonOf(selector, namespace) {
  const { status, stdout } = await kubectl(['--namespace', namespace, 'get', 'pods', `--selector=${selector}`, '--output=json'], { quiet: true });
  if (status !== 0) return 'its pods cannot be read';
  const reasons = JSON.parse(stdout).items.flatMap(({ status: pod }) => {
    const failing = (type) => (pod.conditions ?? []).filter((condition) => condition.type === type && condition.status === 'False');
    const containers = [...(pod.initContainerStatuses ?? []), ...(pod.containerStatuses ?? [])].flatMap(({ state }) => state?.waiting ?? state?.terminated ?? []);
    const told = [...containers, ...failing('PodScheduled')];
    // What runs and is not ready does not answer its probe.
    return told.length > 0 ? told : failing('Ready');
  }).map(({ reason, message, exitCode }) => [reason, message, exitCode !== undefined && `exit code ${exitCode}`].filter(Boolean).join(': ')).filter(Boolean);
  return [...new Set(reasons)].join('; ') || 'no pod says why';
}

/** Shows the pods of a namespace, and what went wrong in it. */
export async function showCluster(namespace) {
  await group('Pods and warnings', async () => {
    await kubectl(['--namespace', namespace, 'get', 'pods', '--output=wide']);
    await kubectl(['--namespace', namespace, 'get', 'events', '--field-selector=type=Warning', '--sort-by=.lastTimestamp']);
  });
}
