import { ObjectType, TypeConstraint } from './type-constraint';
import { isPlainObject } from './value';

/** A type in jsii-legal TypeScript, with the structs that must be declared for it. */
export interface TypeScriptType {
  /** As it stands in a signature, such as `(string | HclExpression)[] | HclExpression`. */
  readonly text: string;
  /** The structs that the text names, outer ones first. */
  readonly structs: readonly TypeScriptStruct[];
}

/** The TypeScript interface for an `object({…})`. */
export interface TypeScriptStruct {
  readonly name: string;
  readonly properties: readonly TypeScriptProperty[];
}

export interface TypeScriptProperty {
  /** In camel case, as jsii asks. */
  readonly name: string;
  /** The attribute in Terraform. */
  readonly attribute: string;
  readonly type: string;
  readonly optional: boolean;
  /** What Terraform takes when the property is left out; undefined when that is null. */
  readonly defaultValue?: unknown;
}

/**
 * Gives the TypeScript type for values of a Terraform type. Every value may be an expression as well.
 *
 * @param structName of the struct, when there is an object; objects in its attributes add the attribute's name to it
 */
export function toTypeScript(type: TypeConstraint, structName: string): TypeScriptType {
  switch (type.kind) {
    case 'any':
      return { text: 'any', structs: [] };
    case 'string':
    case 'number':
      return { text: `${type.kind} | HclExpression`, structs: [] };
    case 'bool':
      return { text: 'boolean | HclExpression', structs: [] };
    case 'list':
    case 'set': {
      const { text, structs } = toTypeScript(type.element, structName);
      return { text: text === 'any' ? 'any[] | HclExpression' : `(${text})[] | HclExpression`, structs };
    }
    case 'map': {
      const { text, structs } = toTypeScript(type.element, structName);
      return { text: `{ [key: string]: ${text} } | HclExpression`, structs };
    }
    case 'tuple':
      // jsii has no tuples.
      return { text: 'any[] | HclExpression', structs: [] };
    case 'object': {
      const structs = structsOf(type, structName);
      return { text: `${structName} | HclExpression`, structs };
    }
  }
}

/**
 * Gives the value that Terraform takes for one of the TypeScript type: the properties of structs get the names of their attributes,
 * while the keys of maps stay. What does not fit the type stays as it is, for `checkValue` to find.
 */
export function toTerraformValue(type: TypeConstraint, value: unknown): unknown {
  switch (type.kind) {
    case 'list':
    case 'set':
      return Array.isArray(value) ? value.map((item) => toTerraformValue(type.element, item)) : value;
    case 'map':
      return isPlainObject(value) ? mapEntries(value, (key, item) => [key, toTerraformValue(type.element, item)]) : value;
    case 'object': {
      if (!isPlainObject(value)) return value;
      const attributes = new Map(type.attributes.map((attribute) => [camelCase(attribute.name), attribute]));
      return mapEntries(value, (key, item) => {
        const attribute = attributes.get(key);
        return attribute ? [attribute.name, toTerraformValue(attribute.type, item)] : [key, item];
      });
    }
    default:
      return value;
  }
}

/** The camel-case name of an identifier of Terraform: `cidr_block` becomes `cidrBlock`. */
export function camelCase(identifier: string): string {
  const [first, ...rest] = identifier.split(/[_-]+/).filter((word) => word !== '');
  return [first, ...rest.map(capitalised)].join('');
}

function structsOf(type: ObjectType, structName: string): TypeScriptStruct[] {
  const nested: TypeScriptStruct[] = [];
  const properties = type.attributes.map((attribute): TypeScriptProperty => {
    const name = camelCase(attribute.name);
    const { text, structs } = toTypeScript(attribute.type, structName + capitalised(name));
    nested.push(...structs);
    return { name, attribute: attribute.name, type: text, optional: attribute.optional, defaultValue: attribute.defaultValue };
  });
  return [{ name: structName, properties }, ...nested];
}

type Entry = readonly [key: string, value: unknown];

function mapEntries(object: { readonly [key: string]: unknown }, change: (...entry: Entry) => Entry): { [key: string]: unknown } {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => change(key, value)));
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
