import { ACTION_PINS, reference } from './action-pins';
import { BASE_COMMIT, ON_CHANGE, oncePerChange } from './change-events';
import { MERGE_QUEUE_ENVIRONMENT } from './github-trust';
import { downloadReports, JOB_URL, REPORT, RUN_URL, uploadReport } from './plan-reports';
import type { PlanningWorkflowOptions } from './planning-workflow';
import { ALLOWANCES, ALLOWANCES_ENVIRONMENT, ALLOWANCES_OUTPUT, policiesJob } from './policy-steps';
import { MATRIX_ROOT_MODULE, matrixJobs, matrixOutputs, matrixStep } from './root-module-matrix';
import { CHECKOUT, CHECKOUT_WITH_HISTORY, setupTerraform } from './terraform-steps';
import { ActionStep, COMMON, Job, literal, RUNNER, script, ScriptStep, Workflow } from './workflow';
import { affectsRootModule, CHECK_FORMAT, PLAN_TIMEOUT_MINUTES, planRootModule, selectAffected, TERRAFORM_ENVIRONMENT, writeComment } from '../delivery';

/** Name of the job that waits for all others, which is that of the check to require before a merge. */
export const TERRAFORM_CHECK = 'Terraform';

/** How many root modules are planned at a time: one pull request must not take every runner. */
const PARALLEL_PLANS = 8;
const SAME_REPOSITORY = 'github.event.pull_request.head.repo.full_name == github.repository';

/**
 * The workflow that plans on a pull request the root modules that it affects, and again when it is its turn in the merge queue, where
 * there is one; undefined when the estate has none.
 *
 * It takes no state lock and logs in as an identity that may only read, so that it can neither block nor change
 * anything. Pull requests from forks are validated but not planned: they get no identity. In the queue is only what was approved.
 */
export function terraformPlanWorkflow(options: PlanningWorkflowOptions): Workflow | undefined {
  const { graph, terraformVersion, scriptsDir, policiesDir } = options;
  const rootModules = graph.environments.flatMap((environment) => environment.rootModules).length;
  if (rootModules === 0) return undefined;

  const plans = matrixJobs('plan', 'detect', rootModules, PARALLEL_PLANS, planJob(options), 'pull_request');
  const queue = matrixJobs('queue', 'detect', rootModules, PARALLEL_PLANS, queueJob(options), 'merge_group');
  const checks: Record<string, Job> = policiesDir === undefined ? {} : { policies: policiesJob(policiesDir) };
  return {
    name: 'Terraform plan',
    on: ON_CHANGE,
    permissions: COMMON.permissions,
    concurrency: oncePerChange('terraform-plan'),
    defaults: COMMON.defaults,
    env: { ...TERRAFORM_ENVIRONMENT, SCRIPTS: literal(scriptsDir) },
    jobs: {
      format: formatJob(terraformVersion),
      ...checks,
      detect: detectJob(rootModules, policiesDir !== undefined),
      ...plans,
      ...queue,
      comment: commentJob(['detect', ...Object.keys(plans)]),
      gate: gateJob(['format', ...Object.keys(checks), 'detect', ...Object.keys(plans), ...Object.keys(queue), 'comment']),
    },
  };
}

function formatJob(terraformVersion: string): Job {
  return {
    'name': 'Format',
    'runs-on': RUNNER,
    'timeout-minutes': 10,
    'permissions': { contents: 'read' },
    'steps': [
      CHECKOUT,
      setupTerraform(terraformVersion),
      { name: 'Check the format', run: script(...CHECK_FORMAT) },
    ],
  };
}

function detectJob(rootModules: number, hasPolicies: boolean): Job {
  return {
    'name': 'Select the affected root modules',
    'runs-on': RUNNER,
    'timeout-minutes': 10,
    'permissions': { contents: 'read' },
    'outputs': { ...matrixOutputs(rootModules), ...(hasPolicies && ALLOWANCES_OUTPUT) },
    'steps': [
      CHECKOUT_WITH_HISTORY,
      SELECT,
      ...(hasPolicies ? [ALLOWANCES] : []),
      matrixStep('${RUNNER_TEMP}/affected.json', rootModules),
      HAND_OVER_SELECTION,
    ],
  };
}

const SELECT: ScriptStep = {
  name: 'Select what differs from the base',
  env: { BASE: BASE_COMMIT },
  run: script(...selectAffected('${BASE}', '${RUNNER_TEMP}/affected.json')),
};

const HAND_OVER_SELECTION: ActionStep = {
  name: 'Hand over the selection',
  uses: reference(ACTION_PINS.uploadArtifact),
  with: { 'name': 'affected', 'path': '${{ runner.temp }}/affected.json', 'retention-days': 1, 'overwrite': true },
};

function planJob({ terraformVersion, login, policiesDir }: PlanningWorkflowOptions): Omit<Job, 'if' | 'needs' | 'strategy'> {
  return {
    'name': `Plan ${MATRIX_ROOT_MODULE.dir}`,
    'runs-on': RUNNER,
    'timeout-minutes': PLAN_TIMEOUT_MINUTES,
    'permissions': { contents: 'read', ...login.permissions },
    'steps': [
      CHECKOUT,
      setupTerraform(terraformVersion),
      VALIDATE_ONLY,
      login.step(login.roleName('plan', MATRIX_ROOT_MODULE.environment), { durationSeconds: PLAN_TIMEOUT_MINUTES * 60, if: SAME_REPOSITORY }),
      { ...planStep(policiesDir !== undefined), if: SAME_REPOSITORY },
      uploadReport(`!cancelled() && ${SAME_REPOSITORY}`),
    ],
  };
}

/** Nobody is left to comment to: the summary of the run has the plan. */
function queueJob({ terraformVersion, login, policiesDir }: PlanningWorkflowOptions): Omit<Job, 'if' | 'needs' | 'strategy'> {
  return {
    'name': `Plan ${MATRIX_ROOT_MODULE.dir} in the queue`,
    'runs-on': RUNNER,
    'timeout-minutes': PLAN_TIMEOUT_MINUTES,
    'permissions': { contents: 'read', ...login.permissions },
    // For its identity alone: nothing is deployed here.
    'environment': { name: MERGE_QUEUE_ENVIRONMENT, deployment: false },
    'steps': [
      CHECKOUT,
      setupTerraform(terraformVersion),
      login.step(login.roleName('plan', MATRIX_ROOT_MODULE.environment), { durationSeconds: PLAN_TIMEOUT_MINUTES * 60 }),
      planStep(policiesDir !== undefined),
    ],
  };
}

const VALIDATE_ONLY: ScriptStep = {
  name: 'Validate only, for a fork',
  if: `!(${SAME_REPOSITORY})`,
  env: { ROOT_MODULE: MATRIX_ROOT_MODULE.dir },
  run: script(
    'node "${SCRIPTS}/guarded.mjs" bash "${SCRIPTS}/terraform-root.sh" validate "${ROOT_MODULE}"',
    'node "${SCRIPTS}/tell.mjs" notice "${ROOT_MODULE}" "Validated, not planned: a pull request from a fork gets no identity at the cloud."',
  ),
};

function planStep(hasPolicies: boolean): ScriptStep {
  return {
    name: 'Plan',
    env: { ROOT_MODULE: MATRIX_ROOT_MODULE.dir, REPORT, JOB_URL, ...(hasPolicies && ALLOWANCES_ENVIRONMENT) },
    run: script(...planRootModule(...(hasPolicies ? ['--check-policies'] : []))),
  };
}

/** What it is given to read was made by jobs of the same run; it has no identity at the cloud. */
function commentJob(needs: readonly string[]): Job {
  return {
    'name': 'Comment',
    'if': `!cancelled() && github.event_name == 'pull_request' && needs.detect.result == 'success' && ${SAME_REPOSITORY}`,
    needs,
    'runs-on': RUNNER,
    'timeout-minutes': 10,
    'permissions': { 'contents': 'read', 'pull-requests': 'write' },
    'steps': [CHECKOUT, downloadReports('the selection and the plans'), COMMENT],
  };
}

const COMMENT: ScriptStep = {
  name: 'Keep the comment up to date',
  env: {
    GH_TOKEN: '${{ github.token }}',
    PULL_REQUEST: '${{ github.event.pull_request.number }}',
    COMMIT: '${{ github.event.pull_request.head.sha }}',
    RUN_URL,
  },
  run: script(
    'reports="${RUNNER_TEMP}/reports"',
    'body="${RUNNER_TEMP}/comment.md"',
    ...writeComment('${reports}', '${RUN_URL}', '${COMMIT}', '${body}'),
    'cat "${body}" >> "${GITHUB_STEP_SUMMARY}"',
    '',
    'issues="repos/${GITHUB_REPOSITORY}/issues"',
    'own=\'.[] | select(.user.login == "github-actions[bot]" and (.body | startswith("<!-- terraform-plan -->"))) | .id\'',
    'comment="$(gh api --paginate "${issues}/${PULL_REQUEST}/comments?per_page=100" --jq "${own}" | sed -n 1p)"',
    'if [[ -n "${comment}" ]]; then',
    '  jq --null-input --rawfile body "${body}" \'{$body}\' | gh api --method PATCH "${issues}/comments/${comment}" --input - > /dev/null',
    `elif ${affectsRootModule('${reports}/affected.json')}; then`,
    '  jq --null-input --rawfile body "${body}" \'{$body}\' | gh api --method POST "${issues}/${PULL_REQUEST}/comments" --input - > /dev/null',
    'fi',
  ),
};

/** One job that always reports, whatever the root modules are called. */
function gateJob(needs: readonly string[]): Job {
  return {
    'name': TERRAFORM_CHECK,
    'if': 'always()',
    needs,
    'runs-on': RUNNER,
    'timeout-minutes': 5,
    'permissions': {},
    'steps': [
      {
        name: 'Require that no job failed',
        env: { RESULTS: "${{ join(needs.*.result, ' ') }}" },
        run: script(
          '# Skipped is what there was nothing to do for. A job that was skipped because another failed does not hide that one.',
          'for result in ${RESULTS}; do',
          '  if [[ "${result}" != success && "${result}" != skipped ]]; then',
          '    echo "::error title=Terraform::A job ended with: ${result}. See the jobs before this one."',
          '    exit 1',
          '  fi',
          'done',
        ),
      },
    ],
  };
}
