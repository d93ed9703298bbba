import { AzureReposHost } from '../ci/azure/azure-repos-host';
import type { CodeHost, RepositoryFacts } from '../ci/delivery-system';
import { GitHubHost } from '../ci/github/github-host';
import { CiSystem } from '../estate/ci-system';

/** The host of a repository. */
export function codeHost(ciSystem: CiSystem, facts: RepositoryFacts): CodeHost {
  return HOSTS[ciSystem](facts);
}

/** Where the repository is that a CI system works on. */
const HOSTS: Readonly<Record<CiSystem, (facts: RepositoryFacts) => CodeHost>> = {
  [CiSystem.GITHUB_ACTIONS]: (facts) => new GitHubHost(facts),
  [CiSystem.AZURE_PIPELINES]: (facts) => new AzureReposHost(facts),
};
