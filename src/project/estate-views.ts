import type { IConstruct } from 'constructs';
import type { EstateAccess } from '../access/estate-access';
import { APPLICATIONS } from '../applications/application';
import type { DependencyGraph } from '../ci/dependency-graph';
import { estateGraph } from '../ci/estate-graph';
import type { PolicyFolders } from '../ci/policy-folders';
import { Estate } from '../estate/estate';
import type { GrantedWorkloads } from '../identity/granted-workloads';
import type { WatchedWorkload } from '../kubernetes/watch/watched-workload';
import { isIn } from '../kubernetes/workloads/declarations';
import type { ResolvedWorkload } from '../kubernetes/workloads/resolved-workload';
import { WorkloadRegistry } from '../kubernetes/workloads/workload-registry';
import type { RoleCluster } from '../operations/bootstrap-script';
import type { OperatedEstate } from '../operations/operations';
import { planPoliciesDir, POLICIES } from '../policies/policy';
import { clusterCall } from '../terraform/declare/cluster-call';
import { ROOT_MODULES } from '../terraform/declare/root-module';
import { callOutputNames } from '../terraform/declare/root-module-outputs';
import type { ResolvedRootModule } from '../terraform/resolve/resolved-root-module';
import type { TerraformFiles } from '../terraform/terraform-files';

/** One estate as each room sees it: what it has to know of the others, as it is when it asks. */
export class EstateViews {
  private readonly knownWatched = new Map<ResolvedWorkload, { readonly version: number; readonly watched: WatchedWorkload }>();
  private knownGraph?: { readonly resolved: readonly ResolvedRootModule[]; readonly graph: DependencyGraph };

  private readonly estate: Estate;

  constructor(
    private readonly scope: IConstruct,
    private readonly terraform: TerraformFiles,
    private readonly access: EstateAccess,
    private readonly granted: GrantedWorkloads,
  ) {
    this.estate = Estate.of(scope);
  }

  /** What depends on what. Built once per synthesis: every workflow reads it. */
  public graph(): DependencyGraph {
    const { resolved } = this.terraform;
    if (this.knownGraph?.resolved !== resolved) {
      const rootModules = ROOT_MODULES.in(this.scope).all;
      const applications = APPLICATIONS.in(this.scope).all;
      const workloads = WorkloadRegistry.of(this.scope);
      this.knownGraph = { resolved, graph: estateGraph(this.estate, { resolved, rootModules, applications, workloads }) };
    }
    return this.knownGraph.graph;
  }

  /** What the scripts for people work on. */
  public operated(): OperatedEstate {
    const { environments, facts: { backend, cloud } } = this.estate;
    const clusters = environments.flatMap(({ name }) => {
      const { kubeconfig, rootModules } = this.graph().environment(name);
      const dir = rootModules.find((rootModule) => rootModule.name === kubeconfig?.rootModule)?.dir;
      if (kubeconfig === undefined || dir === undefined) return [];
      return [{ environment: name, rootModuleDir: dir, output: kubeconfig.output, publicOutput: kubeconfig.publicOutput }];
    });
    return {
      environments: environments.map(({ name, shortName, namespace, isProtected }) => ({
        name, shortName, namespace, isProtected, overlay: this.graph().environment(name).overlay,
      })),
      clusters,
      kubeconfigNote: cloud._supplier.clusterModule.kubeconfigNote,
      kubeconfigScript: cloud._supplier.clusterModule.kubeconfigScript,
      bootstrapDirs: this.terraform.bootstrap.map(({ dir }) => dir),
      roleClusters: this.roleClusters(),
      backendType: backend.type,
      lockWithoutHolder: backend._lockWithoutHolder,
      absentState: backend._absentState,
    };
  }

  /** The clusters by whose IDs the roles of workloads are made. */
  private roleClusters(): RoleCluster[] {
    const { idOutput } = this.estate.facts.cloud._supplier.clusterModule;
    if (idOutput === undefined) return [];
    return this.estate.environments.flatMap((environment) => {
      const bootstrapDir = this.granted.in(environment).length === 0 ? undefined : this.terraform.bootstrapDirOf(environment);
      const call = clusterCall(environment, ROOT_MODULES.in(this.scope).all);
      const output = call && callOutputNames(call.rootModule).get(`${call.callId}.${idOutput}`);
      if (bootstrapDir === undefined || call === undefined || output === undefined) return [];
      const rootModuleDir = this.estate.facts.layout.rootModuleDir(environment, call.rootModule.name);
      return { bootstrapDir, environment: environment.name, rootModuleDir, output };
    });
  }

  /** What is watched of a workload. Settled once per synthesis: several files follow from it. */
  public watched(workload: ResolvedWorkload): WatchedWorkload {
    const { name, kind, version } = workload;
    const known = this.knownWatched.get(workload);
    if (known?.version === version) return known.watched;
    const watched = {
      name,
      environments: this.estate.overlayEnvironments().filter((environment) => isIn(workload, environment)).flatMap((environment) => {
        const facts = kind.watch.facts(workload.model(environment));
        return facts === undefined ? [] : { namespace: environment.namespace, ...facts };
      }),
    };
    this.knownWatched.set(workload, { version, watched });
    return watched;
  }

  /** Where the policies are. */
  public policies(): PolicyFolders {
    const plan = POLICIES.in(this.scope).all.length > 0 ? planPoliciesDir(this.estate.facts.layout) : undefined;
    return { plan, access: this.access.policiesDir, applications: this.access.judgedApplications.map(({ folder }) => folder) };
  }
}
