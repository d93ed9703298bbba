import { ACTION_PINS, reference } from './action-pins';
import { CHECKOUT_PROPOSED, checkoutScripts, HAS_SCRIPTS_OUTPUT, PROPOSED } from './base-scripts';
import { BASE_COMMIT, ON_CHANGE, oncePerChange } from './change-events';
import { MERGE_QUEUE_ENVIRONMENT, planEnvironment } from './github-trust';
import { GuardedList, planAssignment, PlanLists, planLists } from './plan-lists';
import { downloadReports, JOB_URL, REPORT, RUN_URL, uploadReport } from './plan-reports';
import type { PlanningWorkflowOptions } from './planning-workflow';
import { ALLOWANCES, ALLOWANCES_ENVIRONMENT, ALLOWANCES_OUTPUT, policiesJob } from './policy-steps';
import { isAny, MATRIX_ROOT_MODULE, matrixJobs, matrixOutputs, matrixStep, RootModuleList } from './root-module-matrix';
import { CHECKOUT, CHECKOUT_WITH_HISTORY, setupTerraform } from './terraform-steps';
import { ActionStep, COMMON, Job, literal, RUNNER, script, ScriptStep, Step, Workflow } from './workflow';
import { isWorthComment, CHECK_FORMAT, MOCK_VALUES, PLAN_TIMEOUT_MINUTES, planProposed, selectAffected, TERRAFORM_ENVIRONMENT, writeComment } from '../delivery';

/** Name of the job that waits for all others, which is that of the check to require before a merge. */
export const TERRAFORM_CHECK = 'Terraform';

/** How many root modules are planned at a time: one pull request must not take every runner. */
const PARALLEL_PLANS = 8;
const SAME_REPOSITORY = 'github.event.pull_request.head.repo.full_name == github.repository';

/** A job over the root modules of a list. */
type MatrixJob = Omit<Job, 'if' | 'needs' | 'strategy'>;

/**
 * The workflow that plans on a pull request the root modules that it affects, and again when it is its turn in the merge queue, where
 * there is one; undefined when the estate has none.
 *
 * It takes no state lock and logs in as an identity that may only read, so that it can neither block nor change anything. Who may read a
 * protected environment is decided by the CI environment that its plans run in: that has reviewers, and each such environment has a job of
 * its own, because its name must not follow from anything that a branch can change. The scripts beside an identity are those of the base.
 * What gets no identity is validated: pull requests from forks, and in the queue what is protected.
 */
export function terraformPlanWorkflow(options: PlanningWorkflowOptions): Workflow | undefined {
  const { graph, terraformVersion, scriptsDir, policiesDir } = options;
  if (graph.environments.every(({ rootModules }) => rootModules.length === 0)) return undefined;

  const lists = planLists(graph);
  const free = jobsOfFree(lists, options);
  const guarded = jobsOfGuarded(lists, options);
  const queue = lists.free === undefined ? {} : matrixJobs('queue', 'detect', lists.free, PARALLEL_PLANS, queueJob(options), 'merge_group');
  const validated = matrixJobs('validate', 'detect', lists.validated, PARALLEL_PLANS, validateJob(terraformVersion));
  const checks: Record<string, Job> = policiesDir === undefined ? {} : { policies: policiesJob(policiesDir) };
  const comments = commentJobs(lists, Object.keys(free), Object.keys(guarded), options);
  const before = { format: formatJob(terraformVersion), ...checks, detect: detectJob(lists, options) };
  const others = { ...before, ...free, ...guarded, ...queue, ...validated, ...comments };
  return {
    name: 'Terraform plan',
    on: ON_CHANGE,
    permissions: COMMON.permissions,
    concurrency: oncePerChange('terraform-plan'),
    defaults: COMMON.defaults,
    env: { ...TERRAFORM_ENVIRONMENT, SCRIPTS: literal(scriptsDir) },
    jobs: { ...others, gate: gateJob(Object.keys(others)) },
  };
}

function jobsOfFree({ free }: PlanLists, options: PlanningWorkflowOptions): Record<string, Job> {
  return free === undefined ? {} : matrixJobs(free.name, 'detect', free, PARALLEL_PLANS, planJob(options), 'pull_request');
}

/** All of an environment at a time, so that its reviewers are asked once. */
function jobsOfGuarded({ guarded }: PlanLists, options: PlanningWorkflowOptions): Record<string, Job> {
  const jobs = guarded.map((list) => matrixJobs(list.name, 'detect', list, undefined, guardedJob(list, options), 'pull_request'));
  return Object.assign({}, ...jobs) as Record<string, Job>;
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

function detectJob(lists: PlanLists, { policiesDir, defaultBranch }: PlanningWorkflowOptions): Job {
  const hasPolicies = policiesDir !== undefined;
  const { free, guarded, validated } = lists;
  const all: readonly RootModuleList[] = [...(free === undefined ? [] : [free]), ...guarded, validated];
  return {
    'name': 'Select the affected root modules',
    'runs-on': RUNNER,
    'timeout-minutes': 10,
    'permissions': { contents: 'read' },
    'outputs': { ...matrixOutputs(all), ...HAS_SCRIPTS_OUTPUT, ...(hasPolicies && ALLOWANCES_OUTPUT) },
    'steps': [
      CHECKOUT_WITH_HISTORY,
      SELECT,
      ...(hasPolicies ? [ALLOWANCES] : []),
      matrixStep('${RUNNER_TEMP}/affected.json', all, planAssignment(lists, defaultBranch)),
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

function planJob(options: PlanningWorkflowOptions, environment: string = MATRIX_ROOT_MODULE.environment): MatrixJob {
  return {
    'name': `Plan ${MATRIX_ROOT_MODULE.dir}`,
    'runs-on': RUNNER,
    'timeout-minutes': PLAN_TIMEOUT_MINUTES,
    'permissions': { contents: 'read', ...options.login.permissions },
    'steps': [...planSteps(options, environment), uploadReport('!cancelled()')],
  };
}

/** As the others, once a reviewer has let it. Its role is that of this environment, whatever an earlier job selected. */
function guardedJob({ environment }: GuardedList, options: PlanningWorkflowOptions): MatrixJob {
  const { steps, ...job } = planJob(options, literal(environment));
  return { ...job, environment: { name: literal(planEnvironment(environment)), deployment: false }, steps };
}

/** Nobody is left to comment to: the summary of the run has the plan. */
function queueJob(options: PlanningWorkflowOptions): MatrixJob {
  return {
    'name': `Plan ${MATRIX_ROOT_MODULE.dir} in the queue`,
    'runs-on': RUNNER,
    'timeout-minutes': PLAN_TIMEOUT_MINUTES,
    'permissions': { contents: 'read', ...options.login.permissions },
    // For its identity alone: nothing is deployed here.
    'environment': { name: MERGE_QUEUE_ENVIRONMENT, deployment: false },
    'steps': planSteps(options, MATRIX_ROOT_MODULE.environment),
  };
}

/** The scripts are there before what is proposed is, and before the job is anybody. */
function planSteps({ terraformVersion, login, scriptsDir, defaultBranch, policiesDir }: PlanningWorkflowOptions, environment: string): Step[] {
  return [
    checkoutScripts(scriptsDir, defaultBranch),
    CHECKOUT_PROPOSED,
    setupTerraform(terraformVersion),
    login.step(login.roleName('plan', environment), { durationSeconds: PLAN_TIMEOUT_MINUTES * 60 }),
    planStep(policiesDir),
  ];
}

/** It has no identity, so its scripts may be anybody's. */
function validateJob(terraformVersion: string): MatrixJob {
  return {
    'name': `Validate ${MATRIX_ROOT_MODULE.dir}`,
    'runs-on': RUNNER,
    'timeout-minutes': PLAN_TIMEOUT_MINUTES,
    'permissions': { contents: 'read' },
    'steps': [CHECKOUT, setupTerraform(terraformVersion), VALIDATE],
  };
}

const VALIDATE: ScriptStep = {
  name: 'Validate',
  env: { ROOT_MODULE: MATRIX_ROOT_MODULE.dir, REASON: MATRIX_ROOT_MODULE.reason },
  run: script(
    'node "${SCRIPTS}/guarded.mjs" bash "${SCRIPTS}/terraform-root.sh" validate "${ROOT_MODULE}"',
    'node "${SCRIPTS}/tell.mjs" notice "${ROOT_MODULE}" "Validated, not planned: ${REASON}."',
  ),
};

function planStep(policiesDir: string | undefined): ScriptStep {
  const policies = policiesDir === undefined ? {} : { ...ALLOWANCES_ENVIRONMENT, PLAN_POLICIES: literal(policiesDir) };
  return {
    name: 'Plan',
    env: { ROOT_MODULE: MATRIX_ROOT_MODULE.dir, REPORT, JOB_URL, ...MOCK_VALUES, ...policies },
    run: script(...planProposed(PROPOSED, policiesDir !== undefined)),
  };
}

/**
 * The jobs that keep the comment up to date. Nobody waits for a reviewer to see the plans that need none: where there are environments
 * with reviewers, one job comments before they have looked, and another afterwards.
 */
function commentJobs(
  { guarded }: PlanLists, free: readonly string[], waiting: readonly string[], options: PlanningWorkflowOptions,
): Record<string, Job> {
  const first = commentJob('Comment', ['detect', ...free], options, guarded.map(({ environment }) => environment));
  if (guarded.length === 0) return { comment: first };
  const isAsked = `(${guarded.map((list) => isAny('detect', list)).join(' || ')})`;
  const needs = ['detect', ...free, ...waiting, 'comment'];
  return { 'comment': first, 'comment-again': commentJob('Comment on what a reviewer let in', needs, options, [], isAsked) };
}

/**
 * What it is given to read was made by jobs of the same run; it has no identity at the cloud.
 * @param waiting environments whose plans a reviewer may still have to let in
 */
function commentJob(name: string, needs: readonly string[], options: PlanningWorkflowOptions, waiting: readonly string[], condition?: string): Job {
  const { scriptsDir, defaultBranch } = options;
  const conditions = [
    '!cancelled()', "github.event_name == 'pull_request'", "needs.detect.result == 'success'", "needs.detect.outputs.has-scripts == 'true'", SAME_REPOSITORY,
    ...(condition === undefined ? [] : [condition]),
  ];
  return {
    name,
    'if': conditions.join(' && '),
    needs,
    'runs-on': RUNNER,
    'timeout-minutes': 10,
    'permissions': { 'contents': 'read', 'pull-requests': 'write' },
    'steps': [checkoutScripts(scriptsDir, defaultBranch), downloadReports('the selection and the plans'), commentStep(waiting)],
  };
}

function commentStep(waiting: readonly string[]): ScriptStep {
  return { ...COMMENT, env: { ...COMMENT.env, ...(waiting.length > 0 && { WAITING: literal(JSON.stringify(waiting)) }) } };
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
    `elif ${isWorthComment('${reports}/affected.json')}; then`,
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
