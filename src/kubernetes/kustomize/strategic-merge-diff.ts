import { isDeepStrictEqual } from 'node:util';
import { isObject, mergeKeyOf } from './merge-keys';

type Fields = { readonly [key: string]: unknown };

/** The smallest strategic-merge patch that makes `to` of `from`; undefined when they are equal. */
export function strategicMergeDiff(from: Fields, to: Fields): Fields | undefined {
  const patch: { [key: string]: unknown } = {};
  for (const [key, value] of Object.entries(to)) {
    const change = diffValues(key, from[key], value);
    if (change !== undefined) patch[key] = change;
  }
  for (const key of Object.keys(from)) {
    if (!Object.hasOwn(to, key)) patch[key] = null;
  }
  return Object.keys(patch).length === 0 ? undefined : patch;
}

function diffValues(field: string, from: unknown, to: unknown): unknown {
  if (from === to) return undefined;
  if (isObject(from) && isObject(to)) return strategicMergeDiff(from, to);
  const key = Array.isArray(from) && Array.isArray(to) ? mergeKeyOf(field, from, to) : undefined;
  if (key !== undefined) return diffLists(key, from as Fields[], to as Fields[]);
  return isDeepStrictEqual(from, to) ? undefined : to;
}

function diffLists(key: string, from: readonly Fields[], to: readonly Fields[]): Fields[] | undefined {
  const before = new Map(from.map((item) => [item[key], item]));
  const after = new Set(to.map((item) => item[key]));
  const changed = to.flatMap((item) => {
    const change = strategicMergeDiff(before.get(item[key]) ?? {}, item);
    return change ? [{ [key]: item[key], ...change }] : [];
  });
  const removed = from.filter((item) => !after.has(item[key])).map((item) => ({ [key]: item[key], $patch: 'delete' }));
  const patch = [...changed, ...removed];
  return patch.length === 0 ? undefined : patch;
}
