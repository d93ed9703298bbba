import { blocks, outside, overlaps, subnetsOf } from '../address-blocks';
import { gives, ModuleInputs, ModuleNetwork } from '../module-facts';

/** Subnets lie inside of their virtual network, which may have several blocks, and apart from each other; the blocks of pods are apart from it. */
export function networkProblems(inputs: ModuleInputs): string[] {
  const problems: string[] = [];
  const space = spaceOf(inputs);
  const networks = blocks(space.map((block, index) => [`input "address_space[${index}]"`, block]), problems);
  const subnets = blocks(subnetsOf(inputs).map((subnet) => [`subnet "${String(subnet.name)}"`, subnet.address_prefix]), problems);
  blocks(subnetsOf(inputs).map((subnet) => [`the pods of subnet "${String(subnet.name)}"`, subnet.pod_cidr]), problems);
  return [...problems, ...overlaps(networks), ...overlaps(subnets), ...outside(subnets, networks, space)];
}

/** The addresses of a virtual network that may be joined with others. */
export function networkOf(inputs: ModuleInputs): ModuleNetwork | undefined {
  return gives(inputs, 'isolated') ? undefined : { blocks: spaceOf(inputs), input: 'addressSpace' };
}

function spaceOf({ address_space: space }: ModuleInputs): unknown[] {
  return Array.isArray(space) ? space : [undefined];
}
