import type { JobSettings } from './job-model';
import type { Report } from '../../../synth/declare/problem';
import { checkRange } from '../checks/value-checks';

/** A deployment may take two hours, and what rolls out after a job needs its part of them. */
const LONGEST_SECONDS = 5400;

/** Reports what is wrong with one declaration of a job, beside what any workload may say. */
export function checkJobSettings({ activeDeadlineSeconds, backoffLimit }: JobSettings, report: Report): void {
  checkRange('activeDeadlineSeconds', activeDeadlineSeconds, 1, LONGEST_SECONDS, report);
  checkRange('backoffLimit', backoffLimit, 0, 100, report);
}
