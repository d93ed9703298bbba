import { addressFunctions } from './address-functions';
import { convertValue, itemsOf, unify } from './convert-value';
import { GoRegex } from './go-regex';
import {
  bool, compareStrings, distinctItems, EvaluationError, isEntries, isEqual, isItems, isWhollyKnown, KnownValue, NotEvaluated, NULL, number, set,
  sortedEntries, string, toBool, toNumber, toText, tuple, UNKNOWN,
} from './known-value';
import type { TypeConstraint } from './type-constraint';

/** Computes a function; values that are unknown reach only those that can do without. */
export type KnownFunction = (args: readonly KnownValue[]) => KnownValue;

const STRINGS: TypeConstraint = { kind: 'list', element: { kind: 'string' } };
const BOOLS: TypeConstraint = { kind: 'list', element: { kind: 'bool' } };
const ANY: TypeConstraint = { kind: 'any' };

/** Functions that look at what is known, though something else is not. */
const LENIENT: Readonly<Record<string, KnownFunction>> = {
  length: ([value]) => length(value),
  alltrue: ([items]) => quantify(items, false),
  anytrue: ([items]) => quantify(items, true),
  contains: ([items, wanted]) => contains(items, wanted),
  keys: ([value]) => keys(value),
  values: ([value]) => tuple(sortedEntries(entriesOf(value)).map(([, item]) => item)),
  concat: (lists) => tuple(lists.flatMap((value) => itemsOf(given(value), 'list'))),
  coalesce: (values) => coalesce(values),
  tolist: ([value]) => convertValue(value.kind === 'null' ? value : tuple(itemsOf(value, 'list')), { kind: 'list', element: ANY }),
  sensitive: ([value]) => value,
  nonsensitive: ([value]) => value,
  merge: (maps) => merge(maps),
};

/** Functions that need all that they are given. */
const STRICT: Readonly<Record<string, KnownFunction>> = {
  ...addressFunctions,
  abs: ([value]) => number(Math.abs(toNumber(value))),
  ceil: ([value]) => number(Math.ceil(toNumber(value))),
  floor: ([value]) => number(Math.floor(toNumber(value))),
  signum: ([value]) => number(Math.sign(Math.trunc(toNumber(value)))),
  max: (values) => number(Math.max(...some(values).map(toNumber))),
  min: (values) => number(Math.min(...some(values).map(toNumber))),
  pow: ([base, exponent]) => number(whole(toNumber(base)) ** natural(toNumber(exponent))),
  sum: ([items]) => sum(items),
  parseint: ([text, base]) => parseInteger(toText(text), toNumber(base)),
  range: (values) => range(values.map(toNumber)),

  lower: ([text]) => string(plainLetters(text).toLowerCase()),
  upper: ([text]) => string(plainLetters(text).toUpperCase()),
  startswith: ([text, start]) => bool(toText(text).startsWith(toText(start))),
  endswith: ([text, end]) => bool(toText(text).endsWith(toText(end))),
  strcontains: ([text, part]) => bool(toText(text).includes(toText(part))),
  trimspace: ([text]) => string(plainLetters(text).replace(/^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g, '')),
  trimprefix: ([text, prefix]) => string(toText(text).startsWith(toText(prefix)) ? toText(text).slice(toText(prefix).length) : toText(text)),
  trimsuffix: ([text, suffix]) => string(toText(suffix) !== '' && toText(text).endsWith(toText(suffix)) ? toText(text).slice(0, -toText(suffix).length) : toText(text)),
  replace: ([text, old, by]) => replace(toText(text), toText(old), toText(by)),
  split: ([separator, text]) => strings(toText(separator) === '' ? [...plainLetters(text)] : toText(text).split(toText(separator))),
  join: (args) => join(args),
  substr: ([text, offset, size]) => substring(plainLetters(text), whole(toNumber(offset)), whole(toNumber(size))),
  regex: ([pattern, text]) => regex(toText(pattern), toText(text)),
  regexall: ([pattern, text]) => list(GoRegex.of(toText(pattern)).matches(toText(text)).map(captures)),

  compact: ([value]) => list(itemsOf(convertValue(given(value), STRINGS), 'list').filter((item) => item.kind === 'string' && item.value !== '')),
  distinct: ([value]) => list(distinctItems(unify(itemsOf(given(value), 'list')))),
  flatten: ([value]) => tuple(flatten(itemsOf(given(value), 'list'))),
  reverse: ([value]) => tuple([...itemsOf(ordered(value), 'list')].reverse()),
  sort: ([value]) => strings(itemsOf(convertValue(given(value), STRINGS), 'list').map(toText).sort(compareStrings)),
  element: ([value, index]) => element(itemsOf(ordered(value), 'list'), whole(toNumber(index))),
  index: ([value, item]) => indexOf(itemsOf(ordered(value), 'list'), item),
  one: ([value]) => one(itemsOf(given(value), 'list')),
  setintersection: (values) => set(sets(values).reduce((common, items) => common.filter((item) => items.some((other) => isEqual(item, other))))),
  setunion: (values) => set(sets(values).flat()),
  setsubtract: (values) => set(sets(values).reduce((left, items) => left.filter((item) => !items.some((other) => isEqual(item, other))))),
  lookup: ([map, key, otherwise]) => entriesOf(map).entries.get(toText(key)) ?? otherwise ?? absent('the key'),
  zipmap: ([names, items]) => zipmap(itemsOf(given(names), 'list').map(toText), itemsOf(given(items), 'list')),

  tostring: ([value]) => convertValue(value, { kind: 'string' }),
  tonumber: ([value]) => convertValue(value, { kind: 'number' }),
  tobool: ([value]) => convertValue(value, { kind: 'bool' }),
  toset: ([value]) => convertValue(value.kind === 'null' ? value : tuple(itemsOf(value, 'set')), { kind: 'set', element: ANY }),
  tomap: ([value]) => convertValue(value, { kind: 'map', element: ANY }),
};

/** How many arguments a function takes, where a wrong number would not fail otherwise. */
const TAKES: Readonly<Record<string, readonly [least: number, most: number]>> = {
  coalesce: [0, Infinity],
  concat: [1, Infinity],
  merge: [0, Infinity],
  max: [0, Infinity],
  min: [0, Infinity],
  range: [1, 3],
  setintersection: [1, Infinity],
  setunion: [1, Infinity],
  join: [2, Infinity],
  lookup: [2, 3],
  replace: [3, 3],
  substr: [3, 3],
  cidrsubnet: [3, 3],
  ...Object.fromEntries(['contains', 'parseint', 'pow', 'startswith', 'endswith', 'strcontains', 'trimprefix', 'trimsuffix', 'split', 'regex', 'regexall', 'element', 'index',
    'setsubtract', 'zipmap', 'cidrhost'].map((name) => [name, [2, 2]])),
};

/**
 * Computes a function of Terraform's.
 *
 * @throws EvaluationError when Terraform refuses the arguments, NotEvaluated when only Terraform can compute it
 */
export function callFunction(name: string, args: readonly KnownValue[]): KnownValue {
  const plain = name.startsWith('core::') ? name.slice('core::'.length) : name;
  const lenient = Object.hasOwn(LENIENT, plain) ? LENIENT[plain] : undefined;
  const strict = Object.hasOwn(STRICT, plain) ? STRICT[plain] : undefined;
  if (!lenient && !strict) throw new NotEvaluated(`the function ${name}`);
  const [least, most] = Object.hasOwn(TAKES, plain) ? TAKES[plain] : [1, 1];
  if (args.length < least || args.length > most) throw new NotEvaluated(`the number of arguments of ${name}`);
  if (lenient) return args.some(({ kind }) => kind === 'unknown') && plain !== 'coalesce' ? UNKNOWN : lenient(args);
  return args.every(isWhollyKnown) ? strict!(args) : UNKNOWN;
}

function given(value: KnownValue): KnownValue {
  if (value.kind === 'null') throw new EvaluationError('an argument must not be null');
  return value;
}

/** The order of a set of other things than strings and numbers is Terraform's own. */
function ordered(value: KnownValue): KnownValue {
  if (value.kind === 'set') throw new NotEvaluated('the order of a set');
  return given(value);
}

function absent(what: string): never {
  throw new EvaluationError(`${what} is not there`);
}

function entriesOf(value: KnownValue) {
  if (!isEntries(value)) throw new EvaluationError(`a ${value.kind} is not a map`);
  return value;
}

function list(items: readonly KnownValue[]): KnownValue {
  return { kind: 'list', items };
}

function strings(texts: readonly string[]): KnownValue {
  return list(texts.map(string));
}

function some(values: readonly KnownValue[]): readonly KnownValue[] {
  if (values.length === 0) throw new EvaluationError('at least one number is needed');
  return values;
}

function whole(value: number): number {
  if (!Number.isInteger(value)) throw new NotEvaluated('a fraction');
  return value;
}

function natural(value: number): number {
  if (whole(value) < 0) throw new NotEvaluated('a negative exponent');
  return value;
}

/** Letters that are one character each, whose case JavaScript and Go see alike. */
function plainLetters(value: KnownValue): string {
  const text = toText(value);
  // eslint-disable-next-line no-control-regex
  if (!/^[\x00-\x7f]*$/.test(text)) throw new NotEvaluated('letters beyond ASCII');
  return text;
}

function length(value: KnownValue): KnownValue {
  if (isItems(value)) return value.kind === 'set' && !isWhollyKnown(value) ? UNKNOWN : number(value.items.length);
  if (isEntries(value)) return number(value.entries.size);
  if (value.kind !== 'string') throw new EvaluationError('only strings and collections have a length');
  // Terraform counts what a reader takes for one character.
  if (/^[ -~\u00a1-\u00ac\u00ae-\u02af\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3\n\t]*$/.test(value.value)) return number(value.value.length);
  throw new NotEvaluated('the length of an unusual string');
}

function quantify(value: KnownValue, wanted: boolean): KnownValue {
  const items = itemsOf(convertValue(given(value), BOOLS), 'list');
  const isTrue = (item: KnownValue) => item.kind === 'bool' && item.value;
  if (wanted ? items.some(isTrue) : items.some((item) => item.kind !== 'unknown' && !isTrue(item))) return bool(wanted);
  return items.some(({ kind }) => kind === 'unknown') ? UNKNOWN : bool(!wanted);
}

function contains(value: KnownValue, wanted: KnownValue): KnownValue {
  const items = itemsOf(given(value), 'list');
  given(wanted);
  if (!isWhollyKnown(wanted)) return UNKNOWN;
  if (items.some((item) => isWhollyKnown(item) && isEqual(item, wanted))) return bool(true);
  return items.every(isWhollyKnown) ? bool(false) : UNKNOWN;
}

function keys(value: KnownValue): KnownValue {
  const names = sortedEntries(entriesOf(value)).map(([name]) => string(name));
  return value.kind === 'map' ? list(names) : tuple(names);
}

function coalesce(values: readonly KnownValue[]): KnownValue {
  // All arguments become one type.
  const unified = unify(values);
  for (const value of unified) {
    if (value.kind === 'unknown') return UNKNOWN;
    if (value.kind !== 'null' && !(value.kind === 'string' && value.value === '')) return value;
  }
  throw new EvaluationError('there is neither a value nor text');
}

function merge(maps: readonly KnownValue[]): KnownValue {
  const entries = new Map(maps.filter(({ kind }) => kind !== 'null').flatMap((map) => [...entriesOf(map).entries]));
  return { kind: maps.every(({ kind }) => kind === 'map') ? 'map' : 'object', entries };
}

function sum(value: KnownValue): KnownValue {
  const items = itemsOf(given(value), 'list').map(toNumber);
  if (items.length === 0) throw new EvaluationError('nothing can be summed up');
  return number(items.reduce((total, item) => total + whole(item), 0));
}

function parseInteger(text: string, base: number): KnownValue {
  if (base !== 10) throw new NotEvaluated('another base');
  if (/^-?\d+$/.test(text)) return number(Number(text));
  if (/^[+-]?\d[\d_]*$/.test(text)) throw new NotEvaluated('an unusual number');
  throw new EvaluationError('it is no number');
}

function range(values: readonly number[]): KnownValue {
  const [start, limit] = values.length === 1 ? [0, values[0]] : values;
  const step = values[2] ?? (limit < start ? -1 : 1);
  [start, limit, step].forEach(whole);
  if (step === 0 || (limit < start && step > 0) || (limit > start && step < 0)) throw new EvaluationError('the step leads away from the limit');
  if (Math.abs((limit - start) / step) > 1024) throw new EvaluationError('more than 1024 values');
  const items: KnownValue[] = [];
  for (let at = start; step > 0 ? at < limit : at > limit; at += step) items.push(number(at));
  return list(items);
}

function replace(text: string, old: string, by: string): KnownValue {
  if (old.length > 1 && old.startsWith('/') && old.endsWith('/')) throw new NotEvaluated('a replacement by a pattern');
  if (old === '') throw new NotEvaluated('a replacement of nothing');
  return string(text.split(old).join(by));
}

function join([separator, ...lists]: readonly KnownValue[]): KnownValue {
  return string(lists.flatMap((value) => itemsOf(convertValue(given(value), STRINGS), 'list')).map(toText).join(toText(separator)));
}

function substring(text: string, offset: number, size: number): KnownValue {
  if (offset < 0 || offset > text.length) throw new NotEvaluated('an unusual offset');
  return string(size < 0 ? text.slice(offset) : text.slice(offset, offset + size));
}

function regex(pattern: string, text: string): KnownValue {
  const [match] = GoRegex.of(pattern).matches(text);
  return match ? captures(match) : absent('a match');
}

/** The match, or its groups when there are some. */
function captures(match: RegExpExecArray): KnownValue {
  const toValue = (text: string | undefined) => (text === undefined ? NULL : string(text));
  const named = Object.entries(match.groups ?? {});
  if (named.length > 0) {
    if (named.length < match.length - 1) throw new EvaluationError('only some groups have a name');
    return { kind: 'object', entries: new Map(named.map(([name, text]) => [name, toValue(text)])) };
  }
  return match.length > 1 ? tuple(match.slice(1).map(toValue)) : string(match[0]);
}

function flatten(items: readonly KnownValue[]): KnownValue[] {
  return items.flatMap((item) => (isItems(item) ? flatten(item.items) : [item]));
}

function element(items: readonly KnownValue[], index: number): KnownValue {
  if (items.length === 0) return absent('an element');
  if (index < 0) throw new NotEvaluated('a negative index');
  return items[index % items.length];
}

function indexOf(items: readonly KnownValue[], item: KnownValue): KnownValue {
  const index = items.findIndex((candidate) => isEqual(candidate, item));
  return index < 0 ? absent('the item') : number(index);
}

function one(items: readonly KnownValue[]): KnownValue {
  if (items.length > 1) throw new EvaluationError('there is more than one');
  return items[0] ?? NULL;
}

/** All of them have items of one type. */
function sets(values: readonly KnownValue[]): KnownValue[][] {
  const lists = values.map((value) => itemsOf(given(value), 'set'));
  const unified = [...unify(lists.flat())];
  return lists.map(({ length: size }) => unified.splice(0, size));
}

function zipmap(names: readonly string[], items: readonly KnownValue[]): KnownValue {
  if (names.length !== items.length) throw new EvaluationError('there are not as many names as values');
  return { kind: 'object', entries: new Map(names.map((name, index) => [name, items[index]])) };
}

/** Whether a value counts as true for a condition. @throws EvaluationError when it is none */
export function truth(value: KnownValue): boolean | undefined {
  return value.kind === 'unknown' ? undefined : toBool(value);
}
