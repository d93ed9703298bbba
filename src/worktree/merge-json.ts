type Json = string | number | boolean | null | readonly Json[] | JsonObject;
interface JsonObject { readonly [key: string]: Json }

/**
 * Merges two versions of one JSON value: what only one side has changed is as that side has it, and lists of texts are sets.
 * @param base what both come from; undefined: nobody knows, and then what one side alone has is kept
 * @returns undefined when both sides have changed one thing, each in its own way
 */
export function mergeJson(ours: unknown, theirs: unknown, base?: unknown): unknown {
  try {
    return merged(ours as Json, theirs as Json, base as Json | undefined);
  } catch (error) {
    if (error instanceof Contradiction) return undefined;
    throw error;
  }
}

class Contradiction extends Error {}

function merged(ours: Json | undefined, theirs: Json | undefined, base: Json | undefined): Json | undefined {
  if (isEqual(ours, theirs) || isEqual(theirs, base)) return ours;
  if (isEqual(ours, base)) return theirs;
  // One side has deleted what the other one has changed: to know too much does no harm.
  if (ours === undefined || theirs === undefined) return ours ?? theirs;
  if (isObject(ours) && isObject(theirs)) return mergedObject(ours, theirs, isObject(base) ? base : undefined);
  if (isTexts(ours) && isTexts(theirs)) return mergedTexts(ours, theirs, isTexts(base) ? base : []);
  throw new Contradiction();
}

function mergedObject(ours: JsonObject, theirs: JsonObject, base: JsonObject | undefined): JsonObject {
  const keys = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  const entries = keys.map((key) => [key, merged(at(ours, key), at(theirs, key), base && at(base, key))] as const);
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, Json] => entry[1] !== undefined));
}

function mergedTexts(ours: readonly string[], theirs: readonly string[], base: readonly string[]): string[] {
  const isKept = (text: string) => !base.includes(text) || (ours.includes(text) && theirs.includes(text));
  return [...new Set([...ours, ...theirs])].filter(isKept).sort();
}

function at(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTexts(value: Json | undefined): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isEqual(one: Json | undefined, other: Json | undefined): boolean {
  return JSON.stringify(canonical(one)) === JSON.stringify(canonical(other));
}

/** With its keys in a fixed order. */
function canonical(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.map((item: Json) => canonical(item)!);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, canonical(value[key])!]));
}
