import type { Finding, LinterName } from './linters';

/** Something that a linter finds and that is meant. */
export interface AcceptedFinding {
  readonly linter: LinterName;
  /** Id of its rule. */
  readonly rule: string;
  /** The files, relative to the estate. */
  readonly file: RegExp;
  /** Why it is right as it is. */
  readonly reason: string;
}

/** Whether a finding is one that is accepted. */
export function isAccepted({ linter, rule, file }: Finding, accepted: AcceptedFinding): boolean {
  return accepted.linter === linter && accepted.rule === rule && accepted.file.test(file);
}

/** What is found in estates and meant. Whatever is found no more has to go. */
export const ACCEPTED_FINDINGS: readonly AcceptedFinding[] = [
  {
    linter: 'tflint',
    rule: 'terraform_standard_module_structure',
    file: /^(terraform\/(dev|prod)|infra\/pme-prod(-cn)?)\/[\w-]+\/variables\.tf$/,
    reason: 'a root module that declares no variable has no variables.tf: an empty file in each of them tells nobody anything',
  },
  {
    linter: 'tflint',
    rule: 'terraform_unused_required_providers',
    file: /^terraform\/(dev|prod)\/(compute|data|database)\/terraform\.tf$/,
    reason: 'the modules that it calls use the provider "random"; its version is chosen where the lock file lies, in the root module',
  },
  {
    linter: 'tflint',
    rule: 'terraform_naming_convention',
    file: /^infra\/pme-prod(-cn)?\/prod-cosmosdb-containers\/main\.tf$/,
    reason: 'the data source that reads the state of a root module has its name for a label, which may have hyphens',
  },
];
