// Fills in what Terraform says: the values of outputs, in the place of the marks that stand for them in objects.
import { readFileSync } from 'node:fs';
import { posix, relative } from 'node:path';
import { withNames } from './filled-names.mjs';
import { oneLine } from './inert.mjs';
import { changedTo, documentOf, Failure, group } from './kubectl.mjs';
import { filledIn, marksIn, withoutWaiting } from './marks.mjs';
import { neverShow } from './redact.mjs';
import { outputsOf } from './terraform-outputs.mjs';

const GRAPH_FILE = '.projen/graph.json';

/** Finds the environment of the graph that an overlay, or a folder in it, is of. Of those that share it the variable ENVIRONMENT says which. */
export function environmentOfOverlay(overlay) {
  const dir = posix.normalize(relative(process.cwd(), overlay) || '.');
  return ({ environments }) => {
    const names = environments.filter((environment) => environment.overlay !== undefined && `${dir}/`.startsWith(`${environment.overlay}/`)).map(({ name }) => name);
    if (names.includes(process.env.ENVIRONMENT)) return process.env.ENVIRONMENT;
    if (names.length === 1) return names[0];
    throw new Failure(names.length === 0 ? `${overlay} is the overlay of no environment in ${GRAPH_FILE}, so that nobody knows which root modules its values come from.`
      : `${overlay} is the overlay of ${names.join(', ')}: say in the variable ENVIRONMENT of which one the values are wanted.`);
  };
}

/**
 * The documents with values in the place of marks, and with names that follow from these; those without marks as they are. Nothing is read
 * when there are none.
 * @param environmentOf which environment of the graph they are for
 * @throws Failure when a value is not there, or may not stand where it is wanted
 */
export async function withOutputs(built, environmentOf) {
  const documents = built.map((document) => changedTo(withoutWaiting(document.object), document));
  const marks = documents.map(({ object }) => marksIn(object));
  const wanted = marks.flat();
  if (wanted.length === 0) return documents;
  const sources = sourcesOf(environmentOf);
  const outputs = await readOutputs(wanted, sources);
  const valueOf = (mark) => valueIn(outputs, mark, sources);
  const problems = marks.flatMap((found, index) => found.flatMap((mark) => {
    const { problem } = valueOf(mark);
    return problem === undefined ? [] : [`${placeOf(documents[index].object, mark)}: ${problem}`];
  }));
  if (problems.length > 0) throw new Failure(`Nothing was changed, since values of Terraform are missing. ${[...new Set(problems)].join(' | ')}`);
  const filled = documents.map((document, index) => (marks[index].length === 0 ? document : documentOf(filledIn(document.object, (mark) => valueOf(mark).text))));
  neverShow(marks.flatMap((found, index) => found.filter((mark) => valueOf(mark).isSensitive)
    .flatMap((mark) => [valueOf(mark).text, Buffer.from(filled[index].object.data[mark.path.at(-1)], 'base64').toString()])));
  return withNames(documents, filled);
}

/** The environment, and the folders of its root modules by name. */
export function sourcesOf(environmentOf) {
  let graph;
  try {
    graph = JSON.parse(readFileSync(GRAPH_FILE, 'utf8'));
  } catch (error) {
    throw new Failure(`${GRAPH_FILE} says which root modules values come from, and cannot be read: ${error.message}. Run this in the repository.`);
  }
  const environment = environmentOf(graph);
  const here = graph.rootModules.filter(({ environments }) => environments?.includes(environment) ?? true);
  return { environment, dirs: new Map(here.map(({ name, dir }) => [name, dir.replace('*', () => environment)])) };
}

/** What the root modules put out that marks are of, by their folders. */
export async function readOutputs(wanted, { dirs }) {
  const names = new Map();
  for (const { rootModule, output } of wanted.filter((mark) => dirs.has(mark.rootModule))) {
    const dir = dirs.get(rootModule);
    names.set(dir, new Set([...names.get(dir) ?? [], output]));
  }
  return group('Read outputs of Terraform', async () => {
    for (const [dir, outputs] of names) console.log(oneLine(`${dir}: ${[...outputs].join(', ')}`));
    return outputsOf([...names.keys()]);
  });
}

/** The value of a mark as Terraform makes text of it, as `{ text, isSensitive }`; or why there is none, as `{ problem }`. */
export function valueIn(outputs, { rootModule, output, keys, isSecret }, { environment, dirs }) {
  const dir = dirs.get(rootModule);
  if (dir === undefined) return { problem: `${environment} has no root module ${rootModule}: declare it there, or give this environment a value of its own` };
  const all = outputs.get(dir);
  const known = Object.keys(all);
  if (known.length === 0) return { problem: `${dir} has no outputs, since it is not applied yet: deploy it first` };
  if (!Object.hasOwn(all, output)) return { problem: `${dir} has no output ${output}, or it is null; those that it has are ${known.join(', ')}. Deploy it first, if it is declared there` };
  const { sensitive: isSensitive } = all[output];
  const name = `${[output, ...keys].join('.')} of ${dir}`;
  if (isSensitive && !isSecret) return { problem: `${name} is sensitive, and only a Secret may hold it: take it by secretEnv or Volume.secretFiles` };
  let { value } = all[output];
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return { problem: `${name} is not there: output ${output} has no such element` };
    value = value[key];
  }
  if (value === null || typeof value === 'object') return { problem: `${name} is ${value === null ? 'null' : 'a list or an object'}, where a text, a number or a boolean is wanted` };
  return { text: String(value), isSensitive };
}

/** Where a mark is, for people. */
function placeOf({ kind, metadata }, { path }) {
  return `${kind.toLowerCase()}/${metadata.name}, ${path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('').replace(/^\./, '')}`;
}
