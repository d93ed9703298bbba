import { isObject, mergeKeyOf } from './merge-keys';

type Fields = { readonly [key: string]: unknown };

/** The object that kustomize makes of `target` when a strategic-merge patch is laid over it. */
export function strategicMerge<T extends object>(target: T, patch: Fields): T {
  return mergeObjects(target as unknown as Fields, patch) as T;
}

function mergeObjects(target: Fields, patch: Fields): Fields {
  if (patch.$patch === 'replace') return withoutDirectives(patch);
  const result: { [key: string]: unknown } = { ...target };
  for (const [key, value] of Object.entries(withoutDirectives(patch))) {
    if (value === null || (isObject(value) && value.$patch === 'delete')) delete result[key];
    else result[key] = mergeValues(key, result[key], value);
  }
  return result;
}

function mergeValues(field: string, target: unknown, patch: unknown): unknown {
  if (isObject(patch)) return mergeObjects(isObject(target) ? target : {}, patch);
  if (!Array.isArray(patch)) return patch;
  const items = patch.filter((item) => !(isObject(item) && item.$patch === 'replace' && Object.keys(item).length === 1));
  const key = Array.isArray(target) && items.length === patch.length ? mergeKeyOf(field, target, patch) : undefined;
  return key === undefined ? items : mergeLists(key, target as Fields[], items as Fields[]);
}

/** New items come first, as kustomize puts them. */
function mergeLists(key: string, target: readonly Fields[], patch: readonly Fields[]): Fields[] {
  const known = new Set(target.map((item) => item[key]));
  const merged = target.flatMap((item) => {
    const change = patch.find((candidate) => candidate[key] === item[key]);
    if (!change) return [item];
    return change.$patch === 'delete' ? [] : [mergeObjects(item, change)];
  });
  const added = patch.filter((item) => !known.has(item[key]) && item.$patch !== 'delete');
  return [...added.map((item) => mergeObjects({}, item)), ...merged];
}

function withoutDirectives(patch: Fields): Fields {
  return Object.fromEntries(Object.entries(patch).filter(([key]) => !key.startsWith('$')));
}
