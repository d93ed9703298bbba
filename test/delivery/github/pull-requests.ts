import type { Issues } from './issues';
import { ApiRequest, notFound, Route } from './route';

export interface PullRequest {
  readonly number: number;
  readonly title: string;
  readonly state: 'open' | 'closed';
  readonly merged: boolean;
  readonly merged_at: string | null;
  readonly merge_commit_sha: string | null;
  readonly head: PullRequestEnd;
  readonly base: PullRequestEnd;
  readonly user: { readonly login: string };
}

export interface PullRequestEnd {
  readonly ref: string;
  readonly sha: string;
  readonly repo: { readonly full_name: string };
}

export interface PullRequestFacts {
  readonly title?: string;
  readonly head: { readonly ref: string; readonly sha: string; readonly repository?: string };
  readonly base: { readonly ref: string; readonly sha: string };
  readonly author?: string;
}

const REPOSITORY = '/repos/{owner}/{repo}';

/** Pull requests, which are issues as well: that is where their comments are. */
export class PullRequests {
  public readonly all: PullRequest[] = [];

  constructor(private readonly repository: string, private readonly issues: Issues) {}

  public get routes(): Route[] {
    const scopes = ['pull-requests'];
    return [
      { pattern: `GET ${REPOSITORY}/pulls`, scopes, answer: ({ query }) => ({ status: 200, body: this.list(query) }) },
      { pattern: `GET ${REPOSITORY}/pulls/{number}`, scopes, answer: (request) => ({ status: 200, body: this.pullRequest(request) }) },
      { pattern: `GET ${REPOSITORY}/commits/{sha}/pulls`, scopes, answer: ({ parameters }) => ({ status: 200, body: this.ofCommit(parameters.sha) }) },
    ];
  }

  public open({ title = 'A change', head, base, author = 'octocat' }: PullRequestFacts): PullRequest {
    const { number } = this.issues.open({ title }, author, `https://api.github.com/repos/${this.repository}/pulls`);
    const pullRequest: PullRequest = {
      number,
      title,
      state: 'open',
      merged: false,
      merged_at: null,
      merge_commit_sha: null,
      head: { ref: head.ref, sha: head.sha, repo: { full_name: head.repository ?? this.repository } },
      base: { ref: base.ref, sha: base.sha, repo: { full_name: this.repository } },
      user: { login: author },
    };
    this.all.push(pullRequest);
    return pullRequest;
  }

  /** Closes a pull request; with a commit, as merged by it. */
  public close(number: number, mergeCommit?: string): PullRequest {
    const index = this.all.findIndex((candidate) => candidate.number === number);
    if (index < 0) throw new Error(`there is no pull request ${number}`);
    const isMerged = mergeCommit !== undefined;
    this.issues.all.find((issue) => issue.number === number)!.state = 'closed';
    this.all[index] = {
      ...this.all[index],
      state: 'closed',
      merged: isMerged,
      merged_at: isMerged ? '2026-02-01T00:00:00Z' : null,
      merge_commit_sha: mergeCommit ?? null,
    };
    return this.all[index];
  }

  private list(query: URLSearchParams): PullRequest[] {
    const state = query.get('state') ?? 'open';
    const head = query.get('head')?.split(':').at(-1);
    return this.all.filter((pullRequest) => (state === 'all' || pullRequest.state === state)
      && (head === undefined || pullRequest.head.ref === head)
      && (!query.has('base') || pullRequest.base.ref === query.get('base'))).reverse();
  }

  private pullRequest({ parameters }: ApiRequest): PullRequest {
    return this.all.find(({ number }) => String(number) === parameters.number) ?? notFound();
  }

  private ofCommit(sha: string): PullRequest[] {
    return this.all.filter((pullRequest) => pullRequest.merge_commit_sha === sha || pullRequest.head.sha === sha);
  }
}
