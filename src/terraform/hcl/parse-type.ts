import { readConstant } from './constant';
import { parseExpression } from './expression-parser';
import { tokenize } from './lexer';
import { isBracketed, readObjectItems, readSequenceItems, trimNewlines } from './literal';
import type { Syntax } from './syntax';
import { HclSyntaxError, HclToken } from './token';
import type { ObjectTypeAttribute, PrimitiveType, TypeConstraint } from './type-constraint';

const ANY: PrimitiveType = { kind: 'any' };

/**
 * Parses a type expression such as `list(object({ name = string, size = optional(number, 20) }))`.
 *
 * @throws HclSyntaxError when the text is no type
 */
export function parseTypeConstraint(text: string): TypeConstraint {
  return parseTypeTokens(tokenize(text).slice(0, -1));
}

/** Parses the type expression that consists of the tokens. A bare `list` or `map`, as Terraform once wrote them, holds anything. */
export function parseTypeTokens(expression: readonly HclToken[]): TypeConstraint {
  const [name, ...rest] = trimNewlines(expression);
  const isShorthand = name !== undefined && rest.length === 0 && name.kind === 'identifier' && (name.text === 'list' || name.text === 'map');
  return isShorthand ? { kind: name.text as 'list' | 'map', element: ANY } : parseInnerType(expression);
}

function parseInnerType(expression: readonly HclToken[]): TypeConstraint {
  const tokens = trimNewlines(expression);
  const [name, open] = tokens;
  if (name === undefined) throw new HclSyntaxError('the type is empty', expression[0]?.line ?? 1);
  if (tokens.length === 1) return parseTypeName(name);
  if (name.kind !== 'identifier' || open.text !== '(' || !isBracketed(tokens.slice(1))) throw notAType(name);
  const args = readSequenceItems(tokens.slice(1));
  if (args.length !== 1) throw new HclSyntaxError(`${name.text}(…) takes one argument`, name.line);
  switch (name.text) {
    case 'list':
    case 'set':
    case 'map':
      return { kind: name.text, element: parseInnerType(args[0]) };
    case 'tuple':
      if (args[0][0].text !== '[' || !isBracketed(args[0])) throw new HclSyntaxError('tuple(…) takes a list of types in brackets', name.line);
      return { kind: 'tuple', elements: readSequenceItems(args[0]).map(parseInnerType) };
    case 'object':
      return { kind: 'object', attributes: parseObjectAttributes(args[0], name.line) };
    default:
      throw notAType(name);
  }
}

function parseTypeName(name: HclToken): TypeConstraint {
  if (name.kind !== 'identifier') throw notAType(name);
  switch (name.text) {
    case 'string':
    case 'number':
    case 'bool':
    case 'any':
      return { kind: name.text };
    default:
      throw notAType(name);
  }
}

function parseObjectAttributes(expression: readonly HclToken[], line: number): ObjectTypeAttribute[] {
  const items = readObjectItems(expression);
  if (!items) throw new HclSyntaxError('object(…) takes attributes with their types in braces', line);
  const twice = repeatedKey(parseExpression(expression));
  if (twice !== undefined) throw new HclSyntaxError(`attribute "${twice}" is given twice`, line);
  return Array.from(items, ([name, type]) => parseObjectAttribute(name, type));
}

/** A key that an object has more than once: among types, Terraform refuses that. */
function repeatedKey(syntax: Syntax): unknown {
  const keys = syntax.kind === 'object' ? syntax.items.map(([key]) => (key.kind === 'literal' ? key.value : key)) : [];
  return keys.find((key, index) => keys.indexOf(key) < index);
}

function parseObjectAttribute(name: string, expression: readonly HclToken[]): ObjectTypeAttribute {
  const [first, open] = expression;
  if (first.text !== 'optional' || open?.text !== '(' || !isBracketed(expression.slice(1))) {
    return { name, type: parseInnerType(expression), optional: false };
  }
  const [type, defaultTokens, ...rest] = readSequenceItems(expression.slice(1));
  if (type === undefined || rest.length > 0) throw new HclSyntaxError('optional(…) takes a type and perhaps a default', first.line);
  const defaultValue = defaultTokens && readConstant(defaultTokens, `the default of "${name}"`);
  return { name, type: parseInnerType(type), optional: true, defaultValue: defaultValue ?? undefined };
}

function notAType({ text, line }: HclToken): HclSyntaxError {
  return new HclSyntaxError(`${JSON.stringify(text)} is no type: string, number, bool, any, list(…), set(…), map(…), tuple([…]) or object({…})`, line);
}
