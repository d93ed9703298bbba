import { isDeepStrictEqual } from 'node:util';
import { isObject, MergeType } from './merge-keys';
import { byKeys } from './strategic-merge-diff';

/** A value everywhere and in an environment. */
export interface Pair {
  readonly base: unknown;
  readonly environment: unknown;
}

/**
 * The places in which an environment differs as it was declared, and no longer after the patches of the base: what was said
 * there does nothing.
 */
export function overridesInVain(declared: Pair, patched: Pair, type: MergeType | undefined, path = ''): string[] {
  if (isDeepStrictEqual(declared.base, declared.environment)) return [];
  const pairs = [declared, patched].map((pair) => membersOf(pair, type));
  if (pairs.some((pair) => pair === undefined)) return isDeepStrictEqual(patched.base, patched.environment) ? [path] : [];
  const [before, after] = pairs as Array<{ base: Members; environment: Members }>;
  return [...new Set([...before.base.keys(), ...before.environment.keys()])].flatMap((key) => overridesInVain(
    { base: before.base.get(key), environment: before.environment.get(key) },
    { base: after.base.get(key), environment: after.environment.get(key) },
    type?.keys === undefined ? type?.field(key) : type.items,
    `${path}/${type?.keys === undefined ? key : JSON.parse(key)[0]}`,
  ));
}

type Members = ReadonlyMap<string, unknown>;

function membersOf({ base, environment }: Pair, type: MergeType | undefined): { base: Members; environment: Members } | undefined {
  const [one, other] = [base, environment].map((value) => members(value, type));
  return one && other && { base: one, environment: other };
}

function members(value: unknown, type: MergeType | undefined): Members | undefined {
  if (isObject(value)) return new Map(Object.entries(value));
  return Array.isArray(value) && type?.keys !== undefined ? byKeys(value, type.keys) : undefined;
}
