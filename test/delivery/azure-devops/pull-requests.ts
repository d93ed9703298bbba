import { execFileSync } from 'node:child_process';
import { ApiError, Route } from './route';

export interface PullRequest {
  readonly pullRequestId: number;
  readonly title: string;
  readonly description: string;
  readonly sourceRefName: string;
  readonly targetRefName: string;
  status: 'active' | 'abandoned' | 'completed';
  /** Set by whoever has it completed once the policies of the branch are fulfilled. */
  readonly autoCompleteSetBy?: { readonly id: string };
  readonly completionOptions?: { readonly mergeStrategy?: string; readonly bypassPolicy?: boolean };
}

/** Azure DevOps refuses a longer description. */
const MOST_CHARACTERS = 4000;

/** The pull requests of the repository. */
export class PullRequests {
  public readonly all: PullRequest[] = [];
  /** The working copy that stands for the repository. */
  public directory?: string;

  constructor(private readonly ownId: string) {}

  public routes(repository: string): Route[] {
    const path = `git/repositories/${repository}/pullrequests`;
    return [
      { pattern: new RegExp(`^GET ${path}$`), answer: ({ query }) => ({ value: this.list(query) }) },
      { pattern: new RegExp(`^POST ${path}$`), answer: ({ body }) => this.open(body as PullRequest) },
      { pattern: new RegExp(`^PATCH ${path}/(?<number>\\d+)$`), answer: ({ parameters, body }) => this.change(Number(parameters.number), body as Partial<PullRequest>) },
    ];
  }

  private list(query: URLSearchParams): object[] {
    const [source, target, status] = ['sourceRefName', 'targetRefName', 'status'].map((name) => query.get(`searchCriteria.${name}`));
    return this.all
      .filter((pullRequest) => pullRequest.sourceRefName === source && pullRequest.targetRefName === target && (status === 'all' || pullRequest.status === status))
      .map((pullRequest) => ({ ...pullRequest, lastMergeSourceCommit: { commitId: this.commit(pullRequest.sourceRefName) } })).reverse();
  }

  private open(facts: PullRequest): PullRequest {
    const { sourceRefName, targetRefName } = facts;
    if (this.all.some((other) => other.status === 'active' && other.sourceRefName === sourceRefName && other.targetRefName === targetRefName)) {
      throw new ApiError(409, 'TF401179: An active pull request for the source and target branch already exists.');
    }
    for (const ref of [sourceRefName, targetRefName]) this.commit(ref);
    const pullRequest: PullRequest = { ...checked(facts), pullRequestId: this.all.length + 1, status: 'active' };
    this.all.push(pullRequest);
    return pullRequest;
  }

  private change(number: number, facts: Partial<PullRequest>): PullRequest {
    const index = this.all.findIndex(({ pullRequestId }) => pullRequestId === number);
    if (index < 0) throw new ApiError(404, 'there is no such pull request');
    if (facts.autoCompleteSetBy !== undefined && facts.autoCompleteSetBy.id !== this.ownId) throw new ApiError(403, 'nobody completes in the name of somebody else');
    this.all[index] = { ...this.all[index], ...checked(facts) };
    return this.all[index];
  }

  private commit(ref: string): string {
    try {
      return execFileSync('git', ['rev-parse', '--verify', '--quiet', ref], { cwd: this.directory, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    } catch {
      throw new ApiError(400, `TF401398: there is no branch ${ref}`);
    }
  }
}

function checked<T extends Partial<PullRequest>>(facts: T): T {
  if ((facts.description ?? '').length > MOST_CHARACTERS) throw new ApiError(400, 'the description is too long');
  if (facts.completionOptions?.bypassPolicy === true) throw new ApiError(403, 'TF402455: you may not bypass the policies');
  return facts;
}
