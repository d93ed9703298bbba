import type { IConstruct } from 'constructs';
import type { ImageBuilds } from './image-builds';
import { Container, CONTAINERS } from '../containers/container';
import { Estate } from '../estate/estate';
import { WorkloadRegistry } from '../kubernetes/workloads/workload-registry';
import type { Roll } from '../synth/declare/register';

/** The images that CI builds in an estate: those of workloads, and those of containers. */
export class EstateImages {
  private readonly workloads: WorkloadRegistry;
  private readonly containers: Roll<Container>;

  constructor(private readonly scope: IConstruct) {
    this.workloads = WorkloadRegistry.of(scope);
    this.containers = CONTAINERS.in(scope);
  }

  /** Acts when the first image is declared that CI builds. */
  public onFirst(act: () => void): void {
    let hasActed = false;
    const actOnce = (isBuilt: boolean) => {
      if (!isBuilt || hasActed) return;
      hasActed = true;
      act();
    };
    this.workloads.each(({ imageBuild }) => actOnce(imageBuild !== undefined));
    this.containers.each(({ _isBuilt }) => actOnce(_isBuilt));
  }

  /** Whether CI builds any so far. */
  public get areBuilt(): boolean {
    return this.workloads.all().some(({ imageBuild }) => imageBuild !== undefined) || this.containers.all.some(({ _isBuilt }) => _isBuilt);
  }

  /** Folders whose Dockerfiles are ours to keep current, built here or not. */
  public get dockerfileDirs(): string[] {
    return this.containers.all.map(({ dir }) => dir);
  }

  /** The images that are built, and the environments that get them first. */
  public builds(): ImageBuilds {
    const { environments, facts: { layout } } = Estate.of(this.scope);
    return {
      builds: [
        ...this.workloads.all().flatMap((workload) => (workload.imageBuild === undefined ? [] : {
          name: workload.name,
          context: workload.imageBuild.context,
          dockerfile: `${workload.imageBuild.context}/${workload.imageBuild.dockerfile ?? 'Dockerfile'}`,
          repository: workload.model().image.repository,
        })),
        ...this.containers.all.filter((container) => container._isBuilt && container._builtFor === undefined)
          .map(({ name, dir, repository }) => ({ name, context: dir, dockerfile: `${dir}/Dockerfile`, repository })),
      ],
      environments: environments.filter(({ promotedFrom }) => promotedFrom === undefined)
        .map(({ name }) => ({ name, imagesFile: layout.imagesFile(name) })),
    };
  }

  /** Name of the environment whose deployment records what was built; undefined: nothing is built, or there is none. */
  public get firstEnvironment(): string | undefined {
    return this.areBuilt ? this.builds().environments[0]?.name : undefined;
  }
}
