import type { ServiceSettings } from './service-model';
import type { Report } from '../../../synth/declare/problem';
import type { ReplicaRange } from '../../options/service-options';
import { checkPeer, checkRange, checkText } from '../settings-checks';

/** Reports what is wrong with one declaration of a service, beside what any workload may say. */
export function checkServiceSettings(settings: ServiceSettings, report: Report): void {
  if (settings.port !== undefined) checkContainerPort(settings.port, report);
  if (settings.replicas) checkReplicas(settings.replicas, report);
  checkRange('targetCpuUtilizationPercent', settings.targetCpuUtilizationPercent, 1, 100, report);
  checkRange('startupTimeoutSeconds', settings.startupTimeoutSeconds, 1, 86_400, report);
  checkPath('livenessPath', settings.livenessPath, report);
  checkPath('readinessPath', settings.readinessPath, report);
  if (settings.env?.PORT !== undefined) report('sets PORT in env; PORT always holds `port`. Remove it.');
  for (const source of settings.allowedFrom ?? []) checkPeer('allowedFrom', source._peer, report);
}

/** Reports a port on which an unprivileged process cannot listen. */
function checkContainerPort(port: number, report: Report): void {
  checkRange('port', port, 1024, 65_535, report);
}

function checkReplicas({ min, max }: ReplicaRange, report: Report): void {
  checkRange('replicas.min', min, 1, 1000, report);
  checkRange('replicas.max', max, 1, 1000, report);
  if (min > max) report(`has a replica range upside down: min ${min} is above max ${max}. Swap the two.`);
}

function checkPath(name: string, path: string | undefined, report: Report): void {
  if (path !== undefined) checkText(name, path, report);
  if (path === undefined || /^\/[^\s#]*$/.test(path)) return;
  report(`has ${name} ${JSON.stringify(path)}; an HTTP path begins with "/" and has no spaces.`);
}
