// What was deployed, as the runs of the workflow tell that deploys an environment. Nothing is written that another job could forge.
import { ask } from './ask.mjs';

/** What the help of a script says of them. */
export const RECORDS = `The records are the runs of the workflow deploy-<environment>.yml on the default branch: the name of its job says which commit it
deployed, and whether as a whole.
Reads GITHUB_REPOSITORY and what gh needs to log in.`;

const PAGE_SIZE = 100;
const MOST_PAGES = 10;
/** Runs whose jobs are looked at, in one search. */
const MOST_RUNS = 20;
/** What starts a deployment. A run for a pull request may be of a fork. */
const EVENTS = ['push', 'workflow_dispatch'];
/** The name of the job that deploys. No environment is called by several words. */
const DEPLOYMENT = /^Deploy (a part of )?(\S+) at ([0-9a-f]{40})$/;
/** A job that waits for an approval or a machine has changed nothing. */
const BEGUN = ['in_progress', 'completed'];

/** Asks GitHub about the runs of workflows of this repository. */
function actions(path) {
  return JSON.parse(ask('gh', ['api', `repos/${process.env.GITHUB_REPOSITORY}/actions/${path}`]));
}

function* runsOf(environment, filter = '') {
  for (let page = 1; page <= MOST_PAGES; page++) {
    const path = `workflows/${encodeURIComponent(`deploy-${environment}.yml`)}/runs?per_page=${PAGE_SIZE}&page=${page}${filter}`;
    const { workflow_runs: runs } = actions(path);
    yield* runs;
    if (runs.length < PAGE_SIZE) return;
  }
}

/**
 * Whether a run is what the default branch itself had done. The name of a branch alone is no proof: a fork may have one of the same
 * name, and so may a tag. The commit whose workflow ran is.
 */
function isTrusted(run, environment, { defaultBranch, isReviewed }) {
  return run.path.replace(/@.*$/, '') === `.github/workflows/deploy-${environment}.yml`
    && EVENTS.includes(run.event)
    && run.head_branch === defaultBranch
    && run.head_repository?.full_name === process.env.GITHUB_REPOSITORY
    && isReviewed(run.head_sha);
}

/** The records of a run, one for each time that it was started, the newest first; undefined: nobody can tell. */
function recordsOfRun(run, environment) {
  const { jobs, total_count: total } = actions(`runs/${run.id}/jobs?filter=all&per_page=${PAGE_SIZE}`);
  if (jobs.length < total) return undefined;
  return jobs
    .filter(({ status, conclusion }) => BEGUN.includes(status) && conclusion !== 'skipped')
    .sort((a, b) => b.run_attempt - a.run_attempt)
    .flatMap(({ name, conclusion }) => {
      const [, part, where, sha] = DEPLOYMENT.exec(name) ?? [];
      if (where !== environment) return [];
      return [{ sha, isWhole: part === undefined, hasSucceeded: conclusion === 'success', isLater: run.id > Number(process.env.GITHUB_RUN_ID) }];
    });
}

/**
 * The records of an environment, the newest first. One without a commit stands for a run that is gone, or cannot be told of: anything may
 * have been deployed by it. The numbers of runs have no gaps.
 * @param trust the name of the default branch, and whether it had a commit
 */
export async function* recordsOf(environment, trust) {
  let looked = 0;
  let next;
  for (const run of runsOf(environment)) {
    if (next !== undefined && run.run_number < next) yield {};
    next = run.run_number - 1;
    if (!isTrusted(run, environment, trust)) continue;
    looked += 1;
    if (looked > MOST_RUNS) return;
    yield* recordsOfRun(run, environment) ?? [{}];
  }
}

/** The records of one commit: those of runs for it, however old, and those among the newest. */
export async function* recordsOfCommit(environment, sha, trust) {
  let looked = 0;
  for (const run of runsOf(environment, `&head_sha=${sha}`)) {
    if (!isTrusted(run, environment, trust)) continue;
    looked += 1;
    if (looked > MOST_RUNS) break;
    yield* (recordsOfRun(run, environment) ?? []).filter((record) => record.sha === sha);
  }
  for await (const record of recordsOf(environment, trust)) if (record.sha === sha) yield record;
}

/** The job has its name from the workflow. */
export function tellBegin() {}
