import { AFFECTED_FILE, BASE_DIR, useTemplate } from './common-templates';
import { id, IS_FORK, literal } from './expressions';
import { BashStep, Job, Pipeline, POOL, PublishStep, Stage, Step, TEMP, variables } from './pipeline';
import { ALL_REPORTS, MERGE_REPORTS, newest, PLAN_JOB_TIMEOUT_MINUTES, PlanningPipelineOptions, RUN_URL, TAKE_OVER } from './planning-pipeline';
import { serviceConnection } from './service-connection';
import { isWorthComment, CHECK_FORMAT, MOCK_VALUES, TERRAFORM_ENVIRONMENT, TEST_POLICIES, writeComment } from '../delivery';
import type { EnvironmentNode } from '../dependency-graph';
import { script } from '../shell-script';
import { UNPLANNED } from '../unplanned';

/**
 * The pipeline that plans on a pull request the root modules that it affects; undefined when the estate has none.
 *
 * It takes no state lock and logs in as an identity that may only read, so that it can neither block nor change
 * anything. Pull requests from forks are validated but not planned: they get no identity. An environment has one job, because
 * a service connection has to be known before the run starts, and jobs at a time are few. A protected environment has a stage of its
 * own: the reviewers of its service connection are asked before the stage begins, and only when the pull request affects it.
 *
 * In a job that is somebody nothing runs that the pull request could have changed, but Terraform and this file: the selection comes from
 * a job that is nobody, the scripts from the default branch.
 */
export function terraformPlanPipeline(options: PlanningPipelineOptions): Pipeline | undefined {
  const { graph, layout, defaultBranch } = options;
  const environments = graph.environments.filter(({ rootModules }) => rootModules.length > 0);
  if (environments.length === 0) return undefined;
  const free = environments.filter(({ isProtected }) => !isProtected);
  const guarded = environments.filter(({ isProtected }) => isProtected).map((environment) => guardedStage(environment, options));
  const first = [SELECT.stage, ...(free.length === 0 ? [] : [PLAN_STAGE])];
  return {
    trigger: 'none',
    pr: { branches: { include: [literal(defaultBranch)] } },
    variables: variables({ ...TERRAFORM_ENVIRONMENT, ...MOCK_VALUES, DEFAULT_BRANCH: literal(defaultBranch), SCRIPTS: literal(layout.scriptsDir) }),
    stages: [
      checkStage(options),
      selectStage(options),
      ...(free.length === 0 ? [] : [freeStage(free, options)]),
      ...guarded,
      validateStage(options),
      commentStage('comment', 'Comment', first, options, environments.filter(({ isProtected }) => isProtected)),
      ...(guarded.length === 0 ? [] : [commentAgainStage([...first, ...guarded.map(({ stage }) => stage)], guarded, options)]),
    ],
  };
}

/** The stage and its job that find what is affected, and the steps that say so to the others. */
const SELECT = { stage: 'select', job: 'select', environments: 'affected', scripts: 'base' } as const;

/** The stage of the environments whose plans nobody has to let in. */
const PLAN_STAGE = 'plan';

const NOT_A_FORK = `not(${IS_FORK})`;
/** Where the pull request is; one on GitHub is commented on by nobody. */
const IN_AZURE_REPOS = "eq(variables['Build.Repository.Provider'], 'TfsGit')";

/** Whether the default branch has scripts that may run beside an identity, as a condition of a stage: not yet on the first pull request. */
const HAS_SCRIPTS = `eq(dependencies.${SELECT.stage}.outputs['${SELECT.job}.${SELECT.scripts}.scripts'], 'true')`;

/** Where a job that has an identity finds the scripts. */
const TRUSTED_SCRIPTS = `$(Agent.TempDirectory)/${BASE_DIR}/$(SCRIPTS)`;

function checkStage({ policiesDir, layout: { pipelinesDir } }: PlanningPipelineOptions): Stage {
  const policies = policiesDir === undefined ? [] : [policiesJob(policiesDir, pipelinesDir)];
  return { stage: 'check', displayName: 'Check', dependsOn: [], jobs: [formatJob(pipelinesDir), ...policies] };
}

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

function selectStage({ layout: { pipelinesDir } }: PlanningPipelineOptions): Stage {
  return {
    stage: SELECT.stage,
    displayName: 'Select',
    dependsOn: [],
    jobs: [{
      job: SELECT.job,
      displayName: 'Select the affected root modules',
      pool: POOL,
      timeoutInMinutes: 10,
      steps: [useTemplate(pipelinesDir, 'checkout'), useTemplate(pipelinesDir, 'select-affected'), DECIDE, NAME_ENVIRONMENTS, HAND_OVER_SELECTION],
    }],
  };
}

const NAME_ENVIRONMENTS: BashStep = {
  bash: script(
    `jq --raw-output '[.rootModules[] | select(.reason | not) | .environment] | unique[] | gsub("[^A-Za-z0-9_]"; "_")' "\${${TEMP}}/${AFFECTED_FILE}" |`,
    '  while read -r environment; do',
    '    echo "##vso[task.setvariable variable=${environment};isOutput=true]true"',
    '  done',
  ),
  name: SELECT.environments,
  displayName: 'Name the environments',
};

/** Gives each root module that is not planned its reason: the one place that decides it. */
const DECIDE: BashStep = {
  bash: script(
    'if git cat-file -e "origin/${DEFAULT_BRANCH}:${SCRIPTS}/plan-root-modules.mjs" 2> /dev/null; then found=true; else found=false; fi',
    'echo "##vso[task.setvariable variable=scripts;isOutput=true]${found}"',
    `affected="\${${TEMP}}/${AFFECTED_FILE}"`,
    'HAS_SCRIPTS="${found}" jq \'',
    '  def reason:',
    `    if env.SYSTEM_PULLREQUEST_ISFORK == "True" then "${UNPLANNED.fork}"`,
    `    elif .plannedAtDeployment then "${UNPLANNED.credentials}"`,
    `    elif env.HAS_SCRIPTS != "true" then "${UNPLANNED.scripts}"`,
    '    else null end;',
    '  .rootModules |= map(reason as $reason | if $reason then . + {$reason} else . end)',
    '\' "${affected}" > "${affected}.decided"',
    'mv -- "${affected}.decided" "${affected}"',
    'echo "##vso[task.setvariable variable=validates;isOutput=true]$(jq \'any(.rootModules[]; .reason)\' "${affected}")"',
  ),
  name: SELECT.scripts,
  displayName: 'Decide what is planned',
};

/** An artifact cannot be replaced, so that of a second attempt has another name. */
const HAND_OVER_SELECTION: PublishStep = {
  publish: `$(Agent.TempDirectory)/${AFFECTED_FILE}`,
  artifact: 'selection-$(System.JobAttempt)',
  displayName: 'Hand over the selection',
};

/** What a job reads of the selection is data: it runs nothing of the branch to have it. */
const TAKE_SELECTION: BashStep = {
  bash: script(`cp "${newest(`*/selection-*/${AFFECTED_FILE}`)}" "\${${TEMP}}/${AFFECTED_FILE}"`),
  displayName: 'Take the selection',
};

/** What the plan step reads, in the temporary folder of the job. */
const PLANNED_FILE = 'planned.json';

const LEAVE_OUT: BashStep = {
  bash: script(`jq '.rootModules |= map(select(.reason | not))' "\${${TEMP}}/${AFFECTED_FILE}" > "\${${TEMP}}/${PLANNED_FILE}"`),
  displayName: 'Leave out what is only validated',
};

function freeStage(environments: readonly EnvironmentNode[], options: PlanningPipelineOptions): Stage {
  const affected = (name: string) => `eq(stageDependencies.${SELECT.stage}.${SELECT.job}.outputs['${SELECT.environments}.${id(name)}'], 'true')`;
  return {
    stage: PLAN_STAGE,
    displayName: 'Plan',
    dependsOn: [SELECT.stage],
    condition: `and(succeeded(), ${HAS_SCRIPTS}, ${NOT_A_FORK})`,
    jobs: environments.map(({ name }) => ({ ...planJob(name, options), condition: affected(name) })),
  };
}

function guardedStage({ name }: EnvironmentNode, options: PlanningPipelineOptions): Stage {
  const affected = `eq(dependencies.${SELECT.stage}.outputs['${SELECT.job}.${SELECT.environments}.${id(name)}'], 'true')`;
  return {
    stage: `plan_${id(name)}`,
    displayName: `Plan ${literal(name)}`,
    dependsOn: [SELECT.stage],
    condition: `and(succeeded(), ${affected}, ${HAS_SCRIPTS}, ${NOT_A_FORK})`,
    jobs: [planJob(name, options)],
  };
}

function planJob(environment: string, { projectName, policiesDir, layout: { pipelinesDir } }: PlanningPipelineOptions): Job {
  return {
    job: `plan_${id(environment)}`,
    displayName: `Plan ${literal(environment)}`,
    pool: POOL,
    timeoutInMinutes: PLAN_JOB_TIMEOUT_MINUTES,
    steps: [
      ...trustedSteps(pipelinesDir),
      LEAVE_OUT,
      useTemplate(pipelinesDir, 'setup-terraform'),
      useTemplate(pipelinesDir, 'login', { serviceConnection: literal(serviceConnection(projectName, 'plan', environment)) }),
      useTemplate(pipelinesDir, 'plan', {
        environment: literal(environment),
        selection: `$(Agent.TempDirectory)/${PLANNED_FILE}`,
        scripts: TRUSTED_SCRIPTS,
        ...(policiesDir !== undefined && { policies: literal(policiesDir) }),
      }),
    ],
  };
}

/** Beside an identity, or a token that writes. */
function trustedSteps(pipelinesDir: string): Step[] {
  return [useTemplate(pipelinesDir, 'checkout'), useTemplate(pipelinesDir, 'base-scripts'), TAKE_OVER, TAKE_SELECTION];
}

/** All that can be done for somebody who is let in nowhere, and for what nobody may read before it is merged. */
function validateStage({ layout: { pipelinesDir } }: PlanningPipelineOptions): Stage {
  return {
    stage: 'validate',
    displayName: 'Validate only',
    dependsOn: [SELECT.stage],
    condition: `and(succeeded(), eq(dependencies.${SELECT.stage}.outputs['${SELECT.job}.${SELECT.scripts}.validates'], 'true'))`,
    jobs: [{
      job: 'validate',
      displayName: 'Validate only, without an identity',
      pool: POOL,
      timeoutInMinutes: PLAN_JOB_TIMEOUT_MINUTES,
      steps: [
        useTemplate(pipelinesDir, 'checkout'),
        TAKE_OVER,
        TAKE_SELECTION,
        useTemplate(pipelinesDir, 'setup-terraform'),
        {
          bash: script(
            `jq --raw-output '.rootModules[] | select(.reason) | [.dir, .reason] | @tsv' "\${${TEMP}}/${AFFECTED_FILE}" |`,
            "  while IFS=$'\\t' read -r root_module reason; do",
            '    node "${SCRIPTS}/guarded.mjs" bash "${SCRIPTS}/terraform-root.sh" validate "${root_module}" < /dev/null',
            '    node "${SCRIPTS}/tell.mjs" notice "${root_module}" "Validated, not planned: ${reason}." < /dev/null',
            '  done',
          ),
          displayName: 'Validate',
        },
      ],
    }],
  };
}

/**
 * What it is given to read was made by jobs of the same run; it has no identity at the cloud. It comments whatever became of the plans,
 * before anybody has let in those that need it.
 * @param waiting environments whose plans a reviewer may still have to let in
 */
function commentStage(
  stage: string, displayName: string, dependsOn: readonly string[], { layout: { pipelinesDir } }: PlanningPipelineOptions,
  waiting: readonly EnvironmentNode[], ...conditions: readonly string[]
): Stage {
  const isComplete = `eq(dependencies.${SELECT.stage}.result, 'Succeeded')`;
  const all = ['not(canceled())', isComplete, HAS_SCRIPTS, "eq(variables['Build.Reason'], 'PullRequest')", IN_AZURE_REPOS, NOT_A_FORK, ...conditions];
  return {
    stage,
    displayName,
    dependsOn,
    condition: `and(${all.join(', ')})`,
    jobs: [{
      job: stage,
      displayName,
      pool: POOL,
      timeoutInMinutes: 10,
      steps: [...trustedSteps(pipelinesDir), MERGE_REPORTS, commentStep(waiting.map(({ name }) => name))],
    }],
  };
}

/** Once the reviewers have looked. */
function commentAgainStage(dependsOn: readonly string[], guarded: readonly Stage[], options: PlanningPipelineOptions): Stage {
  const wasAsked = guarded.map(({ stage }) => `ne(dependencies.${stage}.result, 'Skipped')`);
  const condition = wasAsked.length === 1 ? wasAsked[0] : `or(${wasAsked.join(', ')})`;
  return commentStage('comment_again', 'Comment on what a reviewer let in', [...dependsOn, 'comment'], options, [], condition);
}

/** In the folder of the scripts of the base, because the comment tells where they lie. */
function commentStep(waiting: readonly string[]): BashStep {
  return {
    bash: script(
      `cd "\${${TEMP}}/${BASE_DIR}"`,
      `reports="${ALL_REPORTS}"`,
      `cp "\${${TEMP}}/${AFFECTED_FILE}" "\${reports}"`,
      `body="\${${TEMP}}/comment.md"`,
      ...writeComment('${reports}', RUN_URL, '${SYSTEM_PULLREQUEST_SOURCECOMMITID}', '${body}'),
      'echo "##vso[task.uploadsummary]${body}"',
      'options=()',
      `${isWorthComment(`\${reports}/${AFFECTED_FILE}`)} || options+=(--only-update)`,
      'node "${SCRIPTS}/pull-request-comment.mjs" "${body}" "${options[@]}"',
    ),
    displayName: 'Keep the comment up to date',
    env: { ...(waiting.length > 0 && { WAITING: literal(JSON.stringify(waiting)) }), SYSTEM_ACCESSTOKEN: '$(System.AccessToken)' },
  };
}
