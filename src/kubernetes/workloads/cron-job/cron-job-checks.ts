import type { CronJobModel } from './cron-job-model';
import { scheduleProblem } from './cron-schedule';
import type { Report } from '../../../synth/declare/problem';
import { ConcurrencyPolicy, ScheduledJobOverrides } from '../../options/scheduled-job-options';
import { checkRange } from '../checks/value-checks';
import { checkSharedClaims } from '../checks/volume-checks';

/** Reports what is wrong with one declaration of a scheduled job, beside what any workload may say. */
export function checkCronJobSettings(settings: ScheduledJobOverrides, report: Report): void {
  const { schedule, timeZone, startingDeadlineSeconds, activeDeadlineSeconds, backoffLimit } = settings;
  const problem = schedule === undefined ? undefined : scheduleProblem(schedule);
  if (problem !== undefined) report(`has the schedule ${JSON.stringify(schedule)}, which ${problem}.`);
  if (timeZone !== undefined && !isTimeZone(timeZone)) report(`has the timeZone ${JSON.stringify(timeZone)}, which the IANA database does not have: give one such as "Asia/Shanghai".`);
  // Kubernetes looks every ten seconds.
  checkRange('startingDeadlineSeconds', startingDeadlineSeconds, 10, 86_400, report);
  checkRange('activeDeadlineSeconds', activeDeadlineSeconds, 1, 30 * 86_400, report);
  checkRange('backoffLimit', backoffLimit, 0, 100, report);
}

/** Reports what does not go together in a scheduled job. */
export function checkCronJobModel(model: CronJobModel, reportWhere: (...options: string[]) => Report): void {
  const most = model.concurrencyPolicy === ConcurrencyPolicy.ALLOW ? 2 : 1;
  checkSharedClaims(model, most, 'choose ConcurrencyPolicy.FORBID', reportWhere('volumes', 'concurrencyPolicy'));
}

/** Names that a computer with another notion of letters takes as well are not taken by every node. */
const NAME = /^[A-Z][A-Za-z0-9+-]*(\/[A-Z][A-Za-z0-9_+-]*)*$/;

function isTimeZone(name: string): boolean {
  if (!NAME.test(name)) return false;
  // To ask of one that is out of use costs as much as to write ten workloads.
  if (Intl.supportedValuesOf('timeZone').includes(name)) return true;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
