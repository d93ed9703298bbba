// Takes back what a deployment changed: every object that was there before is applied again as it was.
import { setTimeout as sleep } from 'node:timers/promises';
import { apply, demand, documentOf, group, isApplied, itemsIn, kubectl, liveObjects } from './kubectl.mjs';
import { handOverReplicas } from './replicas.mjs';
import { rolloutsOf, waitFor } from './rollout.mjs';

const POLL_MILLISECONDS = 500;
/** Whoever does not want to wait long for what is new wants what ran before all the same. */
const LEAST_SECONDS = 300;

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
  const entry = (metadata.managedFields ?? []).find(isApplied);
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

/**
 * Applies again, as it was, what is not as it was before. Gives what came of that, in words.
 * @param before the objects as they were
 * @param documents what was deployed
 * @param seconds how long that may take, if it is more than five minutes
 */
export async function undo(before, { documents, namespace, seconds }) {
  const now = await liveObjects(documents);
  const manifests = changedSince(before, now);
  if (manifests.length === 0) return 'Nothing that ran before was changed, so nothing was undone.';
  const names = manifests.map(idOf).join(', ');
  const secondsLeft = Math.max(seconds, LEAST_SECONDS);
  const deadline = Date.now() + secondsLeft * 1000;
  const isUndone = await group('Undo', async () => {
    await handOverReplicas(manifests, now, namespace);
    if ((await apply(manifests.map(documentOf))).status !== 0) return false;
    for (const { metadata } of manifests.filter(({ kind }) => kind === 'StatefulSet')) await freeStatefulSet(metadata.name, namespace, deadline);
    return (await waitFor(rolloutsOf(manifests), namespace, secondsLeft)).length === 0;
  });
  return isUndone ? `Undone, and running as before: ${names}.` : `The undo did not end well: ${names}. See the log, and the cluster.`;
}

/**
 * Deletes the pods that keep a StatefulSet from going back: it waits for a pod that never becomes ready, and replaces none before.
 * Source: "Forced rollback" in Kubernetes' page about StatefulSets.
 */
async function freeStatefulSet(name, namespace, deadline) {
  const ask = async (...what) => demand(`reading statefulset/${name}`, ['--namespace', namespace, 'get', ...what, '--output=json'], { quiet: true });
  while (Date.now() < deadline) {
    const { metadata: { generation }, status } = JSON.parse(await ask('statefulset', name));
    if (status?.observedGeneration >= generation) {
      const isStuck = ({ metadata, status: pod }) => (metadata.ownerReferences ?? []).some((owner) => owner.kind === 'StatefulSet' && owner.name === name)
        && metadata.labels?.['controller-revision-hash'] !== status.updateRevision
        && !(pod.conditions ?? []).some(({ type, status: is }) => type === 'Ready' && is === 'True');
      const stuck = itemsIn(await ask('pods')).filter(isStuck).map(({ metadata }) => metadata.name);
      if (stuck.length > 0) await kubectl(['--namespace', namespace, 'delete', 'pod', ...stuck, '--ignore-not-found', '--wait=false']);
      return;
    }
    await sleep(POLL_MILLISECONDS);
  }
}
