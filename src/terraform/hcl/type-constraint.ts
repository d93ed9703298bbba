import { tokenize } from './lexer';
import { isBracketed, readLiteral, readObjectItems, readSequenceItems, trimNewlines } from './literal';
import { HclSyntaxError, HclToken } from './token';
import { renderValue } from './value';

/** The type of a Terraform variable. */
export type TypeConstraint = PrimitiveType | CollectionType | TupleType | ObjectType;

export interface PrimitiveType {
  readonly kind: 'string' | 'number' | 'bool' | 'any';
}

export interface CollectionType {
  readonly kind: 'list' | 'set' | 'map';
  readonly element: TypeConstraint;
}

export interface TupleType {
  readonly kind: 'tuple';
  readonly elements: readonly TypeConstraint[];
}

export interface ObjectType {
  readonly kind: 'object';
  readonly attributes: readonly ObjectTypeAttribute[];
}

export interface ObjectTypeAttribute {
  readonly name: string;
  readonly type: TypeConstraint;
  /** Whether the attribute may be left out. */
  readonly optional: boolean;
  /** What Terraform takes when it is left out; undefined when that is null. */
  readonly defaultValue?: unknown;
}

const ANY: PrimitiveType = { kind: 'any' };

/** What Terraform up to 0.11 wrote in quotes, and still reads. */
const QUOTED_TYPES: { readonly [name: string]: TypeConstraint } = {
  string: { kind: 'string' },
  list: { kind: 'list', element: { kind: 'string' } },
  map: { kind: 'map', element: { kind: 'string' } },
};

/**
 * Parses a type expression such as `list(object({ name = string, size = optional(number, 20) }))`.
 *
 * @throws HclSyntaxError when the text is no type
 */
export function parseTypeConstraint(text: string): TypeConstraint {
  return parseTypeTokens(tokenize(text).slice(0, -1));
}

/** Parses the type expression that consists of the tokens. */
export function parseTypeTokens(expression: readonly HclToken[]): TypeConstraint {
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
      return { kind: name.text, element: parseTypeTokens(args[0]) };
    case 'tuple':
      if (args[0][0].text !== '[' || !isBracketed(args[0])) throw new HclSyntaxError('tuple(…) takes a list of types in brackets', name.line);
      return { kind: 'tuple', elements: readSequenceItems(args[0]).map(parseTypeTokens) };
    case 'object':
      return { kind: 'object', attributes: parseObjectAttributes(args[0], name.line) };
    default:
      throw notAType(name);
  }
}

/** Writes the type in canonical form on one line. */
export function formatType(type: TypeConstraint): string {
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map':
      return `${type.kind}(${formatType(type.element)})`;
    case 'tuple':
      return `tuple([${type.elements.map(formatType).join(', ')}])`;
    case 'object':
      if (type.attributes.length === 0) return 'object({})';
      return `object({ ${type.attributes.map((attribute) => `${attribute.name} = ${formatAttributeType(attribute)}`).join(', ')} })`;
    default:
      return type.kind;
  }
}

function formatAttributeType({ type, optional, defaultValue }: ObjectTypeAttribute): string {
  if (!optional) return formatType(type);
  return defaultValue === undefined ? `optional(${formatType(type)})` : `optional(${formatType(type)}, ${renderValue(defaultValue)})`;
}

function parseTypeName(name: HclToken): TypeConstraint {
  const type = name.kind === 'string' && name.value !== undefined ? QUOTED_TYPES[name.value] : undefined;
  if (type) return type;
  if (name.kind !== 'identifier') throw notAType(name);
  switch (name.text) {
    case 'string':
    case 'number':
    case 'bool':
    case 'any':
      return { kind: name.text };
    case 'list':
    case 'set':
    case 'map':
      return { kind: name.text, element: ANY };
    default:
      throw notAType(name);
  }
}

function parseObjectAttributes(expression: readonly HclToken[], line: number): ObjectTypeAttribute[] {
  const items = readObjectItems(expression);
  if (!items) throw new HclSyntaxError('object(…) takes attributes with their types in braces', line);
  return Array.from(items, ([name, type]) => parseObjectAttribute(name, type));
}

function parseObjectAttribute(name: string, expression: readonly HclToken[]): ObjectTypeAttribute {
  const [first, open] = expression;
  if (first.text !== 'optional' || open?.text !== '(' || !isBracketed(expression.slice(1))) {
    return { name, type: parseTypeTokens(expression), optional: false };
  }
  const [type, defaultTokens, ...rest] = readSequenceItems(expression.slice(1));
  if (type === undefined || rest.length > 0) throw new HclSyntaxError('optional(…) takes a type and perhaps a default', first.line);
  const defaultValue = defaultTokens && readLiteral(defaultTokens);
  if (defaultTokens && defaultValue === undefined) throw new HclSyntaxError(`the default of "${name}" must be a literal`, first.line);
  return { name, type: parseTypeTokens(type), optional: true, defaultValue: defaultValue ?? undefined };
}

function notAType({ text, line }: HclToken): HclSyntaxError {
  return new HclSyntaxError(`${JSON.stringify(text)} is no type: string, number, bool, any, list(…), set(…), map(…), tuple([…]) or object({…})`, line);
}
