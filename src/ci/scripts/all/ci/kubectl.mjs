// How scripts ask and change a cluster: that which kubectl is connected to.
import { isCancelled, run } from './programs.mjs';
import { beginGroup, endGroup, FIELD_MANAGER, show } from './system.mjs';

/** What went wrong in the cluster, or with the question: the text is for people. */
export class Failure extends Error {}

/** Runs kubectl to its end; what it prints on its output is not shown when it is quiet. */
export async function kubectl(args, { quiet = false } = {}) {
  if (isCancelled()) throw new Failure('The run was cancelled.');
  const { status, stdout, errors } = await run('kubectl', args, {});
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
 * Applies as the same manager each time, so that what is no longer declared is removed, and what others manage is left alone. The API server
 * refuses a field that it does not know in any case; to validate would have kubectl read all definitions anew for each object, which takes
 * ten times as long as to apply it.
 */
export function applyArguments(file, selector, ...more) {
  return ['apply', '--server-side', '--validate=ignore', `--field-manager=${FIELD_MANAGER}`, ...selector, ...more, '--filename', file];
}

/** The objects of a file that are in the cluster, with who manages their fields. */
export async function liveObjects(file) {
  return itemsIn(await demand('reading the cluster', ['get', '--filename', file, '--ignore-not-found', '--show-managed-fields', '--output=json'], { quiet: true }));
}

/** The objects of an answer in JSON. */
export function itemsIn(text) {
  if (text.trim() === '') return [];
  const reply = JSON.parse(text);
  return reply.kind === 'List' ? reply.items : [reply];
}
