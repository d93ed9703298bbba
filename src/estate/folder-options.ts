/** Folders and file names that are not as the convention has them. Paths are relative to the repository, without a slash at either end. */
export interface FolderOptions {
  /**
   * Folder of the root modules: one folder per environment below it.
   * @default - that of the convention
   */
  readonly terraformDir?: string;

  /**
   * Name of a root module's folder in that of its environment. `{environment}` stands for the short name of the
   * environment, `{rootModule}` for the name of the root module, which it has to hold.
   * @default - that of the convention
   */
  readonly rootModuleFolder?: string;

  /**
   * Folder of the reusable Terraform modules.
   * @default - that of the convention
   */
  readonly modulesDir?: string;

  /**
   * Folder of the root modules that create the state backends.
   * @default - that of the convention
   */
  readonly bootstrapDir?: string;

  /**
   * File name of the partial backend configuration of a root module.
   * @default - that of the convention
   */
  readonly backendFile?: string;

  /**
   * Folder of the Kustomize bases: one folder per service below it.
   * @default - that of the convention
   */
  readonly kubernetesBaseDir?: string;

  /**
   * Folder of the Kustomize overlays: one folder per environment below it.
   * @default - that of the convention
   */
  readonly kubernetesOverlaysDir?: string;

  /**
   * Folder of what runs in CloudBase Run: one folder per environment below it.
   * @default - that of the convention
   */
  readonly cloudBaseRunDir?: string;

  /**
   * Folder of the files in which the build of images leaves their digests: one file per environment.
   * @default - that of the convention
   */
  readonly imagesDir?: string;

  /**
   * Folder of the files in which outputs of Terraform are recorded: one file per environment.
   * @default - that of the convention
   */
  readonly outputsDir?: string;

  /**
   * Folder of the CI/CD workflows.
   * @default - that of the convention
   */
  readonly workflowsDir?: string;

  /**
   * Folder of the operations scripts.
   * @default - that of the convention
   */
  readonly scriptsDir?: string;

  /**
   * Folder of the monitoring rules.
   * @default - that of the convention
   */
  readonly monitoringDir?: string;

  /**
   * Folder of the pages that say what to do about an alert.
   * @default - that of the convention
   */
  readonly runbooksDir?: string;

  /**
   * Folder of the Azure Pipelines. GitHub looks for workflows in `workflowsDir`, which is `.github/workflows` for it.
   * @default - that of the convention
   */
  readonly pipelinesDir?: string;

  /**
   * Folder of the applications that run in the clusters beside the services: one folder per application below it.
   * @default - that of the convention
   */
  readonly applicationsDir?: string;

  /**
   * Folder of the applications that others make.
   * @default - that of the convention
   */
  readonly thirdPartyApplicationsDir?: string;

  /**
   * Folder of the Auth0 tenants.
   * @default - that of the convention
   */
  readonly auth0Dir?: string;

  /**
   * Folder of the Cloudflare workers: one folder per worker below it.
   * @default - that of the convention
   */
  readonly workersDir?: string;

  /**
   * Folder of the container images that are built here: one folder per image below it.
   * @default - that of the convention
   */
  readonly containersDir?: string;

  /**
   * Folder of the policies.
   * @default - that of the convention
   */
  readonly policiesDir?: string;

  /**
   * Path of the page that tells of everything in the estate, and of what has to be set up: a Markdown file.
   * @default - that of the convention
   */
  readonly estatePage?: string;
}
