import { UsedOutput, withValues } from '../outputs/output-text';

/** Fields that hold a number or the name of a port: there the text of a number means another thing. */
const NUMBERS = ['port', 'endPort'];

/** Part of a model that no file holds: it goes to a Secret. */
const SECRET = 'secretValues';

/**
 * Data with values in the place of outputs, wherever everyone may read it. The data itself comes back when there is none in it.
 * @param valueOf the text of an output; undefined: it is not known, and its mark stays
 */
export function withRecordedTexts<T>(data: T, valueOf: (used: UsedOutput) => string | undefined): T {
  return filled(data, valueOf, '') as T;
}

function filled(data: unknown, valueOf: (used: UsedOutput) => string | undefined, field: string): unknown {
  if (typeof data === 'string') {
    const text = withValues(data, valueOf);
    return text !== data && NUMBERS.includes(field) && /^\d+$/.test(text) ? Number(text) : text;
  }
  if (typeof data !== 'object' || data === null || field === SECRET) return data;
  if (Array.isArray(data)) {
    const items = data.map((item) => filled(item, valueOf, field));
    return items.some((item, index) => item !== data[index]) ? items : data;
  }
  const entries = Object.entries(data).map(([name, value]) => [name, filled(value, valueOf, name)] as const);
  return entries.some(([name, value]) => value !== (data as Record<string, unknown>)[name]) ? Object.fromEntries(entries) : data;
}
