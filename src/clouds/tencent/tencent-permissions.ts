import type { CiIdentity } from '../ci-identity';
import { moduleNamed } from '../module-facts';
import { TENCENT_MODULES } from './tencent-modules';
import { TENCENT_READ_ACTIONS } from './tencent-read-actions';

/**
 * The actions on resources that a role needs, sorted. Whoever only reads has them one by one, as far as the library's modules go.
 * @param modules names of the library modules that the role's root modules call
 * @param services further services: those in full by their name in CAM, or parts
 */
export function tencentActions(identity: CiIdentity, modules: readonly string[], services: readonly string[]): string[] {
  const facts = modules.flatMap((name) => moduleNamed(TENCENT_MODULES, name) ?? []);
  const reads = facts.flatMap(({ types }) => types.flatMap((type) => TENCENT_READ_ACTIONS[type] ?? []));
  const further = identity === 'apply'
    ? [...facts.flatMap((module) => module.services), ...services].flatMap((service) => PARTS[service] ?? [`${service}:*`])
    : services.filter((service) => PARTS[service] === undefined).flatMap((service) => READING_VERBS.map((verb) => `${service}:${verb}*`));
  return [...new Set([...reads, ...further])].sort();
}

/**
 * Most services keep to the naming of Tencent's API: what only reads begins with one of these verbs. What hands out credentials
 * among that is denied to those who plan for pull requests: see `credential-actions.tf` of the bootstrap.
 */
const READING_VERBS = ['Describe', 'Get', 'List', 'Inquiry'];

const CLOUDBASE_RUN_READS = ['tcbr:DescribeCloudRunServerDetail'];

/**
 * What the jobs of an environment need whose services run in CloudBase Run. A service is told with its variables, so who plans for pull requests
 * has none of it. Source: https://cloud.tencent.com/document/product/598/76364
 */
export const CLOUDBASE_RUN_ACTIONS: Readonly<Record<CiIdentity, readonly string[]>> = {
  plan: [],
  drift: CLOUDBASE_RUN_READS,
  apply: [
    ...CLOUDBASE_RUN_READS, 'tcbr:CreateCloudRunServer', 'tcbr:DescribeCloudRunDeployRecord', 'tcbr:DescribeCloudRunProcessLog', 'tcbr:DescribeCloudRunServers',
    'tcbr:DescribeReleaseOrder', 'tcbr:DescribeServerManageTask', 'tcbr:OperateServerManage', 'tcbr:ReleaseGray', 'tcbr:UpdateCloudRunServer',
  ],
};

/** Services of which a part is enough, with the actions that change it, beside those that read it. */
const PARTS: Readonly<Record<string, readonly string[] | undefined>> = {
  addresses: ['cvm:AllocateAddresses', 'cvm:AssociateAddress', 'cvm:DisassociateAddress', 'cvm:ModifyAddress*', 'cvm:ReleaseAddresses'],
  securityGroups: ['cvm:CreateSecurityGroup*', 'cvm:DescribeSecurityGroup*', 'cvm:ModifySecurityGroup*', 'cvm:DeleteSecurityGroup*'],
  instances: ['cvm:Describe*'],
  images: ['tcr:CreateInstanceToken', 'tcr:DescribeInstances', 'tcr:PullRepository', 'tcr:PushRepository'],
  // Without a right to decrypt anything.
  keys: [
    'kms:CancelKeyDeletion', 'kms:CreateKey', 'kms:DescribeKey*', 'kms:DisableKey', 'kms:DisableKeyRotation', 'kms:EnableKey', 'kms:EnableKeyRotation',
    'kms:GetKeyRotationStatus', 'kms:ScheduleKeyDeletion', 'kms:UpdateAlias', 'kms:UpdateKeyDescription',
  ],
  tags: [
    'tag:AttachResourcesTag', 'tag:Describe*', 'tag:DetachResourcesTag', 'tag:Get*', 'tag:ModifyResourceTags', 'tag:TagResources', 'tag:UnTagResources',
  ],
};

/** Services that no job is let near: the first two decide who is trusted, the third holds the states, the last the locks. */
const WITHHELD_SERVICES = ['cam', 'sts', 'cos', 'tag'];

/** What is wrong with the name of a further service; undefined when nothing is. */
export function serviceProblem(service: string): string | undefined {
  if (!/^[a-z][a-z0-9]*$/.test(service)) return 'is not the name of a service in CAM, such as "cdb" in "cdb:CreateDBInstance": lower-case letters and digits';
  if (!WITHHELD_SERVICES.includes(service)) return undefined;
  return 'is withheld from jobs: with it one could widen its own role or reach the states of other environments. Apply what needs it by hand';
}
