import type { CiIdentity } from '../ci-identity';
import { moduleNamed } from '../module-facts';
import { TENCENT_MODULES } from './tencent-modules';

/**
 * The actions on resources that a role needs, sorted.
 * @param modules names of the library modules that the root modules call
 * @param services further services: those in full by their name in CAM, or parts
 */
export function tencentActions(identity: CiIdentity, modules: readonly string[], services: readonly string[]): string[] {
  const named = [...modules.flatMap((name) => moduleNamed(TENCENT_MODULES, name)?.services ?? []), ...services];
  const actions = [...new Set(named)].flatMap((service) => actionsOf(identity, service));
  return [...new Set(actions)].sort();
}

/** Actions on the resources of a service, as CAM names them. */
interface ServiceActions {
  readonly reads: readonly string[];
  /** Beside the reads. */
  readonly writes: readonly string[];
}

/** Most services keep to the naming of Tencent's API: what only reads begins with one of these verbs. */
const READING_VERBS = ['Describe', 'Get', 'List', 'Inquiry'];

/**
 * Services of which a part is enough, or whose reading actions are called otherwise.
 *
 * CAM knows elastic addresses and security groups by the service `cvm`, though the API for them is that of `vpc`.
 * Source: https://www.tencentcloud.com/document/product/213/10312 and https://www.tencentcloud.com/document/product/215/35499
 */
const PARTS: Readonly<Record<string, ServiceActions>> = {
  addresses: {
    reads: ['cvm:DescribeAddress*'],
    writes: ['cvm:AllocateAddresses', 'cvm:AssociateAddress', 'cvm:DisassociateAddress', 'cvm:ModifyAddress*', 'cvm:ReleaseAddresses'],
  },
  securityGroups: {
    reads: ['cvm:DescribeSecurityGroup*'],
    writes: ['cvm:CreateSecurityGroup*', 'cvm:ModifySecurityGroup*', 'cvm:DeleteSecurityGroup*'],
  },
  instances: { reads: ['cvm:Describe*'], writes: [] },
  images: { reads: [], writes: ['tcr:CreateInstanceToken', 'tcr:DescribeInstances', 'tcr:PullRepository', 'tcr:PushRepository'] },
  tags: {
    reads: ['tag:Describe*', 'tag:Get*'],
    writes: ['tag:ModifyResourceTags', 'tag:TagResources', 'tag:UnTagResources', 'tag:AttachResourcesTag', 'tag:DetachResourcesTag'],
  },
};

/** Services that no job is let near: the first two decide who is trusted, the third holds the states, the last the locks. */
const WITHHELD_SERVICES = ['cam', 'sts', 'cos', 'tag'];

/** What is wrong with the name of a further service; undefined when nothing is. */
export function serviceProblem(service: string): string | undefined {
  if (!/^[a-z][a-z0-9]*$/.test(service)) return 'is not the name of a service in CAM, such as "cdb" in "cdb:CreateDBInstance": lower-case letters and digits';
  if (!WITHHELD_SERVICES.includes(service)) return undefined;
  return 'is withheld from jobs: with it one could widen its own role or reach the states of other environments. Apply what needs it by hand';
}

function actionsOf(identity: CiIdentity, service: string): readonly string[] {
  if (Object.hasOwn(PARTS, service)) return identity === 'apply' ? [...PARTS[service].reads, ...PARTS[service].writes] : PARTS[service].reads;
  return identity === 'apply' ? [`${service}:*`] : READING_VERBS.map((verb) => `${service}:${verb}*`);
}
