// The names of what was filled in: other values are another object, so that they roll the pods which use it, and an undo finds what was there before.
import { createHash, randomInt } from 'node:crypto';
import { OVERLAY_LABELS, WORKLOAD_LABEL } from './built-overlay.mjs';
import { changedTo, demand, isOurs, itemsIn } from './kubectl.mjs';

/** Says of a Secret that a deployment filled it, and gave it its name. */
export const FILLED_LABEL = 'feiyue-projen/filled';

/** The letters of kustomize's hashes, by the hexadecimal digits that they stand for. Source: `encode` in kustomize's api/hasher. */
const LETTERS = 'gh2k456789mbcdtf';
const LENGTH = 10;
/** At the end of the name of what a generator of kustomize made. */
const HASH = new RegExp(`-[${LETTERS}]{${LENGTH}}$`);

/**
 * Documents that were filled in, with names of their own: of each ConfigMap and Secret that a generator made, of all that refers to these, and
 * of each Job whose pods are others now.
 * @param declared the documents as they were
 * @param filled the same, those that had marks with values
 */
export async function withNames(declared, filled) {
  const isMade = ({ object }, index) => object !== declared[index].object && object.apiVersion === 'v1' && HASH.test(object.metadata.name);
  const made = filled.filter(isMade).map(({ object }) => object);
  const renamed = new Map();
  for (const object of made.filter(({ kind }) => kind === 'ConfigMap')) renamed.set(object, named(object, versionOf([object.data, object.binaryData])));
  const secrets = made.filter(({ kind }) => kind === 'Secret');
  for (const namespace of new Set(secrets.map(({ metadata }) => metadata.namespace))) {
    const former = await formerSecrets(namespace);
    for (const secret of secrets.filter(({ metadata }) => metadata.namespace === namespace)) renamed.set(secret, secretNamed(secret, former));
  }
  return filled.map((document, index) => {
    const object = withReferences(renamed.get(document.object) ?? document.object, renamed);
    return changedTo(withVersion(object, declared[index].object), document);
  });
}

/** The Secrets of a namespace that deployments have filled, the newest first. */
async function formerSecrets(namespace) {
  const scope = namespace === undefined ? [] : ['--namespace', namespace];
  const args = [...scope, 'get', 'secrets', `--selector=${FILLED_LABEL}`, '--show-managed-fields', '--output=json'];
  return itemsIn(await demand('reading the Secrets of former deployments', args, { quiet: true })).filter(isOurs)
    .sort((a, b) => (a.metadata.creationTimestamp < b.metadata.creationTimestamp ? 1 : -1));
}

/**
 * The name of a Secret says nothing of what is in it: from a hash somebody could try out which password it is. So it is a random one, or that of
 * a former deployment with the same content.
 */
function secretNamed(secret, former) {
  const kept = ({ type = 'Opaque', data, metadata: { labels = {} } }) => canonical([type, data, OVERLAY_LABELS.map((label) => labels[label])]);
  const same = former.find((other) => stemOf(other) === stemOf(secret) && kept(other) === kept(secret));
  const suffix = same?.metadata.name.slice(-LENGTH) ?? Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  const { metadata, ...rest } = named(secret, suffix);
  return { ...rest, metadata: { ...metadata, labels: { ...metadata.labels, [FILLED_LABEL]: 'true' } }, immutable: true };
}

function stemOf({ metadata }) {
  return metadata.name.replace(HASH, '');
}

function named(object, suffix) {
  return { ...object, metadata: { ...object.metadata, name: `${stemOf(object)}-${suffix}` } };
}

function versionOf(content) {
  return [...digestOf(content).slice(0, LENGTH)].map((digit) => LETTERS[parseInt(digit, 16)]).join('');
}

/** An object in whose texts the new names stand for the old ones. No name with a hash is a part of another one. */
function withReferences(object, renamed) {
  // What they hold is what their names follow from.
  if (object.apiVersion === 'v1' && ['ConfigMap', 'Secret'].includes(object.kind)) return object;
  const { namespace } = object.metadata;
  const text = JSON.stringify(object);
  const now = [...renamed].filter(([old]) => namespace === undefined || old.metadata.namespace === namespace)
    .reduce((left, [old, { metadata }]) => left.replaceAll(old.metadata.name, metadata.name), text);
  return now === text ? object : JSON.parse(now);
}

/** A Job whose pods are others than those that its name was made from, under another name: the template of a Job never changes. */
function withVersion(object, { metadata: { name }, spec }) {
  const workload = object.metadata.labels?.[WORKLOAD_LABEL];
  const isOfVersion = object.kind === 'Job' && name.startsWith(`${workload}-`) && /^[0-9a-f]{10}$/.test(name.slice(workload.length + 1));
  if (!isOfVersion || canonical(object.spec.template) === canonical(spec.template)) return object;
  return { ...object, metadata: { ...object.metadata, name: `${workload}-${digestOf([name, object.spec.template]).slice(0, LENGTH)}` } };
}

function digestOf(content) {
  return createHash('sha256').update(canonical(content)).digest('hex');
}

/** Data as text that does not depend on the order of its keys. */
function canonical(data) {
  return JSON.stringify(data, (_, value) => (typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value));
}
