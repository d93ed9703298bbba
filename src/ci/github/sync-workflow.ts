import { ON_CHANGE, oncePerChange } from './change-events';
import { accessStep } from './policy-steps';
import { CHECKOUT } from './terraform-steps';
import { COMMON, RUNNER, script, ScriptStep, Workflow } from './workflow';
import { INERT } from '../delivery';

/** Name of the job, which is that of the check to require before a merge. */
export const SYNC_CHECK = 'Generated files';

export interface SyncWorkflowOptions {
  /** Folder of the scripts, relative to the repository. */
  readonly scriptsDir: string;
  /** Folder of the policies that rights in a cluster are held against; undefined: nobody is given any. */
  readonly policiesDir?: string;
  /** Folders of the overlays. */
  readonly overlays: readonly string[];
}

/** The workflow that fails a pull request whose generated files are not what `.projenrc.ts` says. It needs no secret, so forks get it too. */
export function syncWorkflow({ scriptsDir, policiesDir, overlays }: SyncWorkflowOptions): Workflow {
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
        'steps': [CHECKOUT, INSTALL, CHECK, ...(policiesDir === undefined ? [] : [accessStep(scriptsDir, policiesDir, overlays)])],
      },
    },
  };
}

const INSTALL: ScriptStep = {
  name: 'Install what runs .projenrc.ts',
  run: script(
    'npm ci --no-audit --no-fund || {',
    '  echo "::error file=package-lock.json,title=npm ci::The packages cannot be installed as locked. If package.json and package-lock.json disagree: run npx projen and commit what it writes."',
    '  exit 1',
    '}',
  ),
};

/** GitHub shows ten annotations of a step; the log and the summary name every file. */
const CHECK: ScriptStep = {
  name: 'Check the generated files',
  run: script(
    ...INERT,
    'check="${RUNNER_TEMP}/check.json"',
    'if npx --no-install feiyue-projen check --json > "${check}" 2> >(inert >&2); then',
    '  exit 0',
    'fi',
    '# Nothing but the answer tells stale files from an estate with problems, or from wrong types.',
    'if ! jq --exit-status \'has("changed")\' "${check}" > /dev/null 2>&1; then',
    '  inert < "${check}"',
    '  echo "::error file=.projenrc.ts,title=.projenrc.ts::It does not describe an estate that can be generated: the log says why. Run npx projen to see the same."',
    '  exit 1',
    'fi',
    'jq --raw-output \'',
    '  def property: gsub("%"; "%25") | gsub("\\r"; "%0D") | gsub("\\n"; "%0A") | gsub(":"; "%3A") | gsub(","; "%2C");',
    '  (.edits | map(.path)) as $edited | .created + .changed + .removed | unique[] |',
    '  "::error file=\\(property),title=Stale::" + if IN($edited[])',
    '    then "Edited by hand: say it in .projenrc.ts, run npx projen and commit what it writes."',
    '    else "Not what .projenrc.ts says: run npx projen and commit what it writes." end',
    '\' "${check}"',
    '{',
    '  printf \'Generated files are not what .projenrc.ts says. Run npx projen and commit what it writes.\\n\\n\'',
    '  jq --raw-output \'.created + .changed + .removed | unique[] | gsub("[\\r\\n]"; " ") | "    \\(.)"\' "${check}"',
    '} >> "${GITHUB_STEP_SUMMARY}"',
    'exit 1',
  ),
};
