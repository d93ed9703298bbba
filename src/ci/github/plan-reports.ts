import { ACTION_PINS, reference } from './action-pins';
import { MATRIX_ROOT_MODULE } from './root-module-matrix';
import type { ActionStep } from './workflow';

/** A report holds what the plan shows, so it is kept no longer than a run may be repeated by hand. */
const RETENTION_DAYS = 3;

/** No label has a dot, so that no two root modules share a name. */
const NAME = `${MATRIX_ROOT_MODULE.environment}.${MATRIX_ROOT_MODULE.name}`;

/** Where a job over one root module writes the report of its plan. */
export const REPORT = `\${{ runner.temp }}/reports/${NAME}.report.json`;

/** Address of the run. */
export const RUN_URL = '${{ github.server_url }}/${{ github.repository }}/actions/runs/${{ github.run_id }}';

/** Address of the log of a job. */
export const JOB_URL = `${RUN_URL}/job/\${{ job.check_run_id }}`;

/** Hands the report to a job without an identity at the cloud, also of a plan that failed. */
export function uploadReport(condition: string): ActionStep {
  return {
    name: 'Hand over the report',
    if: condition,
    uses: reference(ACTION_PINS.uploadArtifact),
    with: { 'name': `plan.${NAME}`, 'path': REPORT, 'if-no-files-found': 'ignore', 'retention-days': RETENTION_DAYS, 'overwrite': true },
  };
}

/** Puts everything that the jobs before handed over into one folder, `reports` below the temporary one. */
export function downloadReports(what: string): ActionStep {
  return {
    name: `Take over ${what}`,
    uses: reference(ACTION_PINS.downloadArtifact),
    with: { 'path': '${{ runner.temp }}/reports', 'merge-multiple': true },
  };
}
