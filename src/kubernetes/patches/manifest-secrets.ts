import { findSecrets, SecretFinding } from '../../secrets/find-secrets';
import type { PatchContent } from '../kustomize/kustomize-patch';
import { isObject } from '../kustomize/merge-keys';

const CONTENT = ['data', 'stringData'];

/** What looks like a secret in an object of Kubernetes, or in a part of one. What a Secret holds is one whatever it looks like. */
export function findManifestSecrets(manifest: { readonly [field: string]: any }): SecretFinding[] {
  if (manifest.kind === 'ConfigMap') {
    // Its keys become variables and files.
    const { data, ...rest } = manifest;
    return [...findSecrets(rest, { name: 'manifest', hasObjectNames: true }), ...findSecrets(data, { name: 'data' })];
  }
  const found = findSecrets(manifest, { name: 'manifest', hasObjectNames: true });
  if (manifest.kind !== 'Secret') return found;
  const names = new Set(found.map(({ name }) => name));
  const content = CONTENT.flatMap((field) => (isObject(manifest[field]) ? Object.entries(manifest[field]) : []));
  return [...found, ...content.flatMap(([name, value]) => (names.has(name) ? [] : contentOfSecret(name, value)))];
}

/** What looks like a secret in a JSON patch: by the last name in the path of an operation, by its value, and by options that follow each other. */
export function findOperationSecrets({ target, operations }: Extract<PatchContent, { kind: 'json-6902' }>): SecretFinding[] {
  return operations.flatMap(({ path, value }, index) => {
    const names = path.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    const name = names.filter((part) => !/^(?:\d+|-|value)$/.test(part)).pop() ?? 'patch';
    const before = operations[index - 1];
    const list = listOf(path);
    const follows = before !== undefined && list !== undefined && listOf(before.path) === list;
    const found = findSecrets(follows ? [before.value, value] : value, { name, hasObjectNames: target.kind !== 'ConfigMap' });
    // What comes before was looked at already.
    const isNew = ({ values }: SecretFinding) => !follows || values.some((secret) => JSON.stringify(value ?? '').includes(JSON.stringify(secret).slice(1, -1)));
    const isContent = target.kind === 'Secret' && CONTENT.includes(names[0]) && found.length === 0;
    return [...found.filter(isNew), ...isContent ? contentOfSecret(name, value) : []];
  });
}

function contentOfSecret(name: string, value: unknown): SecretFinding[] {
  if (isObject(value)) return Object.entries(value).flatMap(([key, inner]) => contentOfSecret(key, inner));
  return typeof value === 'string' && value !== '' ? [{ name, what: 'the content of a Secret', values: [value] }] : [];
}

/** The list that the path of an operation leads into, by its end or an index. */
function listOf(path: string): string | undefined {
  return /^(.*)\/(?:\d+|-)$/.exec(path)?.[1];
}
