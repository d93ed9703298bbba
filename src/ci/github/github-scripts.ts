import { CiSystem } from '../../estate/ci-system';
import type { CiScripts } from '../ci-scripts';

/** What the scripts are told and tell in GitHub Actions. */
export const GITHUB_SCRIPTS: CiScripts = {
  system: CiSystem.GITHUB_ACTIONS,
  files: {
    'ci/system.mjs': 'what scripts tell GitHub Actions',
    'ci/deployments.mjs': 'the records of deployments, which GitHub keeps',
    'drift-issues.sh': 'the script that keeps one issue per drifted root module',
  },
  imageFiles: { 'ci/pull-requests.mjs': 'how scripts open pull requests on GitHub' },
};
