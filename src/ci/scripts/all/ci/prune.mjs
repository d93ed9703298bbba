// Removes from a cluster what an overlay no longer has, once all that it has runs.
import { OVERLAY_LABELS } from './built-overlay.mjs';
import { FILLED_LABEL } from './filled-names.mjs';
import { code, oneLine } from './inert.mjs';
import { demand, documentOf, Failure, group, isOurs, itemsIn, kubectl, textOf } from './kubectl.mjs';
import { summarise, warningLine } from './system.mjs';

/** An object with this annotation is never removed, whatever its value. */
const KEEP = 'feiyue-projen/keep';
/** These hold data, or make others hold it. */
const NEVER = new Set(['CustomResourceDefinition', 'Namespace', 'PersistentVolume', 'PersistentVolumeClaim']);
/**
 * Of Secrets those alone are read that deployments have filled; Endpoints follow from Services, and are deprecated. The others are what a cluster
 * keeps for itself, and events are thousands.
 */
const NOT_READ = new Set([
  'endpoints', 'secrets',
  'controllerrevisions.apps', 'csinodes.storage.k8s.io', 'events', 'events.events.k8s.io', 'leases.coordination.k8s.io', 'nodes', 'volumeattachments.storage.k8s.io',
]);
/** Of these there are former versions, which harm nobody, so that no warning is given of them alone. */
const VERSIONS = new Set(['ConfigMap', 'Job', 'Secret']);
/** So many Jobs of one workload stay, with the one that the overlay has. */
const MOST_VERSIONS = 10;
/** What runs goes first, so that nothing is taken from under it. */
const RUNS = new Set(['CronJob', 'DaemonSet', 'Deployment', 'Job', 'Pod', 'StatefulSet']);
/** What has the template of a pod, or had it and may get it again. */
const TEMPLATES = [
  'controllerrevisions.apps', 'cronjobs.batch', 'daemonsets.apps', 'deployments.apps', 'jobs.batch', 'pods', 'replicasets.apps', 'statefulsets.apps',
];

/**
 * Lists what the cluster has of an overlay and the overlay no longer has, and removes it where PRUNE is true; former versions of what deployments
 * have filled in, whose names nobody else can know, in any case once nothing needs them. An object is of the overlay when it has its labels, the
 * manager of deployments has applied it, and no other object owns it: so what others made stays, whatever its labels say.
 * @param declared what the overlay has, as it is in the cluster
 * @param options the namespace of the overlay, its folder, the only service that is looked at (or nothing), and how many seconds it
 * may take
 */
export async function prune(declared, { overlay, namespace, service, seconds }) {
  const labels = declared.map(({ metadata }) => metadata.labels ?? {}).find((found) => OVERLAY_LABELS.every((label) => found[label] !== undefined));
  // An overlay from before there were such labels.
  if (labels === undefined) return;
  const uids = new Set(declared.map(({ metadata }) => metadata.uid));
  const selector = [...OVERLAY_LABELS.map((label) => `${label}=${labels[label]}`), ...(service === '' ? [] : [`app.kubernetes.io/instance=${service}`])].join(',');
  const gone = withoutVersions((await objectsOf(selector, namespace)).filter((object) => !uids.has(object.metadata.uid) && isOurs(object)), declared);
  if (gone.length === 0) return;
  const reasons = await reasonsToStay(gone, namespace);
  const removed = process.env.PRUNE === 'true' ? gone.filter((object) => !reasons.has(object)) : await filledAndUnneeded(gone, namespace);
  await group('What is no longer declared', async () => {
    for (const object of gone) console.log(oneLine(`${nameOf(object)}: ${removed.includes(object) ? 'is removed' : reasons.get(object) ?? 'would be removed'}`));
    await remove(removed, seconds);
  });
  const left = gone.filter((object) => !reasons.has(object) && !removed.includes(object));
  for (const [what, objects] of [['Removed from the cluster', removed], ['**No longer declared, and left in the cluster**', left]]) {
    if (objects.length > 0) summarise(`${what}: ${objects.map(nameOf).map(code).join(', ')}.\n`);
  }
  const missed = left.filter(({ kind }) => !VERSIONS.has(kind)).map(nameOf);
  if (missed.length > 0) {
    console.log(warningLine('apply-overlay.mjs', overlay, oneLine(`No longer declared, and left in the cluster: ${missed.join(', ')}. `
      + 'A deployment removes it where the environment says prunes: true in .projenrc.ts, which a protected one has to.')));
  }
}

/** What was filled in and nothing needs, when nothing else goes. */
async function filledAndUnneeded(gone, namespace) {
  const filled = gone.filter(({ metadata }) => metadata.labels[FILLED_LABEL] !== undefined);
  const reasons = await reasonsToStay(filled, namespace);
  return filled.filter((object) => !reasons.has(object));
}

/** Objects without the newest Jobs that have succeeded and of which the overlay has another version: that they have is known by them alone. */
function withoutVersions(objects, declared) {
  const isJob = ({ kind }) => kind === 'Job';
  const hasSucceeded = ({ status }) => (status?.conditions ?? []).some(({ type, status: is }) => type === 'Complete' && is === 'True');
  const workloadOf = ({ metadata }) => metadata.labels?.['app.kubernetes.io/instance'];
  const kept = new Set(declared.filter(isJob).map(workloadOf).flatMap((name) => objects.filter((object) => isJob(object) && hasSucceeded(object) && workloadOf(object) === name)
    .sort((a, b) => (a.metadata.creationTimestamp < b.metadata.creationTimestamp ? 1 : -1)).slice(0, MOST_VERSIONS - 1)));
  return objects.filter((object) => !kept.has(object));
}

/** All that the cluster has with some labels, in a namespace and beside all of them. */
async function objectsOf(selector, namespace) {
  const get = async (names, labels) => kubectl(['--namespace', namespace, 'get', names, `--selector=${labels}`, '--ignore-not-found', '--show-managed-fields', '--output=json'], { quiet: true });
  const answers = [await get('secrets', `${selector},${FILLED_LABEL}`)];
  const types = await kubectl(['api-resources', '--verbs=list,delete', '--output=name'], { quiet: true });
  const names = types.stdout.split('\n').filter((name) => name !== '' && !NOT_READ.has(name));
  answers.push({ status: types.status, stdout: '' });
  if (names.length > 0) answers.push(await get(names.join(','), selector));
  if (answers.some(({ status }) => status !== 0)) {
    console.log(warningLine('apply-overlay.mjs', 'Not all kinds of objects could be read', 'What is no longer declared of these stays: see the log.'));
  }
  return answers.flatMap(({ stdout }) => itemsIn(stdout));
}

/** Why some objects stay all the same, by object. */
async function reasonsToStay(gone, namespace) {
  const reasons = new Map();
  for (const object of gone) {
    if (NEVER.has(object.kind)) reasons.set(object, 'stays, as all of its kind do');
    else if (object.metadata.annotations?.[KEEP] !== undefined) reasons.set(object, `stays, since its annotation ${KEEP} says so`);
  }
  const isShared = ({ kind }) => ['ConfigMap', 'Secret', 'ServiceAccount'].includes(kind);
  if (!gone.some(isShared)) return reasons;
  const needed = await neededIn(namespace, new Set(gone.filter((object) => !reasons.has(object)).map(({ metadata }) => metadata.uid)));
  for (const object of gone.filter(isShared)) {
    if (needed.has(nameOf(object))) reasons.set(object, 'stays, since pods, or a revision that somebody may go back to, need it');
  }
  return reasons;
}

/** The ConfigMaps, Secrets and service accounts that templates of pods name, without those of what goes and all that it owns. */
async function neededIn(namespace, going) {
  const templates = itemsIn(await demand('reading who needs what', ['--namespace', namespace, 'get', TEMPLATES.join(','), '--ignore-not-found', '--output=json'], { quiet: true }));
  const isOwned = ({ metadata }) => !going.has(metadata.uid) && (metadata.ownerReferences ?? []).some(({ uid }) => going.has(uid));
  for (let owned = templates.filter(isOwned); owned.length > 0; owned = templates.filter(isOwned)) {
    for (const { metadata } of owned) going.add(metadata.uid);
  }
  const needed = new Set();
  for (const template of templates) if (!going.has(template.metadata.uid)) addReferences(template, needed);
  return needed;
}

function addReferences(value, needed) {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (['configMap', 'configMapKeyRef', 'configMapRef'].includes(key) && typeof inner?.name === 'string') needed.add(`configmap/${inner.name}`);
    if (key === 'serviceAccountName') needed.add(`serviceaccount/${inner}`);
    // A pod names a Secret in many ways, and the name of one that was filled is no other word.
    if (typeof inner === 'string') needed.add(`secret/${inner}`);
    addReferences(inner, needed);
  }
}

async function remove(objects, seconds) {
  const steps = [
    { items: objects.filter(({ kind }) => RUNS.has(kind)), cascade: 'foreground' },
    { items: objects.filter(({ kind }) => !RUNS.has(kind)), cascade: 'background' },
  ];
  for (const { items, cascade } of steps.filter((step) => step.items.length > 0)) {
    const input = textOf(items.map(({ apiVersion, kind, metadata: { name, namespace } }) => documentOf({ apiVersion, kind, metadata: { name, namespace } })));
    const { status } = await kubectl(['delete', '--filename', '-', '--ignore-not-found', `--cascade=${cascade}`, `--timeout=${seconds}s`], { input });
    if (status !== 0) throw new Failure('All that is declared runs. What is no longer declared could not be removed: see above.');
  }
}

function nameOf({ apiVersion, kind, metadata }) {
  const group = apiVersion.includes('/') ? `.${apiVersion.split('/')[0]}` : '';
  return `${kind.toLowerCase()}${group}/${metadata.name}`;
}
