import { mergeKeyed } from './keyed-list';
import { MergeType } from './merge-keys';
import { takeDirective } from './patch-directive';
import { PatchMismatch } from './patch-mismatch';
import { YamlNode } from './yaml-node';
import { isPlainText } from './yaml-style';

type Fields = { readonly [key: string]: unknown };

/**
 * The object that kustomize makes of `target` when a strategic-merge patch is laid over it; undefined when that deletes it.
 *
 * This is kustomize's own way (`kyaml/yaml/walk` and `merge2`), step by step, and not what the API server does: a node of the
 * patch that the target has not is taken as it is and then merged with itself, lists are told apart by the texts of their keys.
 * @throws PatchMismatch when kustomize would fail, or silently do something else than the patch says
 */
export function strategicMerge<T extends object>(target: T, patch: Fields): T | undefined {
  const { apiVersion, kind } = target as Fields;
  const merged = walk(YamlNode.of(target), YamlNode.of(patch), MergeType.ofObject(apiVersion, kind), '');
  return merged?.toData() as T | undefined;
}

/** What becomes of a place; undefined: it is removed. */
function walk(target: YamlNode | undefined, patch: YamlNode | undefined, known: MergeType | undefined, path: string): YamlNode | undefined {
  const nodes = [target, patch].filter((node) => node !== undefined && !node.isNull) as YamlNode[];
  const kind = nodes[0]?.kind ?? 'map';
  if (nodes.some((node) => node.kind !== kind)) throw new PatchMismatch(`${path || '/'} is ${NAMES[target!.kind]}, and the patch has ${NAMES[patch!.kind]} there: remove it first, with a patch that says null`);
  const type = known ?? embedded(nodes);
  if (kind === 'map') return walkMap(target, patch, type, path);
  if (kind === 'list') return type?.keys === undefined ? patch ?? target : walkList(target, patch, type, path);
  return patch ?? target;
}

const NAMES = { scalar: 'a plain value', map: 'an object', list: 'a list' };

/** An object inside of one that kustomize does not know is known by its own kind. */
function embedded(nodes: readonly YamlNode[]): MergeType | undefined {
  for (const node of nodes) {
    const type = MergeType.ofObject(node.field('apiVersion')?.text, node.field('kind')?.text);
    if (type) return type;
  }
  return undefined;
}

function walkMap(target: YamlNode | undefined, patch: YamlNode | undefined, type: MergeType | undefined, path: string): YamlNode | undefined {
  const result = startOfMap(target, patch);
  if (result === undefined) return undefined;
  for (const key of new Set([...result.fields.keys(), ...(patch?.fields.keys() ?? [])])) {
    const place = `${path}/${key}`;
    setField(result, key, walk(result.field(key), patch?.field(key), type?.field(key), place), place);
  }
  return result;
}

/** The map that the fields are set in. */
function startOfMap(target: YamlNode | undefined, patch: YamlNode | undefined): YamlNode | undefined {
  if (target === undefined || target.isNull) {
    if (takeDirective(patch) === 'delete') return undefined;
    return patch === undefined && target !== undefined ? YamlNode.keptNull() : patch;
  }
  return start(target, patch);
}

/** What there is before the parts of a map or a list are merged. */
function start(target: YamlNode, patch: YamlNode | undefined): YamlNode | undefined {
  if (patch?.isNull) return undefined;
  switch (takeDirective(patch)) {
    case 'delete': return undefined;
    case 'replace': return patch;
    case 'merge': return target;
  }
}

function setField(map: YamlNode, key: string, value: YamlNode | undefined, path: string): void {
  const before = map.fields.get(key);
  if (value === undefined || (value.isNull && !value.isKept)) {
    map.fields.delete(key);
  } else if (before === undefined) {
    map.fields.set(key, value);
  } else if (before !== value) {
    requireKeptText(before, value, path);
    requireKeptType(before, value, path);
    before.become(value);
  }
}

/** Kustomize leaves the quotes of a text where they are, so that a number or boolean in its place is a text as well. */
function requireKeptType({ scalar: before }: YamlNode, { kind, scalar: after }: YamlNode, path: string): void {
  if (kind !== 'scalar' || typeof before !== 'string' || typeof after === 'string' || isPlainText(before)) return;
  throw new PatchMismatch(`kustomize would write ${JSON.stringify(after)} at ${path} in the quotes of ${JSON.stringify(before)}, as a text: use KustomizePatch.json6902`);
}

/** It leaves a text of several lines a block as well, in which a tab cannot be first. */
function requireKeptText({ scalar: before }: YamlNode, { scalar: after }: YamlNode, path: string): void {
  if (typeof before !== 'string' || typeof after !== 'string' || !after.startsWith('\t')) return;
  throw new PatchMismatch(`kustomize cannot write ${JSON.stringify(after)} in the place of another text, because of its tab, at ${path}: use KustomizePatch.json6902`);
}

function walkList(target: YamlNode | undefined, patch: YamlNode | undefined, type: MergeType, path: string): YamlNode | undefined {
  const result = target === undefined || target.isNull ? patch : start(target, patch);
  if (result === undefined) return undefined;
  const keys = type.keys!;
  if (keys.length === 0) return mergedTexts(result, patch, path);
  return mergeKeyed(result, patch, { keys, path, walk: (place, change, below) => walk(place, change, type.items, below) });
}

/** Plain values: those of the patch first, each once. */
function mergedTexts(target: YamlNode, patch: YamlNode | undefined, path: string): YamlNode {
  const items = [...(patch?.items ?? []), ...target.items];
  if (items.some(({ kind }) => kind !== 'scalar')) throw new PatchMismatch(`${path} is a list of plain values, and the patch has an object in it`);
  target.items = items.filter((item, index) => items.findIndex(({ text }) => text === item.text) === index);
  return target;
}
