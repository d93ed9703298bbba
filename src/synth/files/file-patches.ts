import { JsonPatch } from 'projen/lib/json-patch';
// projen merges overrides with it, and what they find has to be known before.
import { deepMerge } from 'projen/lib/util';
import { didYouMean } from '../../text/nearest-name';
import type { SourceLocation } from '../declare/source-location';

/** What the user said about a file, and where. */
export type FilePatch = { readonly source: SourceLocation } & (
  | { readonly kind: 'override'; readonly path: string; readonly value: unknown }
  | { readonly kind: 'append'; readonly path: string; readonly values: readonly unknown[] }
  | { readonly kind: 'json-patch'; readonly operations: readonly JsonPatch[] });

/** What is wrong with a patch, in words that follow the path of the file. */
export interface PatchProblem {
  readonly source: SourceLocation;
  readonly message: string;
}

/** One operation of a JSON patch. */
interface Operation {
  readonly op: string;
  readonly path: string;
  readonly from?: string;
}

/** Where a way through a document ends. */
interface Missing {
  readonly keys: readonly string[];
  readonly text: string;
  /** What was meant; empty: nobody knows. */
  readonly hint: string;
}

/** Names that projen leaves out of what it merges. */
const NEVER_MERGED = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Tries patches on a document as projen applies them, which is overrides first, and says which of them do nothing, or make up
 * the way to what they change.
 * @param document the file without patches, to be changed here; undefined: it is not written
 */
export function patchProblems(document: object | undefined, patches: readonly FilePatch[]): PatchProblem[] {
  if (document === undefined) return patches.map(({ source }) => ({ source, message: 'is not written in this estate, so a patch of it does nothing: drop the patch' }));
  let current = document;
  const problems: PatchProblem[] = [];
  for (const patch of [...patches].sort((a, b) => Number(a.kind === 'json-patch') - Number(b.kind === 'json-patch'))) {
    const found = problemOf(current, patch);
    if (found !== undefined) problems.push({ source: patch.source, message: found });
    else current = patched(current, patch);
  }
  return problems;
}

function problemOf(document: object, patch: FilePatch): string | undefined {
  switch (patch.kind) {
    case 'override': return overrideProblem(document, patch.path, patch.value);
    case 'append': return appendProblem(document, patch.path, patch.values);
    case 'json-patch': return jsonPatchProblem(document, patch.operations);
  }
}

function patched(document: object, patch: FilePatch): object {
  if (patch.kind === 'json-patch') return JsonPatch.apply(document, ...patch.operations) as object;
  const value = patch.kind === 'override' ? copyOf(patch.value) : { __$APPEND: patch.values };
  const layer = keysOf(patch.path).reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
  return deepMerge([document, layer as Record<string, unknown>], { destructive: true });
}

function overrideProblem(document: object, path: string, value: unknown): string | undefined {
  const keys = keysOf(path);
  const parent = keys.slice(0, -1);
  const [key] = keys.slice(-1);
  const missing = missingAt(document, parent) ?? endAt(document, parent);
  if (missing !== undefined) {
    const onPurpose = value === undefined ? '' : ` To add it on purpose, give it whole: addOverride('${pathText(missing.keys)}', …)`;
    return `${missing.text}, which the override of "${path}" goes through.${missing.hint}${onPurpose}`;
  }
  return leafProblem(valueAt(document, parent) as object, parent, key, value);
}

/** What is wrong with the end of an override, whose way is there. */
function leafProblem(holder: object, parent: readonly string[], key: string, value: unknown): string | undefined {
  const here = [...parent, key];
  if (NEVER_MERGED.has(key)) return `cannot have "${pathText(here)}": projen leaves this name out`;
  const exists = Object.hasOwn(holder, key);
  if (Array.isArray(holder)) {
    if (!exists || key === 'length') return `has ${items(holder)} in "${pathText(parent)}", and none with the number "${key}". addToArray('${pathText(parent)}', …) adds one`;
    if (value === undefined) return `would have null in the place of "${pathText(here)}", since it is an item of a list: remove it with patch(JsonPatch.remove('${pointerOf(here)}'))`;
  }
  if (value === undefined) return exists ? undefined : `${lacks(holder, parent, key)}, so there is nothing to delete.${hintFor(holder, key)}`;
  if (!isRecord(value)) return undefined;
  const inner = Object.entries(value);
  if (inner.length === 0) return `cannot get an empty object as "${pathText(here)}", which projen leaves out: patch(JsonPatch.add('${pointerOf(here)}', {}))`;
  const target = exists ? (holder as Record<string, unknown>)[key] : undefined;
  // What is new is as it was given; what is there already is merged with it.
  const under = typeof target === 'object' && target !== null ? target : {};
  // A value that is undefined is often one that is left out.
  for (const [innerKey, innerValue] of inner.filter(([, each]) => each !== undefined)) {
    const problem = leafProblem(under, here, innerKey, innerValue);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function appendProblem(document: object, path: string, values: readonly unknown[]): string | undefined {
  if (values.length === 0) return `gets nothing in "${path}": give addToArray at least one item`;
  const keys = keysOf(path);
  const missing = missingAt(document, keys);
  if (missing !== undefined) return `${missing.text}, so there is no list "${path}" to add to.${missing.hint} To begin one on purpose: addOverride('${path}', […])`;
  return Array.isArray(valueAt(document, keys)) ? undefined : `has something else than a list in "${path}", which addToArray would replace`;
}

function jsonPatchProblem(document: object, operations: readonly JsonPatch[]): string | undefined {
  let current = copyOf(document);
  for (const patch of operations) {
    const operation = (patch as unknown as { _toJson(): Operation })._toJson();
    const problem = operationProblem(current, operation);
    if (problem !== undefined) return problem;
    try {
      current = JsonPatch.apply(current, patch) as object;
    } catch (error) {
      return `cannot be patched: ${(error as Error).message.split('\n')[0]}`;
    }
  }
  return undefined;
}

function operationProblem(document: object, { op, path, from }: Operation): string | undefined {
  const subject = `the JSON patch "${op}" of "${path}"`;
  for (const pointer of [from, ['remove', 'replace', 'test'].includes(op) ? path : undefined]) {
    const missing = pointer === undefined || pointer === '' ? undefined : missingAt(document, pointerKeys(pointer));
    if (missing !== undefined) return `${missing.text}, so ${subject} finds nothing.${missing.hint}`;
  }
  if (!['add', 'move', 'copy'].includes(op) || path === '') return undefined;
  const keys = pointerKeys(path);
  const missing = missingAt(document, keys.slice(0, -1)) ?? endAt(document, keys.slice(0, -1));
  if (missing !== undefined) return `${missing.text}, which ${subject} goes through.${missing.hint}`;
  const holder = valueAt(document, keys.slice(0, -1));
  const [key] = keys.slice(-1);
  if (!Array.isArray(holder) || key === '-' || (/^\d+$/.test(key) && Number(key) <= holder.length)) return undefined;
  return `has ${items(holder)} in "${pathText(keys.slice(0, -1))}", so ${subject} has no place there`;
}

/** Where a way ends too early; undefined: all of it is there. */
function missingAt(document: object, keys: readonly string[]): Missing | undefined {
  let holder: unknown = document;
  for (const [index, key] of keys.entries()) {
    const way = keys.slice(0, index);
    if (typeof holder !== 'object' || holder === null) return endAt(document, way);
    if (!Object.hasOwn(holder, key) || (Array.isArray(holder) && !/^\d+$/.test(key))) {
      return { keys: keys.slice(0, index + 1), text: lacks(holder, way, key), hint: hintFor(holder, key) };
    }
    holder = (holder as Record<string, unknown>)[key];
  }
  return undefined;
}

/** A way that ends at a value which holds no others. */
function endAt(document: object, way: readonly string[]): Missing | undefined {
  const value = valueAt(document, way);
  if (typeof value === 'object' && value !== null) return undefined;
  return { keys: way, text: `has the value ${JSON.stringify(value)} in "${pathText(way)}"`, hint: '' };
}

function lacks(holder: object, way: readonly string[], key: string): string {
  const place = Array.isArray(holder) ? `; "${pathText(way)}" has ${items(holder)}` : '';
  return `has no "${pathText([...way, key])}"${place}`;
}

function hintFor(holder: object, key: string): string {
  if (Array.isArray(holder)) return '';
  const known = Object.keys(holder);
  return didYouMean(key, known) || (known.length > 0 && known.length <= 12 ? ` There are: ${known.join(', ')}.` : '');
}

function items(list: readonly unknown[]): string {
  return list.length === 1 ? '1 item' : `${list.length} items`;
}

function valueAt(document: object, keys: readonly string[]): unknown {
  return keys.reduce<unknown>((holder, key) => (holder as Record<string, unknown>)[key], document);
}

/** As projen takes a path apart: at each period that no `\` stands before. */
function keysOf(path: string): string[] {
  const keys = [''];
  for (let index = 0; index < path.length; index++) {
    if (path[index] === '.') keys.push('');
    else keys[keys.length - 1] += path[index] === '\\' && index + 1 < path.length ? path[++index] : path[index];
  }
  return keys;
}

function pathText(keys: readonly string[]): string {
  return keys.map((key) => key.replace(/[\\.]/g, '\\$&')).join('.');
}

function pointerOf(keys: readonly string[]): string {
  return keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function pointerKeys(pointer: string): string[] {
  return pointer.split('/').slice(1).map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** A copy in which nothing but plain objects is made anew, so that undefined stays. */
function copyOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map(copyOf) as T;
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copyOf(inner)])) as T : value;
}
