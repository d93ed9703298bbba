// What rolls out: it is waited for, and what keeps its pods from running is told in the words of the cluster.
import { WORKLOAD_LABEL } from './built-overlay.mjs';
import { oneLine } from './inert.mjs';
import { group, kubectl } from './kubectl.mjs';
import { isCancelled, stream } from './programs.mjs';

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

/** Waits for what rolls out at the same time, and so shares one deadline; gives what is not available. */
export async function waitFor(rollouts, namespace, seconds) {
  const deadline = Date.now() + seconds * 1000;
  const late = [];
  for (const id of rollouts) {
    if (isCancelled()) return rollouts;
    const left = Math.max(1, Math.round((deadline - Date.now()) / 1000));
    const status = await stream('kubectl', ['--namespace', namespace, 'rollout', 'status', id, `--timeout=${left}s`], {});
    if (status !== 0) late.push(id);
  }
  return late;
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
