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
  /** Variables of its ConfigMap that are new or others. */
  readonly variables: Readonly<Record<string, string>>;
  readonly patches: readonly PatchContent[];
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
  if (environment === base || isDeepStrictEqual(base, wanted)) return { images, variables: {}, patches: [] };
  const before = new Map(render(base).map((manifest) => [idOf(manifest), manifest]));
  let variables: Readonly<Record<string, string>> = {};
  const patches = render(wanted).flatMap((after) => {
    const manifest = before.get(idOf(after));
    if (manifest === undefined) return [];
    const changed = changedVariables(manifest, after);
    if (changed === undefined) return manifestDifference(manifest, after);
    variables = changed;
    return [];
  });
  return { images, variables, patches };
}

/** The workload of an environment as it would be everywhere: which image runs is said beside the patches. */
export function inTheBase(base: WorkloadModel, environment: WorkloadModel): WorkloadModel {
  return { ...environment, image: base.image };
}

function idOf({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.name}`;
}

/**
 * The variables that a generator adds to a ConfigMap of the base; undefined: it cannot, because it takes none away, and
 * because of the ConfigMap that there is it keeps labels, annotations and data, and nothing else.
 */
function changedVariables(before: Manifest, after: Manifest): Record<string, string> | undefined {
  if (before.kind !== 'ConfigMap' || !isPlain(before) || !isDeepStrictEqual({ ...before, data: null }, { ...after, data: null })) return undefined;
  const [known, wanted] = [before, after].map(({ data }) => (data ?? {}) as Record<string, string>);
  if (Object.keys(known).some((name) => !Object.hasOwn(wanted, name))) return undefined;
  return Object.fromEntries(Object.entries(wanted).filter(([name, value]) => known[name] !== value));
}

function isPlain({ apiVersion, kind, metadata, data, ...rest }: Manifest): boolean {
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
