// What was deployed, as the runs of Azure Pipelines tell: the pipeline of an environment deploys the commit that it runs for.
import { items } from './azure-devops.mjs';

/** What the help of a script says of them. */
export const RECORDS = `Every deployment is recorded before it changes anything: its run gets the tag "whole" or "part".
Reads SYSTEM_ACCESSTOKEN, PIPELINES (the folder of the pipelines) and what Azure Pipelines sets.`;

const WHOLE = 'whole';
const PART = 'part';
const PAGE_SIZE = 100;

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

/** The runs that deployed to an environment, the newest first. A run without a tag changed nothing, and this one has not ended. */
export async function* recordsOf(environment, sha) {
  const definitions = (await pipelinesOf(environment)).join(',');
  const runs = (statusFilter, queryOrder) => items('build/builds', { definitions, statusFilter, queryOrder, $top: PAGE_SIZE });
  for (const [status, order] of [['inProgress', 'queueTimeDescending'], ['completed', 'finishTimeDescending']]) {
    for await (const { id, sourceVersion, result, tags = [] } of runs(status, order)) {
      const isDeployment = tags.includes(WHOLE) || tags.includes(PART);
      if (!isDeployment || String(id) === process.env.BUILD_BUILDID || (sha !== undefined && sourceVersion !== sha)) continue;
      yield { sha: sourceVersion, isWhole: !tags.includes(PART), succeeded: async () => result === 'succeeded' };
    }
  }
}

/** The run is the record. */
export async function openRecord({ isWhole }) {
  console.log(`##vso[build.addbuildtag]${isWhole ? WHOLE : PART}`);
  return process.env.BUILD_BUILDID;
}

/** How the run ends is noted by Azure Pipelines itself. */
export async function closeRecord() {}
