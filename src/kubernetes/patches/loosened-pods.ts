import type { Environment } from '../../estate/environment';
import type { Report } from '../../synth/declare/problem';
import { looseningOf, WorkloadModel } from '../models/workload-model';
import { violationsOf } from '../pod-security/pod-standard';
import { podsOf } from '../pod-security/pods-of';
import { renderManifests } from '../workloads/base-files';
import type { ResolvedWorkload } from '../workloads/resolved-workload';

/**
 * Reports pods that are loosened beyond what the namespace of an environment admits, before all patches of the workload.
 * @param standard what the namespace enforces; undefined when there is none
 * @param reportLast gives the report at the last declaration for the environment that has an option
 */
export function checkAdmitted(
  workload: ResolvedWorkload, environment: Environment, standard: string | undefined, reportLast: (option: string) => Report,
): void {
  const model = workload.model(environment);
  if (standard === undefined || looseningOf(model).length === 0) return;
  const { name, namespace } = environment;
  for (const pod of podsOf(renderManifests(workload.kind, model))) {
    const violations = violationsOf(standard, pod);
    if (violations.length === 0) continue;
    reportLast(optionOf(model))(`is loosened beyond what its namespace "${namespace}" admits in ${name}, because it enforces the Pod Security Standard `
      + `"${standard}": ${pod.owner}: ${violations.join('; ')}. Drop that, or lower the namespace on purpose: project.addEnvironment('${name}', { podSecurity: PodSecurity.BASELINE }).`);
  }
}

/** The option in which a pod is loosened first. */
function optionOf({ loosening, initContainers }: WorkloadModel): string {
  if (loosening.length > 0) return 'loosening';
  return initContainers.find((container) => container.loosening.length > 0)?.isSidecar ? 'sidecars' : 'initContainers';
}
