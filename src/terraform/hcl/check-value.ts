import { HclExpression } from './expression';
import { ObjectType, TypeConstraint } from './type-constraint';
import { describeValue, isPlainObject, located, renderValue } from './value';
import { didYouMean } from '../../text/nearest-name';

/**
 * Checks a value against the type of the variable it is given to. Stricter than Terraform, which turns `5` into `"5"` and drops
 * unknown attributes in silence. Null and expressions fit every type.
 *
 * @param path names the value in the problems, as in `input "cidr_block"`
 * @returns the problems, in the order of the value; none when it fits
 */
export function checkValue(type: TypeConstraint, value: unknown, path: string): string[] {
  if (value === null || value instanceof HclExpression) return [];
  switch (type.kind) {
    case 'any':
      return checkRenders(value, path);
    case 'string':
    case 'number':
      return typeof value === type.kind ? checkRenders(value, path) : [expected(type.kind, value, path)];
    case 'bool':
      return typeof value === 'boolean' ? [] : [expected('bool', value, path)];
    case 'list':
    case 'set':
      if (!Array.isArray(value)) return [expected(type.kind, value, path)];
      return Array.from(value).flatMap((item, index) => checkValue(type.element, item, `${path}[${index}]`));
    case 'map':
      if (!isPlainObject(value)) return [expected('map', value, path)];
      return given(value).flatMap(([key, item]) => checkValue(type.element, item, `${path}[${JSON.stringify(key)}]`));
    case 'tuple':
      if (!Array.isArray(value) || value.length !== type.elements.length) return [expected(`list of ${type.elements.length}`, value, path)];
      return type.elements.flatMap((element, index) => checkValue(element, value[index], `${path}[${index}]`));
    case 'object':
      return isPlainObject(value) ? checkAttributes(type, value, path) : [expected('object', value, path)];
  }
}

function checkAttributes({ attributes }: ObjectType, value: { readonly [name: string]: unknown }, path: string): string[] {
  const types = new Map(attributes.map(({ name, type }) => [name, type]));
  const values = new Map(given(value));
  const problems = Array.from(values, ([name, item]) => {
    const type = types.get(name);
    return type ? checkValue(type, item, `${path}.${name}`) : [unknownAttribute(name, [...types.keys()], path)];
  });
  const missing = attributes.filter(({ name, optional }) => !optional && !values.has(name));
  return [...problems.flat(), ...missing.map(({ name, type }) => `${path}: attribute "${name}" (${type.kind}) is missing`)];
}

function unknownAttribute(name: string, known: readonly string[], path: string): string {
  if (known.length === 0) return `${path}: unknown attribute "${name}"; it has none`;
  return `${path}: unknown attribute "${name}"; it has: ${[...known].sort().join(', ')}.${didYouMean(name, known)}`;
}

function checkRenders(value: unknown, path: string): string[] {
  try {
    located(path, () => renderValue(value));
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

function expected(what: string, value: unknown, path: string): string {
  return `${path}: expected ${what}, got ${describeValue(value)}`;
}

/** The entries that are written: undefined stands for left out. */
function given(value: { readonly [name: string]: unknown }): [string, unknown][] {
  return Object.entries(value).filter(([, item]) => item !== undefined);
}
