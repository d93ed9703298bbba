/** What an instance of CloudBase Run has, which comes in these sizes alone. */
import { parseQuantity } from '../models/quantity';
import type { ResourceQuantities } from '../options/container-resources';

/** A size of an instance. */
export interface CloudBaseRunSize {
  /** Cores. */
  readonly cpu: number;
  /** Memory in gibibytes: twice the cores. */
  readonly memory: number;
}

/** The cores of every size. Source: `CPU_MEM_OPTS` of @cloudbase/cli 2.12.10. */
const CORES = [0.25, 0.5, 1, 2, 4, 8, 16];

/** All sizes, the smallest first. */
export const SIZES: readonly CloudBaseRunSize[] = CORES.map((cpu) => ({ cpu, memory: 2 * cpu }));

const GIBIBYTE = 2 ** 30;

/** The smallest size that has what a container may use at most; undefined: there is none. */
export function sizeFor(limits: Required<Pick<ResourceQuantities, 'cpu' | 'memory'>>): CloudBaseRunSize | undefined {
  const [cpu, memory] = [parseQuantity(limits.cpu), parseQuantity(limits.memory)];
  if (cpu === undefined || memory === undefined) return undefined;
  return SIZES.find((size) => size.cpu >= cpu && size.memory * GIBIBYTE >= memory);
}
