import { ExpressionFunction, FUNCTIONS } from './functions';
import { callsAny, Expression, parseExpression } from './parser';
import { isLess, isObject, isTruthy, looselyEqual, member, toText, Value, ValueObject } from './value';

/** What an expression can name at its place. */
export interface Scope {
  readonly contexts: ValueObject;
  /** Whether the steps or jobs before went well, where it can be asked. */
  readonly status?: Status;
}

export interface Status {
  readonly success: boolean;
  readonly failure: boolean;
  readonly cancelled: boolean;
}

const STATUS_FUNCTIONS = ['success', 'failure', 'cancelled', 'always'];

/** What `.*` gives: a member of it is that member of every element. */
class Every {
  constructor(readonly elements: readonly Value[]) {}
}

/** The value of an expression, given without `${{ }}`. */
export function evaluate(text: string, scope: Scope): Value {
  return plain(value(parseExpression(text), scope));
}

/** Whether an `if:` holds. Unless it asks how it went so far, everything before must have succeeded. */
export function holds(condition: string, scope: Scope): boolean {
  const parts = templateParts(condition.trim());
  if (parts.length > 1) throw new Error(`if: ${condition} is a text with an expression in it, which is always true`);
  const text = parts.length === 1 && typeof parts[0] !== 'string' ? parts[0].expression : condition.trim();
  const expression = parseExpression(text === '' ? 'success()' : text);
  if (!callsAny(expression, STATUS_FUNCTIONS) && !isTruthy(status('success', scope))) return false;
  return isTruthy(plain(value(expression, scope)));
}

/** A value of the workflow: one expression is what it evaluates to, expressions within a text become text. */
export function fill(template: string, scope: Scope): Value {
  const parts = templateParts(template);
  if (parts.length === 1 && typeof parts[0] !== 'string') return evaluate(parts[0].expression, scope);
  return parts.map((part) => typeof part === 'string' ? part : toText(evaluate(part.expression, scope))).join('');
}

export function fillText(template: string, scope: Scope): string {
  const filled = fill(template, scope);
  if (typeof filled === 'object' && filled !== null) throw new Error(`${template} is an array or an object where a text belongs`);
  return toText(filled);
}

/** A text cut into what stands as it is and the expressions within `${{ }}`, which a quoted `}}` does not end. */
function templateParts(template: string): (string | { readonly expression: string })[] {
  const parts: (string | { readonly expression: string })[] = [];
  const pattern = /\$\{\{((?:[^'}]|'(?:[^']|'')*'|\}(?!\}))*)\}\}/g;
  let end = 0;
  for (const match of template.matchAll(pattern)) {
    if (match.index > end) parts.push(template.slice(end, match.index));
    parts.push({ expression: match[1] });
    end = match.index + match[0].length;
  }
  if (end < template.length || template === '') parts.push(template.slice(end));
  if (parts.some((part) => typeof part === 'string' && part.includes('${{'))) throw new Error(`an expression is not ended: ${template}`);
  return parts;
}

function plain(found: Value | Every): Value {
  return found instanceof Every ? found.elements : found;
}

function value(expression: Expression, scope: Scope): Value | Every {
  switch (expression.kind) {
    case 'literal': return expression.value;
    case 'context': return context(expression.name, scope);
    case 'not': return !isTruthy(plain(value(expression.operand, scope)));
    case 'binary': return binary(expression.operator, plain(value(expression.left, scope)), () => plain(value(expression.right, scope)));
    case 'call': return call(expression.name, expression.args, scope);
    case 'member': return memberOf(value(expression.of, scope), plain(value(expression.key, scope)));
    case 'every': {
      const of = value(expression.of, scope);
      return of instanceof Every ? new Every(of.elements.flatMap(members)) : new Every(members(of));
    }
  }
}

function members(of: Value): readonly Value[] {
  if (Array.isArray(of)) return of;
  return isObject(of) ? Object.values(of) : [];
}

function memberOf(of: Value | Every, key: Value): Value | Every {
  if (!(of instanceof Every)) return member(of, key);
  if (typeof key === 'number') return member(of.elements, key);
  return new Every(of.elements.map((element) => member(element, key)).filter((found) => found !== null));
}

function context(name: string, { contexts }: Scope): Value {
  const known = Object.keys(contexts).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  if (known === undefined) throw new Error(`there is no context ${name} here; there are ${Object.keys(contexts).join(', ')}`);
  return contexts[known];
}

function binary(operator: string, left: Value, right: () => Value): Value {
  switch (operator) {
    case '&&': return isTruthy(left) ? right() : left;
    case '||': return isTruthy(left) ? left : right();
    case '==': return looselyEqual(left, right());
    case '!=': return !looselyEqual(left, right());
    case '<': return isLess(left, right());
    case '>': return isLess(right(), left);
    case '<=': return !isUnordered(left, right()) && !isLess(right(), left);
    case '>=': return !isUnordered(left, right()) && !isLess(left, right());
    default: throw new Error(`there is no operator ${operator}`);
  }
}

function isUnordered(left: Value, right: Value): boolean {
  return !isLess(left, right) && !isLess(right, left) && !looselyEqual(left, right);
}

function call(name: string, args: readonly Expression[], scope: Scope): Value {
  if (STATUS_FUNCTIONS.includes(name)) {
    if (args.length > 0) throw new Error(`${name}() takes no argument`);
    return status(name, scope);
  }
  const known: ExpressionFunction | undefined = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (known === undefined) throw new Error(`there is no function ${name}; there are ${[...Object.keys(FUNCTIONS), ...STATUS_FUNCTIONS].join(', ')}`);
  if (args.length < known.minimum || args.length > known.maximum) throw new Error(`${name}() is given ${args.length} arguments`);
  return known.call(...args.map((arg) => plain(value(arg, scope))));
}

function status(name: string, { status: current }: Scope): boolean {
  if (current === undefined) throw new Error(`${name}() can be asked only by an if`);
  return name === 'always' || current[name as keyof Status];
}
