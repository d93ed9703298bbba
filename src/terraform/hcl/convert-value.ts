import {
  bool, EvaluationError, isEntries, isItems, KnownValue, knownValueOf, NotEvaluated, NULL, number, set, string, toBool, toNumber, toText, tuple,
  UNKNOWN,
} from './known-value';
import type { ObjectType, TypeConstraint } from './type-constraint';

const ANY: TypeConstraint = { kind: 'any' };
const PRIMITIVES: readonly string[] = ['string', 'number', 'bool'];

/**
 * Converts a value to a type as Terraform does when it is given to a variable; what an object leaves out gets its default.
 *
 * @throws EvaluationError when it does not fit, NotEvaluated when only Terraform can tell
 */
export function convertValue(value: KnownValue, type: TypeConstraint): KnownValue {
  if (value.kind === 'unknown' || value.kind === 'null') return value;
  switch (type.kind) {
    case 'any': return value;
    case 'string': return string(toText(value));
    case 'number': return number(toNumber(value));
    case 'bool': return bool(toBool(value));
    case 'list':
    case 'set': {
      const items = unify(itemsOf(value, type.kind).map((item) => convertValue(item, type.element)), type.element);
      if (type.kind === 'list') return { kind: 'list', items };
      return items.some(({ kind }) => kind === 'unknown') ? UNKNOWN : set(items);
    }
    case 'map': {
      if (!isEntries(value)) throw new EvaluationError(`a ${value.kind} is not a map`);
      const keys = [...value.entries.keys()];
      const items = unify([...value.entries.values()].map((item) => convertValue(item, type.element)), type.element);
      return { kind: 'map', entries: new Map(keys.map((key, index) => [key, items[index]])) };
    }
    case 'tuple': {
      const items = itemsOf(value, 'tuple');
      if (items.length !== type.elements.length) throw new EvaluationError(`${items.length} items are no tuple of ${type.elements.length}`);
      return tuple(items.map((item, index) => convertValue(item, type.elements[index])));
    }
    case 'object': return toObject(value, type);
  }
}

function toObject(value: KnownValue, { attributes }: ObjectType): KnownValue {
  if (!isEntries(value)) throw new EvaluationError(`a ${value.kind} is not an object`);
  const entries = new Map<string, KnownValue>();
  for (const { name, type, optional, defaultValue } of attributes) {
    const given = value.entries.get(name);
    if (given === undefined && !optional) throw new EvaluationError(`attribute "${name}" is missing`);
    // A default stands in for null as well.
    const absent = defaultValue === undefined ? NULL : convertValue(knownValueOf(defaultValue, () => UNKNOWN), type);
    entries.set(name, given === undefined || given.kind === 'null' ? absent : convertValue(given, type));
  }
  return { kind: 'object', entries };
}


/** The items of what can become a list, set or tuple. */
export function itemsOf(value: KnownValue, wanted: string): readonly KnownValue[] {
  if (!isItems(value)) throw new EvaluationError(`a ${value.kind} is not a ${wanted}`);
  return value.items;
}

/** Items of a list have one type: numbers and booleans among strings become strings. */
export function unify(items: readonly KnownValue[], element: TypeConstraint = ANY): readonly KnownValue[] {
  if (element.kind !== 'any') return items;
  const kinds = new Set(items.filter(({ kind }) => kind !== 'null' && kind !== 'unknown').map(({ kind }) => kind));
  if (kinds.size <= 1) {
    const [kind] = kinds;
    return kind === 'object' ? sameAttributes(items) : items;
  }
  if (![...kinds].every((kind) => PRIMITIVES.includes(kind))) throw new NotEvaluated('items of several types');
  if (kinds.has('number') && kinds.has('bool') && !kinds.has('string')) throw new NotEvaluated('numbers among booleans');
  return items.map((item) => (PRIMITIVES.includes(item.kind) ? string(toText(item)) : item));
}

function sameAttributes(items: readonly KnownValue[]): readonly KnownValue[] {
  const shapes = new Set(items.filter(isEntries).map(({ entries }) => JSON.stringify([...entries].map(([name]) => name).sort())));
  if (shapes.size > 1) throw new NotEvaluated('objects of several types');
  return items;
}
