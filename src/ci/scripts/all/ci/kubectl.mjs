// How scripts ask and change a cluster: that which kubectl is connected to.
import { isCancelled, run } from './programs.mjs';
import { beginGroup, endGroup, FIELD_MANAGER, show } from './system.mjs';

/** Controllers write to an object at any moment, several times in a row while its pods change. */
const MOST_TRIES = 20;

/** What went wrong in the cluster, or with the question: the text is for people. */
export class Failure extends Error {}

/**
 * Runs kubectl to its end; what it prints on its output is not shown when it is quiet.
 * @param input what it reads on its input. Objects reach it in no other way: what is in them is then in no file and no argument
 */
export async function kubectl(args, { quiet = false, input } = {}) {
  if (isCancelled()) throw new Failure('The run was cancelled.');
  const { status, stdout, errors } = await run('kubectl', args, { input });
  if (!quiet) show(stdout);
  show(errors, process.stderr);
  return { status, stdout };
}

/**
 * What kubectl prints.
 * @param what what it does, as it is called when it fails
 * @throws Failure when it fails
 */
export async function demand(what, args, options) {
  const { status, stdout } = await kubectl(args, options);
  if (status !== 0) throw new Failure(`${what} failed: see above`);
  return stdout;
}

/** Does something under a title of the log. */
export async function group(title, block) {
  beginGroup(title);
  try {
    return await block();
  } finally {
    endGroup();
  }
}

/**
 * Applies what it reads on its input, as the same manager each time, so that what is no longer declared is removed, and what others manage is
 * left alone. The API server refuses a field that it does not know in any case; to validate would have kubectl read all definitions anew for
 * each object, which takes ten times as long as to apply it.
 */
export function applyArguments(...more) {
  return ['apply', '--server-side', '--validate=ignore', `--field-manager=${FIELD_MANAGER}`, ...more, '--filename', '-'];
}

/** Applies documents. */
export async function apply(documents) {
  return kubectl(applyArguments(), { input: textOf(documents) });
}

/** The documents as kubectl reads them: what begins with an object of JSON would be JSON to it up to the end. */
export function textOf(documents) {
  return documents.map(({ text }) => `---\n${text}`).join('');
}

/** An object as a document: JSON is YAML. */
export function documentOf(object) {
  return { object, text: `${JSON.stringify(object)}\n` };
}

/** The document of an object, after what may have changed it. */
export function changedTo(object, document) {
  return object === document.object ? document : documentOf(object);
}

/** The objects of some documents as they are in the cluster, with who manages their fields. */
export async function liveObjects(documents) {
  const args = ['get', '--filename', '-', '--ignore-not-found', '--show-managed-fields', '--output=json'];
  return itemsIn(await demand('reading the cluster', args, { quiet: true, input: textOf(documents) }));
}

/** Whether deployments made an object, and nothing else looks after it. */
export function isOurs({ metadata }) {
  return metadata.deletionTimestamp === undefined && metadata.ownerReferences === undefined && (metadata.managedFields ?? []).some(isApplied);
}

/** Whether an entry of the managed fields of an object is of what deployments have applied. */
export function isApplied({ manager, operation, subresource }) {
  return manager === FIELD_MANAGER && operation === 'Apply' && !subresource;
}

/**
 * Changes the managers of the fields of an object; when somebody writes to it in the meantime, those that it has then.
 * @param object as it is in the cluster, with who manages its fields
 * @param operationsOf the operations of a JSON patch for such an object; none: there is nothing to change
 * @param what what is changed, as the failure calls it
 * @returns whether there was anything to change
 * @throws Failure when the cluster refuses it
 */
export async function changeManagers(object, operationsOf, { namespace, what }) {
  const id = `${object.kind.toLowerCase()}/${object.metadata.name}`;
  let current = object;
  for (let tries = 1; ; tries++) {
    const operations = operationsOf(current);
    if (operations.length === 0) return tries > 1;
    const { resourceVersion } = current.metadata;
    const patch = JSON.stringify([{ op: 'test', path: '/metadata/resourceVersion', value: resourceVersion }, ...operations]);
    const patched = await run('kubectl', ['--namespace', namespace, 'patch', id, '--type=json', `--patch=${patch}`], {});
    if (patched.status === 0) return true;
    const { status, stdout } = await kubectl(['--namespace', namespace, 'get', id, '--show-managed-fields', '--output=json'], { quiet: true });
    [current] = status === 0 ? itemsIn(stdout) : [object];
    if (tries < MOST_TRIES && current.metadata.resourceVersion !== resourceVersion) continue;
    show(patched.output);
    throw new Failure(`${what} could not be changed: see above. Try again.`);
  }
}

/** The objects of an answer in JSON. */
export function itemsIn(text) {
  if (text.trim() === '') return [];
  const reply = JSON.parse(text);
  return reply.kind === 'List' ? reply.items : [reply];
}
