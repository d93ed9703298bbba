import { execFileSync } from 'node:child_process';
import type { WorkflowEvent } from './workflow-event';
import type { GitHubStandIn } from '../github/github-stand-in';
import type { PullRequest } from '../github/pull-requests';

const NOBODY = '0'.repeat(40);

export interface PushOptions {
  readonly branch?: string;
  /** What the branch was at before; by default the first parent of what it is at. */
  readonly before?: string;
}

/** A push that left a branch of the working copy at what it is at. */
export function pushEvent(repository: string, { branch = 'main', before }: PushOptions = {}): WorkflowEvent {
  const sha = commit(repository, branch);
  const ref = `refs/heads/${branch}`;
  return { name: 'push', ref, sha, payload: { ref, after: sha, before: before ?? parent(repository, sha), head_commit: { id: sha, message: message(repository, sha) } } };
}

/** The schedule of a workflow, for the default branch. */
export function scheduleEvent(repository: string, schedule: string, branch = 'main'): WorkflowEvent {
  return { name: 'schedule', ref: `refs/heads/${branch}`, sha: commit(repository, branch), payload: { schedule } };
}

/** A run that is started by hand, or by another workflow. */
export function dispatchEvent(repository: string, inputs: Readonly<Record<string, string>> = {}, ref = 'refs/heads/main'): WorkflowEvent {
  return { name: 'workflow_dispatch', ref, sha: commit(repository, ref), payload: { ref, inputs } };
}

export interface PullRequestOptions {
  /** Branch with the change. */
  readonly head: string;
  readonly base?: string;
  readonly action?: string;
  /** As `owner/name`, for a pull request from a fork. */
  readonly fork?: string;
}

/** A pull request between two branches of the working copy, opened at the stand-in, and its commit of both merged. */
export function pullRequestEvent(repository: string, github: GitHubStandIn, { head, base = 'main', action = 'opened', fork }: PullRequestOptions): WorkflowEvent {
  const ends = { head: { ref: head, sha: commit(repository, head), repository: fork }, base: { ref: base, sha: commit(repository, base) } };
  return pullRequestRun(repository, github.pullRequests.open(ends), action);
}

/** What starts a workflow for a pull request that is open. */
export function pullRequestRun(repository: string, pullRequest: PullRequest, action: string): WorkflowEvent {
  const { number, head, base } = pullRequest;
  const tree = git(repository, 'merge-tree', '--write-tree', base.sha, head.sha);
  const sha = git(repository, 'commit-tree', tree, '-p', base.sha, '-p', head.sha, '-m', `Merge ${head.sha} into ${base.sha}`);
  const ref = `refs/pull/${number}/merge`;
  git(repository, 'update-ref', ref, sha);
  return { name: 'pull_request', ref, sha, payload: { action, number, pull_request: JSON.parse(JSON.stringify(pullRequest)) as {} } };
}

/** The turn of a branch in the merge queue: the commit that `main` would become, on a branch that GitHub makes for it. */
export function mergeGroupEvent(repository: string, head: string, base = 'main'): WorkflowEvent {
  const [baseSha, headSha] = [commit(repository, base), commit(repository, head)];
  const tree = git(repository, 'merge-tree', '--write-tree', baseSha, headSha);
  const sha = git(repository, 'commit-tree', tree, '-p', baseSha, '-p', headSha, '-m', `Merge pull request #7 from ${head}`);
  const ref = `refs/heads/gh-readonly-queue/${base}/pr-7-${baseSha}`;
  git(repository, 'update-ref', ref, sha);
  const group = { head_sha: sha, head_ref: ref, base_sha: baseSha, base_ref: `refs/heads/${base}` };
  return { name: 'merge_group', ref, sha, payload: { action: 'checks_requested', merge_group: group } };
}

function commit(repository: string, branchOrRef: string): string {
  const ref = branchOrRef.startsWith('refs/') ? branchOrRef : `refs/heads/${branchOrRef}`;
  return git(repository, 'rev-parse', '--verify', `${ref}^{commit}`);
}

function parent(repository: string, sha: string): string {
  const [, first = NOBODY] = git(repository, 'rev-list', '--parents', '--max-count=1', sha).split(' ');
  return first;
}

function message(repository: string, sha: string): string {
  return git(repository, 'log', '--max-count=1', '--format=%B', sha);
}

function git(cwd: string, ...args: readonly string[]): string {
  const identity = { GIT_AUTHOR_NAME: 'GitHub', GIT_AUTHOR_EMAIL: 'noreply@github.com', GIT_COMMITTER_NAME: 'GitHub', GIT_COMMITTER_EMAIL: 'noreply@github.com' };
  return execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...identity } }).trim();
}
