/**
 * Where things live in the monorepo and what files are called. A convention is data: no code asks which one is in use.
 */
export interface ConventionOptions {
  /** Name of the convention, as shown to users. */
  readonly name: string;
  /** Folder of the root modules: one folder per environment below it. */
  readonly terraformDir: string;
  /**
   * Name of a root module's folder in that of its environment. `{environment}` stands for the short name of the
   * environment, `{rootModule}` for the name of the root module, which it has to hold.
   */
  readonly rootModuleFolder: string;
  /** Folder of the reusable Terraform modules. */
  readonly modulesDir: string;
  /** Folder of the root modules that create the state backends. */
  readonly bootstrapDir: string;
  /** File name of the partial backend configuration of a root module. */
  readonly backendFile: string;
  /** Folder of the Kustomize bases: one folder per service below it. */
  readonly kubernetesBaseDir: string;
  /** Folder of the Kustomize overlays: one folder per environment below it. */
  readonly kubernetesOverlaysDir: string;
  /** Folder of the files in which the build of images leaves their digests: one file per environment. */
  readonly imagesDir: string;
  /** Folder of the CI/CD workflows. */
  readonly workflowsDir: string;
  /** Folder of the operations scripts. */
  readonly scriptsDir: string;
  /** Folder of the monitoring rules. */
  readonly monitoringDir: string;
  /** Folder of the pages that say what to do about an alert. */
  readonly runbooksDir: string;
  /** Folder of the Azure Pipelines. GitHub looks for workflows in `workflowsDir`, which is `.github/workflows` for it. */
  readonly pipelinesDir: string;
  /** Folder of the applications that run in the clusters beside the services: one folder per application below it. */
  readonly applicationsDir: string;
  /** Folder of the applications that others make. */
  readonly thirdPartyApplicationsDir: string;
  /** Folder of the Auth0 tenants. */
  readonly auth0Dir: string;
  /** Folder of the Cloudflare workers: one folder per worker below it. */
  readonly workersDir: string;
  /** Folder of the container images that are built here: one folder per image below it. */
  readonly containersDir: string;
  /** Folder of the policies. */
  readonly policiesDir: string;
}

/** What an environment is called in folders. */
export interface EnvironmentNames {
  /** Name of the environment and of its folder. */
  readonly name: string;
  /** Its short name, with which folders of root modules may begin. */
  readonly shortName: string;
}

/** The folder layout and file names of an ops monorepo. */
export class Convention {
  /** Tencent Cloud first: `terraform/`, `k8s/`, `.github/workflows/`, `ops/`. */
  public static readonly FEIYUE = new Convention({
    name: 'feiyue',
    terraformDir: 'terraform',
    rootModuleFolder: '{rootModule}',
    modulesDir: 'terraform/modules',
    bootstrapDir: 'terraform/bootstrap',
    backendFile: 'backend.hcl',
    kubernetesBaseDir: 'k8s/base',
    kubernetesOverlaysDir: 'k8s/overlays',
    imagesDir: 'images',
    workflowsDir: '.github/workflows',
    scriptsDir: 'ops/scripts',
    monitoringDir: 'ops/monitoring',
    runbooksDir: 'ops/runbooks',
    pipelinesDir: '.pipelines',
    applicationsDir: 'k8s/applications',
    thirdPartyApplicationsDir: 'k8s/applications',
    auth0Dir: 'auth0',
    workersDir: 'cloudflare',
    containersDir: 'containers',
    policiesDir: 'policies',
  });

  /** Azure first: `infra/`, `modules/`, `clusterfleet/`, `.pipelines/`, `utils/`. */
  public static readonly PICASSO = new Convention({
    name: 'picasso',
    terraformDir: 'infra',
    rootModuleFolder: '{environment}-{rootModule}',
    modulesDir: 'modules',
    bootstrapDir: 'infra/bootstrap',
    backendFile: 'tfbackend.hcl',
    kubernetesBaseDir: 'clusterfleet/base',
    kubernetesOverlaysDir: 'clusterfleet/overlays',
    imagesDir: 'clusterfleet/images',
    workflowsDir: '.github/workflows',
    scriptsDir: 'utils',
    monitoringDir: 'utils/monitoring',
    runbooksDir: 'utils/runbooks',
    pipelinesDir: '.pipelines',
    applicationsDir: 'applications',
    thirdPartyApplicationsDir: 'applications/3rdparty',
    auth0Dir: 'auth0',
    workersDir: 'cloudflare',
    containersDir: 'containers',
    policiesDir: 'policies',
  });

  /** Name of the convention. */
  public readonly name: string;
  /** Folder of the reusable Terraform modules. */
  public readonly modulesDir: string;
  /** Folder of the root modules that create the state backends. */
  public readonly bootstrapDir: string;
  /** File name of the partial backend configuration. */
  public readonly backendFile: string;
  /** Folder of the CI/CD workflows. */
  public readonly workflowsDir: string;
  /** Folder of the operations scripts. */
  public readonly scriptsDir: string;
  /** Folder of the monitoring rules. */
  public readonly monitoringDir: string;
  /** Folder of the pages that say what to do about an alert. */
  public readonly runbooksDir: string;
  /** Folder of the Azure Pipelines. */
  public readonly pipelinesDir: string;
  /** Folder of the applications that run in the clusters beside the services. */
  public readonly applicationsDir: string;
  /** Folder of the applications that others make. */
  public readonly thirdPartyApplicationsDir: string;
  /** Folder of the Auth0 tenants. */
  public readonly auth0Dir: string;
  /** Folder of the Cloudflare workers. */
  public readonly workersDir: string;
  /** Folder of the container images that are built here. */
  public readonly containersDir: string;
  /** Folder of the policies. */
  public readonly policiesDir: string;
  private readonly options: ConventionOptions;

  /** Defines a convention of one's own. */
  constructor(options: ConventionOptions) {
    this.options = options;
    this.name = options.name;
    this.modulesDir = options.modulesDir;
    this.bootstrapDir = options.bootstrapDir;
    this.backendFile = options.backendFile;
    this.workflowsDir = options.workflowsDir;
    this.scriptsDir = options.scriptsDir;
    this.monitoringDir = options.monitoringDir;
    this.runbooksDir = options.runbooksDir;
    this.pipelinesDir = options.pipelinesDir;
    this.applicationsDir = options.applicationsDir;
    this.thirdPartyApplicationsDir = options.thirdPartyApplicationsDir;
    this.auth0Dir = options.auth0Dir;
    this.workersDir = options.workersDir;
    this.containersDir = options.containersDir;
    this.policiesDir = options.policiesDir;
  }

  /** Folder of all root modules of one environment, relative to the repository. */
  public environmentDir(environment: string): string {
    return `${this.options.terraformDir}/${environment}`;
  }

  /** Folder of one root module in one environment, relative to the repository. */
  public rootModuleDir(environment: EnvironmentNames, rootModule: string): string {
    const parts: Readonly<Record<string, string>> = { '{environment}': environment.shortName, '{rootModule}': rootModule };
    const folder = this.options.rootModuleFolder.replace(/\{environment\}|\{rootModule\}/g, (part) => parts[part]);
    return `${this.environmentDir(environment.name)}/${folder}`;
  }

  /** Names that no environment may have, because its folder would be one of those beside the environments. */
  public get reservedEnvironmentNames(): string[] {
    const { terraformDir, modulesDir, bootstrapDir } = this.options;
    return [modulesDir, bootstrapDir].filter((dir) => dir.startsWith(`${terraformDir}/`)).map((dir) => dir.slice(terraformDir.length + 1));
  }

  /** Folder of the Kustomize base of one service. */
  public baseDir(service: string): string {
    return `${this.options.kubernetesBaseDir}/${service}`;
  }

  /** Folder of a Kustomize overlay with all its services. */
  public environmentOverlayDir(overlay: string): string {
    return `${this.options.kubernetesOverlaysDir}/${overlay}`;
  }

  /** Folder of the Kustomize overlay of one service. */
  public serviceOverlayDir(overlay: string, service: string): string {
    return `${this.options.kubernetesOverlaysDir}/${overlay}/${service}`;
  }

  /** File with the digests of the images that were built for one environment. Robots write it, synthesis reads it. */
  public imagesFile(environment: string): string {
    return `${this.options.imagesDir}/${environment}.json`;
  }

  /** Top-level folders that hold generated files, for directory-level patterns in `.gitignore` and `.gitattributes`. */
  public generatedDirs(): string[] {
    const o = this.options;
    const dirs = new Set([
      o.terraformDir, o.modulesDir, o.bootstrapDir, o.kubernetesBaseDir, o.kubernetesOverlaysDir, o.workflowsDir, o.scriptsDir, o.monitoringDir,
      o.runbooksDir,
    ]);
    return [...dirs].filter((dir) => ![...dirs].some((other) => dir.startsWith(`${other}/`))).sort();
  }
}
