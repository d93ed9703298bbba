/** What the workflows do about CloudBase Run: services are deployed to it, and compared with what was deployed. */
import { ACTION_PINS, reference } from './action-pins';
import type { CloudLogin } from './cloud-login';
import { JOB_URL } from './plan-reports';
import { CHECKOUT, setupTerraform } from './terraform-steps';
import { ActionStep, Job, literal, RUNNER, script, ScriptStep } from './workflow';
import { applyCloudBaseRun, compareCloudBaseRun, PLAN_TIMEOUT_MINUTES, ROLLOUT_TIMEOUT_SECONDS } from '../delivery';
import type { CloudBaseRunNode, EnvironmentNode } from '../dependency-graph';

/** The step that deploys the services of an environment; none where none runs there. */
export function cloudBaseRunSteps({ cloudBaseRun }: EnvironmentNode): ScriptStep[] {
  if (cloudBaseRun === undefined) return [];
  return [{
    name: 'Deploy to CloudBase Run',
    if: "steps.begin.outputs.cloudbase-run == 'true'",
    env: { DIRECTORY: literal(cloudBaseRun.dir), SERVICE: '${{ inputs.service }}', TIMEOUT_SECONDS: String(ROLLOUT_TIMEOUT_SECONDS) },
    run: script(...applyCloudBaseRun()),
  }];
}

/** What the job is called by that chooses the commits, and the output in which it puts them. */
const OUTPUT = 'cloudbase_run';

/** One environment in the matrix, as expressions. */
const MATRIX = { environment: '${{ matrix.environment }}', dir: '${{ matrix.dir }}', commit: '${{ matrix.commit }}' } as const;

const REPORT = `\${{ runner.temp }}/reports/${MATRIX.environment}.cloudbase-run.report.json`;

/** An environment in which something runs there. */
type CloudBaseRunEnvironment = EnvironmentNode & { readonly cloudBaseRun: CloudBaseRunNode };

/** Those of some environments. */
function withCloudBaseRun(environments: readonly EnvironmentNode[]): CloudBaseRunEnvironment[] {
  return environments.filter((environment): environment is CloudBaseRunEnvironment => environment.cloudBaseRun !== undefined);
}

/** The outputs of the job with the step `selectCloudBaseRun`. */
export function cloudBaseRunOutputs(environments: readonly EnvironmentNode[]): Record<string, string> {
  return withCloudBaseRun(environments).length === 0 ? {} : { [OUTPUT]: `\${{ steps.cloudbase-run.outputs.${OUTPUT} }}` };
}

/** Selects which commit was deployed to each environment. Reads DEFAULT_BRANCH, and the records of deployments. */
export function selectCloudBaseRun(environments: readonly EnvironmentNode[]): ScriptStep[] {
  const running = withCloudBaseRun(environments);
  if (running.length === 0) return [];
  const dirs = Object.fromEntries(running.map(({ name, cloudBaseRun }) => [name, cloudBaseRun.dir]));
  return [{
    name: 'Select what is deployed to CloudBase Run',
    id: 'cloudbase-run',
    env: { GH_TOKEN: '${{ github.token }}', DIRECTORIES: literal(JSON.stringify(dirs)), ENVIRONMENTS: literal(running.map(({ name }) => name).join(' ')) },
    run: script(
      'read -ra names <<< "${ENVIRONMENTS}"',
      'for name in "${names[@]}"; do',
      '  commit="$(node "${SCRIPTS}/deployment.mjs" deployed --environment "${name}" --default-branch "${DEFAULT_BRANCH}")"',
      '  [[ -n "${commit}" ]] || continue',
      '  NAME="${name}" COMMIT="${commit}" jq --null-input \'env.NAME as $environment',
      '    | {$environment, commit: env.COMMIT, dir: (env.DIRECTORIES | fromjson | .[$environment])}\'',
      `done | jq --slurp --raw-output '"${OUTPUT}=\\(tojson)"' >> "\${GITHUB_OUTPUT}"`,
    ),
  }];
}

/**
 * The job that compares what runs with what was deployed, once for each environment.
 * @param chooser id of the job with the step `selectCloudBaseRun`
 * @param deployed folder for the commit that is deployed, beside that of the run
 */
export function compareJob(
  environments: readonly EnvironmentNode[], chooser: string, deployed: string,
  { terraformVersion, login }: { readonly terraformVersion: string; readonly login: CloudLogin },
): Record<string, Job> {
  if (withCloudBaseRun(environments).length === 0) return {};
  const commit: ActionStep = { ...CHECKOUT, name: 'Check out the commit that is deployed', with: { ...CHECKOUT.with, ref: MATRIX.commit, path: deployed } };
  return {
    'cloudbase-run': {
      'name': `Compare ${MATRIX.dir}`,
      'if': `needs.${chooser}.outputs.${OUTPUT} != '[]'`,
      'needs': [chooser],
      'runs-on': RUNNER,
      'timeout-minutes': PLAN_TIMEOUT_MINUTES,
      'permissions': { contents: 'read', ...login.permissions },
      'strategy': { 'fail-fast': false, 'matrix': { include: `\${{ fromJSON(needs.${chooser}.outputs.${OUTPUT}) }}` } },
      'steps': [
        CHECKOUT,
        commit,
        setupTerraform(terraformVersion),
        login.step(login.roleName('drift', MATRIX.environment), { durationSeconds: PLAN_TIMEOUT_MINUTES * 60 }),
        {
          name: 'Compare',
          env: { DIRECTORY: MATRIX.dir, ENVIRONMENT: MATRIX.environment, REPORT, JOB_URL },
          run: script(...compareCloudBaseRun(deployed)),
        },
        {
          name: 'Hand over the report',
          if: '!cancelled()',
          uses: reference(ACTION_PINS.uploadArtifact),
          with: { 'name': `plan.${MATRIX.environment}.cloudbase-run`, 'path': REPORT, 'if-no-files-found': 'ignore', 'retention-days': 3, 'overwrite': true },
        },
      ],
    },
  };
}
