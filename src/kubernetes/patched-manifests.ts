import { parseImage } from './image-reference';
import { isObject } from './kustomize/merge-keys';
import { changedEntries, overlayDifferences } from './kustomize/overlay';
import { PatchMismatch } from './kustomize/patch-mismatch';
import { containersOf, tryPatch } from './kustomize/patch-trial';
import { strategicMerge } from './kustomize/strategic-merge';
import type { PatchContent } from './kustomize-patch';
import type { Manifest } from './manifests/manifest';
import { renderManifests } from './manifests/service-files';
import type { DeclaredPatch, Service } from './service';
import type { Report } from './settings-checks';
import type { Environment } from '../environment';
import { didYouMean } from '../synth/nearest-name';
import type { SourceLocation } from '../synth/source-location';

/** Makes a report for problems of one declaration. */
export type ReportAt = (declaration: { readonly source: SourceLocation }) => Report;

/** The objects of a base with its patches. A patch that does not fit is reported and left out. */
export function patchedBase(service: Service, reportAt: ReportAt): Manifest[] {
  return service._patchesIn().reduce((manifests, declared) => tryDeclared(manifests, declared, reportAt), renderManifests(service._model()));
}

/** The objects of an environment: the patched base, the differences, the patches of the environment. What does not fit is reported and left out. */
export function patchedOverlay(service: Service, environment: Environment, base: readonly Manifest[], reportAt: ReportAt): Manifest[] {
  const models = { base: service._model(), environment: service._model(environment) };
  const { images, patches } = overlayDifferences(models.base, models.environment);
  const report = reportAt(service._layersIn(environment).slice(-1)[0]);
  const variables = changedEntries(models.base.env, models.environment.env);

  let manifests = base.map((manifest) => (manifest.kind === 'ConfigMap' ? strategicMerge(manifest, { data: variables }) : manifest));
  for (const patch of patches) manifests = mergeDifference(manifests, patch, report);
  for (const declared of service._patchesIn(environment)) {
    reportNewVariables(manifests, declared.patch._content, reportAt(declared));
    manifests = tryDeclared(manifests, declared, reportAt);
  }
  for (const { name } of images) reportUnusedImage(manifests, name, report);
  return manifests;
}

/** Lays a declared patch over objects. One that does not fit is reported and left out. */
export function tryDeclared(manifests: Manifest[], declared: DeclaredPatch, reportAt: ReportAt): Manifest[] {
  try {
    return tryPatch(manifests, declared.patch._content);
  } catch (error) {
    if (!(error instanceof PatchMismatch)) throw error;
    reportAt(declared)(`has a patch that does not fit${declared.environment ? ` in ${declared.environment.name}` : ''}: ${error.message}`);
    return manifests;
  }
}

/** The object that an override changes is gone only when a patch of the base deleted it. */
function mergeDifference(manifests: Manifest[], patch: PatchContent, report: Report): Manifest[] {
  try {
    return tryPatch(manifests, patch);
  } catch (error) {
    if (!(error instanceof PatchMismatch)) throw error;
    report(`has an override that its patches of the base leave nothing to do: ${error.message}`);
    return manifests;
  }
}

/** A key that an environment adds to the ConfigMap is most often a misspelt one of the base. */
function reportNewVariables(manifests: readonly Manifest[], patch: PatchContent, report: Report): void {
  const known = Object.keys((manifests.find(({ kind }) => kind === 'ConfigMap')?.data ?? {}) as object);
  for (const key of configMapKeys(patch).filter((candidate) => !known.includes(candidate))) {
    report(`patches "${key}" of its ConfigMap, which has: ${known.join(', ')}.${didYouMean(key, known)} A new key is declared with the service.`);
  }
}

/** The keys that a patch sets in a ConfigMap. */
function configMapKeys(patch: PatchContent): string[] {
  if (patch.kind === 'strategic-merge') {
    const { kind, data } = patch.manifest;
    return kind === 'ConfigMap' && isObject(data) ? Object.keys(data) : [];
  }
  const added = patch.target.kind === 'ConfigMap' ? patch.operations.filter(({ op }) => op === 'add') : [];
  return added.flatMap(({ path }) => /^\/data\/([^/~]+)$/.exec(path)?.slice(1) ?? []);
}

function reportUnusedImage(manifests: readonly Manifest[], repository: string, report: Report): void {
  const images = manifests.flatMap((manifest) => containersOf(manifest, 'containers').map((container) => `${container.image as string}`));
  if (images.some((image) => parseImage(image)?.repository === repository)) return;
  report(`has patches after which no container runs image "${repository}" (there is: ${images.join(', ')}), so no environment could choose its version. Set \`image\` instead.`);
}
