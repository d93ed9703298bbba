import type { CiIdentity, CiTrust, TrustingEnvironment } from '../../clouds/ci-identity';
import type { RepositoryIds } from '../../estate/repository-ids';

/**
 * The environment of jobs that plan what waits in the merge queue. Their ref is another one each time, so that no exact subject
 * could name it: `ref:refs/heads/gh-readonly-queue/<branch>/pr-<number>-<commit>`. No environment of an estate can be called so.
 */
export const MERGE_QUEUE_ENVIRONMENT = 'merge_queue';

/** The environment of jobs that plan in a protected one for a pull request: reviewers let them in, and nothing else. */
export function planEnvironment(environment: string): string {
  return `${environment}-plan`;
}

/** The branches that GitHub makes for the merge queue, as a pattern of GitHub's. Nobody else can push to them. */
export function mergeQueueBranches(defaultBranch: string): string {
  return `gh-readonly-queue/${defaultBranch}/*`;
}

/** What the subject of a job in GitHub Actions is made of, beside what the job itself adds. */
export interface GitHubRepository {
  /** `owner/name` */
  readonly fullName: string;
  /** Undefined: not known, so the subjects that hold them are not either. */
  readonly ids?: RepositoryIds;
  /** The branch whose pushes are deployed, and on which scheduled workflows run. */
  readonly defaultBranch: string;
}

/**
 * The subject of a job, in each form in which this repository may present it: by name, and since the summer of 2026
 * by names and ids that never change hands.
 *
 * Source: https://docs.github.com/actions/reference/security/oidc
 * @param claim what tells the jobs of a repository apart, such as `environment:prod`
 */
export function subjectForms({ fullName, ids }: GitHubRepository, claim: string): string[] {
  const [owner, name] = fullName.split('/');
  const byName = `repo:${owner}/${name}:${claim}`;
  return ids === undefined ? [byName] : [byName, `repo:${owner}@${ids.owner}/${name}@${ids.repository}:${claim}`];
}

/**
 * Trusts the jobs of an environment to apply it, and those of the default branch to look for drift. Pull requests and the merge queue
 * may plan; where a deployment waits for an approval, only a job of the environment that is there for plans.
 */
export class GitHubTrust implements CiTrust {
  public readonly issuer = 'https://token.actions.githubusercontent.com';

  constructor(private readonly repository: GitHubRepository) {}

  public subjects(identity: CiIdentity, environment: TrustingEnvironment): string[] {
    return this.claims(identity, environment).flatMap((claim) => subjectForms(this.repository, claim));
  }

  private claims(identity: CiIdentity, { name, isProtected }: TrustingEnvironment): string[] {
    const claims: Readonly<Record<CiIdentity, string[]>> = {
      plan: isProtected ? [`environment:${planEnvironment(name)}`] : ['pull_request', `environment:${MERGE_QUEUE_ENVIRONMENT}`],
      drift: [`ref:refs/heads/${this.repository.defaultBranch}`],
      apply: [`environment:${name}`],
    };
    return claims[identity];
  }
}
