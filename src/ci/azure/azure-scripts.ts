import { CiSystem } from '../../estate/ci-system';
import type { CiScripts } from '../ci-scripts';

/** What the scripts are told and tell in Azure Pipelines. */
export const AZURE_SCRIPTS: CiScripts = {
  system: CiSystem.AZURE_PIPELINES,
  files: {
    'ci/system.mjs': 'what scripts tell Azure Pipelines',
    'ci/deployments.mjs': 'the records of deployments, which the runs of pipelines are',
    'ci/azure-devops.mjs': 'how scripts call the API of Azure DevOps',
    'ci/branch-policies.mjs': 'the policies of the default branch',
    'ci/checks.mjs': 'the checks of environments and service connections',
    'ci/protection.mjs': 'how an environment is protected',
    'ci/settings.mjs': 'the settings of the project',
    'ci/settings-api.mjs': 'how they are read and changed',
    'pull-request-comment.mjs': 'the script that keeps one comment of a pull request up to date',
    'drift-work-items.mjs': 'the script that keeps one work item per drifted root module',
  },
  proposalFiles: { 'ci/pull-requests.mjs': 'how scripts open pull requests in Azure Repos' },
};
