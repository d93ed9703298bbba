import { isPlain } from './plain-options';

/**
 * What is said of one environment, laid over what is said of all: plain objects are merged key by key, at every depth, and anything
 * else (a single value, a list, an expression, null) takes the place of what was there. Undefined says nothing.
 */
export function laidOver<T extends object>(below: T, above: Partial<T>): T {
  const said = Object.entries(above).filter(([, value]) => value !== undefined);
  if (said.length === 0) return below;
  const fields = below as Readonly<Record<string, unknown>>;
  const merged = said.map(([key, value]) => {
    const under = Object.hasOwn(fields, key) ? fields[key] : undefined;
    return [key, isPlain(under) && isPlain(value) ? laidOver(under, value) : value];
  });
  return { ...below, ...Object.fromEntries(merged) };
}
