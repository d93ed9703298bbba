import { tryDeclared } from './patched-manifests';
import { objectsIn } from './tried-workload';
import type { Environment } from '../../estate/environment';
import type { Report, ReportAt } from '../../synth/declare/problem';
import type { Manifest } from '../manifests/manifest';
import { parseImage } from '../models/image-reference';
import { imagesOf } from '../models/workload-model';
import { namespaceProblem, podProblems } from '../pod-security/pod-checks';
import { enforcedBy } from '../pod-security/pod-standard';
import { DeclaredManifest, DeclaredPatch, manifestsIn, patchesIn } from '../workloads/declarations';
import type { ResolvedWorkload } from '../workloads/resolved-workload';

/** An environment as its patches make it. */
export interface PatchedEnvironment {
  readonly environment: Environment;
  /** Name of a protected environment with the same overlay, if there is one. */
  readonly protectedEnvironment?: string;
  /** The objects beside those of the workloads. */
  readonly own: readonly Manifest[];
  readonly workloads: readonly ResolvedWorkload[];
  /** The patches of the whole environment. */
  readonly patches: readonly DeclaredPatch[];
}

/** Whoever declared a patch that does not fit is told of it elsewhere. */
const SILENT: ReportAt = () => () => undefined;

/** What makes objects other than options do. */
type Change = DeclaredPatch | DeclaredManifest;

/** Reports pods that the namespace of an environment will not admit, or that run moving images, at the patch or added object that makes them so. */
export function checkAdmission(scene: PatchedEnvironment, reportAt: (declared: Change, workload?: ResolvedWorkload) => Report): void {
  const found = new Set(problemsOf(scene));
  if (found.size === 0) return;
  // What is so without any patch follows from what is loosened, and is reported there.
  for (const problem of problemsOf(withPatches(scene, new Set()))) found.delete(problem);
  // Which patch it was is asked only when something is wrong.
  const all: Array<{ declared: Change; workload?: ResolvedWorkload }> = [
    ...scene.workloads.flatMap((workload) => changesOf(workload, scene.environment).map((declared) => ({ declared, workload }))),
    ...scene.patches.map((declared) => ({ declared })),
  ];
  const laid = new Set<Change>();
  for (const { declared, workload } of all) {
    laid.add(declared);
    for (const problem of problemsOf(withPatches(scene, laid))) {
      if (found.delete(problem)) reportAt(declared, workload)(`${'file' in declared ? `adds "${declared.file}",` : 'has a patch'} after which it ${problem}`);
    }
  }
}

function changesOf({ patches, manifests }: ResolvedWorkload, environment: Environment): Change[] {
  return [...manifestsIn(manifests), ...manifestsIn(manifests, environment), ...patchesIn(patches), ...patchesIn(patches, environment)];
}

/** The standard that the namespace of an environment enforces, its patches included; undefined when a patch removed the namespace. */
export function enforcedIn({ environment, own, patches }: Pick<PatchedEnvironment, 'environment' | 'own' | 'patches'>): string | undefined {
  return enforcedBy(objectsOf({ environment, own, patches, workloads: [] }), environment.namespace);
}

function problemsOf(scene: PatchedEnvironment): string[] {
  const { environment, workloads, protectedEnvironment } = scene;
  const objects = objectsOf(scene);
  // Each workload judges its own.
  const judged = new Set(workloads.flatMap((workload) => imagesOf(workload.model(environment)).map(({ repository }) => repository)));
  const standard = enforcedBy(objects, environment.namespace);
  const refused = namespaceProblem(objects, environment.namespace);
  return [...refused === undefined ? [] : [refused], ...podProblems(objects, {
    namespace: environment.namespace,
    // kustomize moves every object there, whatever its file says.
    standardOf: () => standard,
    protectedEnvironment,
    isJudged: (image) => judged.has(parseImage(image)?.repository ?? ''),
  })];
}

function objectsOf({ environment, own, workloads, patches }: PatchedEnvironment): Manifest[] {
  const ofWorkloads = workloads.flatMap((workload) => objectsIn(workload, environment));
  return patches.reduce((objects, declared) => tryDeclared(objects, declared, SILENT, environment.namespace), [...own, ...ofWorkloads]);
}

function withPatches(scene: PatchedEnvironment, laid: ReadonlySet<Change>): PatchedEnvironment {
  const { workloads, patches } = scene;
  return {
    ...scene,
    workloads: workloads.map((workload): ResolvedWorkload => ({
      name: workload.name,
      kind: workload.kind,
      source: workload.source,
      environments: workload.environments,
      layers: workload.layers,
      patches: workload.patches.filter((declared) => laid.has(declared)),
      exposures: workload.exposures,
      grants: workload.grants,
      manifests: workload.manifests.filter((declared) => laid.has(declared)),
      version: workload.version,
      model: (environment) => workload.model(environment),
    })),
    patches: patches.filter((declared) => laid.has(declared)),
  };
}
