// How scripts ask and change a cluster: that which kubectl is connected to.
import { isCancelled, run } from './programs.mjs';
import { beginGroup, endGroup, FIELD_MANAGER, show } from './system.mjs';

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

/** The objects of an answer in JSON. */
export function itemsIn(text) {
  if (text.trim() === '') return [];
  const reply = JSON.parse(text);
  return reply.kind === 'List' ? reply.items : [reply];
}
