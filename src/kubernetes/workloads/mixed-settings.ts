import { isDeepStrictEqual } from 'node:util';
import { Construct } from 'constructs';
import { laidOver } from '../../synth/declare/lay-over';
import type { InitContainerOptions } from '../options/init-container-options';
import type { SidecarOptions } from '../options/sidecar-options';
import type { WorkloadOverrides } from '../options/workload-options';

/** What becomes of settings that mixins and a workload say together. */

type ListsOf<T> = { [K in keyof T]-?: NonNullable<T[K]> extends readonly unknown[] ? K & string : never }[keyof T];

/** The options of workloads, and of their further containers, that are lists. */
export type ListOption = ListsOf<WorkloadOverrides> | ListsOf<InitContainerOptions> | ListsOf<SidecarOptions>;

/** Whether items that several say add up. Others are one thing as a whole, as a program with its arguments is. */
export const ADDS_UP: Readonly<Record<ListOption, boolean>> = {
  addedVariables: true,
  args: false,
  command: false,
  connectsTo: true,
  envFrom: true,
  imagePullSecrets: true,
  loosening: true,
  ports: true,
  removedVariables: true,
  tolerations: true,
};

/**
 * Settings of mixins and of the workload that has them, the later over the earlier, as one: maps are merged key by key, lists of items that
 * stand by themselves add up, and anything else takes the place of what was there.
 * @param inVain hears of each empty list over one that it would add to
 */
export function mixed(settings: readonly WorkloadOverrides[], inVain: (option: string) => void = () => undefined): WorkloadOverrides {
  return settings.reduce((below, above) => laidOver(below, above, (option, first, second) => {
    if (!addsUp(option)) return second;
    if (second.length === 0 && first.length > 0) inVain(option);
    return [...first, ...second.filter((item) => !first.some((other) => isSame(item, other)))];
  }));
}

/** Whether the items of an option add up when several say it. */
export function addsUp(option: string): boolean {
  return Object.hasOwn(ADDS_UP, option) && ADDS_UP[option as ListOption];
}

/** Constructs are compared by what they are, not by what they consist of, which may be the whole estate. */
function isSame(one: unknown, other: unknown): boolean {
  return one === other || (!Construct.isConstruct(one) && isDeepStrictEqual(one, other));
}
