// What was deployed, as the runs of Azure Pipelines tell: the pipeline of an environment deploys the commit that it runs for.
import { items, request } from './azure-devops.mjs';

/** What the help of a script says of them. */
export const RECORDS = `The records are the runs of the pipeline apply-<environment>.yml on the default branch: their commit, their result, and the name
of the step "Select what is affected", which says whether a part was asked for.
Reads SYSTEM_ACCESSTOKEN, PIPELINES (the folder of the pipelines) and what Azure Pipelines sets.`;

const PAGE_SIZE = 100;
/** Runs whose steps are looked at, in one search. */
const MOST_RUNS = 20;
/** The step that begins a deployment; its name goes on with what was chosen. A tag proves nothing: other runs may set it. */
const BEGIN = 'Select what is affected: ';
const ALL = '(all)';
/** How everything in a run ends that succeeded. */
const ENDED_WELL = ['succeeded', 'skipped'];

/** The pipelines that were made of the file which deploys an environment, whatever they are called. */
async function pipelinesOf(environment) {
  const { BUILD_REPOSITORY_ID: repositoryId, BUILD_REPOSITORY_PROVIDER: repositoryType, PIPELINES: folder } = process.env;
  const file = `${folder}/apply-${environment}.yml`;
  const found = [];
  for await (const { id, process: { yamlFilename = '' } = {} } of items('build/definitions', { repositoryId, repositoryType, includeAllProperties: true })) {
    if (yamlFilename.replace(/^\/+/, '') === file) found.push(id);
  }
  if (found.length === 0) throw new Error(`Azure DevOps has no pipeline of ${file}: make it, and allow this one to see it`);
  return found;
}

/**
 * Whether a run is what the default branch itself had done. A run may be started for any commit under the name of a branch, so the
 * commit, whose pipeline ran, has to be one that the branch had.
 */
function isTrusted({ sourceBranch, sourceVersion, repository }, { defaultBranch, isReviewed }) {
  return sourceBranch === `refs/heads/${defaultBranch}`
    && repository?.id === process.env.BUILD_REPOSITORY_ID
    && isReviewed(sourceVersion);
}

/** The record of a run; undefined: it changed nothing. */
async function recordOf({ id, sourceVersion, result }) {
  const { body } = await request(`build/builds/${id}/timeline`);
  const records = body?.records ?? [];
  const begin = records.find(({ type, name, startTime }) => type === 'Task' && name.startsWith(BEGIN) && startTime);
  if (begin === undefined) return undefined;
  return {
    sha: sourceVersion,
    isWhole: begin.name.slice(BEGIN.length).split(', ').every((chosen) => chosen === ALL),
    hasSucceeded: result === 'succeeded' && records.every((record) => ENDED_WELL.includes(record.result)),
    isLater: false,
  };
}

async function* runsOf(environment, { defaultBranch }) {
  const definitions = (await pipelinesOf(environment)).join(',');
  const branchName = `refs/heads/${defaultBranch}`;
  const runs = (statusFilter, queryOrder) => items('build/builds', { definitions, branchName, statusFilter, queryOrder, $top: PAGE_SIZE });
  yield* runs('inProgress', 'queueTimeDescending');
  yield* runs('completed', 'finishTimeDescending');
}

/**
 * The records of an environment, the newest first. This run has not ended.
 * @param trust the name of the default branch, and whether it had a commit
 * @param isMeant whether a run is looked at
 */
export async function* recordsOf(environment, trust, isMeant = () => true) {
  let looked = 0;
  for await (const run of runsOf(environment, trust)) {
    if (String(run.id) === process.env.BUILD_BUILDID || !isMeant(run) || !isTrusted(run, trust)) continue;
    looked += 1;
    if (looked > MOST_RUNS) return;
    const record = await recordOf(run);
    if (record !== undefined) yield record;
  }
}

/** The records of one commit, however old. */
export function recordsOfCommit(environment, sha, trust) {
  return recordsOf(environment, trust, (run) => run.sourceVersion === sha);
}

/** Starts the pipelines of the environments that follow, which look for themselves whether a run was one of a whole commit. */
export function tellBegin({ isWhole, changesOutputs }) {
  console.log(`##vso[build.addbuildtag]${isWhole ? 'whole' : 'part'}`);
  if (changesOutputs) console.log('##vso[build.addbuildtag]outputs');
}
