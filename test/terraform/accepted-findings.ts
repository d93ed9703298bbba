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
    file: /^(terraform\/(dev|prod|env-1)|infra\/pme-prod(-cn)?)\/[\w-]+\/variables\.tf$/,
    reason: 'a root module that declares no variable has no variables.tf: an empty file in each of them tells nobody anything',
  },
  {
    linter: 'tflint',
    rule: 'terraform_unused_required_providers',
    file: /^terraform\/(dev|prod|env-1)\/[\w-]+\/terraform\.tf$/,
    reason: 'the modules that it calls use the provider "random"; its version is chosen where the lock file lies, in the root module',
  },
  {
    linter: 'tflint',
    rule: 'terraform_naming_convention',
    file: /^infra\/pme-prod(-cn)?\/prod-(cosmosdb-containers|workload-identities)\/main\.tf$/,
    reason: 'the data source that reads the state of a root module has its name for a label, which may have hyphens',
  },
  {
    linter: 'trivy',
    rule: 'AZU-0012',
    file: /^infra\/bootstrap\/[\w-]+\/main\.tf$/,
    reason: 'the first estate of Picasso is delivered by hosted agents, which have no fixed addresses: its .projenrc.ts says so, and how to close the states',
  },
  {
    linter: 'trivy',
    rule: 'AZU-0014',
    file: /^terraform\/modules\/keyvault\/main\.tf$/,
    reason: 'a key that expires locks away what is encrypted with it; a new version takes its place by itself every year',
  },
  {
    linter: 'trivy',
    rule: 'AZU-0017',
    file: /(^|\/)modules\/keyvault-secrets\/main\.tf$/,
    reason: 'a value is written anew when what it is made of changes: an expiry would take it from running pods at a time that nobody chose',
  },
  {
    linter: 'trivy',
    rule: 'AZU-0022',
    file: /(^|\/)modules\/mysql\/main\.tf$/,
    reason: 'there is none, but trivy looks for public_network_access_enabled, which a flexible server calls public_network_access',
  },
  {
    linter: 'trivy',
    rule: 'AZU-0027',
    file: /(^|\/)modules\/mssql\/main\.tf$/,
    reason: 'who did what is written where diagnostics says, for all databases at once; without a place there is nothing to write it to',
  },
  {
    linter: 'trivy',
    rule: 'AZU-0040',
    file: /(^|\/)modules\/kubernetes-cluster\/main\.tf$/,
    reason: 'the agent is on, but trivy cannot see it: the ID of its workspace is in the state of another root module',
  },
  {
    linter: 'trivy',
    rule: 'AZU-0057',
    file: /(^infra|^terraform)\/bootstrap\/[\w-]+\/main\.tf$/,
    reason: 'every access is logged by a diagnostic setting (access-log.tf); the rule knows the classic logging of queues alone, which azurerm 5 dropped',
  },
  {
    linter: 'trivy',
    rule: 'AZU-0057',
    file: /(^|\/)modules\/storage-account\/main\.tf$/,
    reason: 'where the accesses to blobs of users are logged is for a diagnostic setting of their own to say; the rule knows the classic logging of queues alone',
  },
  {
    linter: 'trivy',
    rule: 'AZU-0058',
    file: /(^|\/)modules\/storage-account\/main\.tf$/,
    reason: 'three zones of a region by default: whether data may leave its region is for its owner to decide, with replication_type',
  },
  {
    linter: 'trivy',
    rule: 'AZU-0060',
    file: /(^infra|^terraform)\/bootstrap\/[\w-]+\/main\.tf$/,
    reason: 'a key of one\'s own would need a vault before the first state, and who deletes it would take all states away; they are encrypted twice with keys of Microsoft',
  },
  {
    linter: 'trivy',
    rule: 'AZU-0060',
    file: /(^|\/)modules\/storage-account\/main\.tf$/,
    reason: 'customer_managed_key is for those who have to hold the key; without it the data is encrypted with a key of Microsoft',
  },
  {
    linter: 'trivy',
    rule: 'AZU-0061',
    file: /(^|\/)modules\/storage-account\/main\.tf$/,
    reason: 'infrastructure_encryption_enabled is for those who have to encrypt twice; changed later, it would replace the account',
  },
  {
    linter: 'trivy',
    rule: 'DS-0026',
    file: /^containers\/dynamic-sessions-tasks\/Dockerfile$/,
    reason: 'Kubernetes and the sessions of Azure take no notice of a HEALTHCHECK; they have probes of their own',
  },
];
