import { movedTo, patchedBase, patchedOverlay, withChosenImage } from './patched-manifests';
import type { Environment } from '../../estate/environment';
import type { Problem, ReportAt } from '../../synth/declare/problem';
import type { Manifest } from '../manifests/manifest';
import { distinctEnvironments, isAsEverywhere, ResolvedWorkload } from '../workloads/resolved-workload';

/** What is left of some objects after patches. */
interface Tried {
  readonly objects: readonly Manifest[];
  readonly problems: ReadonlyArray<Required<Problem>>;
}

/** The same in an environment. */
interface TriedOverlay extends Tried {
  /** The objects with the image that the environment runs. */
  readonly running: readonly Manifest[];
}

/**
 * The objects of a workload with its patches. They are laid once for all who ask, and once for all environments in which the
 * workload is as everywhere.
 */
class TriedWorkload {
  private readonly base: Tried;
  /** By overlay; undefined: wherever the workload is as everywhere. */
  private readonly overlays = new Map<string | undefined, TriedOverlay>();
  public readonly version: number;

  constructor(private readonly workload: ResolvedWorkload) {
    this.version = workload.version;
    this.base = collected((reportAt) => patchedBase(workload, reportAt));
  }

  public in(environment: Environment): TriedOverlay {
    const { workload } = this;
    const key = isAsEverywhere(workload, environment) ? undefined : environment.overlay;
    let tried = this.overlays.get(key);
    if (tried === undefined) {
      const patched = collected((reportAt) => patchedOverlay(workload, environment, this.base.objects, reportAt));
      tried = { ...patched, running: withChosenImage(workload, environment, patched.objects) };
      this.overlays.set(key, tried);
    }
    return tried;
  }

  public problems(environments: readonly Environment[]): Array<Required<Problem>> {
    const overlays = distinctEnvironments(this.workload, environments).map((environment) => this.in(environment));
    return [this.base, ...overlays].flatMap(({ problems }) => problems);
  }
}

const KNOWN = new WeakMap<ResolvedWorkload, TriedWorkload>();

/** The objects of a workload in an environment as kustomize makes them at last. A patch that does not fit is left out. */
export function objectsIn(workload: ResolvedWorkload, environment: Environment): Manifest[] {
  return triedWorkload(workload).in(environment).running.map((manifest) => movedTo(manifest, environment.namespace));
}

/** Reports the patches of a workload that do not fit, in the base and in environments. */
export function checkPatches(workload: ResolvedWorkload, environments: readonly Environment[], reportAt: ReportAt): void {
  for (const { source, message } of triedWorkload(workload).problems(environments)) reportAt(source)(message);
}

function triedWorkload(workload: ResolvedWorkload): TriedWorkload {
  let tried = KNOWN.get(workload);
  if (tried?.version !== workload.version) {
    tried = new TriedWorkload(workload);
    KNOWN.set(workload, tried);
  }
  return tried;
}

function collected(lay: (reportAt: ReportAt) => readonly Manifest[]): Tried {
  const problems: Array<Required<Problem>> = [];
  const reportAt: ReportAt = (source) => (message) => problems.push({ source, message });
  return { objects: lay(reportAt), problems };
}
