import { CiSystem } from '../../estate/ci-system';
import type { CiScripts } from '../ci-scripts';

/** What the scripts are told and tell in GitHub Actions. */
export const GITHUB_SCRIPTS: CiScripts = {
  system: CiSystem.GITHUB_ACTIONS,
  files: {
    'ci/system.mjs': 'what scripts tell GitHub Actions',
    'ci/deployments.mjs': 'the records of deployments, which GitHub keeps',
    'ci/github.mjs': 'how scripts call the API of GitHub',
    'ci/protection.mjs': 'how an environment is protected',
    'ci/ruleset.mjs': 'the rules of the default branch',
    'ci/settings.mjs': 'the settings of the repository',
    'drift-issues.sh': 'the script that keeps one issue per drifted root module',
  },
  proposalFiles: { 'ci/pull-requests.mjs': 'how scripts open pull requests on GitHub' },
};
