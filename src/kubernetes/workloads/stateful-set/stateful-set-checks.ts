import { MAIN_PORT_NAME, StatefulServiceSettings, StatefulSetModel } from './stateful-set-model';
import type { Report } from '../../../synth/declare/problem';
import { didYouMean } from '../../../text/nearest-name';
import { parseQuantity } from '../../models/quantity';
import type { ReplicaRange } from '../../options/deployment-options';
import { checkLongRunningSettings, checkServicePorts } from '../long-running/long-running-checks';
import { checkAnnotations } from '../metadata-checks';
import { checkRange } from '../value-checks';

const MEBIBYTE = 2 ** 20;
const MOUNT_PATH = /^(\/[\w.@-]+)+$/;

/** Reports what is wrong with one declaration of a stateful service, beside what any workload may say. */
export function checkStatefulSetSettings(settings: StatefulServiceSettings, report: Report): void {
  checkServicePorts(settings, MAIN_PORT_NAME, report);
  checkLongRunningSettings(settings, report);
  checkAnnotations('serviceAnnotations', settings.serviceAnnotations, report);
  if (settings.replicas) checkReplicas(settings.replicas, report);
}

/** Reports claims that cannot be, and those that an environment alone has: Kubernetes adds none later, and most often their path is misspelt. */
export function checkPodClaims(model: StatefulSetModel, reportWhere: (option: string) => Report, base: StatefulSetModel): void {
  const report = reportWhere('claims');
  const known = base.podClaims.map(({ mountPath }) => mountPath);
  for (const { mountPath, size } of model.podClaims) {
    if (!known.includes(mountPath)) {
      report(`overrides the claim at ${JSON.stringify(mountPath)}, but its claims ${known.length > 0 ? `are at: ${known.join(', ')}` : 'are none'}.${didYouMean(mountPath, known)} A new claim is declared with the stateful service.`);
    }
    if (!MOUNT_PATH.test(mountPath) || mountPath.split('/').includes('..')) {
      report(`has a claim at ${JSON.stringify(mountPath)}; it has to be a path of letters, digits, "_", "-", "." and "@" from the root on, such as "/var/lib/data".`);
    }
    const bytes = parseQuantity(size);
    if (bytes === undefined || bytes < MEBIBYTE) report(`has a claim of size ${JSON.stringify(size)} at ${mountPath}; it has to be at least a mebibyte, such as "10Gi".`);
  }
  const names = model.podClaims.map(({ name }) => name);
  for (const { name, mountPath } of model.podClaims.filter((claim, index) => names.indexOf(claim.name) < index)) {
    report(`has two claims that are both called "${name}", one of them at ${mountPath}: mount one of them elsewhere.`);
  }
}

function checkReplicas({ min, max }: ReplicaRange, report: Report): void {
  checkRange('replicas.min', min, 0, 1000, report);
  checkRange('replicas.max', max, 0, 1000, report);
  if (min !== max) report(`has from ${min} to ${max} replicas; nothing scales a stateful service, so that min and max have to be the same number.`);
}
