import { PatchMismatch } from './patch-mismatch';
import { YamlNode } from './yaml-node';
import { didYouMean } from '../../text/nearest-name';

/** Texts of the keys of an item, empty for a key that it has not. */
type Values = readonly string[];

/** What is known of a list whose items are told apart by keys. */
export interface KeyedList {
  /** The fields that tell the items apart, the first of which each has. */
  readonly keys: readonly string[];
  /** Where it stands, for people. */
  readonly path: string;
  /** Merges two items. */
  readonly walk: (target: YamlNode | undefined, patch: YamlNode | undefined, path: string) => YamlNode | undefined;
}

/**
 * Merges a list into another, item by item: those that the patch names come first, in its order.
 * @throws PatchMismatch when kustomize would pass over an item of the patch, or lose one of the target
 */
export function mergeKeyed(target: YamlNode, patch: YamlNode | undefined, list: KeyedList): YamlNode {
  requireKeys(target, `${list.path} has`, list);
  if (patch !== undefined && patch !== target) requireKeys(patch, `the patch has in ${list.path}`, list);

  const all = keysOfAll([patch, target], list.keys);
  if (all.length === 0) return target;
  const keys = list.keys.filter((_, index) => all.some((values) => values[index] !== ''));
  const before = target.items.length;
  const used = new Set<YamlNode>();
  let removed = 0;
  let merged: YamlNode[] = [];
  for (const each of all) {
    const values = each.filter((_, index) => keys.includes(list.keys[index]));
    const place = itemOf(target, keys, values);
    const change = patch && itemOf(patch, keys, values);
    if (change !== undefined) used.add(change);
    if (place !== undefined && place !== change) refuseReplace(change, list, values);
    const item = list.walk(place, change, `${list.path}/${values.join(',')}`);
    if (item === undefined || item.isNull || item.isEmptyMap) {
      if (place === undefined && change !== undefined) refuseRemoval(target, list, values);
      removed++;
      target.items = withElement(target.items, undefined, keys, values);
      continue;
    }
    keys.forEach((key, index) => {
      if (item.field(key) === undefined && values[index] !== '') item.fields.set(key, YamlNode.of(values[index]));
    });
    merged = withElement(merged, item, keys, values);
  }
  if (patch !== undefined) requireUsed(patch, used, list);

  const result = YamlNode.of([]);
  result.items = target.items.reduce((items, item) => withWhole(items, item, keys), merged);
  const added = patch === undefined || patch === target ? 0 : merged.filter((item) => used.has(item)).length;
  if (result.items.length !== before - removed + added) {
    throw new PatchMismatch(`kustomize would lose items of ${list.path}, which it tells apart by ${keys.join(' and ')} alone: use KustomizePatch.json6902`);
  }
  return result;
}

function requireKeys({ items }: YamlNode, where: string, { keys: [key] }: KeyedList): void {
  items.forEach((item, index) => {
    if (textOf(item, key) !== '') return;
    throw new PatchMismatch(`${where} an item without "${key}" (number ${index + 1}), by which kustomize tells the items apart; it would lose items of the list. Name its ${key}`);
  });
}

/** A directive for one item does nothing: what was there before is laid over the result. */
function refuseReplace(change: YamlNode | undefined, { path, keys: [key] }: KeyedList, values: Values): void {
  if (change?.field('$patch')?.text !== 'replace') return;
  throw new PatchMismatch(`"$patch: replace" in an item of ${path} that there is (${key} ${values[0]}) does nothing in kustomize: replace the whole list with { $patch: 'replace' } as an item of its own, or use KustomizePatch.json6902`);
}

function refuseRemoval({ items }: YamlNode, { path, keys: [key] }: KeyedList, [value]: Values): never {
  const known = items.map((item) => textOf(item, key));
  throw new PatchMismatch(`${path} has no item with ${key} ${JSON.stringify(value)} to delete; it has: ${known.join(', ')}.${didYouMean(value, known)}`);
}

/** An item is passed over when it lacks a key that others have, and when another has the same keys. */
function requireUsed(patch: YamlNode, used: ReadonlySet<YamlNode>, { path, keys }: KeyedList): void {
  const unused = patch.items.find((item) => !used.has(item));
  if (unused === undefined) return;
  const lacks = keys.filter((key) => textOf(unused, key) === '');
  const mend = lacks.length > 0 ? `say its ${lacks.join(' and ')} as well` : 'say it once';
  throw new PatchMismatch(`kustomize passes over the item ${keys[0]} ${textOf(unused, keys[0])} in ${path}, whose items it tells apart by ${keys.join(' and ')}: ${mend}`);
}

function textOf(item: YamlNode, key: string): string {
  const field = item.field(key);
  return field === undefined || field.isNull ? '' : field.text;
}

/** The keys of all items, in the order of the lists, each once. */
function keysOfAll(lists: ReadonlyArray<YamlNode | undefined>, keys: readonly string[]): Values[] {
  const found = new Map<string, Values>();
  for (const item of lists.flatMap((list) => list?.items ?? [])) {
    const values = keys.map((key) => textOf(item, key));
    const id = JSON.stringify(values);
    if (!found.has(id)) found.set(id, values);
  }
  return keys.length > 1 ? completed([...found.values()]) : [...found.values()];
}

/** Items of which one lacks a key that the other has are taken for the same. */
function completed(all: Values[]): Values[] {
  for (let i = 0; i < all.length; i++) {
    for (let j = 0; j < all.length; j++) {
      const [one, other] = [all[i], all[j]];
      const isSame = one.some((text, index) => text === other[index]) && one.every((text, index) => text === other[index] || text === '' || other[index] === '');
      if (isSame) all[i] = all[j] = one.map((text, index) => text || other[index]);
    }
  }
  return all;
}

/** The first item with these keys; a key without a text is not asked for. */
function itemOf({ items }: YamlNode, keys: readonly string[], values: Values): YamlNode | undefined {
  return items.find((item) => item.kind === 'map' && keys.every((key, index) => values[index] === '' || textOf(item, key) === values[index]));
}

/** The items with one in the place of all that have its keys, at the end where there is none; undefined: without those. */
function withElement(items: readonly YamlNode[], element: YamlNode | undefined, keys: readonly string[], values: Values): YamlNode[] {
  let isFound = false;
  const result = items.flatMap((item) => {
    if (!hasKeys(item, keys, values)) return [item];
    isFound = true;
    return element === undefined ? [] : [element];
  });
  return isFound || element === undefined ? result : [...result, element];
}

/** A key without a text only has to be there, and one that is not asked for counts as found. */
function hasKeys(item: YamlNode, keys: readonly string[], values: Values): boolean {
  return keys.every((key, index) => {
    if (index >= values.length) return true;
    const field = item.field(key);
    return field !== undefined && (values[index] === '' || field.text === values[index]);
  });
}

/** The items with another that has keys of its own. */
function withWhole(items: readonly YamlNode[], item: YamlNode, keys: readonly string[]): YamlNode[] {
  const values = keys.map((key) => item.field(key)).filter((field) => field !== undefined).map((field) => field!.text);
  const others = keys.length > 1 ? withElement(items, undefined, keys, values) : items;
  return withElement(others, item, keys, values);
}
