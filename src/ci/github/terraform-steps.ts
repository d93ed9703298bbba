import { ACTION_PINS, reference } from './action-pins';
import { ActionStep, literal } from './workflow';

/** Checks out the commit of the run. The job's token is not left on the disk: no step pushes. */
export const CHECKOUT: ActionStep = {
  name: 'Check out the repository',
  uses: reference(ACTION_PINS.checkout),
  with: { 'persist-credentials': false },
};

/** Checks out the commit of the run with all commits before it. */
export const CHECKOUT_HISTORY: ActionStep = { ...CHECKOUT, with: { ...CHECKOUT.with, 'fetch-depth': 0 } };

/** Installs terraform itself: the wrapper of the action would hide its exit codes and mix its output streams. */
export function setupTerraform(version: string): ActionStep {
  return {
    name: 'Set up Terraform',
    uses: reference(ACTION_PINS.setupTerraform),
    with: { terraform_version: version, terraform_wrapper: false },
  };
}

/**
 * What the steps of a workflow find in their environment: the script that runs terraform in one root module, and for
 * terraform itself that nobody sits in front of it.
 */
export function terraformEnvironment(terraformRootScript: string): Record<string, string> {
  return { CHECKPOINT_DISABLE: 'true', TF_IN_AUTOMATION: 'true', TERRAFORM_ROOT: literal(terraformRootScript) };
}
