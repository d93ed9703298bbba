import { isLate, Late } from './late-value';

/**
 * Options as they were given, or, where an expression of Terraform's stands in them, a copy with its mark, which ends the run. To be called
 * where the user declares something, so that the problem knows the place.
 *
 * Only plain data is searched: instances of classes look after themselves.
 * @param textOf gives the text of an expression that may stand there; undefined: it may not
 */
export function plainOptions<T>(options: T, textOf: (late: Late) => string | undefined = () => undefined): T {
  return withoutLate(options, textOf) as T;
}

/** Loops and no callbacks: a mark knows its place by the calls that are open when it is made, and of these the engine remembers the innermost. */
function withoutLate(data: unknown, textOf: (late: Late) => string | undefined): unknown {
  if (isLate(data)) return textOf(data) ?? data._mark();
  if (Array.isArray(data)) {
    const items: unknown[] = [];
    for (const item of data) items.push(withoutLate(item, textOf));
    return items.some((item, index) => item !== data[index]) ? items : data;
  }
  if (!isPlain(data)) return data;
  const entries = Object.entries(data);
  const plain: unknown[] = [];
  for (const [, value] of entries) plain.push(withoutLate(value, textOf));
  return plain.some((value, index) => value !== entries[index][1]) ? Object.fromEntries(entries.map(([name], index) => [name, plain[index]])) : data;
}

/** Whether something is data by itself, and no instance of a class. */
export function isPlain(data: unknown): data is Readonly<Record<string, unknown>> {
  if (typeof data !== 'object' || data === null) return false;
  const prototype = Object.getPrototypeOf(data);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
