import { deployWorkflowFile } from './deploy-workflow-file';
import { RUN_URL } from './plan-reports';
import { CHECKOUT, CHECKOUT_WITH_HISTORY } from './terraform-steps';
import { Job, literal, RUNNER, script, ScriptStep, TEMP } from './workflow';

/** What has to hold before the pull request with the digests is merged, and what follows. */
export interface ImagesMerge {
  /** The steps of the check that generated files are what `.projenrc.ts` says. */
  readonly checkSteps: Job['steps'];
  /** Names of the checks that a merge waits for. */
  readonly checks: readonly string[];
  /** Whether the estate has root modules, which a change of digests might reach. */
  readonly hasRootModules: boolean;
}

const PROPOSED = '${{ needs.propose.outputs.commit }}';
const IS_PROPOSED = "needs.propose.outputs.number != ''";
const GITHUB_TOKEN = { GH_TOKEN: '${{ github.token }}' } as const;

/** GitHub may still be finding out whether it can be merged. */
const MERGE_ATTEMPTS = 4;
const MERGE_PAUSE_SECONDS = 5;

/**
 * The jobs that merge the pull request with the digests, and start the deployment.
 *
 * The checks of a pull request that a workflow wrote wait for a person, and those of a run that is started by hand count for no pull
 * request. So they are made here: one job checks the proposed commit, and another reports that, under the names that the rules of
 * the branch ask for. What else these rules ask for is asked by GitHub, which then refuses the merge. It merges the very commit that
 * was proposed: what somebody pushes on top of it is refused as well. A merge by a workflow starts no other, so the deployment is started.
 *
 * Source: https://docs.github.com/actions/concepts/security/github_token and
 * https://docs.github.com/rest/commits/statuses; that a dispatched run does not count is what others measured in 2026.
 */
export function mergeImagesJobs(merge: ImagesMerge, environments: readonly string[]): Record<string, Job> {
  return { check: checkJob(merge), merge: mergeJob(merge, environments) };
}

/** Runs npm packages and `.projenrc.ts`, so it may read and no more. */
function checkJob({ checkSteps }: ImagesMerge): Job {
  return {
    'name': 'Check the generated files',
    'needs': ['propose'],
    'if': IS_PROPOSED,
    'runs-on': RUNNER,
    'timeout-minutes': 15,
    'permissions': { contents: 'read' },
    'steps': [{ ...CHECKOUT, with: { ...CHECKOUT.with, ref: PROPOSED } }, ...checkSteps],
  };
}

function mergeJob({ checks, hasRootModules }: ImagesMerge, environments: readonly string[]): Job {
  return {
    'name': 'Merge',
    'needs': ['detect', 'propose', 'check'],
    'if': IS_PROPOSED,
    'runs-on': RUNNER,
    'timeout-minutes': 10,
    'permissions': { 'actions': 'write', 'contents': 'write', 'pull-requests': 'write', 'statuses': 'write' },
    'steps': [
      { ...CHECKOUT_WITH_HISTORY, with: { ...CHECKOUT_WITH_HISTORY.with, ref: '${{ needs.detect.outputs.commit }}' } },
      ...(hasRootModules ? [NOTHING_TO_PLAN] : []),
      reportStep(checks),
      MERGE,
      ...environments.map(startStep),
    ],
  };
}

const NOTHING_TO_PLAN: ScriptStep = {
  name: 'Require that nothing has to be planned',
  env: { NUMBER: '${{ needs.propose.outputs.number }}', PROPOSAL: PROPOSED },
  run: script(
    `node "\${SCRIPTS}/affected.mjs" --base HEAD --head "\${PROPOSAL}" --json > "\${${TEMP}}/affected.json"`,
    `if ! jq --exit-status '.rootModules + .removed == []' "\${${TEMP}}/affected.json" > /dev/null; then`,
    '  node "${SCRIPTS}/tell.mjs" error Images "The digests reach a root module, whose plan somebody has to see: let the checks of pull request ${NUMBER} run, and merge it."',
    '  exit 1',
    'fi',
  ),
};

function reportStep(checks: readonly string[]): ScriptStep {
  return {
    name: 'Report the checks',
    env: { ...GITHUB_TOKEN, CHECKS: checks.map(literal).join('\n'), PROPOSAL: PROPOSED, RUN_URL },
    run: script(
      'while read -r check; do',
      '  jq --null-input --arg context "${check}" \\',
      '    \'{ state: "success", $context, description: "Checked by the workflow that wrote the commit", target_url: env.RUN_URL }\' |',
      '    gh api --method POST "repos/${GITHUB_REPOSITORY}/statuses/${PROPOSAL}" --input - > /dev/null',
      'done <<< "${CHECKS}"',
    ),
  };
}

const MERGE: ScriptStep = {
  name: 'Merge',
  env: { ...GITHUB_TOKEN, NUMBER: '${{ needs.propose.outputs.number }}', PROPOSAL: PROPOSED },
  run: script(
    'merge() {',
    '  jq --null-input \'{ sha: env.PROPOSAL, merge_method: "squash" }\' |',
    '    gh api --method PUT "repos/${GITHUB_REPOSITORY}/pulls/${NUMBER}/merge" --input - --silent',
    '}',
    `for ((attempt = 1; attempt <= ${MERGE_ATTEMPTS}; attempt++)); do`,
    '  if refused="$(merge 2>&1)"; then',
    '    exit 0',
    '  fi',
    `  sleep ${MERGE_PAUSE_SECONDS}`,
    'done',
    'node "${SCRIPTS}/tell.mjs" error Images "Pull request ${NUMBER} is not merged: ${refused}. What the rules of ${DEFAULT_BRANCH} ask for beside the checks is for people: somebody has to merge it."',
    'exit 1',
  ),
};

function startStep(environment: string): ScriptStep {
  return {
    name: `Start the deployment to ${literal(environment)}`,
    env: { ...GITHUB_TOKEN, WORKFLOW: literal(deployWorkflowFile(environment)) },
    run: script(
      'jq --null-input \'{ ref: env.DEFAULT_BRANCH }\' |',
      '  gh api --method POST "repos/${GITHUB_REPOSITORY}/actions/workflows/${WORKFLOW}/dispatches" --input -',
    ),
  };
}
