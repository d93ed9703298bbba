// The policies of the default branch in Azure Repos: what they lack of what is declared, and what is added. All that apply have to be met.
import { teamId } from './checks.mjs';
import { change, readAll } from './settings-api.mjs';

// Source: microsoft/terraform-provider-azuredevops, azuredevops/internal/service/policy/branch
const REVIEWER_COUNT = 'fa4e907d-c16b-4a4c-9dfa-4906e5d171dd';
const BUILD = '0609b952-1397-4640-95ec-e00a01b2c241';
const REQUIRED_REVIEWERS = 'fd2167ab-b0be-447a-8ec8-39368250530e';

/** How long a build of a pull request counts, in minutes, once the branch has gone on. */
const VALID_MINUTES = 720;

/** What holds on the default branch. @param pipelineId gives the number of the pipeline of a file; undefined: there is none */
export function policySettings(declared, repositoryId, pipelineId) {
  const { defaultBranch, buildValidations, requiredReviewers } = declared;
  const ref = `refs/heads/${defaultBranch}`;
  const setting = (means, type, lacks, policy) => policySetting({ repositoryId, ref }, `policies of ${defaultBranch}`, means, type, lacks, policy);
  return [
    setting('a pull request, approved by somebody else after its last push', REVIEWER_COUNT, 'one may merge what nobody else approved', async () => ({
      holds: (settings) => settings.minimumApproverCount >= 1 && settings.creatorVoteCounts === false && settings.blockLastPusherVote === true
        && (settings.resetOnSourcePush === true || settings.requireVoteOnLastIteration === true || settings.requireVoteOnEachIteration === true),
      merge: (kept) => ({
        allowDownvotes: false,
        ...kept,
        minimumApproverCount: Math.max(1, kept.minimumApproverCount ?? 0),
        creatorVoteCounts: false,
        resetOnSourcePush: true,
        blockLastPusherVote: true,
      }),
      isOwn: () => true,
    })),
    ...buildValidations.map(({ file, paths }) => setting(`${file} runs on a pull request, and has to succeed${paths.length > 0 ? ` (${paths.join(', ')})` : ''}`, BUILD, 'it is not required', async () => {
      const id = await pipelineId(file);
      if (id === undefined) throw new Error(`there is no pipeline of ${file} yet`);
      return {
        holds: (settings) => settings.buildDefinitionId === id && settings.manualQueueOnly !== true && covers(settings.filenamePatterns, paths),
        merge: (kept) => ({ displayName: file, queueOnSourceUpdateOnly: true, validDuration: VALID_MINUTES, ...kept, buildDefinitionId: id, manualQueueOnly: false, filenamePatterns: paths }),
        isOwn: (settings) => settings.buildDefinitionId === id,
      };
    })),
    ...requiredReviewers.map(({ environment, reviewers, paths }) => setting(`one of ${reviewers.join(', ')} approves a change of what ${environment} follows from`, REQUIRED_REVIEWERS, 'they are not asked', async () => {
      const ids = await Promise.all(reviewers.map(teamId));
      const message = `Reviewers of ${environment}`;
      return {
        holds: (settings) => settings.requiredReviewerIds?.length > 0 && settings.requiredReviewerIds.every((id) => ids.includes(id))
          && settings.creatorVoteCounts !== true && (settings.minimumApproverCount ?? 1) >= 1 && covers(settings.filenamePatterns, paths),
        merge: (kept) => ({ minimumApproverCount: 1, ...kept, message, creatorVoteCounts: false, requiredReviewerIds: keptReviewers(kept, ids), filenamePatterns: paths }),
        isOwn: (settings) => settings.message === message,
      };
    })),
  ];
}

/** Fewer reviewers than declared are stricter, and others are not. */
function keptReviewers({ requiredReviewerIds = [] }, ids) {
  const kept = requiredReviewerIds.filter((id) => ids.includes(id));
  return kept.length > 0 ? kept : ids;
}

/** Whether a policy is about all of some paths: it has them all, or none, which is everything. */
function covers(patterns, paths) {
  if (!patterns?.length) return true;
  return paths.length > 0 && paths.every((path) => patterns.includes(path)) && patterns.every((pattern) => !pattern.startsWith('!'));
}

function policySetting(place, name, means, type, lacks, policy) {
  return {
    name,
    means,
    problem: async () => {
      const { holds } = await policy();
      const found = await policiesOf(place, type);
      return found.some(({ isBlocking, settings }) => isBlocking && holds(settings)) ? undefined : lacks;
    },
    mend: async () => {
      const { merge, isOwn } = await policy();
      // One that is for this branch alone is added to; one that is for others as well is theirs.
      const own = (await policiesOf(place, type)).find(({ settings }) => isOwn(settings) && settings.scope.length === 1 && isExact(place, settings.scope[0]));
      const settings = { ...merge(own?.settings ?? {}), scope: [{ repositoryId: place.repositoryId, refName: place.ref, matchKind: 'Exact' }] };
      const body = { isEnabled: true, isBlocking: true, type: { id: type }, settings };
      if (own === undefined) await change('policy/configurations', { method: 'POST', body });
      else await change(`policy/configurations/${own.id}`, { method: 'PUT', body });
    },
  };
}

function isExact({ repositoryId, ref }, scope) {
  return scope.repositoryId === repositoryId && scope.refName === ref && scope.matchKind !== 'Prefix';
}

/** The enabled policies of a kind that apply to the branch. */
async function policiesOf(place, policyType) {
  return (await readAll('policy/configurations', { policyType }))
    .filter(({ isEnabled, isDeleted, settings }) => isEnabled && isDeleted !== true && settings.scope.some((scope) => applies(place, scope)));
}

function applies({ repositoryId, ref }, scope) {
  if (scope.repositoryId && scope.repositoryId !== repositoryId) return false;
  return scope.matchKind === 'Prefix' ? ref.startsWith(scope.refName) : scope.refName === ref;
}
