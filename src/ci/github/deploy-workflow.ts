import type { CloudLogin } from './cloud-login';
import { kubernetesSteps } from './kubernetes-steps';
import { CHECKOUT, setupTerraform, terraformEnvironment } from './terraform-steps';
import { COMMON, Job, literal, RUNNER, script, ScriptStep, Workflow } from './workflow';
import type { DependencyGraph, EnvironmentNode, RootModuleNode } from '../dependency-graph';

/** As long as the keys of the cloud are good for: without them a later apply could not give its state back. */
const DEPLOY_TIMEOUT_MINUTES = 120;

export interface DeployWorkflowOptions {
  readonly graph: DependencyGraph;
  /** Name of the environment that is deployed. */
  readonly environment: string;
  readonly terraformVersion: string;
  readonly login: CloudLogin;
  /** Path of the script that applies one root module, relative to the repository. */
  readonly terraformRootScript: string;
  /** The branch whose pushes are deployed to environments without a predecessor. */
  readonly defaultBranch: string;
  /** Path of the workflow itself, relative to the repository. */
  readonly path: string;
}

/**
 * The workflow that brings one environment to the state of the repository; undefined when it holds nothing.
 *
 * Everything happens in one job, in order of dependency: a person who approves is asked once and for the whole
 * deployment, no later step runs after one that failed, and the kubeconfig never leaves the job.
 */
export function deployWorkflow(options: DeployWorkflowOptions): Workflow | undefined {
  const environment = options.graph.environment(options.environment);
  if (environment.rootModules.length === 0 && environment.overlay === undefined) return undefined;
  return {
    name: `Deploy ${literal(environment.name)}`,
    on: environment.promotedFrom === undefined
      ? { push: { branches: [options.defaultBranch] } }
      : { release: { types: ['released'] }, workflow_dispatch: {} },
    permissions: COMMON.permissions,
    // Never cancelled: a killed apply leaves a lock behind, and resources that no state knows.
    concurrency: { 'group': `deploy-${literal(environment.name)}`, 'cancel-in-progress': false },
    defaults: COMMON.defaults,
    env: { ...terraformEnvironment(options.terraformRootScript), ENVIRONMENT: literal(environment.name) },
    jobs: { deploy: deployJob(environment, options) },
  };
}

function deployJob(environment: EnvironmentNode, options: DeployWorkflowOptions): Job {
  const rootModules = options.graph.layers(environment.name).flat();
  return {
    'name': `Deploy ${literal(environment.name)}`,
    'runs-on': RUNNER,
    'timeout-minutes': DEPLOY_TIMEOUT_MINUTES,
    'permissions': { contents: 'read', ...options.login.permissions },
    'environment': { name: literal(environment.name) },
    'steps': [
      CHECKOUT,
      setupTerraform(options.terraformVersion),
      options.login.step(options.login.roleName('apply', literal(environment.name)), { durationSeconds: DEPLOY_TIMEOUT_MINUTES * 60 }),
      ...rootModules.map((rootModule) => applyStep(rootModule, environment.isProtected)),
      ...(environment.overlay === undefined ? [] : kubernetesSteps(environment, environment.overlay, options.path)),
    ],
  };
}

function applyStep({ name, dir }: RootModuleNode, isProtected: boolean): ScriptStep {
  const confirmation = isProtected ? ' --confirm "${ENVIRONMENT}"' : '';
  return {
    name: `Apply ${literal(name)}`,
    env: { ROOT_MODULE: literal(dir) },
    run: script(`bash "\${TERRAFORM_ROOT}" apply "\${ROOT_MODULE}"${confirmation} -- -input=false -auto-approve -lock-timeout=10m`),
  };
}
