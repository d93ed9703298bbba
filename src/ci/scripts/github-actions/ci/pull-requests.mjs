// The pull requests of the repository on GitHub, as a job may write them.
import { ask } from './ask.mjs';

/** Whose commits those of a job are. */
export const COMMITTER = { name: 'github-actions[bot]', email: '41898282+github-actions[bot]@users.noreply.github.com' };

/** What a reader has to know of its checks. */
export const NOTE = 'A workflow wrote this. So its checks wait until somebody with write access chooses *Approve workflows to run* below.';

/** How GitHub refuses to open one for want of a setting of the repository or the organisation. */
const NOT_PERMITTED = 'GitHub Actions is not permitted to create or approve pull requests';

function repositoryUrl() {
  return `${process.env.GITHUB_SERVER_URL}/${process.env.GITHUB_REPOSITORY}`;
}

/** Address of the run for people. */
export function runUrl() {
  return `${repositoryUrl()}/actions/runs/${process.env.GITHUB_RUN_ID}`;
}

/** Where a person opens it. */
export function newPullRequestUrl(branch, target) {
  return `${repositoryUrl()}/compare/${target}...${branch}?expand=1`;
}

function pulls(path, method, body) {
  const args = ['api', `repos/${process.env.GITHUB_REPOSITORY}/pulls${path}`];
  return JSON.parse(ask('gh', body === undefined ? args : [...args, '--method', method, '--input', '-'], body === undefined ? '' : JSON.stringify(body)));
}

/** The one that is open, or else the one that was opened last; undefined when there was none. */
export async function lastPullRequest(branch, target) {
  const [owner] = process.env.GITHUB_REPOSITORY.split('/');
  const ends = `head=${encodeURIComponent(`${owner}:${branch}`)}&base=${encodeURIComponent(target)}`;
  const found = pulls(`?${ends}&state=open&per_page=1`)[0] ?? pulls(`?${ends}&state=closed&sort=created&direction=desc&per_page=1`)[0];
  if (found === undefined) return undefined;
  return { number: found.number, state: found.merged_at ? 'merged' : found.state, head: found.head.sha };
}

/** Its number; undefined when jobs may open none here. */
export async function openPullRequest({ branch, target, title, body }) {
  try {
    return pulls('', 'POST', { title, body, head: branch, base: target }).number;
  } catch (error) {
    if (error.message.includes(NOT_PERMITTED)) return undefined;
    throw error;
  }
}

export async function updatePullRequest(number, { title, body }) {
  pulls(`/${number}`, 'PATCH', { title, body });
}

/** A job of its own merges, once it has seen that the checks hold: the commit of this very run, and no other. */
export async function mergeWhenAllowed() {}
