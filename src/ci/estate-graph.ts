import { ApplicationNode, DashboardsNode, DependencyGraph, EnvironmentNode, KubeconfigOutput, RootModuleNode } from './dependency-graph';
import type { Application } from '../applications/application';
import { rootModulesReadBy } from '../applications/application-outputs';
import type { Environment } from '../estate/environment';
import { Estate } from '../estate/estate';
import { cloudOf } from '../estate/estate-facts';
import { GRAFANA_CALL, MONITORING_ROOT_MODULE } from '../estate/monitoring';
import { cloudBaseRunServicesIn, outputReadersOf } from '../kubernetes/cloudbase-run/cloudbase-run-places';
import { outputReaders } from '../kubernetes/output-readers';
import type { WorkloadRegistry } from '../kubernetes/workloads/workload-registry';
import { clusterCall } from '../terraform/declare/cluster-call';
import type { RootModule } from '../terraform/declare/root-module';
import { callOutputNames } from '../terraform/declare/root-module-outputs';
import type { ResolvedRootModule } from '../terraform/resolve/resolved-root-module';

/** The dependency graph of an estate, from what the Terraform and the Kubernetes side know of themselves. */
export function estateGraph(
  estate: Estate,
  { resolved, rootModules, workloads, applications }: {
    readonly resolved: readonly ResolvedRootModule[];
    readonly rootModules: readonly RootModule[];
    readonly workloads: WorkloadRegistry;
    readonly applications: readonly Application[];
  },
): DependencyGraph {
  const byEnvironment = new Map<string, ResolvedRootModule[]>(estate.environments.map(({ name }) => [name, []]));
  for (const root of resolved) byEnvironment.get(root.environment)?.push(root);
  return new DependencyGraph(estate.environments.map((environment): EnvironmentNode => {
    const dashboards = dashboardsNode(estate, environment, rootModules);
    return {
      name: environment.name,
      shortName: environment.shortName,
      sovereignCloud: cloudOf(estate.facts, environment)._supplier.sovereignty,
      promotedFrom: environment.promotedFrom?.name,
      isProtected: environment.isProtected,
      rootModules: (byEnvironment.get(environment.name) ?? []).map((root) => rootModuleNode(root, dashboards)),
      overlay: overlayNode(estate, environment, workloads),
      cloudBaseRun: cloudBaseRunNode(estate, environment, workloads),
      kubeconfig: kubeconfigOutput(estate, environment, rootModules),
      dashboards,
      applications: kubeconfigOutput(estate, environment, rootModules) && applicationNodes(environment, applications),
    };
  }));
}

function rootModuleNode(
  { name, dir, dependsOn, moduleDirs, files, readAsFiles, linked, mocks, plannedAtDeployment, providers }: ResolvedRootModule,
  dashboards: DashboardsNode | undefined,
): RootModuleNode {
  return {
    name,
    dir,
    dependsOn,
    moduleDirs,
    // The deployment of the root module brings them.
    files: name === dashboards?.rootModule ? [...files, dashboards.dir].sort() : files,
    readAsFiles,
    linked,
    // No pull request plans what is planned at its deployment.
    ...(plannedAtDeployment ? { plannedAtDeployment } : { mocks }),
    providers: providers.map(({ source, version }) => `${source} ${version}`),
  };
}

function overlayNode(estate: Estate, environment: Environment, registry: WorkloadRegistry): EnvironmentNode['overlay'] {
  const workloads = registry.allIn(environment);
  if (workloads.length === 0) return undefined;
  const { layout } = estate.facts;
  const reads = outputReaders(environment, registry);
  return {
    dir: layout.environmentOverlayDir(environment.overlay),
    namespace: environment.namespace,
    workloads: workloads.map(({ name }) => name),
    prunes: environment.prunes,
    ...(Object.keys(reads).length > 0 && { reads }),
  };
}

function cloudBaseRunNode({ facts }: Estate, environment: Environment, registry: WorkloadRegistry): EnvironmentNode['cloudBaseRun'] {
  const services = cloudBaseRunServicesIn(registry, facts, environment);
  if (services.length === 0) return undefined;
  const reads = outputReadersOf(services);
  return {
    dir: facts.layout.cloudBaseRunDir(environment.name),
    services: services.map(({ service }) => service),
    ...(Object.keys(reads).length > 0 && { reads }),
  };
}

function applicationNodes(environment: Environment, applications: readonly Application[]): ApplicationNode[] {
  return applications.filter((application) => application._isIn(environment))
    .map((application) => {
      const reads = rootModulesReadBy(application);
      return { name: application.name, dirs: [application.directory, ...application._followers], ...(reads.length > 0 && { reads }) };
    });
}

/** The Grafana of the root module that the choice of monitoring makes. */
function dashboardsNode({ facts }: Estate, environment: Environment, rootModules: readonly RootModule[]): EnvironmentNode['dashboards'] {
  const rootModule = rootModules.find(({ name }) => name === MONITORING_ROOT_MODULE);
  const isMade = rootModule?._callsIn(environment).some(({ callId }) => callId === GRAFANA_CALL);
  if (!facts.monitoring._includesGrafana || rootModule === undefined || !isMade) return undefined;
  const names = callOutputNames(rootModule);
  const address = names.get(`${GRAFANA_CALL}.endpoint`);
  return address === undefined ? undefined : {
    dir: facts.layout.dashboardsDir,
    folder: facts.projectName,
    rootModule: rootModule.name,
    address,
    password: names.get(`${GRAFANA_CALL}.admin_password`),
  };
}

/** Whether a root module of the environment makes a cluster, or stands for one, as far as is declared. */
export function hasCluster(estate: Estate, environment: Environment, rootModules: readonly RootModule[]): boolean {
  return kubeconfigOutput(estate, environment, rootModules) !== undefined;
}

/** Where the root module of the cluster says how it is reached. */
function kubeconfigOutput(estate: Estate, environment: Environment, rootModules: readonly RootModule[]): KubeconfigOutput | undefined {
  const { kubeconfigOutput: privateName, publicKubeconfigOutput: publicName } = estate.facts.cloud._supplier.clusterModule;
  const call = clusterCall(environment, rootModules);
  const names = call && callOutputNames(call.rootModule);
  const output = names?.get(`${call!.callId}.${privateName}`);
  return output === undefined ? undefined : { rootModule: call!.rootModule.name, output, publicOutput: names!.get(`${call!.callId}.${publicName}`) };
}
