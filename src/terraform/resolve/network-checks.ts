import { Cidr, cidrsOverlap, containsCidr, hasHostBits, networkOf, parseCidr } from './cidr';
import { isPlainObject } from '../hcl/value';

type Inputs = Readonly<Record<string, unknown>>;

/** An address block that was given, and where. */
interface GivenBlock {
  /** Names it in problems. */
  readonly label: string;
  readonly cidr: Cidr;
}

/** Subnets of a VPC lie inside of it and apart from each other. Values that only Terraform can compute are left to it. */
export function checkTencentNetwork(inputs: Inputs): string[] {
  const problems: string[] = [];
  const networks = blocks([['input "cidr_block"', inputs.cidr_block]], problems);
  const subnets = blocks(subnetsOf(inputs).map((subnet) => [`subnet "${String(subnet.name)}"`, subnet.cidr_block]), problems);
  return [...problems, ...overlaps(subnets), ...outside(subnets, networks, [inputs.cidr_block])];
}

/** The same for a virtual network, which may have several blocks; those of pods are apart from it. */
export function checkAzureNetwork(inputs: Inputs): string[] {
  const problems: string[] = [];
  const space = Array.isArray(inputs.address_space) ? inputs.address_space : [undefined];
  const networks = blocks(space.map((block, index) => [`input "address_space[${index}]"`, block]), problems);
  const subnets = blocks(subnetsOf(inputs).map((subnet) => [`subnet "${String(subnet.name)}"`, subnet.address_prefix]), problems);
  blocks(subnetsOf(inputs).map((subnet) => [`the pods of subnet "${String(subnet.name)}"`, subnet.pod_cidr]), problems);
  return [...problems, ...overlaps(networks), ...overlaps(subnets), ...outside(subnets, networks, space)];
}

function subnetsOf({ subnets }: Inputs): Inputs[] {
  return (Array.isArray(subnets) ? subnets : []).filter(isPlainObject);
}

/** Reads what is given as text; what is no block, or names a host in it, is a problem. */
function blocks(given: ReadonlyArray<readonly [what: string, text: unknown]>, problems: string[]): GivenBlock[] {
  return given.flatMap(([what, text]) => {
    if (typeof text !== 'string') return [];
    const cidr = parseCidr(text);
    if (!cidr) {
      problems.push(`${what} ${JSON.stringify(text)} is not an IPv4 address block such as "10.0.0.0/16"`);
      return [];
    }
    if (hasHostBits(cidr)) problems.push(`${what} ${JSON.stringify(text)} does not begin where its block begins: write ${JSON.stringify(networkOf(cidr))}, or give it a longer prefix`);
    return [{ label: `${what} (${text})`, cidr }];
  });
}

function overlaps(given: readonly GivenBlock[]): string[] {
  return given.flatMap(({ label, cidr }, index) => {
    const clash = given.slice(0, index).find((other) => cidrsOverlap(other.cidr, cidr));
    return clash ? [`${label} overlaps ${clash.label}: give each its own address block`] : [];
  });
}

/** @param space the blocks of the network as they are given: one that only Terraform knows may hold any subnet */
function outside(subnets: readonly GivenBlock[], networks: readonly GivenBlock[], space: readonly unknown[]): string[] {
  if (networks.length < space.length || space.length === 0) return [];
  return subnets.filter(({ cidr }) => !networks.some((network) => containsCidr(network.cidr, cidr)))
    .map(({ label }) => `${label} lies outside of the network (${space.join(', ')})`);
}
