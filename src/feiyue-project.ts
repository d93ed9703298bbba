import { SampleReadme } from 'projen';
import { Access, AccessOptions } from './access/access';
import { AccessBindings } from './access/access-bindings';
import { accessPoliciesDir, AccessPolicies } from './access/access-policies';
import { Application } from './applications/application';
import { ApplicationOptions } from './applications/application-options';
import { Applications } from './applications/applications';
import { Auth0Tenant } from './auth0/auth0-tenant';
import type { Auth0TenantOptions } from './auth0/auth0-tenant-options';
import { AffectedScript } from './ci/affected-script';
import { DeploymentScripts, ImageScripts, PolicyScripts } from './ci/deployment-scripts';
import type { CloudLogin } from './ci/github/cloud-login';
import { cloudLogin } from './ci/github/cloud-logins';
import { addCodeOwners } from './ci/github/code-owners';
import { GITHUB_SCRIPTS } from './ci/github/github-scripts';
import { DEFAULT_BRANCH, GitHubRepository, GitHubTrust } from './ci/github/github-trust';
import { GitHubWorkflows } from './ci/github/github-workflows';
import { registryLogin } from './ci/github/registry-login';
import { untrustedJobs } from './ci/github/subject-check';
import { workflowFiles } from './ci/github/workflow-files';
import { GRAPH_FILE, graphJson } from './ci/graph-json';
import type { PolicyFolders } from './ci/policy-folders';
import { Convention, layoutOf } from './convention';
import { Environment, EnvironmentOptions } from './environment';
import { cloudProblem, overlayProblem } from './environment-checks';
import { cloudOf, Estate } from './estate';
import { EstateViews } from './estate-views';
import { FeiyueProjectOptions } from './feiyue-project-options';
import { EnvironmentOverlay } from './kubernetes/environment-overlay';
import { Service } from './kubernetes/service';
import { ServiceOptions } from './kubernetes/service-options';
import { ServiceRegistry } from './kubernetes/service-registry';
import { Operations } from './operations/operations';
import { PlanPolicy } from './policies/plan-policy';
import { planPoliciesDir, Policy } from './policies/policy';
import { EstateProjenrc } from './projenrc/estate-projenrc';
import { exampleRepository, initialEstate } from './projenrc/initial-estate';
import { problemsOfNew } from './projenrc/new-flags';
import { isProjenNew, isRollingOwnPackage, nodeProjectOptions, projenNewHints, ROLLING_PACKAGES } from './projenrc/node-project-options';
import { PROJENRC } from './projenrc/run-projenrc';
import { ReadmeFacts, renderReadme } from './readme';
import { checkLabel, nearestLabel } from './synth/declared-name';
import { EstateProject } from './synth/estate-project';
import { GeneratedText } from './synth/generated-text';
import { Problems } from './synth/problems';
import { SeededText } from './synth/seeded-text';
import { SourceLocation } from './synth/source-location';
import { sourceOf } from './synth/source-of';
import { TERRAFORM_VERSION } from './terraform/provider-versions';
import { RootModule, RootModuleOptions } from './terraform/root-module';
import { TerraformFiles } from './terraform/terraform-files';

/** Files that Terraform leaves behind and nobody commits. The lock file is not among them: it is the user's to commit. */
const TERRAFORM_LEFTOVERS = ['.terraform/', '*.tfstate', '*.tfstate.*', '*.tfplan', 'crash.log', 'crash.*.log'];

/** What projen gives to npm packages; each is removed before those that it is made of. */
const TASKS_OF_PACKAGES = ['build', 'pre-compile', 'compile', 'post-compile', 'test', 'package', 'clobber'];

/** What keeps `.projenrc.ts` current; an ejected repository has none. */
const TASKS_OF_PROJENRC = ['upgrade', 'post-upgrade'];

/** GitHub's `owner/name`. */
const REPOSITORY = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\/[A-Za-z0-9._-]+$/;

/** A release of Terraform, or one before it. */
const EXACT_VERSION = /^\d+\.\d+\.\d+(-[a-z0-9]+)?$/;

/**
 * An estate: the environments, Terraform root modules and services of a product, written as a whole ops monorepo.
 *
 * @pjid feiyue
 * @example
 * const project = new FeiyueProject({ name: 'feiyue-mono', cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou' }) });
 * const dev = project.addEnvironment('dev');
 * const network = project.addRootModule('network');
 * new tencent.Network(network, 'vpc', { cidrBlock: '10.0.0.0/16' });
 * project.addService('api', { port: 8080 });
 * project.synth();
 */
export class FeiyueProject extends EstateProject {
  /** The environments, in the order of declaration. */
  public readonly environments: Environment[];
  /** The root modules, in the order of declaration. */
  public readonly rootModules: RootModule[] = [];
  /** The services, in the order of declaration. */
  public readonly services: Service[] = [];
  /** The policies that plans are held against, in the order of declaration. */
  public readonly policies: Policy[] = [];
  private readonly access = new AccessBindings();
  /** The GitHub repository as `owner/name`. */
  public readonly repository: string;
  /** The repository whose jobs are let in to the cloud; undefined while an example stands in for it. */
  private readonly trusted?: GitHubRepository;
  private readonly overlays = new Map<Environment, EnvironmentOverlay>();
  private readonly estate: Estate;
  private readonly terraform: TerraformFiles;
  private readonly login: CloudLogin;
  private readonly workflows: GitHubWorkflows;
  private readonly operations: Operations;
  private readonly views: EstateViews;
  private buildsImages = false;

  /** Sets up an estate; `addEnvironment`, `addRootModule` and `addService` fill it, `synth` checks and writes it. */
  constructor(options: FeiyueProjectOptions) {
    const initial = initialEstate(options);
    const devDeps = isProjenNew(options) ? initial.devDeps : options.devDeps ?? [];
    super({ ...nodeProjectOptions({ ...options, name: initial.projectName, devDeps }), ...projenNewHints(options) });
    const source = SourceLocation.capture();
    const cloud = options.cloud ?? initial.cloud;
    const convention = layoutOf(options.convention ?? Convention.FEIYUE, options.folders);
    this.repository = initial.repository;
    this.estate = Estate.register(this, {
      projectName: initial.projectName,
      outdir: this.outdir,
      convention,
      cloud,
      backend: options.backend ?? cloud._supplier.defaultBackend(initial.projectName),
      repository: { url: `https://github.com/${this.repository}`, defaultBranch: DEFAULT_BRANCH },
      terraformVersion: options.terraformVersion ?? TERRAFORM_VERSION,
    });
    this.environments = this.estate.environments;

    this.becomeEstate();
    if (this.ejected) this.leaveProjenrc();
    else new EstateProjenrc(this);
    for (const dir of convention.generatedDirs()) this.addGeneratedDirectory(dir);
    // After the directories, because the last pattern that matches a path decides.
    this.gitignore.exclude(...TERRAFORM_LEFTOVERS);

    // An example is somebody else's repository: nothing of his is let in.
    const isExample = this.repository === exampleRepository(initial.projectName);
    this.trusted = isExample ? undefined : { fullName: this.repository, ids: options.repositoryIds, defaultBranch: DEFAULT_BRANCH };
    this.terraform = new TerraformFiles(this, this.rootModules, {
      trust: this.trusted && new GitHubTrust(this.trusted),
      imagesEnvironment: () => (this.buildsImages ? this.views.imageBuilds().environments[0]?.name : undefined),
    });
    this.views = new EstateViews(this.estate, this.terraform, this.rootModules, this.services);
    this.operations = new Operations(this, 'operations', { convention, projectName: initial.projectName, repository: this.repository, estate: () => this.views.operated() });
    new DeploymentScripts(this, 'deployment-scripts', { convention, cloud: cloud.name, statefulResourceTypes: cloud._supplier.statefulResourceTypes, ciScripts: GITHUB_SCRIPTS });
    this.login = cloudLogin({
      projectName: initial.projectName,
      cloud,
      environments: () => this.environments.map((environment) => ({ name: environment.name, cloud: cloudOf(this.estate.facts, environment) })),
    });
    this.workflows = new GitHubWorkflows(this, 'workflows', {
      convention,
      terraformVersion: this.estate.facts.terraformVersion,
      login: this.login,
      graph: () => this.views.graph(),
      policies: () => this.policyFolders(),
    });
    new PolicyScripts(this, 'policy-scripts', convention, () => this.policyFolders());
    Problems.of(this).addCheck(() => this.checkSubjects());
    if (!this.ejected) this.workflows.addUpkeep(ROLLING_PACKAGES);
    new AffectedScript(this, 'affected', convention);
    this.addTerraformLock();
    this.addOwnFiles(initial.projenrc);
    this.checkOptions(options, source);
  }

  /**
   * Adds an environment: one directory of root modules, one state per root module, one overlay. Root modules and services
   * declared before and after are in it.
   * @param name a DNS-1123 label; one that is illegal or taken is a problem at synthesis
   */
  public addEnvironment(name: string, options: EnvironmentOptions = {}): Environment {
    const environment = new Environment(this, name, options);
    const problem = this.environmentProblem(environment);
    if (problem !== undefined) Problems.of(this).add(environment._source, problem);
    const isFirst = !this.environments.some((other) => other.name === name);
    if (!isFirst || !environment._isLegal || problem !== undefined) return environment;
    this.environments.push(environment);
    this.addOverlay(environment);
    this.terraform.addEnvironment(environment);
    this.workflows.addEnvironment(name);
    return environment;
  }

  /**
   * Adds a Terraform root module to every environment.
   * @param name a DNS-1123 label; one that is illegal or taken is a problem at synthesis
   */
  public addRootModule(name: string, options: RootModuleOptions = {}): RootModule {
    const isFirst = !this.rootModules.some((other) => other.name === name);
    const rootModule = new RootModule(this, name, options);
    if (!isFirst || !rootModule._isLegal) return rootModule;
    this.rootModules.push(rootModule);
    this.terraform.addRootModule(rootModule);
    return rootModule;
  }

  /**
   * Adds a service to every environment: a base, an overlay per environment, and its alert rules.
   * @param name a DNS-1123 label; one that is illegal or taken is a problem at synthesis
   */
  public addService(name: string, options: ServiceOptions): Service {
    const service = new Service(this, name, options);
    if (ServiceRegistry.of(this).find(name) === service) this.operations.addService(name, () => this.views.monitored(service));
    if (service._imageBuild) this.addImageBuild();
    this.services.push(service);
    return service;
  }

  /**
   * Adds a policy that Terraform plans are held against: in pull requests, and again before they are applied.
   * @param name a DNS-1123 label that begins with a letter; one that is illegal or taken is a problem at synthesis
   */
  public addPolicy(name: string, policy: PlanPolicy): Policy {
    const declared = new Policy(this, name, policy);
    this.policies.push(declared);
    return declared;
  }

  /**
   * Gives people access to environments: rights in the namespaces, and roles of the cloud.
   * @param name a DNS-1123 label; one that is illegal or taken is a problem at synthesis
   */
  public addAccess(name: string, options: AccessOptions): Access {
    const access = new Access(this, name, options);
    if (this.access.accesses.length === 0) new AccessPolicies(this, 'access-policies', accessPoliciesDir(this.estate.facts.convention), this.access);
    this.access.accesses.push(access);
    return access;
  }

  /**
   * Adds an application that runs in the clusters beside the services: a Kustomize folder. `ArgoCd`, `TailscaleOperator` and
   * `KubeOidcProxy` are ready-made: `new ArgoCd(project, 'argo-cd', { … })`.
   * @param name a DNS-1123 label; one that is illegal or taken is a problem at synthesis
   */
  public addApplication(name: string, options: ApplicationOptions = {}): Application {
    return new Application(this, name, options);
  }

  /**
   * Adds an Auth0 tenant: its data in the directory format of auth0-deploy-cli, and scripts that deploy and export it.
   * @param name letters and digits; one that is illegal or taken is a problem at synthesis
   */
  public addAuth0Tenant(name: string, options: Auth0TenantOptions): Auth0Tenant {
    return new Auth0Tenant(this, name, options);
  }

  /**
   * The overlay of a whole environment, for patches that reach across services.
   * @throws Error when the environment is not one of this project, or runs no services
   */
  public overlay(environment: Environment): EnvironmentOverlay {
    const overlay = this.overlays.get(environment);
    if (overlay) return overlay;
    if (this.environments.includes(environment)) throw new Error(`environment "${environment.name}" has no overlay, because no services run in it: drop its runsServices: false`);
    throw new Error(`environment "${environment.name}" is not one of this project: make it with project.addEnvironment(…)`);
  }

  /**
   * Gives up states: those of root modules and environments that are gone. What they describe is left running, unless it
   * was destroyed before. Keep the call as long as the states exist.
   * @param states each as `<environment>/<root module>`, or `<environment>/*` for all of an environment
   */
  public retireStates(...states: string[]): void {
    this.terraform.states.retire(SourceLocation.capture(), states);
  }

  /** Adds the files whose number follows from the whole estate. */
  public preSynthesize(): void {
    this.terraform.addFiles();
    Applications.of(this).addFiles();
    if (this.trusted) addCodeOwners(this, this.repository, this.environments);
    super.preSynthesize();
  }

  /** @internal */
  protected _reportCounts(): string[] {
    const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`;
    return [count(this.environments.length, 'environment'), count(this.terraform.resolved.length, 'root module'), count(this.services.length, 'service')];
  }

  private environmentProblem(environment: Environment): string | undefined {
    const { name, promotedFrom } = environment;
    const reserved = this.estate.facts.convention.reservedEnvironmentNames;
    if (reserved.includes(name)) {
      return `environment "${name}" has a name that is taken by a folder beside the environments (${reserved.join(', ')}): give it another one`;
    }
    if (promotedFrom && !this.environments.includes(promotedFrom)) {
      return `environment "${name}" is promoted from "${promotedFrom.name}", which is not an environment of this project`;
    }
    return cloudProblem(this.estate, environment) ?? overlayProblem(this.estate, environment);
  }

  /** Environments of the same overlay have one folder. */
  private addOverlay(environment: Environment): void {
    if (!environment.runsServices) return;
    const shared = this.environments.find((other) => other.overlay === environment.overlay && this.overlays.has(other));
    const overlay = (shared && this.overlays.get(shared)) ?? new EnvironmentOverlay(this, `overlay:${environment.overlay}`, environment);
    this.overlays.set(environment, overlay);
    this.access.addOverlay(overlay);
  }

  private policyFolders(): PolicyFolders {
    const { convention } = this.estate.facts;
    return {
      plan: this.policies.length > 0 ? planPoliciesDir(convention) : undefined,
      access: this.access.accesses.length > 0 ? accessPoliciesDir(convention) : undefined,
    };
  }

  private checkSubjects(): void {
    const problems = Problems.of(this);
    // The workflows of an estate that is known to be wrong would only add to the noise.
    if (!problems.isEmpty || this.trusted === undefined) return;
    const environments = this.environments.map(({ name }) => name);
    for (const { file, document } of workflowFiles(this, this.estate.facts.convention.workflowsDir)) {
      for (const message of untrustedJobs(file.path, document, this.trusted, environments)) problems.add(sourceOf(file), message);
    }
  }

  /** An npm project that is never built, tested or published: it only runs `.projenrc.ts`. */
  private becomeEstate(): void {
    for (const task of TASKS_OF_PACKAGES) this.removeTask(task);
    this.package.addField('private', true);
    this.package.addField('publishConfig', undefined);
  }

  private leaveProjenrc(): void {
    for (const task of TASKS_OF_PROJENRC) this.removeTask(task);
    for (const { name, type } of this.deps.all) this.deps.removeDependency(name, type);
  }

  /** The workflow that builds images comes with the first service that is built. */
  private addImageBuild(): void {
    if (this.buildsImages) return;
    this.buildsImages = true;
    const { convention, cloud } = this.estate.facts;
    new ImageScripts(this, 'image-scripts', convention, cloud.name);
    // What it records goes through .projenrc.ts into the overlays.
    if (!this.ejected) this.workflows.addImages(() => ({ ...this.views.imageBuilds(), registry: registryLogin(cloud) }));
  }

  private addTerraformLock(): void {
    if (!this.ejected) {
      this.addTask('terraform:lock', {
        description: 'Record the checksums of all providers for every platform in .terraform.lock.hcl',
        exec: `feiyue-projen terraform-lock ${GRAPH_FILE}`,
        receiveArgs: true,
      });
    }
    new GeneratedText(this, GRAPH_FILE, {
      content: () => `${JSON.stringify(graphJson(this.views.graph(), this.estate.facts.convention, this.terraform.bootstrap), undefined, 2)}\n`,
    });
  }

  /** `projen new` leaves `.projenrc.ts`; the run of it that follows seeds the README, which tells of what it declares. */
  private addOwnFiles(initialProjenrc: string): void {
    for (const sample of this.components.filter((component) => component instanceof SampleReadme)) this.node.tryRemoveChild(sample.node.id);
    if (this.initProject) new SeededText(this, PROJENRC, { content: () => initialProjenrc });
    else new SeededText(this, 'README.md', { content: () => renderReadme(this.readmeFacts()) });
  }

  private readmeFacts(): ReadmeFacts {
    const { projectName, convention } = this.estate.facts;
    return {
      projectName,
      repository: this.repository,
      isExampleRepository: this.trusted === undefined,
      repositoryIds: this.trusted?.ids,
      convention,
      environments: this.environments,
      rootModules: this.rootModules.map((root) => root.name),
      services: this.services.map((service) => service.name),
      buildsImages: this.buildsImages,
      bootstrapDir: this.terraform.bootstrap[0]?.dir,
      bootstrapCommand: this.operations.bootstrapCommand,
      scripts: this.operations.scripts.filter(({ content }) => content() !== undefined),
      loginVariables: this.login.variables,
    };
  }

  private checkOptions(options: FeiyueProjectOptions, source: SourceLocation): void {
    const { projectName, terraformVersion, cloud, backend } = this.estate.facts;
    const report = (at: SourceLocation) => (message: string) => Problems.of(this).add(at, message);
    checkLabel(this, source, 'project name', projectName, isProjenNew(options) ? `; for instance: --name ${nearestLabel(projectName)}` : '');
    if (isProjenNew(options)) problemsOfNew(process.argv.slice(2), options).forEach(report(source));
    if (options.repository !== undefined && !REPOSITORY.test(this.repository)) report(source)(`repository "${this.repository}" is not of the form owner/name, such as "feiyue/feiyue-mono"`);
    for (const [of, id] of Object.entries(options.repositoryIds ?? {})) {
      if (!Number.isSafeInteger(id) || id <= 0) report(source)(`repositoryIds has the ${of} ${id}, which is not the number of one: \`gh api repos/${this.repository} --jq '{owner: .owner.id, repository: .id}'\` prints both`);
    }
    if (!EXACT_VERSION.test(terraformVersion)) report(source)(`terraformVersion ${JSON.stringify(terraformVersion)} is not one exact version of Terraform, such as "${TERRAFORM_VERSION}"`);
    cloud._supplier.problems().forEach(report(options.cloud ? cloud._source : source));
    if (options.backend) backend._problems().forEach(report(backend._source));
    const pin = (options.devDeps ?? []).find((dependency) => isRollingOwnPackage(dependency) && dependency.includes('@'));
    if (pin && !isProjenNew(options)) this.logger.warn(`devDeps pins ${pin}: \`npx projen upgrade\` will not leave that version. Remove the entry to roll.`);
  }
}
