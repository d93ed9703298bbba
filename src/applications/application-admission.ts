import type { Application, DeclaredApplicationPatch } from './application';
import { checkPatches } from './application-patches';
import { Estate } from '../estate/estate';
import type { Manifest } from '../kubernetes/manifests/manifest';
import { namespaceProblem, podProblems, PodSetting } from '../kubernetes/pod-security/pod-checks';
import { enforcedBy } from '../kubernetes/pod-security/pod-standard';
import { WorkloadRegistry } from '../kubernetes/workloads/workload-registry';
import type { ReportAt } from '../synth/declare/problem';

/**
 * Tries the patches of an application, and reports pods that their namespace will not admit, or that run moving images: those of the
 * user's own objects, and those that a patch of his makes so.
 * @param all the applications of the estate: one may bring the namespace of another
 */
export function checkAdmission(application: Application, all: readonly Application[], at: ReportAt): void {
  if (application._manifests.length + application._patches.length === 0) return;
  const states: Array<{ readonly objects: readonly Manifest[]; readonly declared?: DeclaredApplicationPatch }> = [];
  checkPatches(application, at, (objects, declared) => states.push({ objects, declared }));
  const final = states[states.length - 1].objects;
  const setting = settingOf(application, all, final);
  const problemsIn = (objects: readonly Manifest[]) => {
    const refused = namespaceProblem(objects, application.namespace);
    return [...refused === undefined ? [] : [refused], ...podProblems(objects, setting)];
  };
  const wrong = new Set(problemsIn(final));
  if (wrong.size === 0) return;
  for (const { manifest, source } of application._manifests) {
    for (const problem of problemsIn([manifest as Manifest])) if (wrong.delete(problem)) at(source)(problem);
  }
  for (const { objects, declared } of states) {
    // What comes with the package is wrong, if at all, without the user's doing.
    for (const problem of problemsIn(objects)) if (wrong.delete(problem) && declared) at(declared.source)(`has a patch after which it ${problem}`);
  }
}

function settingOf(application: Application, all: readonly Application[], objects: readonly Manifest[]): PodSetting {
  const { environments } = Estate.of(application);
  return {
    namespace: application.namespace,
    standardOf: (namespace) => enforcedBy(objects, namespace) ?? standardElsewhere(application, all, namespace),
    // An application is the same in every cluster.
    protectedEnvironment: environments.find(({ isProtected }) => isProtected)?.name,
  };
}

/** The standard of a namespace that another application or an environment brings; undefined when nobody here does. */
function standardElsewhere(application: Application, all: readonly Application[], namespace: string): string | undefined {
  const owner = all.find((other) => other.namespace === namespace && (other._options.createNamespace ?? true));
  if (owner) return owner._options.podSecurity ?? 'restricted';
  const environment = Estate.of(application).environments.find((other) => other._hasOverlay && other.namespace === namespace);
  return environment && WorkloadRegistry.of(application).overlayOf(environment)?._podSecurity();
}
