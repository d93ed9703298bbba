import { isDeepStrictEqual } from 'node:util';
import { applyJsonPatch } from './json-patch';
import { isObject } from './merge-keys';
import { PatchMismatch } from './patch-mismatch';
import { strategicMerge } from './strategic-merge';
import { didYouMean } from '../../synth/nearest-name';
import type { PatchContent, PatchTarget } from '../kustomize-patch';
import type { Manifest } from '../manifests/manifest';

/**
 * Lays a patch over objects as kustomize does, and notices what kustomize does not say.
 * @throws PatchMismatch when the patch finds nothing to change, or changes nothing
 */
export function tryPatch(manifests: readonly Manifest[], patch: PatchContent): Manifest[] {
  const patched = patch.kind === 'strategic-merge' ? tryMerge(manifests, patch.manifest) : tryJsonPatch(manifests, patch);
  if (isSame(patched, manifests)) throw new PatchMismatch('it changes nothing: everything already has these values. Remove it');
  return patched;
}

/** What a patch leaves alone stays the same object, so only what it touched is compared. */
function isSame(patched: readonly Manifest[], manifests: readonly Manifest[]): boolean {
  return patched.length === manifests.length
    && patched.every((manifest, index) => manifest === manifests[index] || isDeepStrictEqual(manifest, manifests[index]));
}

function tryMerge(manifests: readonly Manifest[], patch: { readonly [field: string]: any }): Manifest[] {
  const { apiVersion, kind } = patch;
  const name: unknown = isObject(patch.metadata) ? patch.metadata.name : undefined;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string' || typeof name !== 'string') {
    throw new PatchMismatch('a strategic-merge patch needs apiVersion, kind and metadata.name');
  }
  const target = matching(manifests, { kind, name })[0];
  if (target.apiVersion !== apiVersion) throw new PatchMismatch(`${kind} "${name}" has apiVersion "${target.apiVersion}", not "${apiVersion}"`);
  requireSameNamespace(target, patch);
  requireKnownContainers(target, patch);
  if (patch.$patch === 'delete') return manifests.filter((manifest) => manifest !== target);
  return manifests.map((manifest) => (manifest === target ? strategicMerge(manifest, patch) : manifest));
}

function tryJsonPatch(manifests: readonly Manifest[], patch: Extract<PatchContent, { kind: 'json-6902' }>): Manifest[] {
  const targets = new Set(matching(manifests, patch.target));
  return manifests.map((manifest) => (targets.has(manifest) ? applyJsonPatch(manifest, patch.operations) : manifest));
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

/** Kustomize knows an object by its namespace as well, as that stands in the file. */
function requireSameNamespace(target: Manifest, patch: { readonly [field: string]: any }): void {
  const [own, wanted] = [target, patch].map(({ metadata }) => `${metadata.namespace ?? 'default'}`);
  if (own === wanted) return;
  const mend = target.metadata.namespace === undefined ? 'leave metadata.namespace out of the patch' : `say namespace: '${own}' in metadata of the patch`;
  throw new PatchMismatch(`${target.kind} "${target.metadata.name}" ${target.metadata.namespace === undefined ? 'names no namespace yet' : `is in namespace "${own}"`}: ${mend}`);
}

/** A container that is not there is added by kustomize; without an image it was meant to be one that is. */
function requireKnownContainers(target: Manifest, patch: { readonly [field: string]: any }): void {
  for (const list of ['containers', 'initContainers']) {
    const known = containerNames(target, list);
    for (const container of containersOf(patch, list)) {
      const name = `${container.name as string}`;
      if (known.includes(name) || container.image !== undefined) continue;
      throw new PatchMismatch(`${target.kind} "${target.metadata.name}" has no container "${name}"; it has: ${known.join(', ')}.${didYouMean(name, known)}`);
    }
  }
}

function containerNames(manifest: object, list: string): string[] {
  return containersOf(manifest, list).map((container) => `${container.name as string}`);
}

/** The containers of the pods that an object makes. */
export function containersOf(manifest: { readonly [field: string]: any }, list: string): Array<{ [key: string]: unknown }> {
  const containers: unknown = manifest.spec?.template?.spec?.[list];
  return Array.isArray(containers) ? containers.filter(isObject) : [];
}
