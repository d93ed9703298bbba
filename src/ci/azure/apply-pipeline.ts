import { applyPipelineName, applyPipelinePath } from './apply-pipeline-file';
import { AS_SERVICE_CONNECTION, useTemplate } from './common-templates';
import { clusterSteps, protectionSteps } from './environment-steps';
import { id, isOutput, literal, whenAlso } from './expressions';
import { environmentFilter } from './path-filters';
import { BashStep, DeploymentJob, Parameter, Pipeline, POOL, TaskStep, TEMP, TemplateStep, variables } from './pipeline';
import { ACCESS_TOKEN, CLOUD_ENVIRONMENT, serviceConnection } from './service-connection';
import type { Layout } from '../../estate/layout';
import { applyApplications, applyDashboards, beginDeployment, DEPLOY_TIMEOUT_MINUTES, ROLLOUT_TIMEOUT_SECONDS, TERRAFORM_ENVIRONMENT } from '../delivery';
import type { DependencyGraph, EnvironmentNode } from '../dependency-graph';
import { script } from '../shell-script';

export interface ApplyPipelineOptions {
  readonly graph: DependencyGraph;
  /** Name of the environment that is applied. */
  readonly environment: string;
  readonly projectName: string;
  readonly layout: Layout;
  /** The branch that is deployed. */
  readonly defaultBranch: string;
}

/** Stands for everything, where a part can be chosen; no label has brackets. */
const ALL = '(all)';

/** The tag of a run that deploys a whole commit, as the scripts set it. It starts the pipelines that follow, and proves nothing to them. */
const WHOLE = 'whole';

/**
 * The pipeline that brings one environment to the state of a commit; undefined when it holds nothing.
 *
 * Everything happens in one job, in order of dependency: whoever approves is asked once and for the whole deployment, and no
 * later step runs after one that failed. The commit is that of the run, so that the list of runs is the record of what was
 * deployed. An environment without a predecessor follows the pushes to its folders, another the runs of its predecessor.
 */
export function applyPipeline(options: ApplyPipelineOptions): Pipeline | undefined {
  const { graph, layout, defaultBranch } = options;
  const environment = graph.environment(options.environment);
  if (environment.rootModules.length === 0 && environment.overlay === undefined) return undefined;
  return {
    ...triggers(environment, options),
    lockBehavior: 'sequential',
    parameters: parameters(environment),
    variables: variables({
      ...TERRAFORM_ENVIRONMENT,
      DEFAULT_BRANCH: literal(defaultBranch),
      ENVIRONMENT: literal(environment.name),
      PIPELINES: literal(layout.pipelinesDir),
      SCRIPTS: literal(layout.scriptsDir),
    }),
    jobs: [applyJob(environment, options)],
  };
}

function triggers(environment: EnvironmentNode, { layout, defaultBranch }: ApplyPipelineOptions): Pick<Pipeline, 'trigger' | 'pr' | 'resources'> {
  const branches = { include: [literal(defaultBranch)] };
  const { promotedFrom } = environment;
  if (promotedFrom === undefined) {
    return { trigger: { batch: true, branches, paths: environmentFilter(environment, layout) }, pr: 'none' };
  }
  const source = literal(applyPipelineName(promotedFrom));
  return { trigger: 'none', pr: 'none', resources: { pipelines: [{ pipeline: 'predecessor', source, trigger: { branches, tags: [WHOLE] } }] } };
}

/** What can be chosen when a run is started by hand. Only these values are accepted. */
function parameters({ rootModules, overlay }: EnvironmentNode): Parameter[] {
  const choice = (name: string, displayName: string, values: readonly string[]): Parameter[] =>
    (values.length === 0 ? [] : [{ name, displayName, type: 'string', default: ALL, values: [ALL, ...values.map(literal)] }]);
  return [
    ...choice('rootModule', 'Deploy this root module only', rootModules.map(({ name }) => name)),
    ...choice('service', 'Deploy this service only', overlay?.workloads ?? []),
  ];
}

function applyJob(environment: EnvironmentNode, { graph, projectName, layout: { pipelinesDir } }: ApplyPipelineOptions): DeploymentJob {
  const { name, promotedFrom, rootModules, overlay, applications = [] } = environment;
  const layers = graph.layers(name).length;
  const isAffected = whenAlso(isOutput('begin', 'affected'));
  const connection = literal(serviceConnection(projectName, 'apply', name));
  const steps = [
    useTemplate(pipelinesDir, 'checkout'),
    ...protectionSteps(environment),
    checkCommitStep(promotedFrom),
    beginStep(layers, { rootModule: rootModules.length > 0, service: (overlay?.workloads.length ?? 0) > 0 }),
    useTemplate(pipelinesDir, 'setup-terraform', { condition: isAffected }),
    useTemplate(pipelinesDir, 'login', { serviceConnection: connection, condition: isAffected }),
    ...Array.from({ length: layers }, (_, index) => applyLayerStep(pipelinesDir, String(index + 1))),
    ...clusterSteps(environment, {
      pipelinesDir,
      path: applyPipelinePath(pipelinesDir, name),
      serviceConnection: serviceConnection(projectName, 'apply', name),
      condition: whenAlso(isOutput('begin', 'overlay')),
      connectCondition: applications.length === 0 ? undefined : whenAlso(`or(${isOutput('begin', 'overlay')}, ${isOutput('begin', 'applications')})`),
      first: applications.length === 0 ? [] : [APPLICATIONS],
      services: [{ title: 'Deploy the overlay', service: overlay?.workloads.length ? chosen('service') : '' }],
    }),
    ...(environment.dashboards === undefined ? [] : [dashboardsStep(connection)]),
  ];
  return {
    deployment: `apply_${id(name)}`,
    displayName: `Apply ${literal(name)}`,
    pool: POOL,
    timeoutInMinutes: DEPLOY_TIMEOUT_MINUTES,
    environment: literal(name),
    strategy: { runOnce: { deploy: { steps } } },
  };
}

/** Refuses a commit that is not merged, or did not run in the predecessor. */
function checkCommitStep(promotedFrom: string | undefined): BashStep {
  return {
    bash: script(
      'arguments=(--environment "${ENVIRONMENT}" --default-branch "${DEFAULT_BRANCH}" --commit "${BUILD_SOURCEVERSION}")',
      ...(promotedFrom === undefined ? [] : ['arguments+=(--predecessor "${PREDECESSOR}")']),
      'node "${SCRIPTS}/deployment.mjs" commit "${arguments[@]}"',
    ),
    displayName: 'Check the commit',
    ...(promotedFrom !== undefined && { env: { PREDECESSOR: literal(promotedFrom), ...ACCESS_TOKEN } }),
  };
}

/** Selects what is deployed. Its name tells what was chosen, for later runs, which read it back in deployments.mjs. */
function beginStep(layers: number, can: { readonly rootModule: boolean; readonly service: boolean }): BashStep {
  const parameterNames = [...(can.rootModule ? ['rootModule'] : []), ...(can.service ? ['service'] : [])];
  return {
    bash: script(...beginDeployment(TEMP)),
    name: 'begin',
    displayName: `Select what is affected: ${parameterNames.map((name) => `\${{ parameters.${name} }}`).join(', ') || ALL}`,
    env: {
      LAYERS: String(layers),
      ROOT_MODULE: can.rootModule ? chosen('rootModule') : '',
      SERVICE: can.service ? chosen('service') : '',
      ...ACCESS_TOKEN,
    },
  };
}

const APPLICATIONS: BashStep = {
  bash: script(...applyApplications(TEMP)),
  displayName: 'Deploy the applications',
  condition: whenAlso(isOutput('begin', 'applications')),
  env: { TIMEOUT_SECONDS: String(ROLLOUT_TIMEOUT_SECONDS), ...CLOUD_ENVIRONMENT },
};

/** The last one: nothing depends on dashboards. */
function dashboardsStep(azureSubscription: string): TaskStep {
  return {
    task: 'AzureCLI@2',
    displayName: 'Bring the dashboards to Grafana',
    condition: whenAlso(isOutput('begin', 'dashboards')),
    inputs: { ...AS_SERVICE_CONNECTION, azureSubscription, inlineScript: script(...applyDashboards('azure-dashboards.mjs')) },
    env: CLOUD_ENVIRONMENT,
  };
}

/** The value of a parameter; empty when it is not restricted. */
function chosen(parameter: string): string {
  return `\${{ replace(parameters.${parameter}, '${ALL}', '') }}`;
}

function applyLayerStep(pipelinesDir: string, layer: string): TemplateStep {
  return useTemplate(pipelinesDir, 'apply-layer', { layer, condition: whenAlso(isOutput('begin', `layer-${layer}`)) });
}
