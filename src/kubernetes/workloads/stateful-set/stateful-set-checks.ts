import { MAIN_PORT_NAME, StatefulServiceSettings, StatefulSetModel } from './stateful-set-model';
import type { Report } from '../../../synth/declare/problem';
import { didYouMean } from '../../../text/nearest-name';
import type { ReplicaRange } from '../../options/deployment-options';
import { checkAnnotations } from '../checks/metadata-checks';
import { checkRange } from '../checks/value-checks';
import { checkClaim, checkSharedClaims, mountPathProblem } from '../checks/volume-checks';
import { checkLongRunningSettings, checkServicePorts } from '../long-running/long-running-checks';

/** Reports what is wrong with one declaration of a stateful service, beside what any workload may say. */
export function checkStatefulSetSettings(settings: StatefulServiceSettings, report: Report): void {
  checkServicePorts(settings, MAIN_PORT_NAME, report);
  checkLongRunningSettings(settings, report);
  checkAnnotations('serviceAnnotations', settings.serviceAnnotations, report);
  if (settings.replicas) checkReplicas(settings.replicas, report);
}

/** Reports claims that cannot be, and those that an environment alone has: Kubernetes adds none later, and most often their path is misspelt. */
export function checkPodClaims(model: StatefulSetModel, reportWhere: (...options: string[]) => Report, base: StatefulSetModel): void {
  const report = reportWhere('claims');
  const known = base.podClaims.map(({ mountPath }) => mountPath);
  for (const { mountPath, ...claim } of model.podClaims) {
    if (!known.includes(mountPath)) {
      report(`overrides the claim at ${JSON.stringify(mountPath)}, but its claims ${known.length > 0 ? `are at: ${known.join(', ')}` : 'are none'}.${didYouMean(mountPath, known)} A new claim is declared with the stateful service.`);
    }
    const problem = mountPathProblem(mountPath);
    if (problem !== undefined) report(`has a claim at ${JSON.stringify(mountPath)}, ${problem}.`);
    checkClaim(`the claim at ${JSON.stringify(mountPath)}`, claim, report);
  }
  checkSharedClaims(model, model.replicas, 'give each pod one of its own with `claims`', reportWhere('volumes', 'replicas'));
}

function checkReplicas({ min, max }: ReplicaRange, report: Report): void {
  checkRange('replicas.min', min, 0, 1000, report);
  checkRange('replicas.max', max, 0, 1000, report);
  if (min !== max) report(`has from ${min} to ${max} replicas; nothing scales a stateful service, so that min and max have to be the same number.`);
}
