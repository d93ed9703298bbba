import type { CloudLogin } from './cloud-login';
import { checkout, checkoutNewest, DETECT, proposalJobs } from './proposal-jobs';
import { setupTerraform } from './terraform-steps';
import { COMMON, Job, literal, RUNNER, script, ScriptStep, Workflow } from './workflow';
import { TERRAFORM_ENVIRONMENT } from '../delivery';
import type { RecordedEnvironment } from '../outputs-file';
import { OUTPUTS_PROPOSAL, pushedPaths, READ_OUTPUTS, READ_TIMEOUT_MINUTES, recordedVariables } from '../recorded-outputs-proposal';

/** Name of the workflow's file, which deployments start. */
export const OUTPUTS_WORKFLOW_FILE = 'outputs.yml';

export interface OutputsWorkflowOptions {
  readonly environments: readonly RecordedEnvironment[];
  readonly terraformVersion: string;
  readonly login: CloudLogin;
  readonly scriptsDir: string;
  readonly defaultBranch: string;
}

/**
 * The workflow that keeps recorded outputs as Terraform says; undefined when none are recorded. A deployment starts it that has applied what they
 * come from, and so does a push that changes which are wanted.
 *
 * Each environment is read by a job of its own, as the identity that looks for drift: it reads states, and only the default branch gets it. What it
 * hands on is a job's output, which no other job can change. What follows is a proposal.
 */
export function outputsWorkflow({ environments, terraformVersion, login, scriptsDir, defaultBranch }: OutputsWorkflowOptions): Workflow | undefined {
  if (environments.length === 0) return undefined;
  const reads = environments.map(({ name }): [string, Job] => [readJobId(name), readJob(name, terraformVersion, login)]);
  const recorded = reads.map(([id]) => `needs.${id}.outputs.recorded`);
  return {
    name: 'Outputs',
    on: { push: { branches: [defaultBranch], paths: pushedPaths(environments).map(literal) }, workflow_dispatch: {} },
    permissions: COMMON.permissions,
    // One after the other: the next one sees what this one proposed.
    concurrency: { 'group': 'outputs', 'cancel-in-progress': false },
    defaults: COMMON.defaults,
    env: {
      ...TERRAFORM_ENVIRONMENT,
      BRANCH: OUTPUTS_PROPOSAL.branch,
      DEFAULT_BRANCH: literal(defaultBranch),
      FILES: environments.map(({ file }) => literal(file)).join(' '),
      SCRIPTS: literal(scriptsDir),
    },
    jobs: {
      [DETECT]: detectJob(defaultBranch),
      ...Object.fromEntries(reads),
      ...proposalJobs({
        proposal: OUTPUTS_PROPOSAL,
        needs: reads.map(([id]) => id),
        recorded: recordedVariables(recorded.map((value) => `\${{ ${value} }}`)),
        // An environment that cannot be read keeps no other from being recorded.
        if: `!cancelled() && (${recorded.map((value) => `${value} != ''`).join(' || ')})`,
      }),
    },
  };
}

/** No name of an environment has an underscore, so no two share one. */
function readJobId(environment: string): string {
  return `read_${environment}`;
}

const CHOOSE: ScriptStep = { name: 'Note the commit', id: 'choose', run: script('echo "commit=$(git rev-parse HEAD)" >> "${GITHUB_OUTPUT}"') };

function detectJob(defaultBranch: string): Job {
  return {
    'name': 'Choose the commit',
    'runs-on': RUNNER,
    'timeout-minutes': 5,
    'permissions': { contents: 'read' },
    'outputs': { commit: '${{ steps.choose.outputs.commit }}' },
    'steps': [checkoutNewest(defaultBranch), CHOOSE],
  };
}

function readJob(environment: string, terraformVersion: string, login: CloudLogin): Job {
  return {
    'name': `Read the outputs of ${literal(environment)}`,
    'needs': [DETECT],
    'runs-on': RUNNER,
    'timeout-minutes': READ_TIMEOUT_MINUTES,
    'permissions': { contents: 'read', ...login.permissions },
    'outputs': { recorded: '${{ steps.read.outputs.recorded }}' },
    'steps': [
      checkout(),
      setupTerraform(terraformVersion),
      login.step(login.roleName('drift', literal(environment)), { durationSeconds: READ_TIMEOUT_MINUTES * 60 }),
      { name: 'Read the outputs', id: 'read', env: { ENVIRONMENT: literal(environment) }, run: script(...READ_OUTPUTS) },
    ],
  };
}
