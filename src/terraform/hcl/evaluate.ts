import { unify } from './convert-value';
import { callFunction, truth } from './functions';
import {
  bool, EvaluationError, isEntries, isEqual, isItems, isWhollyKnown, KnownValue, NotEvaluated, NULL, number, sortedEntries, string, toNumber,
  toText, tuple, UNKNOWN,
} from './known-value';
import { ForSyntax, SPLAT_ITEM, Syntax } from './syntax';

/** What names stand for; a name that is not there is unknown. */
export type Names = ReadonlyMap<string, KnownValue>;

/**
 * Computes an expression as Terraform does, as far as that can be told.
 *
 * @throws EvaluationError when Terraform refuses to compute it, NotEvaluated when only Terraform can tell
 */
export function evaluate(syntax: Syntax, names: Names): KnownValue {
  switch (syntax.kind) {
    case 'literal': return literal(syntax.value);
    case 'template': return template(syntax.parts.map((part) => evaluate(part, names)));
    case 'list': return tuple(syntax.items.map((item) => evaluate(item, names)));
    case 'object': return object(syntax.items.map(([key, value]) => [evaluate(key, names), evaluate(value, names)]));
    case 'for': return comprehension(syntax, names);
    case 'name': return names.get(syntax.name) ?? UNKNOWN;
    case 'attribute': return attribute(evaluate(syntax.object, names), syntax.name);
    case 'index': return index(evaluate(syntax.object, names), evaluate(syntax.key, names));
    case 'splat': return splat(evaluate(syntax.object, names), (item) => evaluate(syntax.each, new Map([...names, [SPLAT_ITEM, item]])));
    case 'call': return call(syntax.name, syntax.args, syntax.expands, names);
    case 'unary': return unary(syntax.operator, evaluate(syntax.operand, names));
    case 'binary': return binary(syntax.operator, evaluate(syntax.left, names), evaluate(syntax.right, names));
    case 'conditional': return conditional(syntax.condition, syntax.whenTrue, syntax.whenFalse, names);
    case 'opaque': throw new NotEvaluated('a template with directives');
  }
}

function literal(value: null | boolean | number | string): KnownValue {
  if (value === null) return NULL;
  return typeof value === 'string' ? string(value) : typeof value === 'number' ? number(value) : bool(value);
}

function template(parts: readonly KnownValue[]): KnownValue {
  // An expression that stands alone keeps its type.
  if (parts.length === 1) return parts[0];
  if (parts.some((part) => part.kind === 'null')) throw new EvaluationError('a template takes no null');
  return parts.every(({ kind }) => kind !== 'unknown') ? string(parts.map(toText).join('')) : UNKNOWN;
}

function object(items: ReadonlyArray<readonly [KnownValue, KnownValue]>): KnownValue {
  if (items.some(([key]) => key.kind === 'unknown')) return UNKNOWN;
  return { kind: 'object', entries: new Map(items.map(([key, value]) => [toText(key), value])) };
}

function comprehension(syntax: ForSyntax, names: Names): KnownValue {
  const collection = evaluate(syntax.collection, names);
  if (collection.kind === 'unknown') return UNKNOWN;
  const pairs = pairsOf(collection);
  const results: Array<readonly [key: KnownValue | undefined, value: KnownValue]> = [];
  for (const [key, value] of pairs) {
    const inner = new Map([...names, ...(syntax.keyName === undefined ? [] : [[syntax.keyName, key] as const]), [syntax.valueName, value]]);
    const isWanted = syntax.condition ? truth(given(evaluate(syntax.condition, inner))) : true;
    if (isWanted === undefined) return UNKNOWN;
    if (isWanted) results.push([syntax.resultKey && evaluate(syntax.resultKey, inner), evaluate(syntax.result, inner)]);
  }
  if (!syntax.resultKey) return tuple(results.map(([, value]) => value));
  if (results.some(([key]) => key!.kind === 'unknown')) return UNKNOWN;
  if (syntax.groups) throw new NotEvaluated('results that are put together');
  const entries = new Map<string, KnownValue>();
  for (const [key, value] of results) {
    const text = toText(key!);
    if (entries.has(text)) throw new EvaluationError(`two items have the key ${JSON.stringify(text)}`);
    entries.set(text, value);
  }
  return { kind: 'object', entries };
}

function pairsOf(collection: KnownValue): Array<readonly [KnownValue, KnownValue]> {
  if (isEntries(collection)) return sortedEntries(collection).map(([key, value]) => [string(key), value]);
  if (collection.kind === 'set') return collection.items.map((item) => [item, item]);
  if (isItems(collection)) return collection.items.map((item, position) => [number(position), item]);
  throw new EvaluationError(`there is nothing to go through in a ${collection.kind}`);
}

function attribute(value: KnownValue, name: string): KnownValue {
  if (value.kind === 'unknown') return UNKNOWN;
  if (isEntries(value)) {
    const found = value.entries.get(name);
    if (found !== undefined) return found;
  }
  throw new EvaluationError(`there is no attribute "${name}"`);
}

function index(value: KnownValue, key: KnownValue): KnownValue {
  if (value.kind === 'unknown' || key.kind === 'unknown') return UNKNOWN;
  if (isEntries(value)) return attribute(value, toText(key));
  if (value.kind !== 'list' && value.kind !== 'tuple') throw new EvaluationError(`a ${value.kind} has no index`);
  const found = value.items[toNumber(key)];
  if (found === undefined) throw new EvaluationError('there is no item of that index');
  return found;
}

/** A single value is a list of one. */
function splat(value: KnownValue, each: (item: KnownValue) => KnownValue): KnownValue {
  if (value.kind === 'unknown') return UNKNOWN;
  // A list that is null is an error, and any other null is a list of none.
  if (value.kind === 'null') throw new NotEvaluated('the items of null');
  return tuple((isItems(value) ? value.items : [value]).map(each));
}

function call(name: string, args: readonly Syntax[], expands: boolean, names: Names): KnownValue {
  if (name === 'can') return isComputable(args[0], names);
  if (name === 'try') return firstOf(args, names);
  const values = args.map((arg) => evaluate(arg, names));
  if (!expands) return callFunction(name, values);
  const last = values[values.length - 1];
  if (last.kind === 'unknown') return UNKNOWN;
  if (!isItems(last)) throw new EvaluationError('only a list can be expanded');
  return callFunction(name, [...values.slice(0, -1), ...last.items]);
}

/** Whether Terraform can compute an expression. What is unknown may still turn out wrong. */
function isComputable(syntax: Syntax, names: Names): KnownValue {
  try {
    return isWhollyKnown(evaluate(syntax, names)) ? bool(true) : UNKNOWN;
  } catch (error) {
    if (error instanceof EvaluationError) return bool(false);
    throw error;
  }
}

function firstOf(candidates: readonly Syntax[], names: Names): KnownValue {
  for (const candidate of candidates) {
    try {
      const value = evaluate(candidate, names);
      return isWhollyKnown(value) ? value : UNKNOWN;
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
    }
  }
  throw new EvaluationError('nothing of what is tried can be computed');
}

function unary(operator: '-' | '!', operand: KnownValue): KnownValue {
  if (operand.kind === 'unknown') return UNKNOWN;
  return operator === '-' ? number(-toNumber(operand)) : bool(!truth(operand));
}

function binary(operator: string, left: KnownValue, right: KnownValue): KnownValue {
  switch (operator) {
    case '&&': return logical(left, right, false);
    case '||': return logical(left, right, true);
    case '==':
    case '!=': return equality(left, right, operator === '==');
    default:
      given(left);
      given(right);
      return left.kind === 'unknown' || right.kind === 'unknown' ? UNKNOWN : arithmetic(operator, toNumber(left), toNumber(right));
  }
}

/** @param decisive the operand that settles the result, whatever the other one is */
function logical(left: KnownValue, right: KnownValue, decisive: boolean): KnownValue {
  const operands = [truth(given(left)), truth(given(right))];
  if (operands.includes(decisive)) return bool(decisive);
  return operands.includes(undefined) ? UNKNOWN : bool(!decisive);
}

function equality(left: KnownValue, right: KnownValue, wanted: boolean): KnownValue {
  // What is unknown may be null as well.
  if (!isWhollyKnown(left) || !isWhollyKnown(right)) {
    const isNullBesideSomething = (left.kind === 'null' && right.kind !== 'unknown') || (right.kind === 'null' && left.kind !== 'unknown');
    return isNullBesideSomething ? bool(!wanted) : UNKNOWN;
  }
  return bool(isEqual(left, right) === wanted);
}

function arithmetic(operator: string, left: number, right: number): KnownValue {
  switch (operator) {
    case '<': return bool(left < right);
    case '>': return bool(left > right);
    case '<=': return bool(left <= right);
    case '>=': return bool(left >= right);
    case '+': return number(dyadic(left, right, left + right));
    case '-': return number(dyadic(left, right, left - right));
    case '*': return number(dyadic(left, right, left * right));
    // To divide by zero gives infinity, which nothing here holds.
    case '/': return number(dyadic(left, right, left / right));
    case '%': return number(dyadic(left, right, left % right));
    default: throw new NotEvaluated(`the operator ${operator}`);
  }
}

/** Fractions such as 0.1 are rounded otherwise by Terraform. */
function dyadic(...numbers: readonly number[]): number {
  if (numbers.some((value) => !Number.isInteger(value * 1024))) throw new NotEvaluated('a fraction or infinity');
  return numbers[numbers.length - 1];
}

/** What is wrong with the branch that is not taken does not matter. */
function conditional(condition: Syntax, whenTrue: Syntax, whenFalse: Syntax, names: Names): KnownValue {
  const isTrue = truth(given(evaluate(condition, names)));
  if (isTrue === undefined) return UNKNOWN;
  const taken = evaluate(isTrue ? whenTrue : whenFalse, names);
  const other = tryOther(isTrue ? whenFalse : whenTrue, names);
  // Both branches become one type.
  return other === undefined ? taken : oneType(taken, other);
}

/** A list beside a tuple makes a list of both, and a map beside an object a map. @returns the first, as it is beside the other */
function oneType(taken: KnownValue, other: KnownValue): KnownValue {
  if (isMixed('list', 'tuple') && isItems(taken) && isItems(other)) {
    return { kind: 'list', items: unify([...taken.items, ...other.items]).slice(0, taken.items.length) };
  }
  if (isMixed('map', 'object') && isEntries(taken) && isEntries(other)) {
    const items = unify([...taken.entries.values(), ...other.entries.values()]);
    return { kind: 'map', entries: new Map([...taken.entries.keys()].map((key, position) => [key, items[position]])) };
  }
  return unify([taken, other])[0];

  function isMixed(...kinds: readonly string[]): boolean {
    return taken.kind !== other.kind && kinds.includes(taken.kind) && kinds.includes(other.kind);
  }
}

function tryOther(syntax: Syntax, names: Names): KnownValue | undefined {
  try {
    return evaluate(syntax, names);
  } catch (error) {
    if (error instanceof EvaluationError || error instanceof NotEvaluated) return undefined;
    throw error;
  }
}

function given(value: KnownValue): KnownValue {
  if (value.kind === 'null') throw new EvaluationError('an operand must not be null');
  return value;
}
