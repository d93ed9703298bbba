import { useTemplate } from './common-templates';
import { literal } from './expressions';
import { BashStep, Step, TEMP } from './pipeline';
import { ACCESS_TOKEN } from './service-connection';
import { checkProtection } from '../delivery';
import type { EnvironmentNode } from '../dependency-graph';
import { script } from '../shell-script';

export interface ClusterStepsOptions {
  readonly pipelinesDir: string;
  /** Path of the pipeline itself, relative to the repository. */
  readonly path: string;
  readonly serviceConnection: string;
  readonly condition?: string;
  /** What goes before the services. */
  readonly first?: readonly Step[];
  /** Whether there is anything to do in the cluster at all; left out: the condition of the services. */
  readonly connectCondition?: string;
  /** What is deployed: a service by its name, or all of the overlay when it is empty; each with the title of its step. */
  readonly services: ReadonlyArray<{ readonly title: string; readonly service: string }>;
}

/**
 * The step that refuses a deployment to an environment which is not protected as declared; none where it is not protected. The checks
 * of the resources are what holds a branch back: this one says when they are not there.
 */
export function protectionSteps({ isProtected }: EnvironmentNode): BashStep[] {
  return isProtected ? [{ bash: script(...checkProtection(TEMP)), displayName: 'Check the protection of the environment', env: ACCESS_TOKEN }] : [];
}

/** The steps that bring services of an environment to the state of its overlay, once Terraform is there and logged in. */
export function clusterSteps({ rootModules, overlay, kubeconfig }: EnvironmentNode, options: ClusterStepsOptions): Step[] {
  const { pipelinesDir, path, serviceConnection, services, first = [] } = options;
  const when = (text?: string): Readonly<Record<string, string>> => (text === undefined ? {} : { condition: text });
  const condition = when(options.condition);
  if (overlay === undefined && first.length === 0) return [];
  const rootModule = rootModules.find(({ name }) => name === kubeconfig?.rootModule);
  if (kubeconfig === undefined || rootModule === undefined) return [{ ...NO_CLUSTER, ...condition }];
  return [
    useTemplate(pipelinesDir, 'connect-cluster', {
      serviceConnection: literal(serviceConnection),
      rootModule: literal(rootModule.dir),
      outputs: [kubeconfig.output, kubeconfig.publicOutput].flatMap((output) => (output === undefined ? [] : literal(output))).join(' '),
      pipeline: literal(path),
      ...when(options.connectCondition ?? options.condition),
    }),
    ...first,
    ...(overlay === undefined ? [] : services).map(({ title, service }) => useTemplate(pipelinesDir, 'deploy-overlay', {
      title,
      overlay: literal(overlay!.dir),
      namespace: literal(overlay!.namespace),
      ...(service === '' ? {} : { service }),
      ...(overlay!.prunes && { prune: 'true' }),
      ...condition,
    })),
  ];
}

/** Fails rather than leaves out the workloads in silence. */
const NO_CLUSTER: BashStep = {
  bash: script(
    'echo "##vso[task.logissue type=error]No cluster: environment ${ENVIRONMENT} has services, but no root module of it makes a cluster to run them on. Declare one in .projenrc.ts."',
    'exit 1',
  ),
  displayName: 'Connect to the cluster',
};
