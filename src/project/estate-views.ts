import type { DependencyGraph } from '../ci/dependency-graph';
import { estateGraph } from '../ci/estate-graph';
import type { ImageBuilds } from '../ci/image-builds';
import type { Container } from '../containers/container';
import type { Estate } from '../estate/estate';
import type { Service } from '../kubernetes/service';
import type { MonitoredService } from '../operations/monitoring/monitored-service';
import type { OperatedEstate } from '../operations/operations';
import type { RootModule } from '../terraform/declare/root-module';
import type { ResolvedRootModule } from '../terraform/resolve/resolved-root-module';
import type { TerraformFiles } from '../terraform/terraform-files';

/** One estate as each room sees it: what it has to know of the others, as it is when it asks. */
export class EstateViews {
  private readonly knownMonitored = new Map<Service, { readonly version: number; readonly monitored: MonitoredService }>();
  private knownGraph?: { readonly resolved: readonly ResolvedRootModule[]; readonly graph: DependencyGraph };

  constructor(
    private readonly estate: Estate,
    private readonly terraform: TerraformFiles,
    private readonly rootModules: readonly RootModule[],
    private readonly services: readonly Service[],
    private readonly containers: readonly Container[],
  ) {}

  /** What depends on what. Built once per synthesis: every workflow reads it. */
  public graph(): DependencyGraph {
    const { resolved } = this.terraform;
    if (this.knownGraph?.resolved !== resolved) {
      this.knownGraph = { resolved, graph: estateGraph(this.estate, resolved, this.rootModules, this.services) };
    }
    return this.knownGraph.graph;
  }

  /** What the scripts for people work on. */
  public operated(): OperatedEstate {
    const { environments, facts: { backend, cloud, layout } } = this.estate;
    const clusters = environments.flatMap(({ name }) => {
      const { kubeconfig, rootModules } = this.graph().environment(name);
      const dir = rootModules.find((rootModule) => rootModule.name === kubeconfig?.rootModule)?.dir;
      if (kubeconfig === undefined || dir === undefined) return [];
      return [{ environment: name, rootModuleDir: dir, output: kubeconfig.output, publicOutput: kubeconfig.publicOutput }];
    });
    return {
      environments: environments.map(({ name, shortName, namespace, overlay, runsServices, isProtected }) => ({
        name, shortName, namespace, isProtected, overlayDir: runsServices ? layout.environmentOverlayDir(overlay) : undefined,
      })),
      clusters,
      kubeconfigNote: cloud._supplier.clusterModule.kubeconfigNote,
      bootstrapDirs: this.terraform.bootstrap.map(({ dir }) => dir),
      backendType: backend.type,
      lockWithoutHolder: backend._lockWithoutHolder,
      absentState: backend._absentState,
    };
  }

  /** What is watched of a service. Settled once per synthesis: several files follow from it. */
  public monitored(service: Service): MonitoredService {
    const version = service._version;
    const known = this.knownMonitored.get(service);
    if (known?.version === version) return known.monitored;
    const monitored = {
      name: service.name,
      environments: this.estate.overlayEnvironments().map((environment) => {
        const { replicas: { min, max }, objective } = service._model(environment);
        return { namespace: environment.namespace, minReplicas: min, maxReplicas: max, objective };
      }),
    };
    this.knownMonitored.set(service, { version, monitored });
    return monitored;
  }

  /** The images that are built here, and the environments that get them first. */
  public imageBuilds(): ImageBuilds {
    const { environments, facts: { layout } } = this.estate;
    return {
      builds: [
        ...this.services.flatMap((service) => (service._imageBuild === undefined ? [] : {
          name: service.name,
          context: service._imageBuild.context,
          dockerfile: `${service._imageBuild.context}/${service._imageBuild.dockerfile ?? 'Dockerfile'}`,
          repository: service._model().image.repository,
        })),
        ...this.containers.filter((container) => container._isBuilt && container._builtFor === undefined)
          .map(({ name, dir, repository }) => ({ name, context: dir, dockerfile: `${dir}/Dockerfile`, repository })),
      ],
      environments: environments.filter(({ promotedFrom }) => promotedFrom === undefined)
        .map(({ name }) => ({ name, imagesFile: layout.imagesFile(name) })),
    };
  }
}
