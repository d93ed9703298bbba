import { useTemplate } from './common-templates';
import { literal } from './expressions';
import { BashStep, Pipeline, POOL, TEMP, variables } from './pipeline';
import { CHECK_ACCESS, INERT } from '../delivery';
import { script } from '../shell-script';

export interface SyncPipelineOptions {
  readonly pipelinesDir: string;
  /** Folder of the scripts, relative to the repository. */
  readonly scriptsDir: string;
  /** Folder of the policies that rights in a cluster are held against; undefined: nobody is given any. */
  readonly policiesDir?: string;
  /** Folders of the overlays. */
  readonly overlays: readonly string[];
  readonly defaultBranch: string;
}

/** The pipeline that fails a pull request whose generated files are not what `.projenrc.ts` says. It needs no secret, so forks get it too. */
export function syncPipeline({ pipelinesDir, scriptsDir, policiesDir, overlays, defaultBranch }: SyncPipelineOptions): Pipeline {
  return {
    trigger: 'none',
    pr: { branches: { include: [literal(defaultBranch)] } },
    variables: variables({ SCRIPTS: literal(scriptsDir) }),
    jobs: [{
      job: 'sync',
      displayName: 'Generated files',
      pool: POOL,
      timeoutInMinutes: 15,
      steps: [useTemplate(pipelinesDir, 'checkout'), INSTALL, CHECK, ...(policiesDir === undefined ? [] : [accessStep(policiesDir, overlays)])],
    }],
  };
}

function accessStep(policiesDir: string, overlays: readonly string[]): BashStep {
  return {
    bash: script(...CHECK_ACCESS),
    displayName: 'Check who may do what',
    env: { POLICIES: literal(policiesDir), OVERLAYS: overlays.map(literal).join('\n') },
  };
}

const INSTALL: BashStep = {
  bash: script(
    'npm ci --no-audit --no-fund || {',
    '  echo "##vso[task.logissue type=error;sourcepath=package-lock.json]The packages cannot be installed as locked. If package.json and package-lock.json disagree: run npx projen and commit what it writes."',
    '  exit 1',
    '}',
  ),
  displayName: 'Install what runs .projenrc.ts',
};

const CHECK: BashStep = {
  bash: script(
    ...INERT,
    `check="\${${TEMP}}/check.json"`,
    'if npx --no-install feiyue-projen check --json > "${check}" 2> >(inert >&2); then',
    '  exit 0',
    'fi',
    '# Nothing but the answer tells stale files from an estate with problems, or from wrong types.',
    'if ! jq --exit-status \'has("changed")\' "${check}" > /dev/null 2>&1; then',
    '  inert < "${check}"',
    '  echo "##vso[task.logissue type=error;sourcepath=.projenrc.ts]It does not describe an estate that can be generated: the log says why. Run npx projen to see the same."',
    '  exit 1',
    'fi',
    'jq --raw-output \'',
    '  def property: gsub("%"; "%AZP25") | gsub("\\r"; "%0D") | gsub("\\n"; "%0A") | gsub("]"; "%5D") | gsub(";"; "%3B");',
    '  (.edits | map(.path)) as $edited | .created + .changed + .removed | unique[] |',
    '  "##vso[task.logissue type=error;sourcepath=\\(property)]\\(gsub("[\\r\\n]"; " ")): " + if IN($edited[])',
    '    then "edited by hand: say it in .projenrc.ts, run npx projen and commit what it writes."',
    '    else "not what .projenrc.ts says: run npx projen and commit what it writes." end',
    '\' "${check}"',
    'exit 1',
  ),
  displayName: 'Check the generated files',
};
