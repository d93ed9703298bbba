import type { LoggerOptions } from 'projen/lib/logger';
import { addDocuments } from './estate-documents';
import { EstateViews } from './estate-views';
import { addGitPatterns } from './git-patterns';
import { openEstate } from './open-estate';
import { Access, AccessOptions } from '../access/access';
import { EstateAccess } from '../access/estate-access';
import { Application, APPLICATIONS } from '../applications/application';
import type { ApplicationOptions } from '../applications/application-options';
import { checkApplicationOutputs } from '../applications/application-outputs';
import { Auth0Tenant } from '../auth0/auth0-tenant';
import type { Auth0TenantOptions } from '../auth0/auth0-tenant-options';
import { Auth0Tenants } from '../auth0/auth0-tenants';
import { EstateDelivery } from '../ci/estate-delivery';
import { hasCluster } from '../ci/estate-graph';
import { EstateImages } from '../ci/estate-images';
import { addGraphFile } from '../ci/graph-file';
import { Product, ProductOptions, PRODUCTS } from '../ci/product';
import { CloudflareWorker } from '../cloudflare/worker';
import type { CloudflareWorkerOptions } from '../cloudflare/worker-options';
import { Container } from '../containers/container';
import type { ContainerOptions } from '../containers/container-options';
import { OwnedData } from '../databases/owned-data';
import { MAIN_BRANCH } from '../estate/branch-name';
import { Environment, EnvironmentOptions, ENVIRONMENTS } from '../estate/environment';
import { Estate } from '../estate/estate';
import type { FeiyueProjectOptions } from '../estate/feiyue-project-options';
import { GrantedWorkloads } from '../identity/granted-workloads';
import { Daemon } from '../kubernetes/daemon';
import { EnvironmentOverlay } from '../kubernetes/environment-overlay';
import { EnvironmentOverlays } from '../kubernetes/environment-overlays';
import { Gateway } from '../kubernetes/gateway/gateway';
import { Job } from '../kubernetes/job';
import type { DaemonOptions } from '../kubernetes/options/daemon-options';
import type { GatewayOptions } from '../kubernetes/options/gateway-options';
import type { JobOptions } from '../kubernetes/options/job-options';
import type { ScheduledJobOptions } from '../kubernetes/options/scheduled-job-options';
import type { SecretDelivery } from '../kubernetes/options/secret-delivery';
import type { ServiceOptions } from '../kubernetes/options/service-options';
import type { StatefulServiceOptions } from '../kubernetes/options/stateful-service-options';
import type { WorkerOptions } from '../kubernetes/options/worker-options';
import { checkOutputs, FindOutput } from '../kubernetes/output-checks';
import { ScheduledJob } from '../kubernetes/scheduled-job';
import { Service, SERVICES } from '../kubernetes/service';
import { StatefulService } from '../kubernetes/stateful-service';
import { Worker } from '../kubernetes/worker';
import { WorkloadMixin } from '../kubernetes/workload-mixin';
import { placeIn } from '../kubernetes/workloads/declarations';
import { SecretDeliveries } from '../kubernetes/workloads/secret-deliveries';
import { WorkloadRegistry } from '../kubernetes/workloads/workload-registry';
import { initialEstate } from '../new/initial-estate';
import { operateEstate } from '../operations/estate-operations';
import type { PlanPolicy } from '../policies/plan-policy';
import { POLICIES, Policy } from '../policies/policy';
import { EstateProjenrc } from '../run/estate-projenrc';
import { leaveProjenrc, removePackageTasks } from '../run/estate-tasks';
import { isProjenNew, nodeProjectOptions, projenNewHints } from '../run/node-project-options';
import { Closing } from '../synth/declare/closing';
import { plainOptions } from '../synth/declare/plain-options';
import { SourceLocation } from '../synth/declare/source-location';
import { EstateProject } from '../synth/estate-project';
import { RootModule, ROOT_MODULES, RootModuleOptions } from '../terraform/declare/root-module';
import { TerraformFiles } from '../terraform/terraform-files';

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
  private readonly terraform: TerraformFiles;
  private readonly delivery: EstateDelivery;
  private readonly initialProjenrc: string;
  private readonly logging?: LoggerOptions;

  /** Sets up an estate; `addEnvironment`, `addRootModule` and `addService` fill it, `synth` checks and writes it. */
  constructor(options: FeiyueProjectOptions) {
    options = plainOptions(options);
    const initial = initialEstate(options);
    const devDeps = isProjenNew(options) ? initial.devDeps : options.devDeps ?? [];
    const defaultBranch = initial.defaultBranch ?? MAIN_BRANCH;
    super({ ...nodeProjectOptions({ ...options, name: initial.projectName, devDeps, defaultBranch }), ...projenNewHints(options) });
    this.repository = initial.repository;
    this.initialProjenrc = initial.projenrc;
    this.logging = options.logging;

    const { estate: { facts }, host } = openEstate(this, options, initial, defaultBranch);
    this.environments = ENVIRONMENTS.in(this).all;
    this.rootModules = ROOT_MODULES.in(this).all;
    this.services = SERVICES.in(this).all;
    this.policies = POLICIES.in(this).all;
    this.products = PRODUCTS.in(this).all;

    removePackageTasks(this);
    if (this.ejected) leaveProjenrc(this);
    else new EstateProjenrc(this);
    addGitPatterns(this, facts.layout);

    // A room is given those that it asks, and hears by itself of what is declared.
    const images = new EstateImages(this);
    const auth0 = new Auth0Tenants(this);
    const judged = () => APPLICATIONS.in(this).all.flatMap((application) => application._judged() ?? []);
    const access = new EstateAccess(this, new EnvironmentOverlays(this), judged);
    const granted = new GrantedWorkloads(this);
    new OwnedData(this);
    const terraform = this.terraform = new TerraformFiles(this, {
      ci: {
        trust: host.trust,
        imagesEnvironment: () => images.firstEnvironment,
        deploysToCloudBaseRun: (environment) => WorkloadRegistry.of(this).all().some((workload) => placeIn(workload, environment)),
      },
      grantedIn: (environment) => granted.in(environment),
    });
    const findOutput: FindOutput = ({ rootModule, output, keys }, environment) => terraform.outputs.find(rootModule, output, keys, environment);
    checkOutputs(this, findOutput);
    WorkloadMixin._checkApplied(this, this.outdir);
    checkApplicationOutputs(this, findOutput, () => this.environments.filter((each) => hasCluster(Estate.of(this), each, this.rootModules)));
    const views = new EstateViews(this, terraform, access, granted);
    const operations = operateEstate(this, {
      fileUrl: (file) => host.fileUrl(file),
      operated: () => views.operated(),
      watched: (workload) => views.watched(workload),
    });
    const delivery = this.delivery = new EstateDelivery(this, {
      host,
      images,
      bootstrapDirs: () => terraform.bootstrap.map(({ dir }) => dir),
      graph: () => views.graph(),
      policies: () => views.policies(),
    });
    addGraphFile(this, { graph: () => views.graph(), bootstrap: () => terraform.bootstrap });
    addDocuments(this, { terraform, operations, images, delivery, auth0 });
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
   * Adds a worker to every environment: a service that nobody sends requests to. A base, an overlay per environment, and its alert rules.
   * @param name a DNS-1123 label; one that is illegal or taken is a problem at synthesis
   */
  public addWorker(name: string, options: WorkerOptions = {}): Worker {
    return new Worker(this, name, options);
  }

  /**
   * Adds a stateful service to every environment: pods with a name and a disk of their own. A base with a StatefulSet, an overlay per
   * environment, and its alert rules.
   * @param name a DNS-1123 label; one that is illegal or taken is a problem at synthesis
   */
  public addStatefulService(name: string, options: StatefulServiceOptions): StatefulService {
    return new StatefulService(this, name, options);
  }

  /**
   * Adds a daemon to every environment: a pod on each node. A base with a DaemonSet, an overlay per environment, and its alert rules.
   * @param name a DNS-1123 label; one that is illegal or taken is a problem at synthesis
   */
  public addDaemon(name: string, options: DaemonOptions = {}): Daemon {
    return new Daemon(this, name, options);
  }

  /**
   * Adds a job to every environment, which a deployment runs to its end: a base with a Job, an overlay per environment, and its alert rules.
   * @param name a DNS-1123 label; one that is illegal or taken is a problem at synthesis
   */
  public addJob(name: string, options: JobOptions = {}): Job {
    return new Job(this, name, options);
  }

  /**
   * Adds a scheduled job to every environment: a base with a CronJob, an overlay per environment, and its alert rules.
   * @param name a DNS-1123 label; one that is illegal or taken is a problem at synthesis
   */
  public addScheduledJob(name: string, options: ScheduledJobOptions): ScheduledJob {
    return new ScheduledJob(this, name, options);
  }

  /**
   * Adds a gateway: a way into the clusters for hosts below a domain, by which services are exposed.
   * @param name a DNS-1123 label; one that is illegal or taken is a problem at synthesis
   */
  public addGateway(name: string, options: GatewayOptions): Gateway {
    return new Gateway(this, name, options);
  }

  /**
   * Says how sensitive outputs of Terraform get into the Secrets of workloads, once for the estate: `SecretDelivery.externalSecrets(…)`. When nothing
   * is said, the deployment reads them from the states.
   */
  public deliverSecrets(delivery: SecretDelivery): void {
    SecretDeliveries.of(this).deliver(delivery);
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
   * Adds an application that runs in the clusters beside the services: a Kustomize folder. Ready-made are
   * `ArgoCd`, `CertManager`, `EnvoyGateway`, `ExternalDns`, `ExternalSecrets`, `KubeOidcProxy`, `PrometheusStack` and `TailscaleOperator`:
   * `new ArgoCd(project, 'argo-cd', { … })`.
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
  public addCloudflareWorker(name: string, options: CloudflareWorkerOptions = {}): CloudflareWorker {
    return new CloudflareWorker(this, name, options);
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
   * @param environment the environment, or its name; an unknown one is a problem at synthesis, and so is one that runs no services
   */
  public overlay(environment: Environment | string): EnvironmentOverlay {
    return EnvironmentOverlay._of(this, environment);
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
    const kinds = new Map([['service', 0]]);
    for (const { kind: { noun } } of WorkloadRegistry.of(this).all()) kinds.set(noun, (kinds.get(noun) ?? 0) + 1);
    return [
      count(this.environments.length, 'environment'),
      count(this.terraform.resolved.length, 'root module'),
      ...[...kinds].map(([noun, number]) => count(number, noun)),
    ];
  }
}
