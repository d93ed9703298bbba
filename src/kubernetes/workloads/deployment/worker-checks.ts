import { checkDeploymentSettings } from './deployment-checks';
import type { WorkerSettings } from './worker-model';
import type { Report } from '../../../synth/declare/problem';
import { checkPorts } from '../port-checks';

/** Reports what is wrong with one declaration of a worker, beside what any workload may say. */
export function checkWorkerSettings(settings: WorkerSettings, report: Report): void {
  checkPorts(settings.ports ?? [], report);
  for (const { name, servicePort, inService } of settings.ports ?? []) {
    if (servicePort !== undefined || inService) report(`says of port "${name}" what its Service has, and a worker has none: drop that, or make it a service.`);
  }
  checkDeploymentSettings(settings, report);
}
