/** What every CI system does to keep recorded outputs as Terraform says: read them in each environment, and keep one pull request with them. */
import { OUTPUTS_FILE, RecordedEnvironment } from './outputs-file';
import type { Proposal } from './proposal';

/** The pull request with the outputs. Reads RECORDED_1 and so on, one for each environment. */
export const OUTPUTS_PROPOSAL: Proposal = {
  of: 'outputs',
  title: 'Outputs',
  subject: 'the outputs',
  branch: 'feiyue-projen/outputs',
  record: ['node "${SCRIPTS}/record-outputs.mjs" --handed-on'],
};

/** How long reading the states of an environment may take. */
export const READ_TIMEOUT_MINUTES = 15;

/** Hands on what Terraform says otherwise than what is recorded, as the output `recorded`; empty: nothing. Reads ENVIRONMENT. */
export const READ_OUTPUTS: readonly string[] = ['node "${SCRIPTS}/record-outputs.mjs" --environment "${ENVIRONMENT}" --hand-on'];

/** What of a push says that outputs have to be looked at: which are wanted, and which are recorded. */
export function pushedPaths(environments: readonly RecordedEnvironment[]): string[] {
  return [OUTPUTS_FILE, ...environments.map(({ file }) => file)];
}

/** The variables by which jobs are told what was handed on, from what each environment's is. */
export function recordedVariables(values: readonly string[]): Record<string, string> {
  return Object.fromEntries(values.map((value, index) => [`RECORDED_${index + 1}`, value]));
}
