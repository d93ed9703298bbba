import { isDeepStrictEqual } from 'node:util';
import { applyJsonPatch, requireOperation } from './json-patch';
import type { PatchContent, PatchTarget } from './kustomize-patch';
import { isObject } from './merge-keys';
import { requireMerged, requireUnderstood } from './patch-directive';
import { PatchMismatch } from './patch-mismatch';
import { requireAcceptable } from './patched-object';
import { strategicMerge } from './strategic-merge';
import { didYouMean } from '../../text/nearest-name';
import type { Manifest } from '../manifests/manifest';
import { podTemplateOf } from '../manifests/pod-template-of';

/**
 * Lays a patch over objects as kustomize does, and notices what kustomize does not say.
 * @param movedTo the namespace that a layer below has put objects into; they are still known without it
 * @throws PatchMismatch when the patch finds nothing to change, or changes nothing, or would fail
 */
export function tryPatch(manifests: readonly Manifest[], patch: PatchContent, movedTo?: string): Manifest[] {
  const patched = applyPatch(manifests, patch, movedTo);
  if (isSame(patched, manifests)) throw new PatchMismatch('it changes nothing: everything already has these values. Remove it');
  return patched;
}

/**
 * The same, also when it changes nothing.
 * @throws PatchMismatch when the patch finds nothing to change, or would fail
 */
export function applyPatch(manifests: readonly Manifest[], patch: PatchContent, movedTo?: string): Manifest[] {
  return patch.kind === 'strategic-merge' ? applyMerge(manifests, patch.manifest, movedTo) : applyOperations(manifests, patch);
}

/**
 * Refuses a patch that kustomize would never apply as it is meant, whatever it is for: the objects are not known.
 * @throws PatchMismatch
 */
export function requirePlausible(patch: PatchContent): void {
  if (patch.kind === 'json-6902') return patch.operations.forEach(requireOperation);
  const { apiVersion, kind, name } = identityOf(patch.manifest);
  requireKnownDirectives(patch.manifest);
  strategicMerge({ apiVersion, kind, metadata: { name } }, patch.manifest);
}

/** What a patch leaves alone stays the same object, so only what it touched is compared. */
function isSame(patched: readonly Manifest[], manifests: readonly Manifest[]): boolean {
  return patched.length === manifests.length
    && patched.every((manifest, index) => manifest === manifests[index] || isDeepStrictEqual(manifest, manifests[index]));
}

function applyMerge(manifests: readonly Manifest[], patch: { readonly [field: string]: any }, movedTo?: string): Manifest[] {
  const target = mergeTarget(manifests, patch, identityOf(patch), movedTo);
  requireKnownDirectives(patch);
  requireKnownContainers(target, patch);
  return manifests.flatMap((manifest) => (manifest === target ? merged(manifest, patch) : [manifest]));
}

function requireKnownDirectives(patch: { readonly [field: string]: any }): void {
  requireUnderstood(patch);
  if (patch.$patch === 'replace') throw new PatchMismatch('"$patch: replace" of a whole object does nothing in kustomize: say it of its spec, or where else it is to hold');
  requireNotesKept(patch);
}

interface Identity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

function identityOf({ apiVersion, kind, metadata }: { readonly [field: string]: any }): Identity {
  const name: unknown = isObject(metadata) ? metadata.name : undefined;
  if (typeof apiVersion === 'string' && typeof kind === 'string' && typeof name === 'string') return { apiVersion, kind, name };
  throw new PatchMismatch('a strategic-merge patch needs apiVersion, kind and metadata.name');
}

/** Whatever a patch says of them, an object keeps its name and its namespace; annotations of which none is left are gone with the notes of kustomize. */
function merged(target: Manifest, patch: { readonly [field: string]: unknown }): Manifest[] {
  const result = strategicMerge(target, patch);
  if (result === undefined || Object.keys(result).length === 0) return [];
  requireMerged(result, target);
  const { namespace: given, annotations, ...metadata } = result.metadata;
  const { name, namespace } = target.metadata;
  const kept = isObject(annotations) && Object.keys(annotations).length === 0 ? {} : { annotations };
  const own = { name, ...(namespace !== undefined && { namespace }) };
  return [acceptable({ ...result, metadata: { ...metadata, ...(annotations !== undefined && kept), ...own } }, target)];
}

function applyOperations(manifests: readonly Manifest[], patch: Extract<PatchContent, { kind: 'json-6902' }>): Manifest[] {
  const targets = new Set(matching(manifests, patch.target));
  return manifests.map((manifest) => {
    if (!targets.has(manifest)) return manifest;
    return acceptable(requireSameObject(applyJsonPatch(manifest, patch.operations), manifest), manifest);
  });
}

function acceptable(manifest: Manifest, before: Manifest): Manifest {
  requireAcceptable(manifest, before);
  return manifest;
}

/** What refers to an object by its name would be changed as well, and later patches would look for another. */
function requireSameObject(patched: Manifest, { apiVersion, kind, metadata: { name } }: Manifest): Manifest {
  const is: unknown[] = [patched.apiVersion, patched.kind, (patched.metadata as Manifest['metadata'] | undefined)?.name];
  if (isDeepStrictEqual(is, [apiVersion, kind, name])) return patched;
  throw new PatchMismatch(`it makes another object of ${kind} "${name}": apiVersion, kind and metadata.name cannot be patched`);
}

function matching(manifests: readonly Manifest[], { kind, name }: PatchTarget): Manifest[] {
  const ofKind = manifests.filter((manifest) => manifest.kind === kind);
  if (ofKind.length === 0) {
    const kinds = [...new Set(manifests.map((manifest) => manifest.kind))];
    throw new PatchMismatch(`there is no object of kind "${kind}"; kinds are: ${kinds.join(', ')}.${didYouMean(kind, kinds)}`);
  }
  const named = name === undefined ? ofKind : ofKind.filter((manifest) => manifest.metadata.name === name);
  if (named.length === 0) {
    const names = ofKind.map((manifest) => manifest.metadata.name);
    throw new PatchMismatch(`there is no ${kind} "${name}"; there is: ${names.join(', ')}.${didYouMean(`${name}`, names)}`);
  }
  return named;
}

/** The one object that a strategic merge is for. Kustomize knows an object by its namespace as well, as that stands in the file. */
function mergeTarget(
  manifests: readonly Manifest[],
  patch: { readonly [field: string]: any },
  { apiVersion, kind, name }: Identity,
  movedTo?: string,
): Manifest {
  const named = matching(manifests, { kind, name });
  const ofVersion = named.filter((manifest) => manifest.apiVersion === apiVersion);
  if (ofVersion.length === 0) throw new PatchMismatch(`${kind} "${name}" has apiVersion "${named[0].apiVersion}", not "${apiVersion}"`);
  const wanted = namespaceOf(patch);
  const found = ofVersion.filter((manifest) => [namespaceOf(manifest), ...(namespaceOf(manifest) === movedTo ? ['default'] : [])].includes(wanted));
  if (found.length > 1) throw new PatchMismatch(`there are ${found.length} objects ${kind} "${name}": say metadata.namespace`);
  if (found.length === 1) return found[0];
  const { namespace: own } = ofVersion[0].metadata;
  const mend = own === undefined ? 'leave metadata.namespace out of the patch' : `say namespace: '${own}' in metadata of the patch`;
  throw new PatchMismatch(`${kind} "${name}" ${own === undefined ? 'names no namespace yet' : `is in namespace "${own}"`}: ${mend}`);
}

function namespaceOf({ metadata }: { readonly [field: string]: any }): string {
  return `${metadata.namespace || 'default'}`;
}

/** A container that is not there is added by kustomize; without an image it was meant to be one that is. */
function requireKnownContainers(target: Manifest, patch: { readonly [field: string]: any }): void {
  for (const list of ['containers', 'initContainers']) {
    const [there, said] = [target, patch].map((manifest) => containersOf(manifest, list));
    const isReplaced = said.some((item) => item.$patch !== undefined && Object.keys(item).length === 1);
    const known = isReplaced ? [] : there.map((container) => `${container.name as string}`);
    for (const container of said) {
      const name = container.name === undefined ? undefined : `${container.name as string}`;
      if (name === undefined || known.includes(name) || container.image !== undefined || container.$patch === 'delete') continue;
      throw new PatchMismatch(isReplaced
        ? `container "${name}" has no image, which replaces the one that was there`
        : `${target.kind} "${target.metadata.name}" has no container "${name}"; it has: ${known.join(', ')}.${didYouMean(name, known)}`);
    }
  }
}

/** While it builds, kustomize keeps in the annotations what an object was called, and that a generated name gets a hash. */
function requireNotesKept({ metadata }: { readonly [field: string]: any }): void {
  const { $patch, annotations } = metadata;
  if ($patch === undefined && annotations !== null && annotations?.$patch === undefined) return;
  throw new PatchMismatch('it removes all annotations, among them those in which kustomize keeps notes while it builds: say null for single ones, or remove /metadata/annotations with KustomizePatch.json6902');
}

/** The containers of the pods that an object makes, or is. */
export function containersOf(manifest: { readonly [field: string]: any }, list: string): Array<{ [key: string]: unknown }> {
  const template = podTemplateOf(manifest);
  const containers: unknown = isObject(template) && isObject(template.spec) ? template.spec[list] : undefined;
  return Array.isArray(containers) ? containers.filter(isObject) : [];
}
