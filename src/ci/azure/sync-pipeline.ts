import { useTemplate } from './common-templates';
import { literal } from './expressions';
import { BashStep, Pipeline, POOL, TEMP, variables } from './pipeline';
import { checkGenerated, FileErrors, installLocked } from '../check-generated';
import { CHECK_ACCESS } from '../delivery';
import { script } from '../shell-script';

export interface SyncPipelineOptions {
  readonly pipelinesDir: string;
  /** Folder of the scripts, relative to the repository. */
  readonly scriptsDir: string;
  /** Folder of the policies that rights in a cluster are held against; undefined: nobody is given any. */
  readonly policiesDir?: string;
  /** Folders of the overlays and applications whose rights are. */
  readonly judged: readonly string[];
  readonly defaultBranch: string;
}

/** The pipeline that fails a pull request whose generated files are not what `.projenrc.ts` says. It needs no secret, so forks get it too. */
export function syncPipeline({ pipelinesDir, scriptsDir, policiesDir, judged, defaultBranch }: SyncPipelineOptions): Pipeline {
  return {
    trigger: 'none',
    pr: { branches: { include: [literal(defaultBranch)] } },
    variables: variables({ SCRIPTS: literal(scriptsDir) }),
    jobs: [{
      job: 'sync',
      displayName: 'Generated files',
      pool: POOL,
      timeoutInMinutes: 15,
      steps: [useTemplate(pipelinesDir, 'checkout'), INSTALL, CHECK, ...(policiesDir === undefined ? [] : [accessStep(policiesDir, judged)])],
    }],
  };
}

function accessStep(policiesDir: string, judged: readonly string[]): BashStep {
  return {
    bash: script(...CHECK_ACCESS),
    displayName: 'Check who may do what',
    env: { POLICIES: literal(policiesDir), JUDGED: judged.map(literal).join('\n') },
  };
}

const ERRORS: FileErrors = {
  begin: fileError,
  stale: `${fileError('\\(property)')}\\(gsub("[\\r\\n]"; " ")): `,
  property: 'gsub("%"; "%AZP25") | gsub("\\r"; "%0D") | gsub("\\n"; "%0A") | gsub("]"; "%5D") | gsub(";"; "%3B")',
  isSentence: false,
};

function fileError(file: string): string {
  return `##vso[task.logissue type=error;sourcepath=${file}]`;
}

const INSTALL: BashStep = { bash: script(...installLocked(ERRORS)), displayName: 'Install what runs .projenrc.ts' };

const CHECK: BashStep = { bash: script(...checkGenerated(TEMP, ERRORS)), displayName: 'Check the generated files' };
