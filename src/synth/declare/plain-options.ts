import { isLate } from './late-value';

/**
 * Options as they were given, or, where an expression of Terraform's stands in them, a copy with its mark, which ends the run. To be called
 * where the user declares something, so that the problem knows the place.
 *
 * Only plain data is searched: instances of classes look after themselves.
 */
export function plainOptions<T>(options: T): T {
  return withoutLate(options) as T;
}

function withoutLate(data: unknown): unknown {
  if (isLate(data)) return data._mark();
  if (Array.isArray(data)) {
    const items = data.map(withoutLate);
    return items.some((item, index) => item !== data[index]) ? items : data;
  }
  if (!isPlain(data)) return data;
  const entries = Object.entries(data);
  const plain = entries.map(([, value]) => withoutLate(value));
  return plain.some((value, index) => value !== entries[index][1]) ? Object.fromEntries(entries.map(([name], index) => [name, plain[index]])) : data;
}

/** Whether something is data by itself, and no instance of a class. */
export function isPlain(data: unknown): data is Readonly<Record<string, unknown>> {
  if (typeof data !== 'object' || data === null) return false;
  const prototype = Object.getPrototypeOf(data);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
