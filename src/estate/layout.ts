import type { FolderOptions } from './folder-options';
import { relativePath } from '../text/relative-path';

/** Every folder and file name. A layout is data: no code asks which convention it comes from. */
export type Folders = Readonly<Record<keyof FolderOptions, string>>;

/** What an environment is called in folders. */
export interface EnvironmentNames {
  /** Name of the environment and of its folder. */
  readonly name: string;
  /** Its short name, with which folders of root modules may begin. */
  readonly shortName: string;
}

/** The folder layout and file names of one ops monorepo. */
export class Layout {
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
  /** Folder of the dashboards, within that. */
  public readonly dashboardsDir: string;
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
  /** Path of the page that tells of everything in the estate. */
  public readonly estatePage: string;

  /** Its literal parts and its placeholders, in their order. */
  private readonly rootModuleFolder: readonly string[];

  constructor(private readonly options: Folders) {
    this.modulesDir = options.modulesDir;
    this.bootstrapDir = options.bootstrapDir;
    this.backendFile = options.backendFile;
    this.workflowsDir = options.workflowsDir;
    this.rootModuleFolder = options.rootModuleFolder.split(/(\{environment\}|\{rootModule\})/);
    this.scriptsDir = options.scriptsDir;
    this.monitoringDir = options.monitoringDir;
    this.dashboardsDir = `${options.monitoringDir}/dashboards`;
    this.runbooksDir = options.runbooksDir;
    this.pipelinesDir = options.pipelinesDir;
    this.applicationsDir = options.applicationsDir;
    this.thirdPartyApplicationsDir = options.thirdPartyApplicationsDir;
    this.auth0Dir = options.auth0Dir;
    this.workersDir = options.workersDir;
    this.containersDir = options.containersDir;
    this.policiesDir = options.policiesDir;
    this.estatePage = options.estatePage;
  }

  /** Folder of all root modules of one environment, relative to the repository. */
  public environmentDir(environment: string): string {
    return `${this.options.terraformDir}/${environment}`;
  }

  /** Folder of one root module in one environment, relative to the repository. */
  public rootModuleDir(environment: EnvironmentNames, rootModule: string): string {
    let dir = `${this.environmentDir(environment.name)}/`;
    for (const part of this.rootModuleFolder) dir += part === '{environment}' ? environment.shortName : part === '{rootModule}' ? rootModule : part;
    return dir;
  }

  /** Names that no environment may have, because its folder would be one of those beside the environments. */
  public get reservedEnvironmentNames(): string[] {
    const { terraformDir, modulesDir, bootstrapDir } = this.options;
    return [modulesDir, bootstrapDir].filter((dir) => dir.startsWith(`${terraformDir}/`)).map((dir) => dir.slice(terraformDir.length + 1));
  }

  /** Folder of the Kustomize bases of all services. */
  public get basesDir(): string {
    return this.options.kubernetesBaseDir;
  }

  /** Folder of the Kustomize base of one service. */
  public baseDir(service: string): string {
    return `${this.options.kubernetesBaseDir}/${service}`;
  }

  /** Folder of a Kustomize overlay with all its services. */
  public environmentOverlayDir(overlay: string): string {
    return `${this.options.kubernetesOverlaysDir}/${overlay}`;
  }

  /** The way from the overlay of a service to its base: the same in all overlays, whose names are single folders. */
  public baseFromOverlay(service: string): string {
    return relativePath(this.serviceOverlayDir('*', service), this.baseDir(service));
  }

  /** Folder of the Kustomize overlay of one service. */
  public serviceOverlayDir(overlay: string, service: string): string {
    return `${this.options.kubernetesOverlaysDir}/${overlay}/${service}`;
  }

  /** Folder of what runs in CloudBase Run in one environment. */
  public cloudBaseRunDir(environment: string): string {
    return `${this.options.cloudBaseRunDir}/${environment}`;
  }

  /** File that says how a service runs in CloudBase Run in one environment. */
  public cloudBaseRunFile(environment: string, service: string): string {
    return `${this.cloudBaseRunDir(environment)}/${service}.json`;
  }

  /** File with the digests of the images that were built for one environment. Robots write it, synthesis reads it. */
  public imagesFile(environment: string): string {
    return `${this.options.imagesDir}/${environment}.json`;
  }

  /** File with the outputs of Terraform that were recorded of one environment. A script writes it, synthesis reads it. */
  public outputsFile(environment: string): string {
    return `${this.options.outputsDir}/${environment}.json`;
  }

  /** Top-level folders that hold generated files in every estate, for directory-level patterns in `.gitignore` and `.gitattributes`. */
  public generatedDirs(): string[] {
    const o = this.options;
    const dirs = new Set([
      o.terraformDir, o.modulesDir, o.bootstrapDir, o.kubernetesBaseDir, o.kubernetesOverlaysDir, o.scriptsDir, o.monitoringDir, o.runbooksDir,
    ]);
    return [...dirs].filter((dir) => ![...dirs].some((other) => dir.startsWith(`${other}/`))).sort();
  }
}
