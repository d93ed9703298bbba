/** What an expression of a workflow can be: the values of JSON. */
export type Value = null | boolean | number | string | readonly Value[] | ValueObject;
export interface ValueObject { readonly [name: string]: Value }

export function isObject(value: unknown): value is ValueObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** False are `false`, 0, NaN, the empty text and null; an empty array or object is true. */
export function isTruthy(value: Value): boolean {
  return !(value === null || value === false || value === '' || value === 0 || Number.isNaN(value));
}

/** The number that GitHub compares by when two values are of different types. */
export function toNumber(value: Value): number {
  if (value === null) return 0;
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string') return NaN;
  const text = value.trim();
  return text === '' || /^(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|0x[\da-f]+|0o[0-7]+|[+-]?Infinity)$/i.test(text) ? Number(text) : NaN;
}

/** A value as it stands in a text around it. */
export function toText(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(Number(value.toPrecision(15)));
  if (Array.isArray(value)) return 'Array';
  return typeof value === 'object' ? 'Object' : String(value);
}

/** `==` of workflows: texts without regard to case, values of different types as numbers, arrays and objects by identity. */
export function looselyEqual(left: Value, right: Value): boolean {
  if (typeof left === 'string' && typeof right === 'string') return left.toUpperCase() === right.toUpperCase();
  if (typeof left === 'object' && typeof right === 'object' && left !== null && right !== null) return left === right;
  return toNumber(left) === toNumber(right);
}

/** `<` of workflows; never true for arrays and objects. */
export function isLess(left: Value, right: Value): boolean {
  if (typeof left === 'string' && typeof right === 'string') return left.toUpperCase() < right.toUpperCase();
  return toNumber(left) < toNumber(right);
}

/** A member of a value, by a name in any case or by a position; null when there is none. */
export function member(of: Value, key: Value): Value {
  if (Array.isArray(of)) {
    const position = toNumber(key);
    return Number.isInteger(position) ? (of as readonly Value[])[position] ?? null : null;
  }
  if (!isObject(of) || typeof key === 'object') return null;
  const wanted = toText(key);
  if (Object.hasOwn(of, wanted)) return of[wanted] ?? null;
  const name = Object.keys(of).find((candidate) => candidate.toUpperCase() === wanted.toUpperCase());
  return name === undefined ? null : of[name] ?? null;
}
