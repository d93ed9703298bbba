import { checkDeploymentSettings } from './deployment-checks';
import type { WorkerSettings } from './worker-model';
import type { Report } from '../../../synth/declare/problem';
import { checkPortsWithoutService } from '../long-running/long-running-checks';

/** Reports what is wrong with one declaration of a worker, beside what any workload may say. */
export function checkWorkerSettings(settings: WorkerSettings, report: Report): void {
  checkPortsWithoutService('worker', settings.ports, report);
  checkDeploymentSettings(settings, report);
}
