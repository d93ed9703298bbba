// What was deployed, as GitHub's deployment records tell: a record of its own for each deployment, written before it changes anything.
import { ask } from './ask.mjs';

/** What the help of a script says of them. */
export const RECORDS = `Every deployment is recorded before it changes anything: as task "deploy:whole" or "deploy:part" of the environment.
Reads GITHUB_REPOSITORY and what gh needs to log in.`;

const WHOLE = 'deploy:whole';
const PART = 'deploy:part';
const PAGE_SIZE = 100;
const MOST_PAGES = 10;
/** GitHub refuses a longer description. */
const MOST_DESCRIPTION = 140;

/** Talks to GitHub about the deployments of this repository. */
function deployments(path, body) {
  const url = `repos/${process.env.GITHUB_REPOSITORY}/deployments${path}`;
  const args = body === undefined ? ['api', url] : ['api', '--method', 'POST', url, '--input', '-'];
  return JSON.parse(ask('gh', args, body === undefined ? '' : JSON.stringify(body)));
}

/** The records of an environment, the newest first. Those that GitHub writes for each job are not among them. */
export async function* recordsOf(environment, sha) {
  const filter = `?environment=${encodeURIComponent(environment)}${sha === undefined ? '' : `&sha=${sha}`}&per_page=${PAGE_SIZE}`;
  for (let page = 1; page <= MOST_PAGES; page++) {
    const records = deployments(`${filter}&page=${page}`);
    yield* records.filter(({ task }) => task === WHOLE || task === PART).map(({ id, sha: commit, task }) => ({
      sha: commit,
      isWhole: task === WHOLE,
      // A later one may have made it inactive since.
      succeeded: async () => deployments(`/${id}/statuses?per_page=${PAGE_SIZE}`).some(({ state }) => state === 'success'),
    }));
    if (records.length < PAGE_SIZE) return;
  }
}

/** Opens a record, and gives what it is closed by. */
export async function openRecord({ environment, commit, isWhole, description }) {
  const { id } = deployments('', {
    ref: commit,
    task: isWhole ? WHOLE : PART,
    environment,
    description: description.slice(0, MOST_DESCRIPTION),
    auto_merge: false,
    required_contexts: [],
  });
  report(id, 'in_progress');
  return id;
}

export async function closeRecord(id, isSuccess) {
  report(id, isSuccess ? 'success' : 'failure');
}

function report(id, state) {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = process.env;
  // The record of the job makes older ones inactive; this one must not make that of its own job so.
  deployments(`/${id}/statuses`, { state, log_url: `${server}/${repository}/actions/runs/${run}`, auto_inactive: false });
}
