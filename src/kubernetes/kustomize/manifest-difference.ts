import { isDeepStrictEqual } from 'node:util';
import { jsonPatchDiff } from './json-patch-diff';
import type { PatchContent } from './kustomize-patch';
import { isObject, MergeType } from './merge-keys';
import { hasOrder } from './ordered-list';
import { PatchMismatch } from './patch-mismatch';
import { applyPatch } from './patch-trial';
import { byKeys, strategicMergeDiff } from './strategic-merge-diff';
import type { Manifest } from '../manifests/manifest';

/** The patch by which kustomize makes one object of another of the same name: none when they are equal. */
export function manifestDifference(from: Manifest, to: Manifest): PatchContent[] {
  const { apiVersion, kind, metadata: { name, namespace } } = from;
  const type = MergeType.ofObject(apiVersion, kind);
  const change = strategicMergeDiff(from, to, type);
  if (change === undefined) return [];
  const { metadata: described, ...rest } = change;
  const metadata = { name, ...(namespace !== undefined && { namespace }), ...(isObject(described) ? described : {}) };
  const merge: PatchContent = { kind: 'strategic-merge', manifest: { apiVersion, kind, metadata, ...rest } };
  // A JSON patch is exact, and harder to read.
  return [makes(from, merge, to, type) ? merge : { kind: 'json-6902', target: { kind, name }, operations: jsonPatchDiff(from, to) }];
}

function makes(from: Manifest, patch: PatchContent, to: Manifest, type: MergeType | undefined): boolean {
  try {
    const [made] = applyPatch([from], patch);
    return isDeepStrictEqual(ordered(made, type), ordered(to, type));
  } catch (error) {
    if (error instanceof PatchMismatch) return false;
    throw error;
  }
}

/** In most lists whose items have names it means nothing where an item stands. */
function ordered(value: unknown, type: MergeType | undefined, field = ''): unknown {
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, ordered(inner, type?.field(key), key)]));
  if (!Array.isArray(value) || type?.keys === undefined) return value;
  const items = byKeys(value, type.keys);
  if (items === undefined) return value;
  const sorted = hasOrder(field, value) ? [...items] : [...items].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([, item]) => ordered(item, type.items));
}
