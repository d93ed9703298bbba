import { isDeepStrictEqual } from 'node:util';
import type { JsonPatchOperation } from './kustomize-patch';
import { isObject } from './merge-keys';

type Fields = { readonly [key: string]: unknown };

/** The JSON patch that makes `to` of `from`. Lists are replaced as a whole. */
export function jsonPatchDiff(from: Fields, to: Fields, path = ''): JsonPatchOperation[] {
  const changed = Object.entries(to).flatMap(([key, value]): JsonPatchOperation[] => {
    const place = pointer(path, key);
    if (!Object.hasOwn(from, key)) return [{ op: 'add', path: place, value }];
    const before = from[key];
    if (isObject(before) && isObject(value)) return jsonPatchDiff(before, value, place);
    return isDeepStrictEqual(before, value) ? [] : [{ op: 'replace', path: place, value }];
  });
  const removed = Object.keys(from).filter((key) => !Object.hasOwn(to, key)).map((key): JsonPatchOperation => ({ op: 'remove', path: pointer(path, key) }));
  return [...changed, ...removed];
}

function pointer(path: string, key: string): string {
  return `${path}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`;
}
