import { useTemplate } from './common-templates';
import { clusterSteps, protectionSteps } from './environment-steps';
import { id, literal, quoted, whenAlso } from './expressions';
import { servicePaths, testedPaths } from './path-filters';
import { BashStep, Pipeline, POOL, Stage, variables } from './pipeline';
import { serviceConnection } from './service-connection';
import type { Layout } from '../../estate/layout';
import { DEPLOY_TIMEOUT_MINUTES, TERRAFORM_ENVIRONMENT } from '../delivery';
import { EnvironmentNode, workloadsIn } from '../dependency-graph';
import { script } from '../shell-script';

const BUILD = 'build';
const BUILD_TIMEOUT_MINUTES = 60;

export interface ProductPipelineOptions {
  /** Names of its services. */
  readonly services: readonly string[];
  /** Where it runs, in their order. */
  readonly environments: readonly EnvironmentNode[];
  /** Lines of shell that build and test it. */
  readonly build: readonly string[];
  /** Folders that these build and test, beside those of its services. */
  readonly sources: readonly string[];
  readonly projectName: string;
  readonly layout: Layout;
  readonly defaultBranch: string;
  /** Path of the pipeline itself, relative to the repository. */
  readonly path: string;
}

/**
 * The pipeline that builds and tests a product, and brings its services to one environment after the other; undefined when it
 * runs nowhere.
 *
 * A pull request is built and tested, also one that changes nothing but sources, of which a push makes images and deploys nothing yet. What is pushed to the default branch goes on: to every environment without a predecessor,
 * and from there to those that follow, each behind the checks of the Azure DevOps environment of its name.
 */
export function productPipeline(options: ProductPipelineOptions): Pipeline | undefined {
  const { services, sources, layout, defaultBranch } = options;
  const environments = options.environments.filter((environment) => workloadsIn(environment, services).length > 0);
  if (environments.length === 0) return undefined;
  const branches = { include: [literal(defaultBranch)] };
  return {
    trigger: { batch: true, branches, paths: { include: servicePaths(services, environments, layout) } },
    pr: { branches, paths: { include: testedPaths(services, sources, environments, layout) } },
    lockBehavior: 'sequential',
    variables: variables({ ...TERRAFORM_ENVIRONMENT, DEFAULT_BRANCH: literal(defaultBranch), SCRIPTS: literal(layout.scriptsDir) }),
    stages: [buildStage(environments, options), ...environments.map((environment) => deployStage(environment, environments, options))],
  };
}

function buildStage(environments: readonly EnvironmentNode[], { services, build, layout: { pipelinesDir } }: ProductPipelineOptions): Stage {
  const overlays = [...new Set(environments.flatMap((environment) => workloadsIn(environment, services).map((service) => `${environment.overlay!.dir}/${service}`)))];
  const manifests: BashStep = {
    bash: script(
      'while read -r overlay; do',
      '  echo "${overlay}"',
      '  node "${SCRIPTS}/guarded.mjs" --out /dev/null kubectl kustomize "${overlay}" < /dev/null',
      'done <<< "${OVERLAYS}"',
    ),
    displayName: 'Build the manifests',
    env: { OVERLAYS: overlays.map(literal).join('\n') },
  };
  return {
    stage: BUILD,
    displayName: 'Build and test',
    dependsOn: [],
    jobs: [{
      job: 'build',
      displayName: 'Build and test',
      pool: POOL,
      timeoutInMinutes: BUILD_TIMEOUT_MINUTES,
      steps: [
        useTemplate(pipelinesDir, 'checkout'),
        ...(build.length > 0 ? [{ bash: script(...build), displayName: 'Build and test' }] : []),
        manifests,
      ],
    }],
  };
}

function deployStage(environment: EnvironmentNode, environments: readonly EnvironmentNode[], options: ProductPipelineOptions): Stage {
  const { services, projectName, defaultBranch, path, layout: { pipelinesDir } } = options;
  const { name, promotedFrom } = environment;
  const predecessor = environments.find((other) => other.name === promotedFrom);
  const connection = serviceConnection(projectName, 'apply', name);
  return {
    stage: stageOf(name),
    displayName: `Deploy ${literal(name)}`,
    dependsOn: [predecessor === undefined ? BUILD : stageOf(predecessor.name)],
    condition: whenAlso(`eq(variables['Build.SourceBranch'], ${quoted(`refs/heads/${defaultBranch}`)})`),
    variables: variables({ ENVIRONMENT: literal(name) }),
    jobs: [{
      deployment: stageOf(name),
      displayName: `Deploy ${literal(name)}`,
      pool: POOL,
      timeoutInMinutes: DEPLOY_TIMEOUT_MINUTES,
      environment: literal(name),
      strategy: {
        runOnce: {
          deploy: {
            steps: [
              useTemplate(pipelinesDir, 'checkout'),
              ...protectionSteps(environment),
              useTemplate(pipelinesDir, 'setup-terraform'),
              useTemplate(pipelinesDir, 'login', { serviceConnection: literal(connection) }),
              ...clusterSteps(environment, {
                pipelinesDir,
                path,
                serviceConnection: connection,
                services: workloadsIn(environment, services).map((service) => ({ title: `Deploy ${literal(service)}`, service: literal(service) })),
              }),
            ],
          },
        },
      },
    }],
  };
}

function stageOf(environment: string): string {
  return `deploy_${id(environment)}`;
}
