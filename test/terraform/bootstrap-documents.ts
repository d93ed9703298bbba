import * as fs from 'node:fs';
import * as path from 'node:path';
import { renderVariableValues } from '../../src/terraform/render/render-root-module';
import { runTool } from '../real-tool';
import { temporaryDirectory } from '../synth/test-project';

export interface Statement {
  readonly effect: 'allow' | 'deny';
  readonly action: readonly string[];
  readonly resource?: readonly string[];
  readonly principal?: { readonly federated: readonly string[] };
  readonly condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface PolicyDocument {
  readonly version: string;
  readonly statement: readonly Statement[];
}

/** The documents of a bootstrap's roles, by name of the role. */
export interface RoleDocuments {
  readonly trust: Readonly<Record<string, PolicyDocument>>;
  /** Every policy that is attached to the role. */
  readonly policies: Readonly<Record<string, readonly PolicyDocument[]>>;
  /** Who may assume the roles of workloads, and what these may do, by name of the role. */
  readonly workloads: Readonly<Record<string, { readonly trust: PolicyDocument; readonly permissions: PolicyDocument }>>;
  /** Actions that hand out credentials, as far as they are known. */
  readonly credentialActions: readonly string[];
}

const ACCOUNT = '100000000001';

/** Where the bootstrap would ask the cloud, or a file with resources. */
const LOCALS = `locals {
  access_log_bucket = "feiyue-mono-tfstate-log-1250000000"
  account_uin       = "${ACCOUNT}"
  app_id            = "1250000000"
  cluster_issuers    = { for id in values(var.cluster_ids) : id => "https://\${id}.example" }
  pod_token_audience = "sts.cloud.tencent.com"
  github_issuer     = "https://token.actions.githubusercontent.com"
  sts_audience      = "sts.tencentcloudapi.com"
}
`;

const EXPRESSION = `jsonencode({
  workloads = { for name, trust in local.workload_trust_documents : name => { trust = trust, permissions = local.workload_permission_documents[name] } },
  trust = local.trust_documents,
  credentialActions = local.credential_actions,
  policies = { for name, role in var.roles : name => concat(
    [local.permission_documents[name], local.shared_denial_document],
    [for limit in values(local.role_limits) : limit.document if limit.role == name],
  ) }
})`.replace(/\n\s*/g, ' ');

/**
 * Has terraform itself evaluate the documents in the bootstrap of an estate, as it was written there.
 * @param clusterIds IDs of the clusters that are there, by environment
 */
export function roleDocuments(outdir: string, clusterIds: Readonly<Record<string, string>> = {}): RoleDocuments {
  const bootstrap = path.join(outdir, 'terraform/bootstrap/tencent-cos');
  const work = temporaryDirectory();
  for (const file of ['credential-actions.tf', 'policies.tf', 'variables.tf', 'workload-policies.tf', 'terraform.tfvars']) fs.copyFileSync(path.join(bootstrap, file), path.join(work, file));
  // Which roles there are is said beside the resources.
  const workloads = fs.readFileSync(path.join(bootstrap, 'workloads.tf'), 'utf8');
  const [roles] = /^ {2}workload_roles = \{[^]*?^ {2}\}\n/m.exec(workloads)!;
  fs.writeFileSync(path.join(work, 'locals.tf'), LOCALS);
  fs.writeFileSync(path.join(work, 'workloads.tf'), `locals {\n${roles}}\n`);
  fs.writeFileSync(path.join(work, 'clusters.auto.tfvars'), renderVariableValues({ cluster_ids: clusterIds }));
  const { status, stdout, stderr } = runTool('terraform', ['console'], { cwd: work, input: `${EXPRESSION}\n` });
  if (status !== 0) throw new Error(`terraform console: ${stdout}${stderr}`);
  // On a slow machine it says first that it waits for the lock of the state.
  return JSON.parse(JSON.parse(stdout.slice(stdout.indexOf('"'))) as string) as RoleDocuments;
}
