import { isDeepStrictEqual } from 'node:util';
import type { ImageEntry } from './kustomization';
import type { PatchContent } from './kustomize-patch';
import { manifestDifference } from './manifest-difference';
import type { Manifest } from '../manifests/manifest';
import type { ImageReference } from '../models/image-reference';
import type { WorkloadModel } from '../models/workload-model';

/** In what an environment's version of a workload differs from the base, in the terms of kustomize. */
export interface OverlayDifferences {
  readonly images: readonly ImageEntry[];
  /** What is new or another in the ConfigMaps of the base, by their names. */
  readonly configMaps: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The same of its Secrets. */
  readonly secrets: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly patches: readonly PatchContent[];
  /** Objects that the base does not have. */
  readonly added: readonly Manifest[];
}

/** Makes the objects of a model, with the patches of the base. */
export type RenderPatched = (model: WorkloadModel) => readonly Manifest[];

/**
 * Compares a workload in an environment with its base, both as the patches of the base leave them: what these said is said of
 * the environment as well.
 */
export function overlayDifferences(base: WorkloadModel, environment: WorkloadModel, render: RenderPatched): OverlayDifferences {
  const images = imageEntries(base.image, environment.image);
  const wanted = inTheBase(base, environment);
  // Most overrides choose an image, which is seen sooner in the models than in their manifests.
  if (environment === base || isDeepStrictEqual(base, wanted)) return { images, configMaps: {}, secrets: {}, patches: [], added: [] };
  const before = new Map(render(base).map((manifest) => [idOf(manifest), manifest]));
  const generated = { ConfigMap: {}, Secret: {} } as Record<string, Record<string, Readonly<Record<string, string>>>>;
  const added: Manifest[] = [];
  const changes = render(wanted).flatMap((after) => {
    const manifest = before.get(idOf(after));
    before.delete(idOf(after));
    if (manifest === undefined) added.push(after);
    const changed = manifest && changedData(manifest, after);
    if (changed !== undefined && Object.keys(changed).length > 0) generated[after.kind][after.metadata.name] = changed;
    return manifest === undefined || changed !== undefined ? [] : manifestDifference(manifest, after);
  });
  return { images, configMaps: generated.ConfigMap, secrets: generated.Secret, patches: [...changes, ...[...before.values()].map(removal)], added };
}

/** Takes away what the base has and the environment has not. */
function removal({ apiVersion, kind, metadata: { name } }: Manifest): PatchContent {
  return { kind: 'strategic-merge', manifest: { apiVersion, kind, metadata: { name }, $patch: 'delete' } };
}

/** The workload of an environment as it would be everywhere: which image runs is said beside the patches. */
export function inTheBase(base: WorkloadModel, environment: WorkloadModel): WorkloadModel {
  return { ...environment, image: base.image };
}

/** By which an object is known among those of a workload. */
export function idOf({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.name}`;
}

/**
 * What a generator adds to a ConfigMap or Secret of the base; undefined: it cannot, because it takes nothing away, and
 * because of the object that there is it keeps labels, annotations and data, and nothing else.
 */
function changedData(before: Manifest, after: Manifest): Record<string, string> | undefined {
  if ((before.kind !== 'ConfigMap' && before.kind !== 'Secret') || !isPlain(before) || !isDeepStrictEqual({ ...before, data: null }, { ...after, data: null })) return undefined;
  const [known, wanted] = [before, after].map(contentOf);
  if (Object.keys(known).some((name) => !Object.hasOwn(wanted, name))) return undefined;
  return Object.fromEntries(Object.entries(wanted).filter(([name, value]) => known[name] !== value));
}

/** The texts that a ConfigMap or a Secret holds, by key. */
function contentOf({ kind, data }: Manifest): Record<string, string> {
  const texts = (data ?? {}) as Record<string, string>;
  return kind === 'Secret' ? Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, Buffer.from(text, 'base64').toString()])) : texts;
}

function isPlain({ apiVersion, kind, metadata, data, type, ...rest }: Manifest): boolean {
  const { name, labels, annotations, ...others } = metadata;
  return Object.keys(rest).length === 0 && Object.keys(others).length === 0;
}

/** The base names no version, so every environment says which one it runs. */
export function imageEntries(base: ImageReference, { repository, tag, digest }: ImageReference): ImageEntry[] {
  if (repository === base.repository && tag === undefined && digest === undefined) return [];
  return [{
    name: base.repository,
    ...(repository !== base.repository && { newName: repository }),
    ...(tag !== undefined && { newTag: tag }),
    ...(digest !== undefined && { digest }),
  }];
}
