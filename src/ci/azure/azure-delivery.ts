import { AzurePipelines, productPipelineFile } from './azure-pipelines';
import { AZURE_SCRIPTS } from './azure-scripts';
import { ProductSettings, ProjectSettings, projectSettings } from './project-settings';
import { azureReadme, ProductPipelines } from './readme';
import { RecordedOutputs } from '../../kubernetes/workloads/recorded-outputs';
import type { EstateProject } from '../../synth/estate-project';
import { DeclaredSettingsFile, doctorPath } from '../declared-settings';
import type { DeliveredEstate, DeliveryFacts, DeliveryReadme, DeliverySystem } from '../delivery-system';
import { EnvironmentNode, workloadsIn } from '../dependency-graph';
import { ImageScripts } from '../deployment-scripts';
import type { Product } from '../product';
import { protectedSources } from '../protected-sources';

export interface AzureDeliveryOptions extends DeliveredEstate {
  /** `organization/project/name` */
  readonly repository: string;
  readonly isExample: boolean;
}

/** Delivers an estate with Azure Pipelines. */
export class AzureDelivery implements DeliverySystem {
  public readonly scripts = AZURE_SCRIPTS;
  private readonly pipelines: AzurePipelines;
  private readonly products: Product[] = [];

  constructor(private readonly project: EstateProject, private readonly options: AzureDeliveryOptions) {
    const { facts, graph, policies, recordedEnvironments: recorded } = options;
    const { projectName, layout, terraformVersion, ciRunners: pool, repository: { defaultBranch } } = facts;
    project.addGeneratedDirectory(layout.pipelinesDir);
    new DeclaredSettingsFile(project, 'declared-settings', layout, () => this.settings());
    this.pipelines = new AzurePipelines(project, 'pipelines', {
      projectName, layout, terraformVersion, pool, defaultBranch, graph, policies, recorded,
    });
  }

  public addEnvironment(environment: string): void {
    this.pipelines.addEnvironment(environment);
  }

  public addUpkeep(): void {
    this.pipelines.addUpkeep();
  }

  public addImages(): void {
    const { facts: { layout, cloud, mergesImages }, imageBuilds } = this.options;
    new ImageScripts(this.project, 'image-scripts', { layout, cloud: cloud._supplier.name });
    // What it records goes through .projenrc.ts into the overlays.
    if (!this.project.ejected) this.pipelines.addImages(() => ({ ...imageBuilds(), registry: cloud._supplier.pushRegistry }), mergesImages);
  }

  public addProduct(product: Product): void {
    this.products.push(product);
    this.pipelines.addProduct(product.name, () => ({
      name: product.name,
      services: product.services.map(({ name }) => name),
      environments: product._environments,
      build: product.buildCommands,
      sources: this.sourcesOf(product),
    }));
  }

  public addFiles(): void {
    // Azure Repos has no file for owners of code: reviewers are a branch policy.
  }

  public readme(facts: DeliveryFacts): DeliveryReadme {
    const { facts: { projectName, layout, repository: { defaultBranch } }, isExample } = this.options;
    const products = this.products.map((product) => this.pipelinesOf(product));
    const { pipelinesDir } = layout;
    return azureReadme({ ...facts, projectName, pipelinesDir, doctor: doctorPath(layout), defaultBranch, isExampleRepository: isExample, products });
  }

  private settings(): ProjectSettings {
    const { facts, environments, graph, imageBuilds, recordedEnvironments, repository, isExample } = this.options;
    const { projectName, layout, outdir, repository: { defaultBranch } } = facts;
    const builds = this.project.ejected ? undefined : imageBuilds();
    return projectSettings({
      doctor: doctorPath(layout),
      fullName: isExample ? undefined : repository,
      projectName,
      defaultBranch,
      layout,
      environments,
      graph: graph(),
      products: this.products.flatMap((product) => this.settingsOf(product)),
      sources: protectedSources({
        layout,
        environments,
        graph: graph(),
        repository: outdir,
        recordsOutputs: RecordedOutputs.of(this.project).areUsed,
        ciDirs: [layout.pipelinesDir],
      }),
      imagesEnvironment: builds && builds.builds.length > 0 ? builds.environments[0]?.name : undefined,
      recordedEnvironments: recordedEnvironments().map(({ name }) => name),
      isSynthesised: !this.project.ejected,
    });
  }

  private settingsOf(product: Product): ProductSettings[] {
    const { name, services } = product;
    const { pipelinesDir } = this.options.facts.layout;
    const here = this.environmentsOf(product);
    return [...new Set(here.map(({ sovereignCloud }) => sovereignCloud))].map((cloud) => ({
      name: [name, ...(cloud === undefined ? [] : [cloud])].join('-'),
      file: `${pipelinesDir}/${productPipelineFile(name, cloud)}`,
      services: services.map((service) => service.name),
      sources: this.sourcesOf(product),
      environments: here.filter(({ sovereignCloud }) => sovereignCloud === cloud),
    }));
  }

  /** A product has a pipeline for each sovereign cloud that it runs in. */
  private pipelinesOf(product: Product): ProductPipelines {
    const clouds = [...new Set(this.environmentsOf(product).map(({ sovereignCloud }) => sovereignCloud))];
    return { name: product.name, files: clouds.map((cloud) => productPipelineFile(product.name, cloud)) };
  }

  /** The folders that the images of a product are built from, where it has commands that test them. */
  private sourcesOf({ services, buildCommands }: Product): string[] {
    if (buildCommands.length === 0) return [];
    return this.options.imageBuilds().builds.filter(({ name }) => services.some((service) => service.name === name)).map(({ context }) => context);
  }

  /** The environments of a product in which it has a service. */
  private environmentsOf({ services, _environments }: Product): EnvironmentNode[] {
    const names = services.map(({ name }) => name);
    return this.options.graph().environments
      .filter((environment) => _environments.includes(environment.name) && workloadsIn(environment, names).length > 0);
  }
}
