import { useTemplate } from './common-templates';
import { id, literal } from './expressions';
import { BashStep, Job, Pipeline, POOL, TEMP, variables } from './pipeline';
import { ALL_REPORTS, MERGE_REPORTS, PLAN_JOB_TIMEOUT_MINUTES, PlanningPipelineOptions, RUN_URL, TAKE_OVER } from './planning-pipeline';
import { serviceConnection } from './service-connection';
import { DRIFT_SCHEDULE, TERRAFORM_ENVIRONMENT } from '../delivery';
import { script } from '../shell-script';

/**
 * The pipeline that looks for infrastructure that is not as it was deployed; undefined when the estate has no root module.
 *
 * Each environment is compared with the commit that was last deployed to it, since the default branch may be ahead of that.
 * A plan that fails is a failed run, not drift.
 */
export function driftPipeline({ graph, projectName, layout, defaultBranch }: PlanningPipelineOptions): Pipeline | undefined {
  const environments = graph.environments.filter(({ rootModules }) => rootModules.length > 0).map(({ name }) => name);
  if (environments.length === 0) return undefined;
  const plans = environments.map((name) => planJob(name, serviceConnection(projectName, 'drift', name), layout.pipelinesDir));
  return {
    trigger: 'none',
    pr: 'none',
    schedules: [{ cron: DRIFT_SCHEDULE, displayName: 'Every night', branches: { include: [literal(defaultBranch)] }, always: true }],
    variables: variables({
      ...TERRAFORM_ENVIRONMENT,
      DEFAULT_BRANCH: literal(defaultBranch),
      PIPELINES: literal(layout.pipelinesDir),
      SCRIPTS: literal(layout.scriptsDir),
    }),
    jobs: [...plans, reportJob(plans.map(({ job }) => job), layout.pipelinesDir)],
  };
}

function planJob(environment: string, connection: string, pipelinesDir: string): Job {
  return {
    job: `plan_${id(environment)}`,
    displayName: `Plan ${literal(environment)}`,
    pool: POOL,
    timeoutInMinutes: PLAN_JOB_TIMEOUT_MINUTES,
    steps: [
      useTemplate(pipelinesDir, 'checkout'),
      selectStep(environment),
      useTemplate(pipelinesDir, 'setup-terraform'),
      useTemplate(pipelinesDir, 'login', { serviceConnection: literal(connection) }),
      useTemplate(pipelinesDir, 'plan', {
        environment: literal(environment),
        selection: '$(Agent.TempDirectory)/deployed.json',
        repository: '$(Agent.TempDirectory)/deployed',
      }),
    ],
  };
}

/** The commit that is deployed lies beside the scripts of the current one. */
function selectStep(environment: string): BashStep {
  return {
    bash: script(
      `deployed="\${${TEMP}}/deployed"`,
      'bash "${SCRIPTS}/deployed-root-modules.sh" --default-branch "${DEFAULT_BRANCH}" "${ENVIRONMENT}" > "${deployed}.json"',
      'commit="$(jq --raw-output \'.rootModules[0].commit // empty\' "${deployed}.json")"',
      'git worktree prune',
      'git worktree add --quiet --force --detach "${deployed}" "${commit:-HEAD}"',
    ),
    displayName: 'Check out what is deployed',
    env: { ENVIRONMENT: literal(environment), SYSTEM_ACCESSTOKEN: '$(System.AccessToken)' },
  };
}

/** The one job that may write has no identity at the cloud. */
function reportJob(dependsOn: readonly string[], pipelinesDir: string): Job {
  return {
    job: 'report',
    displayName: 'Report',
    dependsOn,
    condition: 'not(canceled())',
    pool: POOL,
    timeoutInMinutes: 10,
    steps: [
      useTemplate(pipelinesDir, 'checkout'),
      TAKE_OVER,
      MERGE_REPORTS,
      {
        bash: script(`node "\${SCRIPTS}/drift-work-items.mjs" "${ALL_REPORTS}" "${RUN_URL}"`),
        displayName: 'Open, update and close work items',
        env: { SYSTEM_ACCESSTOKEN: '$(System.AccessToken)' },
      },
    ],
  };
}
