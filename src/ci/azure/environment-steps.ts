import { useTemplate } from './common-templates';
import { literal } from './expressions';
import type { BashStep, Step } from './pipeline';
import type { EnvironmentNode } from '../dependency-graph';
import { script } from '../shell-script';

export interface ClusterStepsOptions {
  readonly pipelinesDir: string;
  /** Path of the pipeline itself, relative to the repository. */
  readonly path: string;
  readonly serviceConnection: string;
  readonly condition?: string;
  /** What is deployed: a service by its name, or all of the overlay when it is empty; each with the title of its step. */
  readonly services: ReadonlyArray<{ readonly title: string; readonly service: string }>;
}

/** The steps that bring services of an environment to the state of its overlay, once Terraform is there and logged in. */
export function clusterSteps({ rootModules, overlay, kubeconfig }: EnvironmentNode, options: ClusterStepsOptions): Step[] {
  const { pipelinesDir, path, serviceConnection, services } = options;
  const condition: Readonly<Record<string, string>> = options.condition === undefined ? {} : { condition: options.condition };
  if (overlay === undefined) return [];
  const rootModule = rootModules.find(({ name }) => name === kubeconfig?.rootModule);
  if (kubeconfig === undefined || rootModule === undefined) return [{ ...NO_CLUSTER, ...condition }];
  return [
    useTemplate(pipelinesDir, 'connect-cluster', {
      serviceConnection: literal(serviceConnection),
      rootModule: literal(rootModule.dir),
      outputs: [kubeconfig.output, kubeconfig.publicOutput].flatMap((output) => (output === undefined ? [] : literal(output))).join(' '),
      pipeline: literal(path),
      ...condition,
    }),
    ...services.map(({ title, service }) => useTemplate(pipelinesDir, 'deploy-overlay', {
      serviceConnection: literal(serviceConnection),
      title,
      overlay: literal(overlay.dir),
      namespace: literal(overlay.namespace),
      ...(service === '' ? {} : { service }),
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
