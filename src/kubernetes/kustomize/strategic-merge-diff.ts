import { isDeepStrictEqual } from 'node:util';
import { isObject, MergeType } from './merge-keys';
import { hasOrder } from './ordered-list';

type Fields = { readonly [key: string]: unknown };

/** The smallest strategic-merge patch that makes `to` of `from`; undefined when they are equal. */
export function strategicMergeDiff(from: Fields, to: Fields, type: MergeType | undefined): Fields | undefined {
  const patch: { [key: string]: unknown } = {};
  for (const [key, value] of Object.entries(to)) {
    const change = diffValues(key, from[key], value, type?.field(key));
    if (change !== undefined) patch[key] = change;
  }
  for (const key of Object.keys(from)) {
    if (!Object.hasOwn(to, key)) patch[key] = null;
  }
  return Object.keys(patch).length === 0 ? undefined : patch;
}

function diffValues(field: string, from: unknown, to: unknown, type: MergeType | undefined): unknown {
  if (isDeepStrictEqual(from, to)) return undefined;
  if (isObject(from) && isObject(to)) return strategicMergeDiff(from, to, type);
  if (type?.keys === undefined || !Array.isArray(from) || !Array.isArray(to)) return to;
  const [before, after] = [from, to].map((list) => byKeys(list, type.keys!));
  // A list of plain values would be added to, and one whose items lack a key would lose them.
  return before === undefined || after === undefined ? [...to, { $patch: 'replace' }] : diffLists(before, after, type, hasOrder(field, to));
}

function diffLists(before: ReadonlyMap<string, Fields>, after: ReadonlyMap<string, Fields>, type: MergeType, isOrdered: boolean): Fields[] {
  const keysOf = (item: Fields) => Object.fromEntries(type.keys!.map((key) => [key, item[key]]));
  const changes = [...after].map(([id, item]) => ({ item, change: strategicMergeDiff(before.get(id) ?? {}, item, type.items) }));
  // Kustomize puts those first that a patch names, so that what stands before one has to be named as well.
  const named = isOrdered ? changes.map(({ change }) => change !== undefined).lastIndexOf(true) : -1;
  const changed = changes.flatMap(({ item, change }, index) => (change || index < named ? [{ ...keysOf(item), ...change }] : []));
  const removed = [...before].filter(([id]) => !after.has(id)).map(([, item]) => ({ ...keysOf(item), $patch: 'delete' }));
  return [...changed, ...removed];
}

/** The items of a list by their keys; undefined when they are not told apart by them. */
export function byKeys(list: readonly unknown[], keys: readonly string[]): ReadonlyMap<string, Fields> | undefined {
  if (keys.length === 0 || !list.every((item) => isObject(item) && keys.every((key) => Object.hasOwn(item, key)))) return undefined;
  const found = new Map((list as readonly Fields[]).map((item) => [JSON.stringify(keys.map((key) => `${item[key]}`)), item]));
  return found.size === list.length ? found : undefined;
}
