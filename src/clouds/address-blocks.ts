import { Cidr, cidrsOverlap, containsCidr, hasHostBits, networkOf, parseCidr } from './cidr';
import type { ModuleInputs } from './module-facts';

/** The subnets among the inputs of a network, those that are written out. */
export function subnetsOf({ subnets }: ModuleInputs): ModuleInputs[] {
  return (Array.isArray(subnets) ? subnets : []).filter((subnet) => typeof subnet === 'object' && subnet !== null);
}

/** An address block that was given, and where. */
interface GivenBlock {
  /** Names it in problems. */
  readonly label: string;
  readonly cidr: Cidr;
}

/** Reads what is given as text; what is no block, or names a host in it, is a problem. Values that only Terraform can compute are left to it. */
export function blocks(given: ReadonlyArray<readonly [what: string, text: unknown]>, problems: string[]): GivenBlock[] {
  return given.flatMap(([what, text]) => {
    if (typeof text !== 'string') return [];
    const cidr = parseCidr(text);
    if (!cidr) {
      problems.push(`${what} ${JSON.stringify(text)} is not an IPv4 address block such as "10.0.0.0/16"`);
      return [];
    }
    if (hasHostBits(cidr)) {
      problems.push(`${what} ${JSON.stringify(text)} does not begin where its block begins: write ${JSON.stringify(networkOf(cidr))}, or give it a longer prefix`);
    }
    return [{ label: `${what} (${text})`, cidr }];
  });
}

/** Blocks that share an address with one before them. */
export function overlaps(given: readonly GivenBlock[]): string[] {
  return given.flatMap(({ label, cidr }, index) => {
    const clash = given.slice(0, index).find((other) => cidrsOverlap(other.cidr, cidr));
    return clash ? [`${label} overlaps ${clash.label}: give each its own address block`] : [];
  });
}

/**
 * Subnets that lie in none of the networks.
 * @param space the blocks of the network as they are given: one that only Terraform knows may hold any subnet
 */
export function outside(subnets: readonly GivenBlock[], networks: readonly GivenBlock[], space: readonly unknown[]): string[] {
  if (networks.length < space.length || space.length === 0) return [];
  return subnets.filter(({ cidr }) => !networks.some((network) => containsCidr(network.cidr, cidr)))
    .map(({ label }) => `${label} lies outside of the network (${space.join(', ')})`);
}
