import type { CloudLogin } from './cloud-login';
import { cloudBaseRunOutputs, compareJob, selectCloudBaseRun } from './cloudbase-run-steps';
import { downloadReports, JOB_URL, REPORT, RUN_URL, uploadReport } from './plan-reports';
import type { PlanningWorkflowOptions } from './planning-workflow';
import { MATRIX_ROOT_MODULE, matrixJobs, matrixOutputs, matrixStep, RootModuleList } from './root-module-matrix';
import { CHECKOUT, CHECKOUT_BESIDE_BRANCHES, setupTerraform } from './terraform-steps';
import { ActionStep, COMMON, Job, literal, RUNNER, script, ScriptStep, Workflow } from './workflow';
import { DRIFT_SCHEDULE, PLAN_TIMEOUT_MINUTES, planRootModule, TERRAFORM_ENVIRONMENT } from '../delivery';
import type { EnvironmentNode } from '../dependency-graph';

export interface DriftWorkflowOptions extends PlanningWorkflowOptions {
  /** The branch whose deployments are looked at. */
  readonly defaultBranch: string;
}

/**
 * The workflow that looks for infrastructure that is not as it was deployed; undefined when the estate has no root module.
 *
 * Each environment is compared with the commit that was last deployed to it, since the default branch may be ahead of that.
 * A plan that fails is a failed run, not drift. It runs on the default branch alone, so its identity may read what no pull request may.
 */
export function driftWorkflow({ graph, terraformVersion, login, scriptsDir, defaultBranch }: DriftWorkflowOptions): Workflow | undefined {
  const environments = graph.environments.filter(({ rootModules }) => rootModules.length > 0);
  const rootModules = environments.flatMap((environment) => environment.rootModules).length;
  if (rootModules === 0) return undefined;

  const list: RootModuleList = { name: 'plan', rootModules };
  const plans = {
    ...matrixJobs('plan', 'select', list, PARALLEL_PLANS, planJob(terraformVersion, login)),
    ...compareJob(environments, 'select', DEPLOYED, { terraformVersion, login }),
  };
  return {
    name: 'Drift',
    on: { schedule: [{ cron: DRIFT_SCHEDULE }], workflow_dispatch: {} },
    permissions: COMMON.permissions,
    concurrency: { 'group': 'drift', 'cancel-in-progress': false },
    defaults: COMMON.defaults,
    env: { ...TERRAFORM_ENVIRONMENT, DEFAULT_BRANCH: literal(defaultBranch), SCRIPTS: literal(scriptsDir) },
    jobs: {
      select: selectJob(environments, list),
      ...plans,
      report: reportJob(['select', ...Object.keys(plans)]),
    },
  };
}

/** Nobody waits for it, so it leaves the runners and the API of the cloud to others. */
const PARALLEL_PLANS = 4;

/** Where the deployed commit is checked out, beside the scripts of the current one. */
const DEPLOYED = 'deployed';

function selectJob(environments: readonly EnvironmentNode[], list: RootModuleList): Job {
  return {
    'name': 'Select what is deployed',
    'runs-on': RUNNER,
    'timeout-minutes': 10,
    'permissions': { contents: 'read', actions: 'read' },
    'outputs': { ...matrixOutputs([list]), ...cloudBaseRunOutputs(environments) },
    'steps': [
      CHECKOUT_BESIDE_BRANCHES,
      {
        name: 'Select the root modules that are deployed',
        env: { GH_TOKEN: '${{ github.token }}', ENVIRONMENTS: literal(environments.map(({ name }) => name).join(' ')) },
        run: script(
          'read -ra names <<< "${ENVIRONMENTS}"',
          'bash "${SCRIPTS}/deployed-root-modules.sh" --default-branch "${DEFAULT_BRANCH}" "${names[@]}" > "${RUNNER_TEMP}/deployed.json"',
        ),
      },
      matrixStep('${RUNNER_TEMP}/deployed.json', [list], { assign: '{list: "plan"}' }),
      ...selectCloudBaseRun(environments),
    ],
  };
}

function planJob(terraformVersion: string, login: CloudLogin): Omit<Job, 'if' | 'needs' | 'strategy'> {
  return {
    'name': `Plan ${MATRIX_ROOT_MODULE.dir}`,
    'runs-on': RUNNER,
    'timeout-minutes': PLAN_TIMEOUT_MINUTES,
    'permissions': { contents: 'read', ...login.permissions },
    'steps': [
      CHECKOUT,
      CHECKOUT_DEPLOYED,
      setupTerraform(terraformVersion),
      login.step(login.roleName('drift', MATRIX_ROOT_MODULE.environment), { durationSeconds: PLAN_TIMEOUT_MINUTES * 60 }),
      PLAN,
      uploadReport('!cancelled()'),
    ],
  };
}

const CHECKOUT_DEPLOYED: ActionStep = {
  ...CHECKOUT,
  name: 'Check out the commit that is deployed',
  with: { ...CHECKOUT.with, ref: MATRIX_ROOT_MODULE.commit, path: DEPLOYED },
};

const PLAN: ScriptStep = {
  name: 'Plan',
  env: { ROOT_MODULE: MATRIX_ROOT_MODULE.dir, REPORT, JOB_URL },
  run: script(...planRootModule(`--repository ${DEPLOYED}`)),
};

/** The one job that may write issues has no identity at the cloud. */
function reportJob(needs: readonly string[]): Job {
  return {
    'name': 'Report',
    'if': "!cancelled() && needs.select.result == 'success'",
    needs,
    'runs-on': RUNNER,
    'timeout-minutes': 10,
    'permissions': { contents: 'read', issues: 'write' },
    'steps': [
      CHECKOUT,
      downloadReports('the reports'),
      {
        name: 'Open, update and close issues',
        env: { GH_TOKEN: '${{ github.token }}', RUN_URL },
        run: script('exec node "${SCRIPTS}/guarded.mjs" bash "${SCRIPTS}/drift-issues.sh" "${RUNNER_TEMP}/reports" "${RUN_URL}"'),
      },
    ],
  };
}
