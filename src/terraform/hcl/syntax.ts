/** An expression of HCL, as it is written. */
export type Syntax =
  | LiteralSyntax | TemplateSyntax | ListSyntax | ObjectSyntax | ForSyntax | NameSyntax | AttributeSyntax | IndexSyntax | SplatSyntax
  | CallSyntax | UnarySyntax | BinarySyntax | ConditionalSyntax | OpaqueSyntax;

/** Null, a boolean, a number or a string. */
export interface LiteralSyntax {
  readonly kind: 'literal';
  readonly value: null | boolean | number | string;
}

/** Text with expressions in it. */
export interface TemplateSyntax {
  readonly kind: 'template';
  readonly parts: readonly Syntax[];
}

export interface ListSyntax {
  readonly kind: 'list';
  readonly items: readonly Syntax[];
}

export interface ObjectSyntax {
  readonly kind: 'object';
  readonly items: ReadonlyArray<readonly [key: Syntax, value: Syntax]>;
}

/** `[for key, value in collection : result if condition]`; with a result key it makes an object. */
export interface ForSyntax {
  readonly kind: 'for';
  readonly keyName?: string;
  readonly valueName: string;
  readonly collection: Syntax;
  readonly resultKey?: Syntax;
  readonly result: Syntax;
  readonly condition?: Syntax;
  /** Whether results of the same key are put together, `…`. */
  readonly groups: boolean;
}

/** What a traversal starts with: `var`, `local`, the name of a `for`. */
export interface NameSyntax {
  readonly kind: 'name';
  readonly name: string;
}

export interface AttributeSyntax {
  readonly kind: 'attribute';
  readonly object: Syntax;
  readonly name: string;
}

export interface IndexSyntax {
  readonly kind: 'index';
  readonly object: Syntax;
  readonly key: Syntax;
}

/** `list[*].name`: `each` is applied to every item, which it finds under the name `*`. */
export interface SplatSyntax {
  readonly kind: 'splat';
  readonly object: Syntax;
  readonly each: Syntax;
}

export interface CallSyntax {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Syntax[];
  /** Whether the last argument is a list of further ones, `…`. */
  readonly expands: boolean;
}

export interface UnarySyntax {
  readonly kind: 'unary';
  readonly operator: '-' | '!';
  readonly operand: Syntax;
}

export interface BinarySyntax {
  readonly kind: 'binary';
  readonly operator: string;
  readonly left: Syntax;
  readonly right: Syntax;
}

export interface ConditionalSyntax {
  readonly kind: 'conditional';
  readonly condition: Syntax;
  readonly whenTrue: Syntax;
  readonly whenFalse: Syntax;
}

/** What only Terraform can compute, such as a template with directives; the expressions in it are known. */
export interface OpaqueSyntax {
  readonly kind: 'opaque';
  readonly parts: readonly Syntax[];
}

/** The item of a splat. */
export const SPLAT_ITEM = '*';

/** The expressions that an expression consists of. */
export function childrenOf(syntax: Syntax): readonly Syntax[] {
  switch (syntax.kind) {
    case 'literal': case 'name': return [];
    case 'template': case 'opaque': return syntax.parts;
    case 'list': return syntax.items;
    case 'object': return syntax.items.flat();
    case 'for': return [syntax.collection, ...(syntax.resultKey ? [syntax.resultKey] : []), syntax.result, ...(syntax.condition ? [syntax.condition] : [])];
    case 'attribute': return [syntax.object];
    case 'index': return [syntax.object, syntax.key];
    case 'splat': return [syntax.object, syntax.each];
    case 'call': return syntax.args;
    case 'unary': return [syntax.operand];
    case 'binary': return [syntax.left, syntax.right];
    case 'conditional': return [syntax.condition, syntax.whenTrue, syntax.whenFalse];
  }
}

/** The names that a traversal consists of, such as `var`, `name` for `var.name[0].id`; undefined when it starts with no name. */
export function traversalOf(syntax: Syntax): readonly string[] | undefined {
  switch (syntax.kind) {
    case 'name': return [syntax.name];
    case 'attribute': {
      const names = traversalOf(syntax.object);
      return names && [...names, syntax.name];
    }
    default: return undefined;
  }
}

/** Names below a root name that an expression refers to: for `var` the names of variables. */
export function referencesTo(root: string, syntax: Syntax, found = new Set<string>()): Set<string> {
  if (syntax.kind === 'attribute' && syntax.object.kind === 'name' && syntax.object.name === root) found.add(syntax.name);
  for (const child of childrenOf(syntax)) referencesTo(root, child, found);
  return found;
}
