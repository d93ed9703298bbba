import { blocks, outside, overlaps, subnetsOf } from '../address-blocks';
import type { ModuleInputs } from '../module-facts';

/** Subnets of a VPC lie inside of it and apart from each other. */
export function networkProblems(inputs: ModuleInputs): string[] {
  const problems: string[] = [];
  const networks = blocks([['input "cidr_block"', inputs.cidr_block]], problems);
  const subnets = blocks(subnetsOf(inputs).map((subnet) => [`subnet "${String(subnet.name)}"`, subnet.cidr_block]), problems);
  return [...problems, ...overlaps(subnets), ...outside(subnets, networks, [inputs.cidr_block])];
}
