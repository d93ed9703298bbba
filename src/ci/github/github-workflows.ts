import { Construct } from 'constructs';
import type { CloudLogin } from './cloud-login';
import { dependabot } from './dependabot';
import { deployWorkflow } from './deploy-workflow';
import { deployWorkflowFile } from './deploy-workflow-file';
import { driftWorkflow } from './drift-workflow';
import { imagesWorkflow, ImagesWorkflowOptions } from './images-workflow';
import type { ImagesMerge } from './merge-images';
import { OUTPUTS_WORKFLOW_FILE, outputsWorkflow } from './outputs-workflow';
import { SYNC_CHECK, syncSteps, syncWorkflow, SyncWorkflowOptions } from './sync-workflow';
import { TERRAFORM_CHECK, terraformPlanWorkflow } from './terraform-plan-workflow';
import { onRunners, RUNNER, Workflow } from './workflow';
import { workflowComment, workflowSpacing } from './workflow-layout';
import type { Layout } from '../../estate/layout';
import { SourceLocation } from '../../synth/declare/source-location';
import type { Explain } from '../../synth/files/explanation';
import { GeneratedYaml } from '../../synth/files/generated-yaml';
import type { DependencyGraph } from '../dependency-graph';
import type { RecordedEnvironment } from '../outputs-file';
import type { PolicyFolders } from '../policy-folders';

export interface GitHubWorkflowsOptions {
  readonly layout: Layout;
  readonly terraformVersion: string;
  /**
   * The label of the runners that jobs run on.
   * @default - hosted ones
   */
  readonly runners?: string;
  readonly login: CloudLogin;
  /** The branch whose pushes are deployed. */
  readonly defaultBranch: string;
  /** The estate as it is when the workflows are rendered. */
  readonly graph: () => DependencyGraph;
  /**
   * Where the policies are, as it is when the workflows are rendered.
   * @default - there are none
   */
  readonly policies?: () => PolicyFolders;
  /**
   * The environments whose outputs a workflow records, as they are when the workflows are rendered.
   * @default - none
   */
  readonly recorded?: () => readonly RecordedEnvironment[];
}

/**
 * The GitHub workflows of an estate: one that plans pull requests, one that looks for drift, and one per environment that
 * deploys it.
 *
 * The files stand from the moment of declaration, so that they can be found and patched; what they say is rendered at
 * synthesis.
 */
export class GitHubWorkflows extends Construct {
  /** @internal */
  public readonly _source: SourceLocation;
  private readonly options: GitHubWorkflowsOptions;

  constructor(scope: Construct, id: string, options: GitHubWorkflowsOptions) {
    super(scope, id);
    this._source = SourceLocation.capture();
    this.options = options;
    const { layout, terraformVersion, login, defaultBranch, graph } = options;
    this.addFile(this.path('terraform-plan.yml'), 'the workflow that plans pull requests', this._source, () => terraformPlanWorkflow({
      graph: graph(),
      terraformVersion,
      login,
      scriptsDir: layout.scriptsDir,
      defaultBranch,
      policiesDir: options.policies?.().plan,
    }));
    this.addFile(this.path('drift.yml'), 'the workflow that looks for drift', this._source, () => driftWorkflow({
      graph: graph(),
      terraformVersion,
      login,
      scriptsDir: layout.scriptsDir,
      defaultBranch,
    }));
    this.addFile(this.path(OUTPUTS_WORKFLOW_FILE), 'the workflow that records outputs of Terraform', this._source, () => outputsWorkflow({
      environments: this.recorded(),
      terraformVersion,
      login,
      scriptsDir: layout.scriptsDir,
      defaultBranch,
    }));
  }

  /**
   * Adds what keeps generated files at what `.projenrc.ts` says.
   * @param packages those whose newest release is offered
   * @param dockerfileDirs folders whose Dockerfiles are offered newer base images
   */
  public addUpkeep(packages: readonly string[], dockerfileDirs: () => readonly string[] = () => []): void {
    this.addFile(this.path('sync.yml'), 'the workflow that checks generated files', this._source, () => syncWorkflow(this.syncOptions()));
    const path = '.github/dependabot.yml';
    new GeneratedYaml(this, path, { obj: () => dependabot(packages, dockerfileDirs()), explain: this.explain(path, 'the updates that Dependabot offers', this._source) });
  }

  /** Adds the workflow that deploys an environment. */
  public addEnvironment(environment: string): GeneratedYaml {
    const { layout, terraformVersion, login, graph, defaultBranch } = this.options;
    const path = this.path(deployWorkflowFile(environment));
    return this.addFile(path, `the workflow that deploys environment "${environment}"`, SourceLocation.capture(), () => deployWorkflow({
      graph: graph(),
      environment,
      terraformVersion,
      login,
      scriptsDir: layout.scriptsDir,
      defaultBranch,
      path,
      isRecorded: this.recorded().some(({ name }) => name === environment),
    }));
  }

  /**
   * Adds the workflow that builds images, with what is built as it is at synthesis.
   * @param isMerged whether the pull request with their digests is merged without a person
   */
  public addImages(images: () => Pick<ImagesWorkflowOptions, 'builds' | 'environments' | 'registry'>, isMerged: boolean): GeneratedYaml {
    const { layout, login, defaultBranch } = this.options;
    return this.addFile(this.path('images.yml'), 'the workflow that builds images', SourceLocation.capture(), () => imagesWorkflow({
      ...images(),
      login,
      scriptsDir: layout.scriptsDir,
      defaultBranch,
      merge: isMerged ? this.imagesMerge() : undefined,
    }));
  }

  private recorded(): readonly RecordedEnvironment[] {
    return this.options.recorded?.() ?? [];
  }

  private imagesMerge(): ImagesMerge {
    const hasRootModules = this.options.graph().environments.some(({ rootModules }) => rootModules.length > 0);
    return { checkSteps: syncSteps(this.syncOptions()), checks: [...(hasRootModules ? [TERRAFORM_CHECK] : []), SYNC_CHECK], hasRootModules };
  }

  private syncOptions(): SyncWorkflowOptions {
    const { layout, policies } = this.options;
    return { scriptsDir: layout.scriptsDir, policiesDir: policies?.().access, judged: [...this.overlays(), ...policies?.().applications ?? []] };
  }

  /** Folders of the overlays; environments may share one. */
  private overlays(): string[] {
    return [...new Set(this.options.graph().environments.flatMap(({ overlay }) => (overlay === undefined ? [] : overlay.dir)))];
  }

  private addFile(path: string, what: string, source: SourceLocation, workflow: () => Workflow | undefined): GeneratedYaml {
    const explain = this.explain(path, what, source);
    const { runners = RUNNER } = this.options;
    const obj = () => {
      const rendered = workflow();
      return rendered && onRunners(rendered, runners);
    };
    return new GeneratedYaml(this, path, { obj, comments: workflowComment, spaceBetween: workflowSpacing, explain });
  }

  private explain(path: string, what: string, source: SourceLocation): Explain {
    return () => [{ what, source, change: `project.findObjectFile('${path}').addOverride(…)` }];
  }

  private path(workflow: string): string {
    return `${this.options.layout.workflowsDir}/${workflow}`;
  }
}
