/** What runs the CI/CD of an estate. */
export enum CiSystem {
  /** GitHub Actions: workflows in `.github/workflows/`. */
  GITHUB_ACTIONS = 'github-actions',
  /** Azure Pipelines, in a project of Azure DevOps. */
  AZURE_PIPELINES = 'azure-pipelines',
}
