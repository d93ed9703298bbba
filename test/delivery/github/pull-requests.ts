import { execFileSync } from 'node:child_process';
import { Issues, ROBOT } from './issues';
import { ApiError, ApiRequest, bodyText, notFound, Route } from './route';

export interface PullRequest {
  readonly number: number;
  readonly title: string;
  readonly body?: string;
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
  readonly body?: string;
  readonly head: { readonly ref: string; readonly sha: string; readonly repository?: string };
  readonly base: { readonly ref: string; readonly sha: string };
  readonly author?: string;
}

/** What the repository allows jobs, and the rules of its default branch. */
export interface PullRequestRules {
  /** The setting "Allow GitHub Actions to create and approve pull requests". */
  readonly mayJobsCreate: boolean;
  /** Names of checks; those of runs that were started by hand do not count. */
  readonly requiredChecks: readonly string[];
  readonly needsReview: boolean;
}

const REPOSITORY = '/repos/{owner}/{repo}';

/** Pull requests, which are issues as well: that is where their comments are. */
export class PullRequests {
  public readonly all: PullRequest[] = [];
  public rules: PullRequestRules = { mayJobsCreate: true, requiredChecks: [], needsReview: false };
  /** Statuses of commits, as `commit context`. */
  public readonly successes = new Set<string>();
  /** The working copy that stands for the repository, where what a pull request merges is to be merged. */
  public directory?: string;

  constructor(private readonly repository: string, private readonly issues: Issues) {}

  public get routes(): Route[] {
    const scopes = ['pull-requests'];
    return [
      { pattern: `GET ${REPOSITORY}/pulls`, scopes, answer: ({ query }) => ({ status: 200, body: this.list(query) }) },
      { pattern: `GET ${REPOSITORY}/pulls/{number}`, scopes, answer: (request) => ({ status: 200, body: this.pullRequest(request) }) },
      { pattern: `POST ${REPOSITORY}/pulls`, scopes, answer: ({ body }) => ({ status: 201, body: this.create(body) }) },
      { pattern: `PATCH ${REPOSITORY}/pulls/{number}`, scopes, answer: (request) => ({ status: 200, body: this.change(request) }) },
      { pattern: `PUT ${REPOSITORY}/pulls/{number}/merge`, scopes: ['contents'], answer: (request) => ({ status: 200, body: this.merge(request) }) },
      { pattern: `POST ${REPOSITORY}/statuses/{sha}`, scopes: ['statuses'], answer: ({ parameters, body }) => ({ status: 201, body: this.report(parameters.sha, body) }) },
      { pattern: `GET ${REPOSITORY}/commits/{sha}/pulls`, scopes, answer: ({ parameters }) => ({ status: 200, body: this.ofCommit(parameters.sha) }) },
    ];
  }

  public open({ title = 'A change', body, head, base, author = 'octocat' }: PullRequestFacts): PullRequest {
    const { number } = this.issues.open({ title }, author, `https://api.github.com/repos/${this.repository}/pulls`);
    const pullRequest: PullRequest = {
      number,
      title,
      body,
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

  /** What a job asks for. A branch has one open pull request into another at most. */
  private create({ title, body, head, base }: Readonly<Record<string, unknown>>): PullRequest {
    if (!this.rules.mayJobsCreate) throw new ApiError(403, 'GitHub Actions is not permitted to create or approve pull requests.');
    const [from, to] = [String(head), String(base)];
    const isThere = this.all.some((other) => other.state === 'open' && other.head.ref === from && other.base.ref === to);
    if (isThere) throw new ApiError(422, `A pull request already exists for ${from}.`);
    return this.open({
      title: String(title), body: bodyText(body), head: { ref: from, sha: this.commit(from) }, base: { ref: to, sha: this.commit(to) }, author: ROBOT,
    });
  }

  private change({ parameters, body: { title, body } }: ApiRequest): PullRequest {
    const index = this.all.findIndex(({ number }) => String(number) === parameters.number);
    if (index < 0) notFound();
    this.all[index] = { ...this.all[index], title: String(title), body: bodyText(body) };
    return this.all[index];
  }

  private report(sha: string, { state, context }: Readonly<Record<string, unknown>>): object {
    if (state === 'success') this.successes.add(`${sha} ${String(context)}`);
    return { state, context };
  }

  /** Squashes, when the rules of the branch are fulfilled and nobody pushed since. */
  private merge({ parameters, body: { sha, merge_method: method } }: ApiRequest): object {
    const pullRequest = this.pullRequest({ parameters } as unknown as ApiRequest);
    const { head, base, number, title } = pullRequest;
    const at = this.commit(head.ref);
    if (method !== 'squash') throw new ApiError(405, `the stand-in merges by squashing, not by ${String(method)}`);
    if (sha !== at) throw new ApiError(409, 'Head branch was modified. Review and try the merge again.');
    const missing = this.rules.requiredChecks.filter((check) => !this.successes.has(`${at} ${check}`));
    if (missing.length > 0) throw new ApiError(405, `Repository rule violations found\n\nRequired status check "${missing[0]}" is expected.`);
    if (this.rules.needsReview) throw new ApiError(405, 'Repository rule violations found\n\nAt least 1 approving review is required by reviewers with write access.');
    const tree = this.git('merge-tree', '--write-tree', base.ref, at);
    const merged = this.git('-c', 'user.name=GitHub', '-c', 'user.email=noreply@github.com', 'commit-tree', tree, '-p', this.commit(base.ref), '-m', `${title} (#${number})`);
    this.git('update-ref', `refs/heads/${base.ref}`, merged);
    this.git('reset', '--quiet', '--hard');
    this.close(number, merged);
    return { merged: true, sha: merged };
  }

  private commit(branch: string): string {
    try {
      return this.git('rev-parse', '--verify', '--quiet', `refs/heads/${branch}^{commit}`);
    } catch {
      throw new ApiError(422, `Validation Failed: there is no branch ${branch}`);
    }
  }

  private git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.directory, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  }

  /** As it is now: what was pushed to the branch of an open one belongs to it. */
  private current(pullRequest: PullRequest): PullRequest {
    if (pullRequest.state !== 'open' || pullRequest.user.login !== ROBOT) return pullRequest;
    return { ...pullRequest, head: { ...pullRequest.head, sha: this.commit(pullRequest.head.ref) } };
  }

  private list(query: URLSearchParams): PullRequest[] {
    const state = query.get('state') ?? 'open';
    const head = query.get('head')?.split(':').at(-1);
    return this.all.filter((pullRequest) => (state === 'all' || pullRequest.state === state)
      && (head === undefined || pullRequest.head.ref === head)
      && (!query.has('base') || pullRequest.base.ref === query.get('base'))).map((pullRequest) => this.current(pullRequest)).reverse();
  }

  private pullRequest({ parameters }: ApiRequest): PullRequest {
    return this.all.find(({ number }) => String(number) === parameters.number) ?? notFound();
  }

  private ofCommit(sha: string): PullRequest[] {
    return this.all.filter((pullRequest) => pullRequest.merge_commit_sha === sha || pullRequest.head.sha === sha);
  }
}
