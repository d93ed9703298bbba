import type { CloudLogin } from './cloud-login';
import { CHECKOUT, setupTerraform, terraformEnvironment } from './terraform-steps';
import { COMMON, Job, literal, RUNNER, script, ScriptStep, Workflow } from './workflow';
import type { DependencyGraph } from '../dependency-graph';

/** GitHub refuses a matrix of more jobs. */
const MATRIX_LIMIT = 256;
/** How many root modules are planned at a time: one pull request must not take every runner. */
const PARALLEL_PLANS = 8;
const PLAN_TIMEOUT_MINUTES = 30;
const SAME_REPOSITORY = 'github.event.pull_request.head.repo.full_name == github.repository';
const ROOT_MODULE_ENV = { ROOT_MODULE: '${{ matrix.root-module }}' } as const;

export interface TerraformPlanWorkflowOptions {
  readonly graph: DependencyGraph;
  readonly terraformVersion: string;
  readonly login: CloudLogin;
  /** Path of the script that plans one root module, relative to the repository. */
  readonly terraformRootScript: string;
}

/** One job of the matrix. */
interface PlannedRootModule {
  readonly 'environment': string;
  readonly 'root-module': string;
}

/**
 * The workflow that plans every root module on a pull request; undefined when there is none.
 *
 * It takes no state lock and logs in as an identity that may only read, so that it can neither block nor change
 * anything. Pull requests from forks are validated but not planned: they get no identity.
 */
export function terraformPlanWorkflow(options: TerraformPlanWorkflowOptions): Workflow | undefined {
  const planned = options.graph.environments.flatMap(({ name, rootModules }) => rootModules.map(({ dir }) => ({ 'environment': name, 'root-module': dir })));
  if (planned.length === 0) return undefined;

  const plans: Record<string, Job> = {};
  for (let start = 0; start < planned.length; start += MATRIX_LIMIT) {
    const id = start === 0 ? 'plan' : `plan-${start / MATRIX_LIMIT + 1}`;
    plans[id] = planJob(planned.slice(start, start + MATRIX_LIMIT), options);
  }
  return {
    name: 'Terraform plan',
    on: { pull_request: {} },
    permissions: COMMON.permissions,
    concurrency: { 'group': 'terraform-plan-${{ github.event.pull_request.number }}', 'cancel-in-progress': true },
    defaults: COMMON.defaults,
    env: terraformEnvironment(options.terraformRootScript),
    jobs: {
      format: formatJob(options.terraformVersion),
      ...plans,
      gate: gateJob(['format', ...Object.keys(plans)]),
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
      { name: 'Check the format', run: script('terraform fmt -check -diff -recursive') },
    ],
  };
}

function planJob(planned: readonly PlannedRootModule[], { terraformVersion, login }: TerraformPlanWorkflowOptions): Job {
  return {
    'name': 'Plan ${{ matrix.root-module }}',
    'runs-on': RUNNER,
    'timeout-minutes': PLAN_TIMEOUT_MINUTES,
    'permissions': { contents: 'read', ...login.permissions },
    'strategy': { 'fail-fast': false, 'max-parallel': PARALLEL_PLANS, 'matrix': { include: planned.map(escaped) } },
    'steps': [
      CHECKOUT,
      setupTerraform(terraformVersion),
      VALIDATE,
      login.step(login.roleName('plan', '${{ matrix.environment }}'), { durationSeconds: PLAN_TIMEOUT_MINUTES * 60, if: SAME_REPOSITORY }),
      PLAN,
      NO_PLAN_FOR_FORKS,
    ],
  };
}

function escaped(planned: PlannedRootModule): Record<string, string> {
  return { 'environment': literal(planned.environment), 'root-module': literal(planned['root-module']) };
}

const VALIDATE: ScriptStep = {
  name: 'Validate',
  env: ROOT_MODULE_ENV,
  run: script('bash "${TERRAFORM_ROOT}" validate "${ROOT_MODULE}"'),
};

const NO_PLAN_FOR_FORKS: ScriptStep = {
  name: 'Say that forks are not planned',
  if: `!(${SAME_REPOSITORY})`,
  env: ROOT_MODULE_ENV,
  run: script('echo "::notice title=${ROOT_MODULE}::Validated, not planned: a pull request from a fork gets no identity at the cloud."'),
};

const PLAN: ScriptStep = {
  name: 'Plan',
  if: SAME_REPOSITORY,
  env: ROOT_MODULE_ENV,
  run: script(
    'log="${RUNNER_TEMP}/plan.log"',
    'plan="${RUNNER_TEMP}/plan.tfplan"',
    'text="${RUNNER_TEMP}/plan.html"',
    'summarise() {',
    '  sed -e \'s/&/\\&amp;/g\' -e \'s/</\\&lt;/g\' > "${text}"',
    '  {',
    '    printf \'### %s\\n\\n%s\\n\\n<pre>\\n\' "${ROOT_MODULE}" "$1"',
    '    # GitHub drops a summary of more than 1 MiB; the log of the step holds the whole text.',
    '    head -c 1000000 "${text}"',
    '    printf \'\\n</pre>\\n\'',
    '  } >> "${GITHUB_STEP_SUMMARY}"',
    '}',
    '',
    'status=0',
    'bash "${TERRAFORM_ROOT}" plan "${ROOT_MODULE}" -- -input=false -lock=false -no-color -out="${plan}" 2>&1 | tee "${log}" || status=$?',
    'if ((status == 0)); then',
    '  terraform -chdir="${ROOT_MODULE}" show -no-color "${plan}" | summarise "Planned."',
    '  exit 0',
    'fi',
    '',
    '# What a root module reads from the state of another is there after that one is applied, which may be after this',
    '# pull request is merged. So nothing else being wrong must not keep it from being merged.',
    'if awk \'',
    '  /^Error: / { title = $0; errors++ }',
    '  title == "Error: Unable to find remote state" { awaited++; title = "" }',
    '  title == "Error: Unsupported attribute" && / data\\.terraform_remote_state\\.[^ ]+\\.outputs is object with / { awaited++; title = "" }',
    '  END { exit !(errors > 0 && errors == awaited) }',
    '\' "${log}"; then',
    '  message="Not planned yet: it reads what another root module has only after it is applied."',
    '  echo "::warning title=${ROOT_MODULE}::${message}"',
    '  summarise "${message}" < "${log}"',
    '  exit 0',
    'fi',
    'summarise "**The plan failed.**" < "${log}"',
    'exit "${status}"',
  ),
};

/** One check that always reports, whatever the root modules are called: the one to require before a merge. */
function gateJob(needs: readonly string[]): Job {
  return {
    'name': 'Terraform',
    'if': 'always()',
    needs,
    'runs-on': RUNNER,
    'timeout-minutes': 5,
    'permissions': {},
    'steps': [
      {
        name: 'Require that every job succeeded',
        env: { RESULTS: "${{ join(needs.*.result, ' ') }}" },
        run: script(
          'for result in ${RESULTS}; do',
          '  if [[ "${result}" != success ]]; then',
          '    echo "::error title=Terraform::A job ended with: ${result}. See the jobs before this one."',
          '    exit 1',
          '  fi',
          'done',
        ),
      },
    ],
  };
}
