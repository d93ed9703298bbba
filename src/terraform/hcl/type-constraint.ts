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
  /** What Terraform takes when it is left out: plain data, or an expression that it computes; undefined when that is null. */
  readonly defaultValue?: unknown;
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
