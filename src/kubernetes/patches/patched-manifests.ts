import type { Environment } from '../../estate/environment';
import type { Report, ReportAt } from '../../synth/declare/problem';
import { didYouMean } from '../../text/nearest-name';
import type { PatchContent } from '../kustomize/kustomize-patch';
import { isObject, MergeType } from '../kustomize/merge-keys';
import { idOf, imageEntries, inTheBase, OverlayDifferences, overlayDifferences, RenderPatched } from '../kustomize/overlay';
import { overridesInVain } from '../kustomize/overrides-in-vain';
import { PatchMismatch } from '../kustomize/patch-mismatch';
import { applyPatch, containersOf, tryPatch } from '../kustomize/patch-trial';
import type { Manifest } from '../manifests/manifest';
import { ImageReference, parseImage } from '../models/image-reference';
import type { WorkloadModel } from '../models/workload-model';
import { ObjectsOfKind, renderManifests } from '../workloads/base-files';
import { contentsIn, DeclaredPatch, layersIn, patchesIn } from '../workloads/declarations';
import { addedIn, declaredBase } from '../workloads/declared-objects';
import type { ResolvedWorkload } from '../workloads/resolved-workload';

/** Renders the objects of a workload with patches of its base. One that does not fit is left out: it is reported elsewhere. */
export function renderPatched(kind: ObjectsOfKind, patches: readonly PatchContent[]): RenderPatched {
  return (model) => patches.reduce((manifests, patch) => applied(manifests, patch, () => undefined), renderManifests(kind, model));
}

/** The objects of a base with its patches. A patch that does not fit is reported and left out. */
export function patchedBase(workload: ResolvedWorkload, reportAt: ReportAt): Manifest[] {
  return patchesIn(workload.patches)
    .reduce((manifests, declared) => tryDeclared(manifests, declared, reportAt), declaredBase(workload, workload.model()));
}

/**
 * The objects of an environment: the patched base, the differences, the patches of the environment. What does not fit is reported
 * and left out. They are as the patches of the environment find and leave them; `asBuilt` does what comes after.
 */
export function patchedOverlay(workload: ResolvedWorkload, environment: Environment, base: readonly Manifest[], reportAt: ReportAt): Manifest[] {
  const models = { base: workload.model(), environment: workload.model(environment) };
  const report = reportAt(layersIn(workload.layers, environment).slice(-1)[0].source);
  if (models.base !== models.environment) {
    checkBasePatches(workload, environment, inTheBase(models.base, models.environment), base, { report, reportAt });
  }
  const { images, configMaps, secrets, patches, added } = differences(workload, environment);
  const own = addedIn(workload, environment);
  let manifests = [...base.map((manifest) => withData(manifest, { ConfigMap: configMaps, Secret: encoded(secrets) })), ...added, ...own];
  for (const patch of patches) manifests = applied(manifests, patch, report);
  for (const declared of patchesIn(workload.patches, environment)) {
    reportNewVariables(manifests, workload.kind.noun, declared.patch._content, reportAt(declared.source));
    manifests = tryDeclared(manifests, declared, reportAt);
  }
  for (const { name } of images) reportUnusedImage(manifests, name, report);
  return manifests;
}

/** A ConfigMap or Secret with what an environment changes of it; another object is as it was. */
function withData(manifest: Manifest, changes: Readonly<Record<string, OverlayDifferences['configMaps']>>): Manifest {
  const { kind, metadata: { name }, data } = manifest;
  const changed = Object.hasOwn(changes, kind) && Object.hasOwn(changes[kind], name) ? changes[kind][name] : undefined;
  return changed === undefined ? manifest : { ...manifest, data: { ...data as object, ...changed } };
}

/** Texts of Secrets as these hold them. */
function encoded(secrets: OverlayDifferences['secrets']): OverlayDifferences['secrets'] {
  return Object.fromEntries(Object.entries(secrets).map(([name, texts]) => (
    [name, Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, Buffer.from(text).toString('base64')]))])));
}

/** The objects that kustomize makes at last: in their namespace, with the images that the environment runs. */
export function asBuilt(workload: ResolvedWorkload, environment: Environment, manifests: readonly Manifest[]): Manifest[] {
  return withChosenImage(workload, environment, manifests).map((manifest) => movedTo(manifest, environment.namespace));
}

/** The objects with the image that an environment runs. */
export function withChosenImage(workload: ResolvedWorkload, environment: Environment, manifests: readonly Manifest[]): readonly Manifest[] {
  const { image } = workload.model(environment);
  const [entry] = imageEntries(workload.model().image, image);
  return entry === undefined ? manifests : manifests.map((manifest) => withImage(manifest, entry.name, image));
}

/** An object in another namespace. */
export function movedTo(manifest: Manifest, namespace: string): Manifest {
  return { ...manifest, metadata: { ...manifest.metadata, namespace } };
}

function differences(workload: ResolvedWorkload, environment: Environment): OverlayDifferences {
  return overlayDifferences(workload.model(), workload.model(environment), renderPatched(workload.kind, contentsIn(workload.patches)));
}

/** Lays a declared patch over objects. One that does not fit is reported and left out. */
export function tryDeclared(manifests: Manifest[], declared: DeclaredPatch, reportAt: ReportAt, namespace?: string): Manifest[] {
  try {
    return tryPatch(manifests, declared.patch._content, namespace);
  } catch (error) {
    if (!(error instanceof PatchMismatch)) throw error;
    reportAt(declared.source)(`has a patch that does not fit${declared.environment ? ` in ${declared.environment.name}` : ''}: ${error.message}`);
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
  workload: ResolvedWorkload,
  environment: Environment,
  model: WorkloadModel,
  base: readonly Manifest[],
  { report, reportAt }: { readonly report: Report; readonly reportAt: ReportAt },
): void {
  const plain = declaredBase(workload, workload.model());
  // What the environment has no more is patched all the same, before it is taken away.
  const found = new Map(declaredBase(workload, model).map((manifest) => [idOf(manifest), manifest]));
  const declared = [...found.values(), ...plain.filter((manifest) => !found.has(idOf(manifest)))];
  // What does not fit the base itself is reported once, and not for each environment.
  const unfit = new Set<DeclaredPatch>();
  const patches = patchesIn(workload.patches);
  patches.reduce((manifests, each) => applied(manifests, each.patch._content, () => void unfit.add(each)), plain);
  const patched = patches.reduce((manifests, each) => applied(manifests, each.patch._content, (message) => unfit.has(each) || reportAt(each.source)(
    `has a patch of the base that does not fit what it is in ${environment.name}: ${/[.?]$/.test(message) ? message : `${message}.`} Give it to the environments that it fits, with .patch(…), or to ${environment.name} what it needs.`,
  )), declared);
  const find = (manifests: readonly Manifest[], wanted: Manifest) => manifests.find((manifest) => idOf(manifest) === idOf(wanted));
  for (const before of plain) {
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
function reportNewVariables(manifests: readonly Manifest[], noun: string, patch: PatchContent, report: Report): void {
  const known = Object.keys((manifests.find(({ kind }) => kind === 'ConfigMap')?.data ?? {}) as object);
  for (const key of configMapKeys(patch).filter((candidate) => !known.includes(candidate))) {
    report(`patches "${key}" of its ConfigMap, which has: ${known.join(', ')}.${didYouMean(key, known)} A new key is declared with the ${noun}.`);
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
