// What recorded outputs change in the overlays of environments, and what they do not.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ask } from './ask.mjs';
import { objectsIn } from './built-overlay.mjs';
import { marksIn, waits, withoutWaiting } from './marks.mjs';
import { Refusal } from './refusal.mjs';

const WANTED_FILE = '.projen/outputs.json';
const GRAPH_FILE = '.projen/graph.json';
/** How a name ends that follows from what is in the object. */
const VERSION = /-[0-9a-z]{10}$/;
/** Nothing is fetched from elsewhere: kustomize finds neither a network nor git. */
const ALONE = ['-i', 'HOME=/nonexistent', 'HTTP_PROXY=http://127.0.0.1:9', 'HTTPS_PROXY=http://127.0.0.1:9'];

/**
 * Refuses files that are no part of an overlay whose outputs were recorded, or by which other objects are built of it than before: each text of
 * them has to be what it was, but for what was recorded, which stands in the place of marks and of what was recorded before.
 * @param changed files by path, each as it was and as it would be; all stand in HEAD
 * @param recorded the files with the outputs, by path
 */
export function checkOutputs(changed, recorded) {
  const places = placesOf(recorded);
  const dirs = new Map();
  for (const path of changed.keys()) {
    const place = places.find(({ dir }) => path.startsWith(`${dir}/`));
    if (place === undefined) throw new Refusal(`${path} would change, which is in no overlay whose outputs were recorded`);
    dirs.set(dirname(path), place.replaced);
  }
  if (dirs.size === 0) return;
  const [before, after] = ['before', 'after'].map(() => join(mkdtempSync(join(tmpdir(), 'tree-')), 'tree'));
  for (const tree of [before, after]) ask('git', ['worktree', 'add', '--quiet', '--detach', tree, 'HEAD']);
  try {
    for (const [path, { after: text }] of changed) writeFileSync(join(after, path), text);
    for (const [dir, replaced] of dirs) checkBuilt(dir, built(before, dir), built(after, dir), replaced);
  } finally {
    for (const tree of [before, after]) ask('git', ['worktree', 'remove', '--force', tree]);
  }
}

/** The overlays of which outputs were recorded, each with what is replaced there. */
function placesOf(recorded) {
  const { environments } = JSON.parse(ask('git', ['show', `HEAD:${WANTED_FILE}`]));
  const graph = JSON.parse(ask('git', ['show', `HEAD:${GRAPH_FILE}`]));
  return environments.flatMap(({ name, file }) => {
    const dir = graph.environments.find((environment) => environment.name === name)?.overlay;
    return recorded.has(file) && dir !== undefined ? [{ dir, replaced: replacedBy(recordedBefore(file), JSON.parse(recorded.get(file))) }] : [];
  });
}

function recordedBefore(file) {
  return ask('git', ['ls-tree', '--name-only', 'HEAD', '--', file]).trim() === '' ? {} : JSON.parse(ask('git', ['show', `HEAD:${file}`]));
}

/** What stands for each output before and afterwards: its mark, or what was recorded. */
function replacedBy(before, after) {
  const names = new Map([before, after].flatMap((outputs) => Object.entries(outputs)
    .flatMap(([rootModule, texts]) => Object.keys(texts).map((output) => [`${rootModule}.${output}`, [rootModule, output]]))));
  return [...names].map(([name, [rootModule, output]]) => {
    const mark = `\${terraform.${name}}`;
    const [was, is] = [before, after].map((outputs) => outputs[rootModule]?.[output]);
    return { from: was === undefined ? [mark] : [mark, was], to: [is ?? mark] };
  });
}

/** The objects that kustomize builds of a folder. */
function built(tree, dir) {
  try {
    const kubectl = ask('bash', ['-c', 'type -P kubectl']).trim();
    const yaml = ask('env', [...ALONE, kubectl, 'kustomize', join(tree, dir)]);
    return objectsIn(ask('env', [...ALONE, kubectl, 'patch', '--local', '--type=merge', '--patch={}', '--output=json', '--filename', '-'], yaml));
  } catch (error) {
    throw new Refusal(`${dir} cannot be built: ${error.message.replaceAll(`${tree}/`, '')}`);
  }
}

function checkBuilt(dir, before, after, replaced) {
  const [old, wanted] = [before, after].map((objects) => new Map(objects.map((object) => [keyOf(object), object])));
  const renamed = [];
  const pairs = [...old].filter(([key]) => wanted.has(key)).map(([key, object]) => [object, wanted.get(key)]);
  const isNew = [...wanted].filter(([key]) => !old.has(key));
  for (const [key, object] of [...old].filter(([known]) => !wanted.has(known))) {
    const index = isNew.findIndex(([other]) => VERSION.test(other) && VERSION.test(key) && other.replace(VERSION, '') === key.replace(VERSION, ''));
    if (index < 0) throw new Refusal(`${dir} would no longer have ${key}`);
    const [[, other]] = isNew.splice(index, 1);
    pairs.push([object, other]);
    renamed.push({ from: [object.metadata.name], to: [other.metadata.name] });
  }
  if (isNew.length > 0) throw new Refusal(`${dir} would have ${isNew[0][0]}, which is new`);
  for (const [object, other] of pairs) renamed.push(...targetsOf(object, other));
  for (const [object, other] of pairs) {
    const place = differenceIn(comparable(object), comparable(other), [...replaced, ...renamed]);
    if (place !== undefined) throw new Refusal(`${dir} would change ${keyOf(object)} in more than its outputs, at ${place}. Are the generated files those of .projenrc.ts?`);
  }
  const isOpen = after.some((object) => marksIn(object).some(({ isSecret }) => !isSecret));
  if (isOpen && before.some(waits) && !after.some(waits)) throw new Refusal(`${dir} would start pods before all of their outputs are recorded`);
}

function keyOf({ kind, metadata: { namespace = '', name } }) {
  return `${kind} ${[namespace, name].filter(Boolean).join('/')}`;
}

/** The Secret that an ExternalSecret makes is called after what is in it, too. */
function targetsOf(...objects) {
  const [before, after] = objects.map(({ kind, spec }) => (kind === 'ExternalSecret' ? spec?.target?.name : undefined));
  const isVersion = [before, after].every((name) => typeof name === 'string' && VERSION.test(name)) && before.replace(VERSION, '') === after.replace(VERSION, '');
  return isVersion ? [{ from: [before], to: [after] }] : [];
}

/** An object without what only keeps its pods waiting, with what a Secret holds as text, and its variables by their names. */
function comparable(object) {
  const { kind, data } = object;
  const read = kind === 'Secret' ? { ...object, data: Object.fromEntries(Object.entries(data ?? {}).map(([key, text]) => [key, decoded(text)])) } : object;
  return JSON.parse(JSON.stringify(withoutWaiting(read)), (key, value) => {
    const isByName = key === 'env' && Array.isArray(value) && new Set(value.map(({ name }) => name)).size === value.length;
    return isByName ? Object.fromEntries(value.map((variable) => [variable.name, variable])) : value;
  });
}

/** What is no text stays as it is. */
function decoded(base64) {
  const text = Buffer.from(base64, 'base64').toString();
  return Buffer.from(text).toString('base64') === base64 ? text : base64;
}

/** Where two values differ in more than what is replaced; undefined: nowhere. */
function differenceIn(before, after, replaced, place = '') {
  const [isData, isDataToo] = [before, after].map((value) => typeof value === 'object' && value !== null);
  if (!isData && !isDataToo) return before === after || follows(String(before), String(after), replaced) ? undefined : place || '.';
  if (!isData || !isDataToo || Array.isArray(before) !== Array.isArray(after)) return place || '.';
  const keys = Object.keys(before);
  const strange = [...Object.keys(after).filter((key) => !Object.hasOwn(before, key)), ...keys.filter((key) => !Object.hasOwn(after, key))];
  if (strange.length > 0) return `${place}.${strange[0]}`;
  for (const key of keys) {
    const found = differenceIn(before[key], after[key], replaced, `${place}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a text is another one with nothing but some of its parts replaced. */
function follows(before, after, replaced) {
  const seen = new Set();
  const open = [[0, 0]];
  while (open.length > 0) {
    const [from, to] = open.pop();
    if (from === before.length && to === after.length) return true;
    const key = from * (after.length + 1) + to;
    if (seen.has(key)) continue;
    seen.add(key);
    for (const { from: olds, to: [now] } of replaced) {
      if (!after.startsWith(now, to)) continue;
      for (const old of olds) if (before.startsWith(old, from)) open.push([from + old.length, to + now.length]);
    }
    if (from < before.length && before[from] === after[to]) open.push([from + 1, to + 1]);
  }
  return false;
}
