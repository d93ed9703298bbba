import { childrenOf, SPLAT_ITEM, Syntax, traversalOf } from '../hcl/syntax';

/** Whether something is so: certainly not, perhaps, or certainly. */
export type Certainty = 'no' | 'perhaps' | 'yes';

/** What Terraform remembers about a value beside the value. */
export interface Marks {
  /** Whether it is hidden. */
  readonly sensitive: Certainty;
  /** Whether it is never stored. */
  readonly ephemeral: Certainty;
  /** Marks of the attributes of an object that is written out. */
  readonly attributes?: ReadonlyMap<string, Marks>;
}

export const UNMARKED: Marks = { sensitive: 'no', ephemeral: 'no' };

/** Gives the marks of what a traversal leads to, such as `var`, `name`, `attribute`; indexes are left out. */
export type FindMarks = (names: readonly string[]) => Marks;

/** The marks of several values together. */
export function together(all: Iterable<Marks>): Marks {
  let sensitive: Certainty = 'no';
  let ephemeral: Certainty = 'no';
  for (const marks of all) {
    const flat = flattened(marks);
    sensitive = atLeast(sensitive, flat.sensitive);
    ephemeral = atLeast(ephemeral, flat.ephemeral);
  }
  return sensitive === 'no' && ephemeral === 'no' ? UNMARKED : { sensitive, ephemeral };
}

/** The marks of a value with all that is in it. */
export function flattened({ sensitive, ephemeral, attributes }: Marks): Marks {
  return attributes ? together([{ sensitive, ephemeral }, ...attributes.values()]) : { sensitive, ephemeral };
}

/** The marks of an attribute of a value. */
export function attributeMarks(marks: Marks, names: readonly string[]): Marks {
  return names.reduce<Marks>((outer, name) => {
    const inner = outer.attributes?.get(name);
    if (!outer.attributes) return outer;
    const own = { ...outer, attributes: undefined };
    return inner ? { ...together([own, { ...inner, attributes: undefined }]), attributes: inner.attributes } : own;
  }, marks);
}

/** The marks of what an expression computes. Source: Terraform language, sensitive data; ephemeral values. */
export function marksOf(syntax: Syntax, find: FindMarks): Marks {
  switch (syntax.kind) {
    case 'literal': return UNMARKED;
    case 'name': return find([syntax.name]);
    case 'attribute':
    case 'index': return marksOfTraversal(syntax, find);
    case 'object': return marksOfObject(syntax.items, find);
    case 'for': return marksOfFor(syntax, find);
    case 'splat': return together([marksOf(syntax.object, find), marksOf(syntax.each, (names) => (names[0] === SPLAT_ITEM ? splatMarks(syntax.object, names.slice(1), find) : find(names)))]);
    case 'call': return marksOfCall(syntax.name, syntax.args.map((arg) => marksOf(arg, find)));
    default: return together(childrenOf(syntax).map((child) => marksOf(child, find)));
  }
}

/** `list[*].name` looks at the same as `list[0].name`. */
function splatMarks(object: Syntax, names: readonly string[], find: FindMarks): Marks {
  const start = namesWithoutIndexes(object);
  return start ? find([...start, ...names]) : attributeMarks(marksOf(object, find), names);
}

function marksOfTraversal(syntax: Syntax, find: FindMarks): Marks {
  const names = namesWithoutIndexes(syntax);
  const keys = indexesOf(syntax).map((key) => marksOf(key, find));
  if (names) return keys.length === 0 ? find(names) : withKeys(find(names), keys);
  if (syntax.kind === 'attribute') return withKeys(attributeMarks(marksOf(syntax.object, find), [syntax.name]), []);
  return together(childrenOf(syntax).map((child) => marksOf(child, find)));
}

function withKeys(marks: Marks, keys: readonly Marks[]): Marks {
  const own = together(keys);
  return own === UNMARKED ? marks : { ...together([marks, own]), attributes: marks.attributes };
}

/** The names of a traversal; an index by a text is the name of an attribute. */
function namesWithoutIndexes(syntax: Syntax): readonly string[] | undefined {
  const plain = traversalOf(syntax);
  if (plain) return plain;
  if (syntax.kind !== 'attribute' && syntax.kind !== 'index') return undefined;
  const names = namesWithoutIndexes(syntax.object);
  if (!names) return undefined;
  if (syntax.kind === 'attribute') return [...names, syntax.name];
  return syntax.key.kind === 'literal' && typeof syntax.key.value === 'string' ? [...names, syntax.key.value] : names;
}

function indexesOf(syntax: Syntax): Syntax[] {
  if (syntax.kind === 'attribute') return indexesOf(syntax.object);
  return syntax.kind === 'index' ? [...indexesOf(syntax.object), ...(syntax.key.kind === 'literal' ? [] : [syntax.key])] : [];
}

function marksOfObject(items: ReadonlyArray<readonly [Syntax, Syntax]>, find: FindMarks): Marks {
  if (!items.every(([key]) => key.kind === 'literal')) return together(items.flat().map((item) => marksOf(item, find)));
  return { ...UNMARKED, attributes: new Map(items.map(([key, value]) => [String((key as { value: unknown }).value), marksOf(value, find)])) };
}

function marksOfFor(syntax: Extract<Syntax, { kind: 'for' }>, find: FindMarks): Marks {
  const collection = marksOf(syntax.collection, find);
  const own = [syntax.keyName, syntax.valueName];
  const inner: FindMarks = (names) => (own.includes(names[0]) ? flattened(collection) : find(names));
  return together([collection, ...[syntax.resultKey, syntax.result, syntax.condition].flatMap((part) => (part ? [marksOf(part, inner)] : []))]);
}

function marksOfCall(name: string, args: readonly Marks[]): Marks {
  const all = together(args);
  switch (name.replace(/^core::/, '')) {
    case 'sensitive': return { ...all, sensitive: 'yes' };
    case 'nonsensitive': return { ...all, sensitive: 'no' };
    case 'ephemeralasnull': return { ...all, ephemeral: 'no' };
    case 'issensitive': return UNMARKED;
    default: {
      // Some functions leave marks out that only a part of an argument has, and some look at one argument alone.
      const isWhole = !/^(can|try)$/.test(name) && args.some(({ ephemeral }) => ephemeral === 'yes');
      return isWhole || all.ephemeral === 'no' ? all : { ...all, ephemeral: 'perhaps' };
    }
  }
}

function atLeast(one: Certainty, other: Certainty): Certainty {
  if (one === 'yes' || other === 'yes') return 'yes';
  return one === 'perhaps' || other === 'perhaps' ? 'perhaps' : 'no';
}
