// The pull requests of the repository in Azure Repos, as a job may write them.
import { items, request } from './azure-devops.mjs';

/** Whose commits those of a job are. */
export const COMMITTER = { name: 'Azure Pipelines', email: 'azure-pipelines@localhost' };

/** What a reader has to know of its checks. */
export const NOTE = 'A pipeline wrote this. The policies of the branch hold for it as for every other.';

/** Azure DevOps refuses a longer description. */
const MOST_DESCRIPTION = 4000;

function projectUrl() {
  const { SYSTEM_COLLECTIONURI: collection, SYSTEM_TEAMPROJECTID: project } = process.env;
  return new URL(encodeURIComponent(project), collection).href;
}

/** Address of the run for people. */
export function runUrl() {
  return `${projectUrl()}/_build/results?buildId=${process.env.BUILD_BUILDID}`;
}

/** Where a person opens it. */
export function newPullRequestUrl(branch, target) {
  const { BUILD_REPOSITORY_ID: repository } = process.env;
  return `${projectUrl()}/_git/${repository}/pullrequestcreate?sourceRef=${encodeURIComponent(branch)}&targetRef=${encodeURIComponent(target)}`;
}

function path(number) {
  const all = `git/repositories/${encodeURIComponent(process.env.BUILD_REPOSITORY_ID)}/pullrequests`;
  return number === undefined ? all : `${all}/${number}`;
}

const STATES = { active: 'open', abandoned: 'closed', completed: 'merged' };

/** The one that is open, or else the one that was opened last; undefined when there was none. */
export async function lastPullRequest(branch, target) {
  const query = { 'searchCriteria.sourceRefName': `refs/heads/${branch}`, 'searchCriteria.targetRefName': `refs/heads/${target}`, 'searchCriteria.status': 'all' };
  let last;
  for await (const { pullRequestId: number, status, lastMergeSourceCommit } of items(path(), query)) {
    const found = { number, state: STATES[status], head: lastMergeSourceCommit?.commitId };
    if (found.state === 'open') return found;
    if (last === undefined || last.number < number) last = found;
  }
  return last;
}

/** Its number. */
export async function openPullRequest({ branch, target, title, body }) {
  const { body: made } = await request(path(), {
    method: 'POST',
    body: { sourceRefName: `refs/heads/${branch}`, targetRefName: `refs/heads/${target}`, title, description: body.slice(0, MOST_DESCRIPTION) },
  });
  return made.pullRequestId;
}

export async function updatePullRequest(number, { title, body }) {
  await request(path(number), { method: 'PATCH', body: { title, description: body.slice(0, MOST_DESCRIPTION) } });
}

/** Has it completed as soon as every policy of the branch that blocks is fulfilled: none is bypassed. */
export async function mergeWhenAllowed(number) {
  const { body: { authenticatedUser: { id } } } = await request('/connectionData', { version: '7.1-preview.1' });
  await request(path(number), { method: 'PATCH', body: { autoCompleteSetBy: { id }, completionOptions: { mergeStrategy: 'squash' } } });
}
