import { isDeepStrictEqual } from 'node:util';
import type { ImageEntry } from './kustomization';
import { strategicMergeDiff } from './strategic-merge-diff';
import type { ImageReference } from '../image-reference';
import type { PatchContent } from '../kustomize-patch';
import { renderLiterals } from '../manifests/config-map';
import { RESOURCE_FILES } from '../manifests/service-files';
import type { ServiceModel } from '../service-model';

/** In what an environment's version of a service differs from the base, in the terms of kustomize. */
export interface OverlayDifferences {
  readonly images: readonly ImageEntry[];
  readonly configMaps: Readonly<Record<string, readonly string[]>>;
  readonly patches: readonly PatchContent[];
}

/** Compares a service in an environment with its base. */
export function overlayDifferences(base: ServiceModel, environment: ServiceModel): OverlayDifferences {
  const images = imageEntries(base.image, environment.image);
  if (environment === base) return { images, configMaps: {}, patches: [] };
  return {
    images,
    configMaps: { [base.name]: renderLiterals(changedEntries(base.env, environment.env)) },
    patches: patches(base, { ...environment, image: base.image }),
  };
}

/** Most overrides choose an image or set a variable, which is seen sooner in the models than in their manifests. */
function patches(base: ServiceModel, environment: ServiceModel): PatchContent[] {
  if (isDeepStrictEqual(base, environment)) return [];
  return Object.values(RESOURCE_FILES).flatMap((render): PatchContent[] => {
    const manifest = render(base);
    const change = strategicMergeDiff(manifest, render(environment));
    if (!change) return [];
    const { apiVersion, kind, metadata } = manifest;
    return [{ kind: 'strategic-merge', manifest: { apiVersion, kind, metadata: { name: metadata.name }, ...change } }];
  });
}

/** The variables whose value is not that of the base. */
export function changedEntries(base: Readonly<Record<string, string>>, environment: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([name, value]) => base[name] !== value));
}

/** The base names no version, so every environment says which one it runs. */
function imageEntries(base: ImageReference, { repository, tag, digest }: ImageReference): ImageEntry[] {
  if (repository === base.repository && tag === undefined && digest === undefined) return [];
  return [{
    name: base.repository,
    ...(repository !== base.repository && { newName: repository }),
    ...(tag !== undefined && { newTag: tag }),
    ...(digest !== undefined && { digest }),
  }];
}
