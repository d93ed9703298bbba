import type { CloudLogin } from './cloud-login';
import { cloudLogin } from './cloud-logins';
import { addCodeOwners } from './code-owners';
import { GITHUB_SCRIPTS } from './github-scripts';
import { GitHubRepository, planEnvironment } from './github-trust';
import { GitHubWorkflows } from './github-workflows';
import { bootstrapSteps, IdentityFacts, identitySection } from './readme-identity';
import { requiredChecks, workflowsSection } from './readme-workflows';
import { registryLogin } from './registry-login';
import { RepositorySettings, repositorySettings } from './repository-settings';
import { untrustedJobs } from './subject-check';
import { workflowFiles } from './workflow-files';
import { cloudOf } from '../../estate/estate-facts';
import type { RepositoryIds } from '../../estate/repository-ids';
import { ROLLING_PACKAGES } from '../../estate/rolling-packages';
import { RecordedOutputs } from '../../kubernetes/workloads/recorded-outputs';
import { Problems } from '../../synth/declare/problems';
import type { EstateProject } from '../../synth/estate-project';
import { DeclaredSettingsFile, doctorPath } from '../declared-settings';
import type { DeliveredEstate, DeliveryFacts, DeliveryReadme, DeliverySystem } from '../delivery-system';
import { ImageScripts } from '../deployment-scripts';
import type { Product } from '../product';
import { protectedSources } from '../protected-sources';

export interface GitHubDeliveryOptions extends DeliveredEstate {
  /** `owner/name` */
  readonly repository: string;
  readonly repositoryIds?: RepositoryIds;
  /** The repository whose jobs are let in to the cloud; undefined while an example stands in for it. */
  readonly trusted?: GitHubRepository;
}

/** Delivers an estate with GitHub Actions. */
export class GitHubDelivery implements DeliverySystem {
  public readonly scripts = GITHUB_SCRIPTS;
  private readonly login: CloudLogin;
  private readonly workflows: GitHubWorkflows;

  constructor(private readonly project: EstateProject, private readonly options: GitHubDeliveryOptions) {
    const { facts, environments, graph, policies, recordedEnvironments: recorded } = options;
    const { projectName, cloud, layout, terraformVersion, ciRunners: runners, repository: { defaultBranch } } = facts;
    const clouds = () => environments.map((environment) => ({ name: environment.name, cloud: cloudOf(facts, environment) }));
    this.login = cloudLogin(projectName, cloud, clouds);
    this.workflows = new GitHubWorkflows(project, 'workflows', {
      layout, terraformVersion, runners, login: this.login, defaultBranch, graph, policies, recorded,
    });
    project.addGeneratedDirectory(layout.workflowsDir);
    Problems.of(project).addCheck(() => this.checkNames());
    new DeclaredSettingsFile(project, 'declared-settings', layout, () => this.settings());
    Problems.of(project).addCheck(() => this.checkSubjects());
  }

  public addEnvironment(environment: string): void {
    this.workflows.addEnvironment(environment);
  }

  public addUpkeep(): void {
    this.workflows.addUpkeep(ROLLING_PACKAGES, this.options.dockerfileDirs);
  }

  public addImages(): void {
    const { facts: { layout, cloud, mergesImages }, imageBuilds } = this.options;
    new ImageScripts(this.project, 'image-scripts', { layout, cloud: cloud._supplier.name });
    // What it records goes through .projenrc.ts into the overlays.
    if (!this.project.ejected) this.workflows.addImages(() => ({ ...imageBuilds(), registry: registryLogin(cloud) }), mergesImages);
  }

  /** Products are not apart here: a workflow deploys all of an environment. */
  public addProduct({ name, _source }: Product): void {
    Problems.of(this.project).add(_source, `product "${name}" would have a pipeline of its own, and GitHub Actions deploys an environment as a whole: drop the product, or choose ciSystem: CiSystem.AZURE_PIPELINES`);
  }

  public addFiles(): void {
    const { trusted, repository, environments, facts: { layout }, graph } = this.options;
    if (!trusted) return;
    addCodeOwners(this.project, repository, environments, () => protectedSources({
      layout,
      environments,
      graph: graph(),
      repository: this.project.outdir,
      recordsOutputs: RecordedOutputs.of(this.project).areUsed,
      ciDirs: ['.github', layout.workflowsDir],
    }));
  }

  public readme(facts: DeliveryFacts): DeliveryReadme {
    const { facts: { projectName, layout, cloud, repository: { defaultBranch } }, repository, repositoryIds, trusted } = this.options;
    const { publicEndpointInputs } = cloud._supplier.clusterModule;
    const identity: IdentityFacts = {
      ...facts,
      publicEndpointInputs,
      doctor: doctorPath(layout),
      projectName,
      repository,
      defaultBranch,
      isExampleRepository: trusted === undefined,
      repositoryIds,
      loginVariables: this.login.variables,
    };
    return {
      workflowsDir: layout.workflowsDir,
      firstSteps: bootstrapSteps(identity),
      workflows: workflowsSection(facts),
      identity: identitySection(identity),
    };
  }

  /** Jobs that plan in one environment would be taken for jobs that apply to the other. */
  private checkNames(): void {
    const { environments } = this.options;
    const reserved = new Map(environments.filter(({ isProtected }) => isProtected).map(({ name }) => [planEnvironment(name), name]));
    for (const { name, _source } of environments.filter((environment) => reserved.has(environment.name))) {
      Problems.of(this.project).add(_source, `environment "${name}" has the name of the environment on GitHub in which pull requests plan "${reserved.get(name)}", so such a job could apply to it: give it another name`);
    }
  }

  private settings(): RepositorySettings {
    const { facts, environments, graph, imageBuilds, recordedEnvironments, bootstrapDirs, trusted } = this.options;
    const { layout, repository: { defaultBranch } } = facts;
    return repositorySettings({
      doctor: doctorPath(layout),
      repository: trusted?.fullName,
      defaultBranch,
      environments,
      graph: graph(),
      requiredChecks: requiredChecks(graph().environments.some(({ rootModules }) => rootModules.length > 0)),
      opensPullRequests: (!this.project.ejected && imageBuilds().builds.length > 0) || recordedEnvironments().length > 0,
      loginVariables: this.login.variables,
      bootstrapDirs: bootstrapDirs(),
    });
  }

  private checkSubjects(): void {
    const { trusted, environments, facts: { layout } } = this.options;
    const problems = Problems.of(this.project);
    // The workflows of an estate that is known to be wrong would only add to the noise.
    if (!problems.isEmpty || trusted === undefined) return;
    for (const { file, document } of workflowFiles(this.project, layout.workflowsDir)) {
      for (const message of untrustedJobs(file.path, document, trusted, environments)) problems.add(file.source, message);
    }
  }
}
