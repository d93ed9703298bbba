import { BashStep, DownloadStep, TEMP } from './pipeline';
import type { Layout } from '../../estate/layout';
import { PLAN_TIMEOUT_MINUTES } from '../delivery';
import type { DependencyGraph } from '../dependency-graph';
import { script } from '../shell-script';

/** What a pipeline that plans root modules, and applies none, is made from. */
export interface PlanningPipelineOptions {
  readonly graph: DependencyGraph;
  readonly projectName: string;
  readonly layout: Layout;
  /** Folder of the policies that plans are held against; undefined: there are none. */
  readonly policiesDir?: string;
  /** The branch that is deployed. */
  readonly defaultBranch: string;
}

/** How long the plans of all root modules of an environment may take, several of them at a time. */
export const PLAN_JOB_TIMEOUT_MINUTES = 4 * PLAN_TIMEOUT_MINUTES;

/** Shell text of the address of the run. */
export const RUN_URL = '${SYSTEM_COLLECTIONURI}${SYSTEM_TEAMPROJECTID}/_build/results?buildId=${BUILD_BUILDID}';

/** Where the reports of all jobs are once they are taken over. */
export const ALL_REPORTS = `\${${TEMP}}/all-reports`;

/** Fetches everything that the jobs before handed over, each artifact into a folder of its own. */
export const TAKE_OVER: DownloadStep = { download: 'current', displayName: 'Take over the reports' };

/** The newest of a file that several attempts of a job handed over, as shell. @param pattern of its path */
export function newest(pattern: string): string {
  return `$(find "\${PIPELINE_WORKSPACE}" -path '${pattern}' | sort --version-sort | tail -n 1)`;
}

/** Puts the reports into one folder; where a job was started again, those of its last attempt. */
export const MERGE_REPORTS: BashStep = {
  bash: script(
    `mkdir -p "${ALL_REPORTS}"`,
    'find "${PIPELINE_WORKSPACE}" -path \'*/plans-*/*.report.json\' -print0 | sort --zero-terminated --version-sort |',
    `  xargs --null --no-run-if-empty cp --target-directory="${ALL_REPORTS}"`,
  ),
  displayName: 'Put the reports together',
};
