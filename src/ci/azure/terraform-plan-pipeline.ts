import { AFFECTED_FILE, useTemplate } from './common-templates';
import { id, IS_FORK, literal } from './expressions';
import { AnyJob, BashStep, Job, Pipeline, POOL, TEMP, variables } from './pipeline';
import { ALL_REPORTS, MERGE_REPORTS, PLAN_JOB_TIMEOUT_MINUTES, PlanningPipelineOptions, RUN_URL, TAKE_OVER } from './planning-pipeline';
import { serviceConnection } from './service-connection';
import { affectsRootModule, CHECK_FORMAT, TERRAFORM_ENVIRONMENT, TEST_POLICIES, writeComment } from '../delivery';
import { script } from '../shell-script';

/**
 * The pipeline that plans on a pull request the root modules that it affects; undefined when the estate has none.
 *
 * It takes no state lock and logs in as an identity that may only read, so that it can neither block nor change
 * anything. Pull requests from forks are validated but not planned: they get no identity. An environment has one job, because
 * a service connection has to be known before the run starts, and jobs at a time are few.
 */
export function terraformPlanPipeline({ graph, projectName, layout, policiesDir, defaultBranch }: PlanningPipelineOptions): Pipeline | undefined {
  const environments = graph.environments.filter(({ rootModules }) => rootModules.length > 0).map(({ name }) => name);
  if (environments.length === 0) return undefined;
  const { pipelinesDir } = layout;
  const plans = environments.map((name) => planJob(name, serviceConnection(projectName, 'plan', name), policiesDir !== undefined, pipelinesDir));
  return {
    trigger: 'none',
    pr: { branches: { include: [literal(defaultBranch)] } },
    variables: variables({ ...TERRAFORM_ENVIRONMENT, DEFAULT_BRANCH: literal(defaultBranch), SCRIPTS: literal(layout.scriptsDir) }),
    jobs: [
      formatJob(pipelinesDir),
      ...(policiesDir === undefined ? [] : [policiesJob(policiesDir, pipelinesDir)]),
      selectJob(pipelinesDir),
      ...plans,
      validateJob(pipelinesDir),
      commentJob([SELECT.job, ...plans.map(({ job }) => job)], pipelinesDir),
    ] satisfies AnyJob[],
  };
}

/** Job that finds what is affected, and its step that says so to the others. */
const SELECT = { job: 'select', step: 'affected' } as const;

const NOT_A_FORK = `not(${IS_FORK})`;
/** Where the pull request is; one on GitHub is commented on by nobody. */
const IN_AZURE_REPOS = "eq(variables['Build.Repository.Provider'], 'TfsGit')";

function formatJob(pipelinesDir: string): Job {
  return {
    job: 'format',
    displayName: 'Format',
    pool: POOL,
    timeoutInMinutes: 10,
    steps: [
      useTemplate(pipelinesDir, 'checkout'),
      useTemplate(pipelinesDir, 'setup-terraform'),
      { bash: script(...CHECK_FORMAT), displayName: 'Check the format' },
    ],
  };
}

/** The tests of the policies themselves. */
function policiesJob(policiesDir: string, pipelinesDir: string): Job {
  return {
    job: 'policies',
    displayName: 'Policies',
    pool: POOL,
    timeoutInMinutes: 10,
    steps: [
      useTemplate(pipelinesDir, 'checkout'),
      { bash: script(...TEST_POLICIES), displayName: 'Test the policies', env: { POLICIES: literal(policiesDir) } },
    ],
  };
}

function selectJob(pipelinesDir: string): Job {
  return {
    job: SELECT.job,
    displayName: 'Select the affected root modules',
    pool: POOL,
    timeoutInMinutes: 10,
    steps: [useTemplate(pipelinesDir, 'checkout'), useTemplate(pipelinesDir, 'select-affected'), NAME_ENVIRONMENTS],
  };
}

const NAME_ENVIRONMENTS: BashStep = {
  bash: script(
    `jq --raw-output '[.rootModules[].environment] | unique[] | gsub("[^A-Za-z0-9_]"; "_")' "\${${TEMP}}/${AFFECTED_FILE}" |`,
    '  while read -r environment; do',
    '    echo "##vso[task.setvariable variable=${environment};isOutput=true]true"',
    '  done',
  ),
  name: SELECT.step,
  displayName: 'Name the environments',
};

function planJob(environment: string, connection: string, checksPolicies: boolean, pipelinesDir: string): Job {
  return {
    job: `plan_${id(environment)}`,
    displayName: `Plan ${literal(environment)}`,
    dependsOn: [SELECT.job],
    condition: `and(succeeded(), eq(dependencies.${SELECT.job}.outputs['${SELECT.step}.${id(environment)}'], 'true'), ${NOT_A_FORK})`,
    pool: POOL,
    timeoutInMinutes: PLAN_JOB_TIMEOUT_MINUTES,
    steps: [
      useTemplate(pipelinesDir, 'checkout'),
      useTemplate(pipelinesDir, 'select-affected'),
      useTemplate(pipelinesDir, 'setup-terraform'),
      useTemplate(pipelinesDir, 'login', { serviceConnection: literal(connection) }),
      useTemplate(pipelinesDir, 'plan', {
        environment: literal(environment),
        selection: `$(Agent.TempDirectory)/${AFFECTED_FILE}`,
        ...(checksPolicies ? { checkPolicies: 'true' } : {}),
      }),
    ],
  };
}

/** All that can be done for somebody who is let in nowhere. */
function validateJob(pipelinesDir: string): Job {
  return {
    job: 'validate',
    displayName: 'Validate only, for a fork',
    dependsOn: [SELECT.job],
    condition: `and(succeeded(), ${IS_FORK})`,
    pool: POOL,
    timeoutInMinutes: PLAN_JOB_TIMEOUT_MINUTES,
    steps: [
      useTemplate(pipelinesDir, 'checkout'),
      useTemplate(pipelinesDir, 'select-affected'),
      useTemplate(pipelinesDir, 'setup-terraform'),
      {
        bash: script(
          `jq --raw-output '.rootModules[].dir' "\${${TEMP}}/${AFFECTED_FILE}" |`,
          '  while read -r root_module; do',
          '    node "${SCRIPTS}/guarded.mjs" bash "${SCRIPTS}/terraform-root.sh" validate "${root_module}" < /dev/null',
          '  done',
        ),
        displayName: 'Validate',
      },
    ],
  };
}

/** What it is given to read was made by jobs of the same run; it has no identity at the cloud. */
function commentJob(dependsOn: readonly string[], pipelinesDir: string): Job {
  return {
    job: 'comment',
    displayName: 'Comment',
    dependsOn,
    condition: `and(not(canceled()), eq(dependencies.${SELECT.job}.result, 'Succeeded'), eq(variables['Build.Reason'], 'PullRequest'), ${IN_AZURE_REPOS}, ${NOT_A_FORK})`,
    pool: POOL,
    timeoutInMinutes: 10,
    steps: [useTemplate(pipelinesDir, 'checkout'), useTemplate(pipelinesDir, 'select-affected'), TAKE_OVER, MERGE_REPORTS, COMMENT],
  };
}

const COMMENT: BashStep = {
  bash: script(
    `reports="${ALL_REPORTS}"`,
    `cp "\${${TEMP}}/${AFFECTED_FILE}" "\${reports}"`,
    `body="\${${TEMP}}/comment.md"`,
    ...writeComment('${reports}', RUN_URL, '${SYSTEM_PULLREQUEST_SOURCECOMMITID}', '${body}'),
    'echo "##vso[task.uploadsummary]${body}"',
    'options=()',
    `${affectsRootModule(`\${reports}/${AFFECTED_FILE}`)} || options+=(--only-update)`,
    'node "${SCRIPTS}/pull-request-comment.mjs" "${body}" "${options[@]}"',
  ),
  displayName: 'Keep the comment up to date',
  env: { SYSTEM_ACCESSTOKEN: '$(System.AccessToken)' },
};
