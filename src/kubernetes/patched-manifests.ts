import { ImageReference, parseImage } from './image-reference';
import { isObject, MergeType } from './kustomize/merge-keys';
import { inTheBase, overlayDifferences, RenderPatched } from './kustomize/overlay';
import { overridesInVain } from './kustomize/overrides-in-vain';
import { PatchMismatch } from './kustomize/patch-mismatch';
import { applyPatch, containersOf, tryPatch } from './kustomize/patch-trial';
import type { PatchContent } from './kustomize-patch';
import type { Manifest } from './manifests/manifest';
import { renderManifests } from './manifests/service-files';
import type { DeclaredPatch, Service } from './service';
import type { ServiceModel } from './service-model';
import type { Report } from './settings-checks';
import type { Environment } from '../estate/environment';
import type { SourceLocation } from '../synth/declare/source-location';
import { didYouMean } from '../text/nearest-name';

/** Makes a report for problems of one declaration. */
export type ReportAt = (declaration: { readonly source: SourceLocation }) => Report;

/** Renders the objects of a service with patches of its base. One that does not fit is left out: it is reported elsewhere. */
export function renderPatched(patches: readonly PatchContent[]): RenderPatched {
  return (model) => patches.reduce((manifests, patch) => applied(manifests, patch, () => undefined), renderManifests(model));
}

/** The objects of a base with its patches. A patch that does not fit is reported and left out. */
export function patchedBase(service: Service, reportAt: ReportAt): Manifest[] {
  return service._patchesIn().reduce((manifests, declared) => tryDeclared(manifests, declared, reportAt), renderManifests(service._model()));
}

/**
 * The objects of an environment: the patched base, the differences, the patches of the environment. What does not fit is reported
 * and left out. They are as the patches of the environment find and leave them; `asBuilt` does what comes after.
 */
export function patchedOverlay(service: Service, environment: Environment, base: readonly Manifest[], reportAt: ReportAt): Manifest[] {
  const models = { base: service._model(), environment: service._model(environment) };
  const report = reportAt(service._layersIn(environment).slice(-1)[0]);
  if (models.base !== models.environment) {
    checkBasePatches(service, environment, inTheBase(models.base, models.environment), base, { report, reportAt });
  }
  const { images, variables, patches } = differences(service, environment);
  let manifests = base.map((manifest) => (manifest.kind === 'ConfigMap' ? { ...manifest, data: { ...manifest.data as object, ...variables } } : manifest));
  for (const patch of patches) manifests = applied(manifests, patch, report);
  for (const declared of service._patchesIn(environment)) {
    reportNewVariables(manifests, declared.patch._content, reportAt(declared));
    manifests = tryDeclared(manifests, declared, reportAt);
  }
  for (const { name } of images) reportUnusedImage(manifests, name, report);
  return manifests;
}

/** The objects that kustomize makes at last: in their namespace, with the images that the environment runs. */
export function asBuilt(service: Service, environment: Environment, manifests: readonly Manifest[]): Manifest[] {
  const [image] = differences(service, environment).images;
  return manifests.map((manifest) => {
    const moved = { ...manifest, metadata: { ...manifest.metadata, namespace: environment.namespace } };
    return image === undefined ? moved : withImage(moved, image.name, service._model(environment).image);
  });
}

function differences(service: Service, environment: Environment): ReturnType<typeof overlayDifferences> {
  const patches = service._patchesIn().map(({ patch }) => patch._content);
  return overlayDifferences(service._model(), service._model(environment), renderPatched(patches));
}

/** Lays a declared patch over objects. One that does not fit is reported and left out. */
export function tryDeclared(manifests: Manifest[], declared: DeclaredPatch, reportAt: ReportAt, movedTo?: string): Manifest[] {
  try {
    return tryPatch(manifests, declared.patch._content, movedTo);
  } catch (error) {
    if (!(error instanceof PatchMismatch)) throw error;
    reportAt(declared)(`has a patch that does not fit${declared.environment ? ` in ${declared.environment.name}` : ''}: ${error.message}`);
    return manifests;
  }
}

/** Lays a patch over objects that it fits; one that does not is left out. */
function applied(manifests: Manifest[], patch: PatchContent, report: Report): Manifest[] {
  try {
    return applyPatch(manifests, patch);
  } catch (error) {
    if (!(error instanceof PatchMismatch)) throw error;
    report(error.message);
    return manifests;
  }
}

/** What the patches of the base say holds in every environment, so it has to fit there, and may not hide what was said of the environment. */
function checkBasePatches(
  service: Service,
  environment: Environment,
  model: ServiceModel,
  base: readonly Manifest[],
  { report, reportAt }: { readonly report: Report; readonly reportAt: ReportAt },
): void {
  const declared = renderManifests(model);
  // What does not fit the base itself is reported once, and not for each environment.
  const unfit = new Set<DeclaredPatch>();
  const patches = service._patchesIn();
  patches.reduce((manifests, each) => applied(manifests, each.patch._content, () => void unfit.add(each)), renderManifests(service._model()));
  const patched = patches.reduce((manifests, each) => applied(manifests, each.patch._content, (message) => unfit.has(each) || reportAt(each)(
    `has a patch of the base that does not fit what it is in ${environment.name}: ${/[.?]$/.test(message) ? message : `${message}.`} Give it to the environments that it fits, with .patch(…), or to ${environment.name} what it needs.`,
  )), declared);
  const find = (manifests: readonly Manifest[], { kind }: Manifest) => manifests.find((manifest) => manifest.kind === kind);
  for (const before of renderManifests(service._model())) {
    const type = MergeType.ofObject(before.apiVersion, before.kind);
    const said = { base: before, environment: find(declared, before) };
    const made = { base: find(base, before), environment: find(patched, before) };
    for (const path of overridesInVain(said, made, type)) {
      const what = path === '' ? `there is no ${before.kind} any more` : `they set ${path} of its ${before.kind}`;
      report(`has an override that its patches of the base leave nothing to do in ${environment.name}: ${what}. Patch that in the environments that it is meant for, with .patch(…).`);
    }
  }
}

/** Kustomize looks for containers in the whole object. Without a tag and a digest of its own, an environment runs those that are there. */
function withImage<T>(value: T, name: string, image: ImageReference): T {
  if (Array.isArray(value)) return value.map((item) => withImage(item, name, image)) as T;
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => {
    const changed = withImage(inner, name, image);
    return [key, CONTAINERS.includes(key) && Array.isArray(changed) ? changed.map((item) => runningImage(item, name, image)) : changed];
  })) as T;
}

const CONTAINERS = ['containers', 'initContainers'];

function runningImage(container: unknown, name: string, { repository, ...chosen }: ImageReference): unknown {
  const given = isObject(container) && typeof container.image === 'string' ? parseImage(container.image) : undefined;
  if (given?.repository !== name) return container;
  const { tag, digest } = chosen.tag === undefined && chosen.digest === undefined ? given : chosen;
  return { ...container as object, image: `${repository}${tag === undefined ? '' : `:${tag}`}${digest === undefined ? '' : `@${digest}`}` };
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
