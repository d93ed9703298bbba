import type { Application, DeclaredApplicationPatch } from './application';
import type { PatchContent } from '../kubernetes/kustomize/kustomize-patch';
import { PatchMismatch } from '../kubernetes/kustomize/patch-mismatch';
import { applyPatch, requirePlausible, tryPatch } from '../kubernetes/kustomize/patch-trial';
import type { Manifest } from '../kubernetes/manifests/manifest';
import type { ReportAt } from '../synth/declare/problem';

/**
 * Tries the patches of the user, and reports those that change nothing. Who declares none pays nothing.
 * @param step is told the objects before the first of these patches, and after each with the patch
 */
export function checkPatches(
  application: Application, at: ReportAt, step: (manifests: readonly Manifest[], declared?: DeclaredApplicationPatch) => void,
): void {
  const { _patches: declared, _ownPatches } = application;
  const own = declared.length === 0 ? [] : _ownPatches.flatMap((patches) => patches());
  let manifests = knownObjects(application, [...own, ...declared.map(({ patch }) => patch._content)]);
  for (const patch of own) {
    try {
      manifests = applyPatch(manifests, patch);
    } catch (error) {
      if (!(error instanceof PatchMismatch)) throw error;
      at(application._source)(`has options that do not fit what it installs: ${error.message}`);
    }
  }
  step(manifests);
  const { resources = [], helmCharts = [] } = application._options;
  const knowsAll = resources.length === 0 && helmCharts.length === 0;
  for (const one of declared) {
    const { patch, source } = one;
    const isUnknown = !knowsAll && !isKnown(manifests, patch._content);
    try {
      if (isUnknown) requirePlausible(patch._content);
      else manifests = tryPatch(manifests, patch._content);
      step(manifests, one);
    } catch (error) {
      if (!(error instanceof PatchMismatch)) throw error;
      at(source)(`has a patch that does not fit: ${error.message}`);
    }
  }
}

function knownObjects(application: Application, patches: readonly PatchContent[]): Manifest[] {
  const kinds = new Set(patches.map((patch) => `${targetOf(patch).kind}`));
  const manifests = [...application._ownManifests(), ...application._manifests.map(({ manifest }) => manifest)] as Manifest[];
  if (patches.length === 0) return manifests;
  return [...manifests, ...application._releases.flatMap((release) => release.objects(kinds))];
}

function isKnown(manifests: readonly Manifest[], patch: PatchContent): boolean {
  const target = targetOf(patch);
  return manifests.some(({ kind, metadata }) => kind === target.kind && (target.name === undefined || metadata.name === target.name));
}

function targetOf(patch: PatchContent): { readonly kind?: unknown; readonly name?: unknown } {
  return patch.kind === 'json-6902' ? patch.target : { kind: patch.manifest.kind, name: patch.manifest.metadata?.name };
}
