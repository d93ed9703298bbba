import { deployWorkflowFile } from './deploy-workflow-file';
import { Job, literal, RUNNER, script, ScriptStep } from './workflow';

/**
 * The job that hands a commit on to the environments which are promoted from the one that it was deployed to.
 *
 * A deployment of one root module or service hands nothing on: the commit as a whole did not run.
 */
export function promotionJob(successors: readonly string[]): Job {
  return {
    'name': 'Promote',
    'needs': ['choose', 'deploy'],
    'if': "needs.deploy.outputs.whole == 'true'",
    'runs-on': RUNNER,
    'timeout-minutes': 5,
    'permissions': { actions: 'write' },
    'steps': successors.map(startStep),
  };
}

function startStep(environment: string): ScriptStep {
  return {
    name: `Start the deployment to ${literal(environment)}`,
    env: {
      GH_TOKEN: '${{ github.token }}',
      COMMIT: '${{ needs.choose.outputs.commit }}',
      WORKFLOW: literal(deployWorkflowFile(environment)),
    },
    run: script(
      'jq --null-input \'{ ref: env.DEFAULT_BRANCH, inputs: { commit: env.COMMIT } }\' |',
      '  gh api --method POST "repos/${GITHUB_REPOSITORY}/actions/workflows/${WORKFLOW}/dispatches" --input -',
    ),
  };
}
