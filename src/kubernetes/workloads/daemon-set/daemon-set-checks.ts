import type { DaemonSetModel, DaemonSettings } from './daemon-set-model';
import type { Report } from '../../../synth/declare/problem';
import { checkRange } from '../checks/value-checks';
import { checkSharedClaims } from '../checks/volume-checks';
import { checkLongRunningSettings, checkPortsWithoutService, checkProbedPorts } from '../long-running/long-running-checks';
import { checkMetricsEndpoint } from '../long-running/metrics';

const SHARE = /^([1-9]|[1-9][0-9]|100)%$/;

/** Reports what is wrong with one declaration of a daemon, beside what any workload may say. */
export function checkDaemonSetSettings(settings: DaemonSettings, report: Report): void {
  const { maxUnavailable } = settings;
  checkPortsWithoutService('daemon', settings.ports, report);
  checkLongRunningSettings(settings, report);
  if (typeof maxUnavailable === 'number') {checkRange('maxUnavailable', maxUnavailable, 1, 10_000, report);} else if (maxUnavailable !== undefined && !SHARE.test(maxUnavailable)) {
    report(`has maxUnavailable ${JSON.stringify(maxUnavailable)}; it has to be a whole number from 1, or a share from "1%" to "100%".`);
  }
}

/** Reports what does not go together in a daemon. */
export function checkDaemonSetModel(model: DaemonSetModel, reportWhere: (...options: string[]) => Report): void {
  checkProbedPorts(model, reportWhere);
  checkMetricsEndpoint(model, reportWhere);
  checkSharedClaims(model, Infinity, 'choose another volume', reportWhere('volumes'));
}
