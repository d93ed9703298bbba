import { blocks, outside, overlaps, subnetsOf } from '../address-blocks';
import { gives, ModuleInputs, ModuleNetwork } from '../module-facts';

/** Subnets of a VPC lie inside of it and apart from each other. */
export function networkProblems(inputs: ModuleInputs): string[] {
  const problems: string[] = [];
  const space = spaceOf(inputs);
  const networks = blocks(space.map((block, index) => [index === 0 ? 'input "cidr_block"' : `input "additional_cidr_blocks[${index - 1}]"`, block]), problems);
  const subnets = blocks(subnetsOf(inputs).map((subnet) => [`subnet "${String(subnet.name)}"`, subnet.cidr_block]), problems);
  return [...problems, ...overlaps(networks), ...overlaps(subnets), ...outside(subnets, networks, space)];
}

/** The addresses of a VPC that may be connected to others. */
export function networkOf(inputs: ModuleInputs): ModuleNetwork | undefined {
  return gives(inputs, 'isolated') ? undefined : { blocks: spaceOf(inputs), input: 'cidrBlock' };
}

function spaceOf({ cidr_block: block, additional_cidr_blocks: additional }: ModuleInputs): unknown[] {
  return [block, ...(Array.isArray(additional) ? additional : [])];
}
