import { parseImage } from './image-reference';
import type { Manifest } from './manifests/manifest';
import { asBuilt, patchedBase, patchedOverlay, ReportAt, tryDeclared } from './patched-manifests';
import { namespaceProblem, podProblems } from './pod-security/pod-checks';
import { enforcedBy } from './pod-security/pod-standard';
import type { DeclaredPatch, Service } from './service';
import type { Report } from './settings-checks';
import type { Environment } from '../estate/environment';

/** An environment as its patches make it. */
export interface PatchedEnvironment {
  readonly environment: Environment;
  /** Name of a protected environment with the same overlay, if there is one. */
  readonly protectedEnvironment?: string;
  /** The objects beside those of the services. */
  readonly own: readonly Manifest[];
  readonly services: readonly Service[];
  /** The patches of the whole environment. */
  readonly patches: readonly DeclaredPatch[];
}

/** Each service reports its own patches that do not fit. */
const SILENT: ReportAt = () => () => undefined;

/** Reports pods that the namespace of an environment will not admit, or that run moving images, at the patch that makes them so. */
export function checkAdmission(scene: PatchedEnvironment, reportAt: (declared: DeclaredPatch, service?: Service) => Report): void {
  const found = new Set(problemsOf(scene));
  if (found.size === 0) return;
  // Which patch it was is asked only when something is wrong.
  const all = [
    ...scene.services.flatMap((service) => (
      [...service._patchesIn(), ...service._patchesIn(scene.environment)].map((declared) => ({ declared, service })))),
    ...scene.patches.map((declared) => ({ declared, service: undefined })),
  ];
  const laid = new Set<DeclaredPatch>();
  for (const { declared, service } of all) {
    laid.add(declared);
    for (const problem of problemsOf(withPatches(scene, laid))) {
      if (found.delete(problem)) reportAt(declared, service)(`has a patch after which it ${problem}`);
    }
  }
}

/** The standard that the namespace of an environment enforces, its patches included; undefined when a patch removed the namespace. */
export function enforcedIn({ environment, own, patches }: Pick<PatchedEnvironment, 'environment' | 'own' | 'patches'>): string | undefined {
  return enforcedBy(objectsOf({ environment, own, patches, services: [] }), environment.namespace);
}

function problemsOf(scene: PatchedEnvironment): string[] {
  const { environment, services, protectedEnvironment } = scene;
  const objects = objectsOf(scene);
  // Each service judges its own.
  const judged = new Set(services.map((service) => service._model(environment).image.repository));
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

function objectsOf({ environment, own, services, patches }: PatchedEnvironment): Manifest[] {
  const ofServices = services.flatMap((service) => {
    const patched = patchedOverlay(service, environment, patchedBase(service, SILENT), SILENT);
    return asBuilt(service, environment, patched);
  });
  return patches.reduce((objects, declared) => tryDeclared(objects, declared, SILENT, environment.namespace), [...own, ...ofServices]);
}

function withPatches(scene: PatchedEnvironment, laid: ReadonlySet<DeclaredPatch>): PatchedEnvironment {
  return {
    ...scene,
    services: scene.services.map((service): Service => {
      const patches = service._patches.filter((declared) => laid.has(declared));
      return Object.create(service, { _patches: { value: patches } });
    }),
    patches: scene.patches.filter((declared) => laid.has(declared)),
  };
}
