import { isDeepStrictEqual } from 'node:util';
import { isObject, mergeKeyOf } from './merge-keys';

type Fields = { readonly [key: string]: unknown };

/** The smallest strategic-merge patch that makes `to` of `from`; undefined when they are equal. */
export function strategicMergeDiff(from: Fields, to: Fields): Fields | undefined {
  const patch: { [key: string]: unknown } = {};
  for (const [key, value] of Object.entries(to)) {
    if (!isDeepStrictEqual(from[key], value)) patch[key] = diffValues(key, from[key], value);
  }
  for (const key of Object.keys(from)) {
    if (!Object.hasOwn(to, key)) patch[key] = null;
  }
  return Object.keys(patch).length === 0 ? undefined : patch;
}

function diffValues(field: string, from: unknown, to: unknown): unknown {
  if (isObject(from) && isObject(to)) return strategicMergeDiff(from, to);
  if (!Array.isArray(from) || !Array.isArray(to)) return to;
  const key = mergeKeyOf(field, from, to);
  return key === undefined ? to : diffLists(key, from as Fields[], to as Fields[]);
}

function diffLists(key: string, from: readonly Fields[], to: readonly Fields[]): Fields[] {
  const before = new Map(from.map((item) => [item[key], item]));
  const after = new Set(to.map((item) => item[key]));
  const changed = to.flatMap((item) => {
    const change = strategicMergeDiff(before.get(item[key]) ?? {}, item);
    return change ? [{ [key]: item[key], ...change }] : [];
  });
  const removed = from.filter((item) => !after.has(item[key])).map((item) => ({ [key]: item[key], $patch: 'delete' }));
  return [...changed, ...removed];
}
