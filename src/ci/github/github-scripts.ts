import type { CiScript } from '../ci-scripts';

/** What the scripts are told and tell in GitHub Actions. */
export const GITHUB_SCRIPTS: readonly CiScript[] = [
  { file: 'ci/system.mjs', source: 'github/system.mjs', what: 'what scripts tell GitHub Actions' },
  { file: 'ci/deployments.mjs', source: 'github/deployments.mjs', what: 'the records of deployments, which GitHub keeps' },
  { file: 'drift-issues.sh', source: 'github/drift-issues.sh', what: 'the script that keeps one issue per drifted root module' },
];
