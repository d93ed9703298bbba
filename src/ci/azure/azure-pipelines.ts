import { Construct } from 'constructs';
import { applyPipeline } from './apply-pipeline';
import { applyPipelinePath } from './apply-pipeline-file';
import { CommonTemplate, commonTemplatePath, commonTemplates } from './common-templates';
import { driftPipeline } from './drift-pipeline';
import { isUnwritable } from './expressions';
import { imagesPipeline } from './images-pipeline';
import { outputsPipeline } from './outputs-pipeline';
import { onPool, Pipeline, POOL } from './pipeline';
import { pipelineComment, pipelineSpacing } from './pipeline-layout';
import type { PlanningPipelineOptions } from './planning-pipeline';
import { productPipeline } from './product-pipeline';
import { syncPipeline } from './sync-pipeline';
import { terraformPlanPipeline } from './terraform-plan-pipeline';
import { SOVEREIGN_CLOUDS, SovereignCloud } from '../../clouds/sovereign-clouds';
import type { Layout } from '../../estate/layout';
import { Problems } from '../../synth/declare/problems';
import { SourceLocation } from '../../synth/declare/source-location';
import type { Explain } from '../../synth/files/explanation';
import { GeneratedYaml } from '../../synth/files/generated-yaml';
import type { DependencyGraph, EnvironmentNode } from '../dependency-graph';
import type { ImageBuilds } from '../image-builds';
import type { RecordedEnvironment } from '../outputs-file';
import type { PolicyFolders } from '../policy-folders';

export interface AzurePipelinesOptions {
  readonly projectName: string;
  readonly layout: Layout;
  readonly terraformVersion: string;
  /**
   * The pool of agents that jobs run on.
   * @default - hosted ones
   */
  readonly pool?: string;
  /** The branch whose pushes are deployed. */
  readonly defaultBranch: string;
  /** The estate as it is when the pipelines are rendered. */
  readonly graph: () => DependencyGraph;
  /**
   * Where the policies are, as it is when the pipelines are rendered.
   * @default - there are none
   */
  readonly policies?: () => PolicyFolders;
  /**
   * The environments whose outputs a pipeline records, as they are when the pipelines are rendered.
   * @default - none
   */
  readonly recorded?: () => readonly RecordedEnvironment[];
}

/** What the pipelines have to know of a product. */
export interface ProductFacts {
  readonly name: string;
  readonly services: readonly string[];
  /** Names of the environments that it runs in. */
  readonly environments: readonly string[];
  /** Lines of shell that build and test it. */
  readonly build: readonly string[];
  /** Folders that these build and test, beside those of its services. */
  readonly sources: readonly string[];
}

/**
 * The Azure Pipelines of an estate: one that plans pull requests, one that looks for drift, one per environment that applies it,
 * those of the products, and the steps that they share.
 *
 * The files stand from the moment of declaration, so that they can be found and patched; what they say is rendered at
 * synthesis.
 */
export class AzurePipelines extends Construct {
  /** @internal */
  public readonly _source: SourceLocation;

  constructor(scope: Construct, id: string, private readonly options: AzurePipelinesOptions) {
    super(scope, id);
    this._source = SourceLocation.capture();
    this.addFile('terraform-plan.yml', 'the pipeline that plans pull requests', this._source, () => terraformPlanPipeline(this.planning()));
    this.addFile('drift.yml', 'the pipeline that looks for drift', this._source, () => driftPipeline(this.planning()));
    const { projectName, defaultBranch, layout: { pipelinesDir, scriptsDir } } = options;
    this.addFile('outputs.yml', 'the pipeline that records outputs of Terraform', this._source, () => outputsPipeline({
      environments: options.recorded?.() ?? [], projectName, pipelinesDir, scriptsDir, defaultBranch,
    }));
    for (const [name, template] of Object.entries(commonTemplates(options.terraformVersion))) {
      const path = commonTemplatePath(pipelinesDir, name as CommonTemplate).slice(pipelinesDir.length + 1);
      this.addYaml(path, 'steps that the pipelines share', this._source, () => template);
    }
    Problems.of(this).addCheck(() => this.checkNames());
  }

  /** Adds what keeps generated files at what `.projenrc.ts` says. */
  public addUpkeep(): void {
    const { layout: { pipelinesDir, scriptsDir }, policies } = this.options;
    this.addFile('sync.yml', 'the pipeline that checks generated files', this._source, () => syncPipeline({
      pipelinesDir,
      scriptsDir,
      policiesDir: policies?.().access,
      // Environments may share one.
      judged: [...new Set(this.options.graph().environments.flatMap(({ overlay }) => overlay?.dir ?? [])), ...policies?.().applications ?? []],
      defaultBranch: this.options.defaultBranch,
    }));
  }

  /** Adds the pipeline that applies an environment. */
  public addEnvironment(environment: string): GeneratedYaml {
    const { pipelinesDir } = this.options.layout;
    const path = applyPipelinePath(pipelinesDir, environment).slice(pipelinesDir.length + 1);
    return this.addFile(path, `the pipeline that applies environment "${environment}"`, SourceLocation.capture(), () => applyPipeline({ ...this.planning(), environment }));
  }

  /**
   * Adds the pipeline that builds images, with what is built as it is at synthesis.
   * @param isMerged whether the pull request with their digests is completed without a person
   */
  public addImages(images: () => ImageBuilds & { readonly registry?: string }, isMerged: boolean): GeneratedYaml {
    const { projectName, layout: { pipelinesDir, scriptsDir } } = this.options;
    return this.addFile('images.yml', 'the pipeline that builds images', SourceLocation.capture(), () => imagesPipeline({
      ...images(),
      projectName,
      pipelinesDir,
      scriptsDir,
      defaultBranch: this.options.defaultBranch,
      isMerged,
    }));
  }

  /** Adds the pipelines of a product, which is known when they are rendered: one, and one for each sovereign cloud that it runs in. */
  public addProduct(name: string, product: () => ProductFacts): void {
    const source = SourceLocation.capture();
    for (const cloud of [undefined, ...SOVEREIGN_CLOUDS]) {
      const file = productPipelineFile(name, cloud);
      this.addFile(file, `the pipeline of product "${name}"`, source, () => {
        const { services, environments, build, sources } = product();
        const isHere = (node: EnvironmentNode) => node.sovereignCloud === cloud && environments.includes(node.name);
        const { layout, projectName, graph } = this.options;
        return productPipeline({
          services,
          build,
          sources,
          environments: graph().environments.filter(isHere),
          projectName,
          layout,
          defaultBranch: this.options.defaultBranch,
          path: this.path(file),
        });
      });
    }
  }

  private planning(): PlanningPipelineOptions {
    const { projectName, layout, defaultBranch, graph, policies } = this.options;
    return { graph: graph(), projectName, layout, policiesDir: policies?.().plan, defaultBranch };
  }

  private addFile(file: string, what: string, source: SourceLocation, pipeline: () => Pipeline | undefined): GeneratedYaml {
    const { pool = POOL } = this.options;
    return this.addYaml(file, what, source, () => {
      const rendered = pipeline();
      return rendered && onPool(rendered, pool);
    });
  }

  private addYaml(file: string, what: string, source: SourceLocation, obj: () => object | undefined): GeneratedYaml {
    const path = this.path(file);
    const explain: Explain = () => [{ what, source, change: `project.findObjectFile('${path}').addOverride(…)` }];
    return new GeneratedYaml(this, path, { obj, comments: pipelineComment, spaceBetween: pipelineSpacing, explain });
  }

  private path(file: string): string {
    return `${this.options.layout.pipelinesDir}/${file}`;
  }

  /** Azure Pipelines puts values of variables into every text, and knows no way to keep it from that. */
  private checkNames(): void {
    // An estate that is known to be wrong may have no graph.
    if (!Problems.of(this).isEmpty) return;
    for (const { name, overlay, rootModules } of this.options.graph().environments) {
      const texts = [overlay?.dir, overlay?.namespace, ...rootModules.map(({ dir }) => dir)];
      for (const text of new Set(texts.filter((found) => found !== undefined && isUnwritable(found)))) {
        Problems.of(this).add(this._source, `environment "${name}" holds ${JSON.stringify(text)}, in which Azure Pipelines would put a variable in the place of "$(": take it out`);
      }
    }
  }
}

/** The file of a product's pipeline, below the folder of the pipelines: that of a sovereign cloud, or that of public Azure. */
export function productPipelineFile(product: string, cloud: SovereignCloud | undefined): string {
  return [product, ...cloud === undefined ? [] : [cloud], 'deploy.yml'].join('/');
}
