import type { CiScript } from '../ci-scripts';

/** What the scripts are told and tell in Azure Pipelines. */
export const AZURE_SCRIPTS: readonly CiScript[] = [
  { file: 'ci/system.mjs', source: 'azure/system.mjs', what: 'what scripts tell Azure Pipelines' },
  { file: 'ci/deployments.mjs', source: 'azure/deployments.mjs', what: 'the records of deployments, which the runs of pipelines are' },
  { file: 'ci/azure-devops.mjs', source: 'azure/azure-devops.mjs', what: 'how scripts call the API of Azure DevOps' },
  { file: 'pull-request-comment.mjs', source: 'azure/pull-request-comment.mjs', what: 'the script that keeps one comment of a pull request up to date' },
  { file: 'drift-work-items.mjs', source: 'azure/drift-work-items.mjs', what: 'the script that keeps one work item per drifted root module' },
];
