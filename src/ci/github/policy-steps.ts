import { BASE_COMMIT } from './change-events';
import { CHECKOUT } from './terraform-steps';
import { Job, literal, RUNNER, script, ScriptStep } from './workflow';
import { CHECK_ACCESS, TEST_POLICIES } from '../delivery';

/** The job that runs the tests of the policies themselves. It needs no identity, so forks get it too. */
export function policiesJob(policiesDir: string): Job {
  return {
    'name': 'Policies',
    'runs-on': RUNNER,
    'timeout-minutes': 10,
    'permissions': { contents: 'read' },
    'steps': [
      CHECKOUT,
      {
        name: 'Test the policies',
        env: { POLICIES: literal(policiesDir) },
        run: script(...TEST_POLICIES),
      },
    ],
  };
}

/** The step that reads what the commits of a pull request allow to be destroyed. */
export const ALLOWANCES: ScriptStep = {
  id: 'allowances',
  name: 'Read what the commits allow to be destroyed',
  env: { BASE: BASE_COMMIT },
  run: script(
    'common="$(git merge-base "${BASE}" HEAD)" || common=""',
    'allowed="$(node "${SCRIPTS}/deployment.mjs" allowances --base "${common}")"',
    'echo "allowed-destructions=${allowed}" >> "${GITHUB_OUTPUT}"',
  ),
};

/** What its job hands on of it. */
export const ALLOWANCES_OUTPUT = { 'allowed-destructions': '${{ steps.allowances.outputs.allowed-destructions }}' } as const;

/** What a step that plans is told of it. */
export const ALLOWANCES_ENVIRONMENT = { ALLOWED_DESTRUCTIONS: '${{ needs.detect.outputs.allowed-destructions }}' } as const;

/** The step that holds the rights which overlays and applications give in a cluster against the policies, after the tests of these. */
export function accessStep(scriptsDir: string, policiesDir: string, judged: readonly string[]): ScriptStep {
  return {
    name: 'Check who may do what',
    env: { SCRIPTS: literal(scriptsDir), POLICIES: literal(policiesDir), JUDGED: literal(judged.join('\n')) },
    run: script(...CHECK_ACCESS),
  };
}
