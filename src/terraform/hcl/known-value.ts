import { HclExpression } from './expression';
import { renderNumber } from './number';
import { isPlainObject } from './value';

/** A value as Terraform computes with it; `unknown` is what only Terraform will know. */
export type KnownValue =
  | { readonly kind: 'unknown' | 'null' }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'bool'; readonly value: boolean }
  | ItemsValue
  | EntriesValue;

export interface ItemsValue {
  readonly kind: 'list' | 'set' | 'tuple';
  readonly items: readonly KnownValue[];
}

export interface EntriesValue {
  readonly kind: 'map' | 'object';
  readonly entries: ReadonlyMap<string, KnownValue>;
}

export const UNKNOWN: KnownValue = { kind: 'unknown' };
export const NULL: KnownValue = { kind: 'null' };

/** What Terraform refuses to compute, for certain. */
export class EvaluationError extends Error {}

/** What is left to Terraform: nothing is known about the result, not even whether there is one. */
export class NotEvaluated extends Error {}

export function string(value: string): KnownValue {
  return { kind: 'string', value: value.normalize('NFC') };
}

export function number(value: number): KnownValue {
  return { kind: 'number', value: exact(value) };
}

export function bool(value: boolean): KnownValue {
  return { kind: 'bool', value };
}

export function tuple(items: readonly KnownValue[]): KnownValue {
  return { kind: 'tuple', items };
}

/** A set has each item once, strings and numbers in their order. */
export function set(items: readonly KnownValue[]): KnownValue {
  const distinct = distinctItems(items);
  return { kind: 'set', items: distinct.every(({ kind }) => kind === 'string' || kind === 'number') ? [...distinct].sort(compareItems) : distinct };
}

export function distinctItems(items: readonly KnownValue[]): KnownValue[] {
  const distinct: KnownValue[] = [];
  for (const item of items) if (!distinct.some((other) => isEqual(item, other))) distinct.push(item);
  return distinct;
}

/** Terraform computes with 512 bits: what a double cannot hold exactly is left to it. */
function exact(value: number): number {
  if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) throw new NotEvaluated('a number that is too large');
  return value === 0 ? 0 : value;
}

/** The order of strings is that of their bytes. */
export function compareStrings(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

function compareItems(one: KnownValue, other: KnownValue): number {
  if (one.kind === 'number' && other.kind === 'number') return one.value - other.value;
  return compareStrings((one as { value: string }).value, (other as { value: string }).value);
}

export function isItems(value: KnownValue): value is ItemsValue {
  return value.kind === 'list' || value.kind === 'set' || value.kind === 'tuple';
}

export function isEntries(value: KnownValue): value is EntriesValue {
  return value.kind === 'map' || value.kind === 'object';
}

/** The entries of a map or object, in the order in which Terraform visits them. */
export function sortedEntries({ entries }: EntriesValue): Array<[string, KnownValue]> {
  return [...entries].sort(([one], [other]) => compareStrings(one, other));
}

/** An element of what is known; undefined: it has none of that key or number. */
export function elementAt(value: KnownValue, key: string | number): KnownValue | undefined {
  if (isEntries(value)) return value.entries.get(String(key).normalize('NFC'));
  // Of a set Terraform takes no element, and says so.
  if (isItems(value) && value.kind !== 'set') return value.items[Number(key)];
  return value.kind === 'null' ? undefined : UNKNOWN;
}

/** Whether nothing in a value is unknown. */
export function isWhollyKnown(value: KnownValue): boolean {
  if (isItems(value)) return value.items.every(isWhollyKnown);
  return isEntries(value) ? [...value.entries.values()].every(isWhollyKnown) : value.kind !== 'unknown';
}

/** Equality of values that are wholly known, as `==` has it: what differs in type is not equal. */
export function isEqual(one: KnownValue, other: KnownValue): boolean {
  if (one.kind !== other.kind) return false;
  if (isItems(one)) {
    const { items } = other as ItemsValue;
    if (one.kind === 'set') return one.items.length === items.length && one.items.every((item) => items.some((candidate) => isEqual(item, candidate)));
    // An empty list has a type as well.
    if (one.kind === 'list' && one.items.length + items.length === 0) throw new NotEvaluated('two empty lists');
    return one.items.length === items.length && one.items.every((item, index) => isEqual(item, items[index]));
  }
  if (isEntries(one)) {
    const { entries } = other as EntriesValue;
    if (one.kind === 'map' && one.entries.size + entries.size === 0) throw new NotEvaluated('two empty maps');
    return one.entries.size === entries.size && [...one.entries].every(([key, item]) => entries.has(key) && isEqual(item, entries.get(key)!));
  }
  return one.kind === 'null' || (one as { value: unknown }).value === (other as { value: unknown }).value;
}

export function toText(value: KnownValue): string {
  switch (value.kind) {
    case 'string': return value.value;
    case 'number': return renderNumber(value.value);
    case 'bool': return String(value.value);
    case 'null': throw new EvaluationError('null is not a string');
    case 'unknown': throw new NotEvaluated('an unknown string');
    default: throw new EvaluationError(`a ${value.kind} is not a string`);
  }
}

export function toNumber(value: KnownValue): number {
  switch (value.kind) {
    case 'number': return value.value;
    case 'string':
      if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value.value)) return exact(Number(value.value));
      // Some further notations are numbers for Terraform.
      if (/^[+-]?\.?\d/.test(value.value) || /^[+-]?inf/i.test(value.value)) throw new NotEvaluated('an unusual number');
      throw new EvaluationError(`${JSON.stringify(value.value)} is not a number`);
    case 'null': throw new EvaluationError('null is not a number');
    case 'unknown': throw new NotEvaluated('an unknown number');
    default: throw new EvaluationError(`a ${value.kind} is not a number`);
  }
}

export function toBool(value: KnownValue): boolean {
  switch (value.kind) {
    case 'bool': return value.value;
    case 'string':
      if (value.value === 'true' || value.value === 'false') return value.value === 'true';
      if (/^(1|0|true|false)$/i.test(value.value)) throw new NotEvaluated('an unusual bool');
      throw new EvaluationError(`${JSON.stringify(value.value)} is not a bool`);
    case 'null': throw new EvaluationError('null is not a bool');
    case 'unknown': throw new NotEvaluated('an unknown bool');
    default: throw new EvaluationError(`a ${value.kind} is not a bool`);
  }
}

/**
 * The value of what is given as plain data.
 * @param compute gives the value of an expression
 */
export function knownValueOf(value: unknown, compute: (expression: HclExpression) => KnownValue): KnownValue {
  if (value === null) return NULL;
  if (value instanceof HclExpression) return compute(value);
  if (Array.isArray(value)) return tuple(Array.from(value, (item) => knownValueOf(item, compute)));
  if (isPlainObject(value)) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return { kind: 'object', entries: new Map(entries.map(([key, item]) => [key.normalize('NFC'), knownValueOf(item, compute)])) };
  }
  switch (typeof value) {
    case 'string': return string(value);
    case 'number': return number(value);
    case 'boolean': return bool(value);
    default: throw new NotEvaluated('no value of Terraform');
  }
}

/** The plain data of a value that is wholly known. */
export function plainValueOf(value: KnownValue): unknown {
  if (isItems(value)) return value.items.map(plainValueOf);
  if (isEntries(value)) return Object.fromEntries([...value.entries].map(([key, item]) => [key, plainValueOf(item)]));
  if (value.kind === 'unknown') throw new NotEvaluated('an unknown value');
  return 'value' in value ? value.value : null;
}
