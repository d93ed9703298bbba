import { isObject, MergeType } from './merge-keys';
import { filesConfigMapName } from '../manifests/files-config-map';
import type { Manifest } from '../manifests/manifest';
import { outputsSecretName } from '../manifests/outputs-secret';

/** File in which kustomize is told where objects of the user's refer to generated ConfigMaps and Secrets. */
export const REFERENCES_FILE = 'namereferences.yaml';

/** Fields of Kubernetes that name a generated object, by its kind. */
const REFERENCES = {
  ConfigMap: ['configMap', 'configMapRef', 'configMapKeyRef'],
  Secret: ['secret', 'secretRef', 'secretKeyRef', 'secretTargetRef'],
};

/**
 * Tells kustomize in which fields of kinds that it does not know the ConfigMaps and the Secret of a workload are named, so that they get the
 * hash there, too; undefined: nowhere.
 */
export function renderReferences(added: ReadonlyArray<{ readonly manifest: Manifest }>, { name }: { readonly name: string }): object | undefined {
  const generated = [
    { kind: 'ConfigMap', fields: REFERENCES.ConfigMap, names: [name, filesConfigMapName(name)] },
    { kind: 'Secret', fields: REFERENCES.Secret, names: [outputsSecretName(name)] },
  ];
  const nameReference = generated.map(({ kind, fields, names }) => ({ kind, version: 'v1', fieldSpecs: fieldSpecsOf(added, fields, names) }))
    .filter(({ fieldSpecs }) => fieldSpecs.length > 0);
  return nameReference.length === 0 ? undefined : { nameReference };
}

/** Where objects of kinds that kustomize does not know name one of some objects. */
function fieldSpecsOf(added: ReadonlyArray<{ readonly manifest: Manifest }>, fields: readonly string[], names: readonly string[]): object[] {
  const fieldSpecs = new Map<string, object>();
  for (const { manifest: { apiVersion, kind, ...rest } } of added) {
    if (MergeType.ofObject(apiVersion, kind) !== undefined) continue;
    const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
    for (const path of referencesIn(rest, fields, names)) fieldSpecs.set(`${apiVersion} ${kind} ${path}`, { group, version, kind, path });
  }
  return [...fieldSpecs.values()];
}

/** The paths, in the notation of kustomize, of fields that name one of some objects. */
function referencesIn(value: unknown, fields: readonly string[], names: readonly string[], path: readonly string[] = []): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => referencesIn(item, fields, names, path));
  if (!isObject(value)) return [];
  const own = fields.includes(path[path.length - 1]) && names.includes(`${value.name}`) ? [[...path, 'name'].join('/')] : [];
  return [...own, ...Object.entries(value).flatMap(([key, inner]) => referencesIn(inner, fields, names, [...path, key.replaceAll('/', '\\/')]))];
}
