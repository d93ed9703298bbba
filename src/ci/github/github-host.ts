import { GitHubDelivery } from './github-delivery';
import { GitHubRepository, GitHubTrust } from './github-trust';
import type { CiTrust } from '../../clouds/ci-identity';
import type { RepositoryIds } from '../../estate/repository-ids';
import type { EstateProject } from '../../synth/estate-project';
import type { CodeHost, DeliveredEstate, DeliverySystem, RepositoryFacts } from '../delivery-system';

/** A repository on GitHub. */
export class GitHubHost implements CodeHost {
  public readonly url: string;
  public readonly trust?: CiTrust;
  /** The repository whose jobs are let in to the cloud. */
  private readonly trusted?: GitHubRepository;
  private readonly ids?: RepositoryIds;

  constructor(private readonly facts: RepositoryFacts) {
    const { name, isExample, repositoryIds, defaultBranch } = facts;
    this.url = `https://github.com/${name}`;
    this.ids = repositoryIds;
    // An example is somebody else's repository: nothing of his is let in.
    this.trusted = isExample ? undefined : { fullName: name, ids: repositoryIds, defaultBranch };
    this.trust = this.trusted && new GitHubTrust(this.trusted);
  }

  public fileUrl(path: string): string {
    return `${this.url}/blob/HEAD/${encodeURI(path)}`;
  }

  public problems(): string[] {
    const { name, isExample } = this.facts;
    const problems = REPOSITORY.test(name) || isExample ? [] : [`repository "${name}" is not of the form owner/name, such as "feiyue/feiyue-mono"`];
    if (this.facts.serviceConnections) problems.push('serviceConnections is given, and GitHub Actions has none: leave it out, or choose ciSystem: CiSystem.AZURE_PIPELINES');
    for (const [of, id] of Object.entries(this.ids ?? {})) {
      if (Number.isSafeInteger(id) && id > 0) continue;
      problems.push(`repositoryIds has the ${of} ${id}, which is not the number of one: \`gh api repos/${name} --jq '{owner: .owner.id, repository: .id}'\` prints both`);
    }
    return problems;
  }

  public deliver(project: EstateProject, estate: DeliveredEstate): DeliverySystem {
    return new GitHubDelivery(project, { ...estate, repository: this.facts.name, repositoryIds: this.ids, trusted: this.trusted });
  }
}

/** GitHub's `owner/name`. */
const REPOSITORY = /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\/[A-Za-z0-9._-]+$/;
