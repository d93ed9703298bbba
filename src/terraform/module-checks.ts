import { cidrsOverlap, containsCidr, parseCidr } from './cidr';
import { isPlainObject } from './hcl/value';

/** Looks at the settled inputs of one call and says what is wrong with them together. */
type ModuleCheck = (inputs: Readonly<Record<string, unknown>>) => string[];

/** What Terraform would find out only at apply time, by folder name of the library module. */
const CHECKS: Readonly<Record<string, ModuleCheck>> = { 'network': checkNetwork, 'cos-storage': checkBucket };

/** What is wrong with the inputs of a call of a library module, beyond their types. */
export function checkLibraryCall(module: string, inputs: Readonly<Record<string, unknown>>): string[] {
  return CHECKS[module]?.(inputs) ?? [];
}

/**
 * The name of a COS bucket ends in the APPID and has at most 60 characters.
 * Source: tencentcloud_cos_bucket, argument `bucket`.
 */
function checkBucket({ name, app_id: appId }: Readonly<Record<string, unknown>>): string[] {
  if (typeof name !== 'string' || typeof appId !== 'string') return [];
  const bucket = `${name}-${appId}`;
  if (bucket.length <= 60 && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?-\d{10}$/.test(bucket)) return [];
  return [`bucket "${bucket}" is not a COS bucket name: with the 10-digit APPID it has at most 60 lower-case letters, digits and "-"; give a shorter "name"`];
}

/** Subnets lie inside the VPC and apart from each other. Values that only Terraform can compute are left to it. */
function checkNetwork(inputs: Readonly<Record<string, unknown>>): string[] {
  const problems: string[] = [];
  const blockOf = (text: unknown, input: string) => {
    if (typeof text !== 'string') return undefined;
    const cidr = parseCidr(text);
    if (!cidr) problems.push(`${input} ${JSON.stringify(text)} is not an IPv4 address block such as "10.0.0.0/16"`);
    return cidr;
  };
  const vpc = blockOf(inputs.cidr_block, 'input "cidr_block"');
  const subnets = (Array.isArray(inputs.subnets) ? inputs.subnets : []).filter(isPlainObject)
    .map((subnet) => ({ label: `subnet "${String(subnet.name)}" (${String(subnet.cidr_block)})`, cidr: blockOf(subnet.cidr_block, `subnet "${String(subnet.name)}"`) }));
  subnets.forEach(({ label, cidr }, index) => {
    if (!cidr) return;
    if (vpc && !containsCidr(vpc, cidr)) problems.push(`${label} lies outside of the network (${String(inputs.cidr_block)})`);
    const clash = subnets.slice(0, index).find((other) => other.cidr && cidrsOverlap(other.cidr, cidr));
    if (clash) problems.push(`${label} overlaps ${clash.label}: give each its own address block`);
  });
  return problems;
}
