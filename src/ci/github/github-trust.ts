import type { CiIdentity, CiTrust } from '../../clouds/ci-identity';
import type { RepositoryIds } from '../../estate/repository-ids';

/**
 * The environment of jobs that plan what waits in the merge queue. Their ref is another one each time, so that no exact subject
 * could name it: `ref:refs/heads/gh-readonly-queue/<branch>/pr-<number>-<commit>`. No environment of an estate can be called so.
 */
export const MERGE_QUEUE_ENVIRONMENT = 'merge_queue';

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

/** Trusts pull requests, the merge queue and the default branch to plan, and the jobs of an environment to apply it. */
export class GitHubTrust implements CiTrust {
  public readonly issuer = 'https://token.actions.githubusercontent.com';

  constructor(private readonly repository: GitHubRepository) {}

  public subjects(identity: CiIdentity, environment: string): string[] {
    const planning = ['pull_request', `ref:refs/heads/${this.repository.defaultBranch}`, `environment:${MERGE_QUEUE_ENVIRONMENT}`];
    const claims = identity === 'plan' ? planning : [`environment:${environment}`];
    return claims.flatMap((claim) => subjectForms(this.repository, claim));
  }
}
