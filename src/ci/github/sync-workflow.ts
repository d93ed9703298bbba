import { ON_CHANGE, oncePerChange } from './change-events';
import { accessStep } from './policy-steps';
import { CHECKOUT } from './terraform-steps';
import { COMMON, Job, RUNNER, script, ScriptStep, Workflow } from './workflow';
import { checkGenerated, FileErrors, installLocked } from '../check-generated';

/** Name of the job, which is that of the check to require before a merge. */
export const SYNC_CHECK = 'Generated files';

export interface SyncWorkflowOptions {
  /** Folder of the scripts, relative to the repository. */
  readonly scriptsDir: string;
  /** Folder of the policies that rights in a cluster are held against; undefined: nobody is given any. */
  readonly policiesDir?: string;
  /** Folders of the overlays and applications whose rights are. */
  readonly judged: readonly string[];
}

/** The steps of the check, on what is checked out. */
export function syncSteps({ scriptsDir, policiesDir, judged }: SyncWorkflowOptions): Job['steps'] {
  return [INSTALL, CHECK, ...(policiesDir === undefined ? [] : [accessStep(scriptsDir, policiesDir, judged)])];
}

/** The workflow that fails a pull request whose generated files are not what `.projenrc.ts` says. It needs no secret, so forks get it too. */
export function syncWorkflow(options: SyncWorkflowOptions): Workflow {
  return {
    name: 'Sync',
    on: ON_CHANGE,
    permissions: COMMON.permissions,
    concurrency: oncePerChange('sync'),
    defaults: COMMON.defaults,
    jobs: {
      sync: {
        'name': SYNC_CHECK,
        'runs-on': RUNNER,
        'timeout-minutes': 15,
        'permissions': { contents: 'read' },
        'steps': [CHECKOUT, ...syncSteps(options)],
      },
    },
  };
}

const ERRORS: FileErrors = {
  begin: fileError,
  stale: fileError('\\(property)', 'Stale'),
  property: 'gsub("%"; "%25") | gsub("\\r"; "%0D") | gsub("\\n"; "%0A") | gsub(":"; "%3A") | gsub(","; "%2C")',
  isSentence: true,
};

function fileError(file: string, title: string): string {
  return `::error file=${file},title=${title}::`;
}

/** GitHub shows ten annotations of a step; the log and the summary name every file. */
const SUMMARY: readonly string[] = [
  '{',
  '  printf \'Generated files are not what .projenrc.ts says. Run npx projen and commit what it writes.\\n\\n\'',
  '  jq --raw-output \'.created + .changed + .removed | unique[] | gsub("[\\r\\n]"; " ") | "    \\(.)"\' "${check}"',
  '} >> "${GITHUB_STEP_SUMMARY}"',
];

const INSTALL: ScriptStep = { name: 'Install what runs .projenrc.ts', run: script(...installLocked(ERRORS)) };

const CHECK: ScriptStep = { name: 'Check the generated files', run: script(...checkGenerated('RUNNER_TEMP', ERRORS, SUMMARY)) };
