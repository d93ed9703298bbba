import { ACTION_PINS, reference } from './action-pins';
import type { ActionStep } from './workflow';

/** Checks out the commit of the run. The job's token is not left on the disk: no step pushes. */
export const CHECKOUT: ActionStep = {
  name: 'Check out the repository',
  uses: reference(ACTION_PINS.checkout),
  with: { 'persist-credentials': false },
};

/** As CHECKOUT, with all branches and their history: what a commit changes is seen by comparing it with others. */
export const CHECKOUT_WITH_HISTORY: ActionStep = { ...CHECKOUT, with: { ...CHECKOUT.with, 'fetch-depth': 0 } };

/**
 * As CHECKOUT_WITH_HISTORY, with the default branch as it is now: without a ref the action sets `origin/<branch>` back to the commit of
 * the run, and a run that is started again would not know what came later.
 */
export const CHECKOUT_BESIDE_BRANCHES: ActionStep = { ...CHECKOUT_WITH_HISTORY, with: { ...CHECKOUT_WITH_HISTORY.with, ref: '${{ github.sha }}' } };

/** Installs terraform itself: the wrapper of the action would hide its exit codes and mix its output streams. */
export function setupTerraform(version: string): ActionStep {
  return {
    name: 'Set up Terraform',
    uses: reference(ACTION_PINS.setupTerraform),
    with: { terraform_version: version, terraform_wrapper: false },
  };
}
