import { LoggerOptions } from 'projen/lib/logger';
import { SampleReadme } from 'projen/lib/readme';
import { DeclaredInEstate, takeInventory } from './estate-inventory';
import { EstatePageFacts, renderEstatePage } from './estate-page';
import { EstateViews } from './estate-views';
import { checkProjectOptions } from './project-option-checks';
import { renderReadme } from './readme';
import { Access, ACCESSES, AccessOptions } from '../access/access';
import { AccessBindings } from '../access/access-bindings';
import { accessPoliciesDir, AccessPolicies } from '../access/access-policies';
import { Application, APPLICATIONS } from '../applications/application';
import { ApplicationOptions } from '../applications/application-options';
import { Auth0Tenant } from '../auth0/auth0-tenant';
import type { Auth0TenantOptions } from '../auth0/auth0-tenant-options';
import { Auth0Tenants } from '../auth0/auth0-tenants';
import { AffectedScript, affectedScriptPath } from '../ci/affected-script';
import { codeHost } from '../ci/code-hosts';
import type { DeliverySystem } from '../ci/delivery-system';
import { DeploymentScripts, PolicyScripts } from '../ci/deployment-scripts';
import { DEFAULT_BRANCH } from '../ci/github/github-trust';
import { GRAPH_FILE, graphJson } from '../ci/graph-json';
import type { PolicyFolders } from '../ci/policy-folders';
import { Product, ProductOptions, PRODUCTS } from '../ci/product';
import { Worker } from '../cloudflare/worker';
import type { WorkerOptions } from '../cloudflare/worker-options';
import { Container, CONTAINERS } from '../containers/container';
import type { ContainerOptions } from '../containers/container-options';
import { Convention, HABITS, layoutOf } from '../estate/convention';
import { Environment, EnvironmentOptions, ENVIRONMENTS } from '../estate/environment';
import { Estate } from '../estate/estate';
import { FeiyueProjectOptions } from '../estate/feiyue-project-options';
import { EnvironmentOverlay } from '../kubernetes/environment-overlay';
import { Service, SERVICES } from '../kubernetes/service';
import { ServiceOptions } from '../kubernetes/service-options';
import { exampleRepository, initialEstate } from '../new/initial-estate';
import { Operations } from '../operations/operations';
import { PlanPolicy } from '../policies/plan-policy';
import { planPoliciesDir, POLICIES, Policy } from '../policies/policy';
import { EstateProjenrc } from '../run/estate-projenrc';
import { leaveProjenrc, removePackageTasks } from '../run/estate-tasks';
import { isProjenNew, nodeProjectOptions, projenNewHints } from '../run/node-project-options';
import { Closing } from '../synth/declare/closing';
import { plainOptions } from '../synth/declare/plain-options';
import { SourceLocation } from '../synth/declare/source-location';
import { EstateProject } from '../synth/estate-project';
import { GeneratedText } from '../synth/files/generated-text';
import { SeededText } from '../synth/files/seeded-text';
import { TERRAFORM_VERSION } from '../terraform/declare/provider-versions';
import { RootModule, ROOT_MODULES, RootModuleOptions } from '../terraform/declare/root-module';
import { TerraformFiles } from '../terraform/terraform-files';

/** Files that Terraform leaves behind and nobody commits. The lock file is not among them: it is the user's to commit. */
const TERRAFORM_LEFTOVERS = ['.terraform/', '*.tfstate', '*.tfstate.*', '*.tfplan', 'crash.log', 'crash.*.log'];

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
  public readonly rootModules: RootModule[];
  /** The services, in the order of declaration. */
  public readonly services: Service[];
  /** The policies that plans are held against, in the order of declaration. */
  public readonly policies: Policy[];
  /** The products, in the order of declaration. */
  public readonly products: Product[];
  /** The repository: `owner/name` on GitHub, `organization/project/name` in Azure Repos. */
  public readonly repository: string;
  private readonly overlays = new Map<Environment, EnvironmentOverlay>();
  private readonly estate: Estate;
  private readonly access: AccessBindings;
  private readonly auth0Tenants: Auth0Tenants;
  private readonly terraform: TerraformFiles;
  private readonly delivery: DeliverySystem;
  private readonly operations: Operations;
  private readonly views: EstateViews;
  private readonly containers: readonly Container[];
  private buildsImages = false;

  private readonly initialProjenrc: string;
  private readonly logging?: LoggerOptions;

  /** Sets up an estate; `addEnvironment`, `addRootModule` and `addService` fill it, `synth` checks and writes it. */
  constructor(options: FeiyueProjectOptions) {
    options = plainOptions(options);
    const initial = initialEstate(options);
    const devDeps = isProjenNew(options) ? initial.devDeps : options.devDeps ?? [];
    super({ ...nodeProjectOptions({ ...options, name: initial.projectName, devDeps }), ...projenNewHints(options) });
    const source = SourceLocation.capture();
    const cloud = options.cloud ?? initial.cloud;
    const habits = options.convention ?? Convention.FEIYUE;
    const layout = layoutOf(habits, options.folders);
    this.repository = initial.repository;
    const host = codeHost(options.ciSystem ?? HABITS[habits].ciSystem, {
      name: this.repository,
      isExample: this.repository === exampleRepository(initial),
      projectName: initial.projectName,
      cloud: cloud._supplier.name,
      repositoryIds: options.repositoryIds,
      serviceConnections: options.serviceConnections,
    });
    this.estate = Estate.register(this, {
      projectName: initial.projectName,
      outdir: this.outdir,
      layout,
      cloud,
      backend: options.backend ?? cloud._supplier.defaultBackend(initial.projectName),
      repository: { url: host.url, defaultBranch: DEFAULT_BRANCH },
      terraformVersion: options.terraformVersion ?? TERRAFORM_VERSION,
    });
    this.environments = this.estate.environments;
    this.rootModules = ROOT_MODULES.in(this).all;
    this.services = SERVICES.in(this).all;
    this.products = PRODUCTS.in(this).all;
    this.policies = POLICIES.in(this).all;
    this.containers = CONTAINERS.in(this).all;
    this.access = new AccessBindings(this);
    this.auth0Tenants = new Auth0Tenants(this);

    removePackageTasks(this);
    if (this.ejected) leaveProjenrc(this);
    else new EstateProjenrc(this);
    for (const dir of layout.generatedDirs()) this.addGeneratedDirectory(dir);
    // After the directories, because the last pattern that matches a path decides.
    this.gitignore.exclude(...TERRAFORM_LEFTOVERS);

    this.terraform = new TerraformFiles(this, {
      trust: host.trust,
      imagesEnvironment: () => (this.buildsImages ? this.views.imageBuilds().environments[0]?.name : undefined),
    });
    this.views = new EstateViews(this.estate, this.terraform, this.rootModules, this.services, this.containers);
    this.operations = new Operations(this, 'operations', { layout, projectName: initial.projectName, fileUrl: (file) => host.fileUrl(file), estate: () => this.views.operated() });
    this.delivery = host.deliver(this, {
      facts: this.estate.facts,
      environments: this.environments,
      dockerfileDirs: () => this.containers.map(({ dir }) => dir),
      graph: () => this.views.graph(),
      policies: () => this.policyFolders(),
      imageBuilds: () => this.views.imageBuilds(),
    });
    new DeploymentScripts(this, 'deployment-scripts', {
      layout,
      cloud: cloud._supplier.name,
      statefulResourceTypes: cloud._supplier.statefulResourceTypes,
      ciScripts: this.delivery.scripts,
    });
    new PolicyScripts(this, 'policy-scripts', layout, () => this.policyFolders());
    if (!this.ejected) this.delivery.addUpkeep();
    new AffectedScript(this, 'affected', layout);
    this.addTerraformLock();
    this.addReadme();
    this.initialProjenrc = initial.projenrc;
    this.logging = options.logging;
    this.serve();
    checkProjectOptions(this, { options, source, host, estate: this.estate });
  }

  /**
   * Adds an environment: one directory of root modules, one state per root module, one overlay. Root modules and services
   * declared before and after are in it.
   * @param name a DNS-1123 label; one that is illegal or taken is a problem at synthesis
   */
  public addEnvironment(name: string, options: EnvironmentOptions = {}): Environment {
    return new Environment(this, name, options);
  }

  /**
   * Adds a Terraform root module to every environment.
   * @param name a DNS-1123 label; one that is illegal or taken is a problem at synthesis
   */
  public addRootModule(name: string, options: RootModuleOptions = {}): RootModule {
    return new RootModule(this, name, options);
  }

  /**
   * Adds a service to every environment: a base, an overlay per environment, and its alert rules.
   * @param name a DNS-1123 label; one that is illegal or taken is a problem at synthesis
   */
  public addService(name: string, options: ServiceOptions): Service {
    return new Service(this, name, options);
  }

  /**
   * Adds a product: services that a pipeline of their own builds, tests and deploys. Azure Pipelines only.
   * @param name a DNS-1123 label; one that is illegal or taken is a problem at synthesis
   */
  public addProduct(name: string, options: ProductOptions): Product {
    return new Product(this, name, options);
  }

  /**
   * Adds a policy that Terraform plans are held against: in pull requests, and again before they are applied.
   * @param name a DNS-1123 label that begins with a letter; one that is illegal or taken is a problem at synthesis
   */
  public addPolicy(name: string, policy: PlanPolicy): Policy {
    return new Policy(this, name, policy);
  }

  /**
   * Gives people access to environments: rights in the namespaces, and roles of the cloud.
   * @param name a DNS-1123 label; one that is illegal or taken is a problem at synthesis
   */
  public addAccess(name: string, options: AccessOptions): Access {
    return new Access(this, name, options);
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
   * Adds a Cloudflare worker: its configuration for wrangler, and a TypeScript project to begin with.
   * @param name a DNS-1123 label; one that is illegal or taken is a problem at synthesis
   */
  public addWorker(name: string, options: WorkerOptions = {}): Worker {
    return new Worker(this, name, options);
  }

  /**
   * Adds a container image: a Dockerfile and a source to begin with, built by CI whenever they change.
   * @param name a DNS-1123 label; one that is illegal or taken is a problem at synthesis
   */
  public addContainer(name: string, options: ContainerOptions = {}): Container {
    return new Container(this, name, options);
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
    Closing.of(this).assertOpen(() => 'what retireStates gives up');
    this.terraform.states.retire(SourceLocation.capture(), states);
  }

  /**
   * Checks the whole estate and writes what changed. `projen new` writes what the `.projenrc.ts` that it leaves declares, with it.
   * @throws EstateError as `EstateProject.synth` does
   */
  public synth(): void {
    if (!this.initProject) {
      super.synth();
      return;
    }
    // Needed once in the life of an estate.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { createEstate } = require('./new-estate') as typeof import('./new-estate');
    createEstate(this, FeiyueProject, { projenrc: this.initialProjenrc, logging: this.logging, isDeclaredOnly: !this.initProject.synth });
  }

  /** Adds the files whose number follows from the whole estate. */
  public preSynthesize(): void {
    this.terraform.addFiles(this._entries);
    for (const application of APPLICATIONS.in(this).all) application._addFiles();
    this.delivery.addFiles();
    super.preSynthesize();
  }

  /** @internal */
  protected _reportCounts(): string[] {
    const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`;
    return [count(this.environments.length, 'environment'), count(this.terraform.resolved.length, 'root module'), count(this.services.length, 'service')];
  }

  /** Does what has to be done for each of what is declared, whoever declares it. */
  private serve(): void {
    ENVIRONMENTS.in(this).each((environment) => {
      this.addOverlay(environment);
      this.delivery.addEnvironment(environment.name);
    });
    SERVICES.in(this).each((service) => {
      this.operations.addService(service.name, () => this.views.monitored(service));
      if (service._imageBuild) this.addImageBuild();
    });
    CONTAINERS.in(this).each((container) => {
      if (container._isBuilt) this.addImageBuild();
    });
    PRODUCTS.in(this).each((product) => this.delivery.addProduct(product));
    ACCESSES.in(this).each(() => this.addAccessPolicies());
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
    const { layout } = this.estate.facts;
    return {
      plan: this.policies.length > 0 ? planPoliciesDir(layout) : undefined,
      access: this.access.accesses.length > 0 ? accessPoliciesDir(layout) : undefined,
    };
  }

  /** The rules about access come with the first. */
  private addAccessPolicies(): void {
    if (this.access.accesses.length === 1) new AccessPolicies(this, 'access-policies', accessPoliciesDir(this.estate.facts.layout), this.access);
  }

  /** The workflow that builds images comes with the first one that is built. */
  private addImageBuild(): void {
    if (this.buildsImages) return;
    this.buildsImages = true;
    this.delivery.addImages();
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
      content: () => `${JSON.stringify(graphJson(this.views.graph(), this.estate.facts.layout, this.terraform.bootstrap), undefined, 2)}\n`,
    });
  }

  /** The README, which is seeded, and the page that tells of what is declared. */
  private addReadme(): void {
    for (const sample of this.node.children.filter((child) => child instanceof SampleReadme)) this.node.tryRemoveChild(sample.node.id);
    const { projectName, layout } = this.estate.facts;
    const source = SourceLocation.capture();
    new SeededText(this, 'README.md', { content: () => renderReadme({ projectName, layout }) });
    new GeneratedText(this, layout.estatePage, {
      comment: '<!--',
      content: () => renderEstatePage(this.estatePageFacts()),
      explain: () => [{ what: 'the page that tells of everything that is declared', source, change: 'what it tells of, in .projenrc.ts' }],
    });
  }

  private declared(): DeclaredInEstate {
    const { environments, rootModules, services, containers, products, policies, estate: { facts: { layout } } } = this;
    return { layout, environments, rootModules, services, containers, products, policies };
  }

  private estatePageFacts(): EstatePageFacts {
    const { projectName, layout } = this.estate.facts;
    return {
      ...takeInventory(this, this.declared()),
      projectName,
      isLocked: this.terraform.isLocked,
      scripts: [{ path: affectedScriptPath(layout), what: 'tells which root modules and overlays a change affects, and why' }, ...this.operations.scripts.filter(({ content }) => content() !== undefined), ...this.auth0Tenants.scripts()],
      delivery: this.delivery.readme({
        environments: this.environments,
        rootModules: this.rootModules.map(({ name }) => name),
        buildsImages: this.buildsImages,
        bootstraps: this.operations.bootstraps,
        bootstrapPreparation: this.terraform.bootstrapPreparation,
      }),
    };
  }
}
