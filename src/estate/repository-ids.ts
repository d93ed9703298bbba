/**
 * The numbers that GitHub knows a repository and its owner by, which stay when they are renamed.
 *
 * `gh api repos/<owner>/<name> --jq '{owner: .owner.id, repository: .id}'` prints them.
 */
export interface RepositoryIds {
  /** Number of the owner: an organization or a user. */
  readonly owner: number;
  /** Number of the repository. */
  readonly repository: number;
}
