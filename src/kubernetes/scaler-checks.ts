import type { Environment } from '../estate/environment';
import type { Manifest } from './manifests/manifest';
import { objectsIn } from './patches/tried-workload';
import type { ResolvedWorkload } from './workloads/resolved-workload';
import type { ReportAt } from '../synth/declare/problem';

/** Reports an object of the user's that scales the pods of a workload beside its own autoscaler: each would take back what the other does. */
export function checkOneScaler(workload: ResolvedWorkload, environments: readonly Environment[], reportAt: ReportAt): void {
  for (const { file, manifest, source } of workload.manifests.filter((declared) => scales(declared.manifest, workload.name))) {
    const twice = environments.find((environment) => {
      const scalers = objectsIn(workload, environment).filter((object) => scales(object, workload.name));
      return scalers.length > 1 && scalers.some(({ kind, metadata }) => kind === manifest.kind && metadata.name === manifest.metadata.name);
    });
    if (twice === undefined) continue;
    reportAt(source)(`adds "${file}", whose ${manifest.kind} scales its pods in environment "${twice.name}", where an autoscaler does so as well: each takes back what the other does. `
      + 'Take the autoscaler away: replicas: { min: 1, max: 1 }, and .patchBase(KustomizePatch.json6902({ kind: \'Deployment\' }, [{ op: \'remove\', path: \'/spec/replicas\' }])), so that the number is the object\'s alone');
  }
}

/** Kinds of objects that choose the number of pods. */
const SCALERS = ['HorizontalPodAutoscaler', 'ScaledObject'];

function scales({ kind, spec }: Manifest, workload: string): boolean {
  if (!SCALERS.includes(kind)) return false;
  const { scaleTargetRef } = (spec ?? {}) as { readonly scaleTargetRef?: { readonly kind?: string; readonly name?: string } };
  return scaleTargetRef?.name === workload && (scaleTargetRef.kind ?? 'Deployment') === 'Deployment';
}
