import type { CloudLogin } from './cloud-login';
import { cloudBaseRunSteps } from './cloudbase-run-steps';
import { kubernetesSteps } from './kubernetes-steps';
import { OUTPUTS_WORKFLOW_FILE } from './outputs-workflow';
import { promotionJob } from './promotion-job';
import { CHECKOUT_BESIDE_BRANCHES, setupTerraform } from './terraform-steps';
import { COMMON, Job, literal, RUNNER, script, ScriptStep, TEMP, Workflow } from './workflow';
import { applyDashboards, applyLayer, beginDeployment, checkProtection, DEPLOY_TIMEOUT_MINUTES, TERRAFORM_ENVIRONMENT } from '../delivery';
import type { DependencyGraph, EnvironmentNode } from '../dependency-graph';

const GITHUB_TOKEN = { GH_TOKEN: '${{ github.token }}' } as const;

export interface DeployWorkflowOptions {
  readonly graph: DependencyGraph;
  /** Name of the environment that is deployed. */
  readonly environment: string;
  readonly terraformVersion: string;
  readonly login: CloudLogin;
  /** Folder of the scripts, relative to the repository. */
  readonly scriptsDir: string;
  /** The branch that is deployed; its pushes start the deployment of environments without a predecessor. */
  readonly defaultBranch: string;
  /** Path of the workflow itself, relative to the repository. */
  readonly path: string;
  /** Whether a workflow records outputs of the environment. */
  readonly isRecorded?: boolean;
}

/**
 * The workflow that brings one environment to the state of a commit; undefined when it holds nothing.
 *
 * Everything that changes something happens in one job, in order of dependency: a person who approves is asked once and for the
 * whole deployment, no later step runs after one that failed, and the kubeconfig never leaves the job. The name of the job tells
 * which commit it deploys: to him, and to later runs, for which it is the record. So the commit is chosen by a job before it.
 */
export function deployWorkflow(options: DeployWorkflowOptions): Workflow | undefined {
  const environment = options.graph.environment(options.environment);
  if (isEmpty(environment)) return undefined;
  const successors = options.graph.environments.filter((other) => other.promotedFrom === environment.name && !isEmpty(other));
  return {
    name: `Deploy ${literal(environment.name)}`,
    on: triggers(environment, options.defaultBranch),
    permissions: COMMON.permissions,
    // Never cancelled: a killed apply leaves a lock behind, and resources that no state knows.
    concurrency: { 'group': `deploy-${literal(environment.name)}`, 'cancel-in-progress': false },
    defaults: COMMON.defaults,
    env: {
      ...TERRAFORM_ENVIRONMENT,
      DEFAULT_BRANCH: literal(options.defaultBranch),
      ENVIRONMENT: literal(environment.name),
      SCRIPTS: literal(options.scriptsDir),
    },
    jobs: {
      choose: chooseJob(environment),
      deploy: deployJob(environment, options),
      ...(successors.length > 0 && { promote: promotionJob(successors.map(({ name }) => name)) }),
      ...(options.isRecorded && { record: RECORD_JOB }),
    },
  };
}

function isEmpty({ rootModules, overlay, cloudBaseRun }: EnvironmentNode): boolean {
  return rootModules.length === 0 && overlay === undefined && cloudBaseRun === undefined;
}

function triggers({ promotedFrom }: EnvironmentNode, defaultBranch: string): Workflow['on'] {
  const part = {
    'root-module': { description: 'Deploy this root module only', type: 'string', required: false },
    'service': { description: 'Deploy this service only', type: 'string', required: false },
  };
  if (promotedFrom === undefined) return { push: { branches: [defaultBranch] }, workflow_dispatch: { inputs: part } };
  const commit = { description: `Commit to deploy; empty: the one last deployed to ${literal(promotedFrom)}`, type: 'string', required: false };
  return { workflow_dispatch: { inputs: { commit, ...part } } };
}

function deployJob(environment: EnvironmentNode, options: DeployWorkflowOptions): Job {
  const layers = options.graph.layers(environment.name).length;
  const steps = [
    CHECKOUT_BESIDE_BRANCHES,
    ...(environment.isProtected ? [CHECK_PROTECTION] : []),
    CHECKOUT_CHOSEN,
    beginStep(layers),
    { ...setupTerraform(options.terraformVersion), if: "steps.begin.outputs.affected == 'true'" },
    options.login.step(options.login.roleName('apply', literal(environment.name)), {
      durationSeconds: DEPLOY_TIMEOUT_MINUTES * 60,
      if: "steps.begin.outputs.affected == 'true'",
    }),
    ...Array.from({ length: layers }, (_, index) => applyLayerStep(index + 1)),
    ...kubernetesSteps(environment, options.login, options.path),
    ...cloudBaseRunSteps(environment),
    ...(environment.dashboards === undefined ? [] : [dashboardsStep(options.login)]),
  ];
  return {
    // Read back by deployments.mjs.
    'name': `Deploy \${{ (inputs.root-module || inputs.service) && 'a part of ' || '' }}${literal(environment.name)} at \${{ needs.choose.outputs.commit }}`,
    'needs': ['choose'],
    'runs-on': RUNNER,
    'timeout-minutes': DEPLOY_TIMEOUT_MINUTES,
    'permissions': { contents: 'read', actions: 'read', ...options.login.permissions },
    'environment': { name: literal(environment.name) },
    'outputs': { whole: '${{ steps.begin.outputs.whole }}', ...(options.isRecorded && { outputs: '${{ steps.begin.outputs.outputs }}' }) },
    'steps': steps,
  };
}

/** Starts what records outputs, where something was applied that these are of, however far it came. */
const RECORD_JOB: Job = {
  'name': 'Record outputs',
  'needs': ['deploy'],
  'if': "!cancelled() && needs.deploy.outputs.outputs == 'true'",
  'runs-on': RUNNER,
  'timeout-minutes': 5,
  'permissions': { actions: 'write' },
  'steps': [{
    name: 'Start the workflow that records them',
    env: { ...GITHUB_TOKEN, WORKFLOW: OUTPUTS_WORKFLOW_FILE },
    run: script(
      'jq --null-input \'{ ref: env.DEFAULT_BRANCH }\' |',
      '  gh api --method POST "repos/${GITHUB_REPOSITORY}/actions/workflows/${WORKFLOW}/dispatches" --input -',
    ),
  }],
};

/** Before anything else: an environment that nobody protected would let in every branch, and wait for nobody. */
const CHECK_PROTECTION: ScriptStep = {
  name: 'Check the protection of the environment',
  env: GITHUB_TOKEN,
  run: script(...checkProtection(TEMP)),
};

/** Chooses what is deployed: the commit of the run, or for a promotion one that ran in the predecessor. It has no identity at the cloud. */
function chooseJob(environment: EnvironmentNode): Job {
  return {
    'name': 'Choose the commit',
    'runs-on': RUNNER,
    'timeout-minutes': 10,
    'permissions': { contents: 'read', ...(environment.promotedFrom !== undefined && { actions: 'read' }) },
    'outputs': { commit: '${{ steps.choose.outputs.commit }}' },
    'steps': [CHECKOUT_BESIDE_BRANCHES, chooseStep(environment)],
  };
}

function chooseStep({ promotedFrom }: EnvironmentNode): ScriptStep {
  return {
    name: 'Choose the commit',
    id: 'choose',
    ...(promotedFrom !== undefined && { env: { ...GITHUB_TOKEN, COMMIT: '${{ inputs.commit }}', PREDECESSOR: literal(promotedFrom) } }),
    run: script(
      'arguments=(--environment "${ENVIRONMENT}" --default-branch "${DEFAULT_BRANCH}")',
      ...(promotedFrom === undefined ? [] : ['arguments+=(--predecessor "${PREDECESSOR}" --commit "${COMMIT}")']),
      'commit="$(node "${SCRIPTS}/deployment.mjs" commit "${arguments[@]}")"',
      'echo "commit=${commit}" >> "${GITHUB_OUTPUT}"',
    ),
  };
}

const CHECKOUT_CHOSEN: ScriptStep = {
  name: 'Check out the commit',
  env: { COMMIT: '${{ needs.choose.outputs.commit }}' },
  run: script('git checkout --quiet --detach "${COMMIT}"'),
};

/** Selects what is deployed. */
function beginStep(layers: number): ScriptStep {
  return {
    name: 'Select what is affected',
    id: 'begin',
    env: { ...GITHUB_TOKEN, LAYERS: String(layers), ROOT_MODULE: '${{ inputs.root-module }}', SERVICE: '${{ inputs.service }}' },
    run: script(...beginDeployment(TEMP)),
  };
}

function applyLayerStep(layer: number): ScriptStep {
  return {
    name: `Apply layer ${layer}`,
    if: `steps.begin.outputs.layer-${layer} == 'true'`,
    env: { LAYER: String(layer) },
    run: script(...applyLayer(TEMP)),
  };
}

/** The last one: nothing depends on dashboards. */
function dashboardsStep({ dashboardsScript }: CloudLogin): ScriptStep {
  return { name: 'Bring the dashboards to Grafana', if: "steps.begin.outputs.dashboards == 'true'", run: script(...applyDashboards(dashboardsScript)) };
}
