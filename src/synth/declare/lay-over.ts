import { isPlain } from './plain-options';

/** What becomes of two lists of one name. */
export type JoinedLists = (name: string, below: readonly unknown[], above: readonly unknown[]) => readonly unknown[];

/**
 * What is said of one environment, laid over what is said of all: plain objects are merged key by key, at every depth, and anything
 * else (a single value, a list, an expression, null) takes the place of what was there. Undefined says nothing.
 * @param join what becomes of lists, where one does not take the place of the other
 */
export function laidOver<T extends object>(below: T, above: Partial<T>, join: JoinedLists = (_, __, list) => list): T {
  const said = Object.entries(above).filter(([, value]) => value !== undefined);
  if (said.length === 0) return below;
  const fields = below as Readonly<Record<string, unknown>>;
  const merged = said.map(([key, value]) => {
    const under = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (Array.isArray(under) && Array.isArray(value)) return [key, join(key, under, value)];
    return [key, isPlain(under) && isPlain(value) ? laidOver(under, value, join) : value];
  });
  return { ...below, ...Object.fromEntries(merged) };
}
