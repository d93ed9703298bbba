// Mock values: what a plan takes for outputs that no state has yet, and how an apply knows that it did.

/** Beside the Terraform of a root module, for as long as a plan takes. Terraform lays it over all that stands there. */
export const OVERRIDE_FILE = 'mock_values_override.tf.json';

/** An output that no root module has: every state of mock values does. */
export const MARK = 'mock_values';

/** Whether a plan, as JSON, was made with mock values. */
export function isMocked({ prior_state: state }) {
  return (state?.values?.root_module?.resources ?? []).some(({ type, values }) => type === 'terraform_remote_state' && values.outputs?.[MARK] === true);
}
