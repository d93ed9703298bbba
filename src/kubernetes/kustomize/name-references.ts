import { isObject, MergeType } from './merge-keys';
import { filesConfigMapName } from '../manifests/files-config-map';
import type { Manifest } from '../manifests/manifest';

/** File in which kustomize is told where objects of the user's refer to generated ConfigMaps. */
export const REFERENCES_FILE = 'namereferences.yaml';

/** Fields of Kubernetes that name a ConfigMap. */
const REFERENCES = ['configMap', 'configMapRef', 'configMapKeyRef'];

/**
 * Tells kustomize in which fields of kinds that it does not know the ConfigMaps of a workload are named, so that they get the hash
 * there, too; undefined: nowhere.
 */
export function renderReferences(added: ReadonlyArray<{ readonly manifest: Manifest }>, { name }: { readonly name: string }): object | undefined {
  const names = [name, filesConfigMapName(name)];
  const fieldSpecs = new Map<string, object>();
  for (const { manifest: { apiVersion, kind, ...rest } } of added) {
    if (MergeType.ofObject(apiVersion, kind) !== undefined) continue;
    const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
    for (const path of referencesIn(rest, names)) fieldSpecs.set(`${apiVersion} ${kind} ${path}`, { group, version, kind, path });
  }
  return fieldSpecs.size === 0 ? undefined : { nameReference: [{ kind: 'ConfigMap', version: 'v1', fieldSpecs: [...fieldSpecs.values()] }] };
}

/** The paths, in the notation of kustomize, of fields that name one of some ConfigMaps. */
function referencesIn(value: unknown, names: readonly string[], path: readonly string[] = []): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => referencesIn(item, names, path));
  if (!isObject(value)) return [];
  const own = REFERENCES.includes(path[path.length - 1]) && names.includes(`${value.name}`) ? [[...path, 'name'].join('/')] : [];
  return [...own, ...Object.entries(value).flatMap(([key, inner]) => referencesIn(inner, names, [...path, key.replaceAll('/', '\\/')]))];
}
