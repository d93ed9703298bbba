/** Values that a plan takes for outputs which no state has yet: of their type, and such that nobody takes them for true ones. */
import { outputAttribute } from './output-attribute';
import { outputType } from './output-type';
import { elementType, OutputUse, OutputUses } from './output-uses';
import type { RootModulesByName } from './reference-links';
import type { MockValues } from './resolved-root-module';
import { mockAttribute } from '../../clouds/mock-attributes';
import type { RootModule } from '../declare/root-module';
import type { TypeConstraint } from '../hcl/type-constraint';

/**
 * What stands for a text, the first that is accepted where it is used: its name; a network, an address (RFC 5737, for documentation);
 * an id without meaning; an address that never resolves (RFC 2606).
 */
const TEXTS: ReadonlyArray<(name: string) => string> = [
  (name) => name, () => '192.0.2.0/24', () => '192.0.2.1', () => '00000000-0000-0000-0000-000000000000', () => 'https://mock.invalid',
];

/** How many items a list has, the first that is accepted: what is spread over zones may ask for several. */
const LENGTHS = [1, 2, 3];

/**
 * A value for every output of other root modules that one uses.
 * @param names the root modules whose outputs it uses
 */
export function mockValues(uses: OutputUses, names: readonly string[], all: RootModulesByName): MockValues {
  return Object.fromEntries(names.map((rootModule) => [rootModule, Object.fromEntries(uses.of(rootModule).map(([output, places]) => {
    const target = all.get(rootModule);
    return [output, mockValue(`mock-${rootModule}-${output}`, places, target ? outputType(target, output) : { kind: 'any' }, target && textOf(target, output))];
  }))]));
}

/** A text of the form that an output has on its cloud; undefined: it may be any. */
function textOf(rootModule: RootModule, output: string): string | undefined {
  const found = outputAttribute(rootModule, output);
  return found && mockAttribute(found.type, found.attribute);
}

/**
 * @param type that of the output itself, where a use does not tell
 * @param known a text of the form that it has
 */
function mockValue(name: string, uses: readonly OutputUse[], type: TypeConstraint, known?: string): unknown {
  const texts = known === undefined ? TEXTS : [() => known, ...TEXTS];
  const attempts = LENGTHS.flatMap((length) => texts.map((text) => partOf(uses, 0, type, { name, text, length })));
  const isAccepted = (value: unknown) => uses.every(({ keys, accepts }) => accepts?.(keys.reduce(elementOf, value)) ?? true);
  return attempts.find(isAccepted) ?? attempts[0];
}

interface Filling {
  readonly name: string;
  readonly text: (name: string) => string;
  readonly length: number;
}

/** A part of a value that is used in these ways. @param depth how many of their keys led to it */
function partOf(uses: readonly OutputUse[], depth: number, type: TypeConstraint, filling: Filling): unknown {
  const keys = [...new Set(uses.filter((use) => use.keys.length > depth).map((use) => use.keys[depth]))];
  const told = uses.find((use) => use.keys.length === depth && use.type !== undefined && use.type.kind !== 'any')?.type ?? type;
  if (keys.length === 0) return ofType(told, filling);
  const part = (key: string | number) => partOf(uses.filter((use) => use.keys[depth] === key), depth + 1, elementType(told, key), { ...filling, name: `${filling.name}-${key}` });
  if (keys.some((key) => typeof key === 'string')) return Object.fromEntries(keys.map((key) => [key, part(key)]));
  return Array.from({ length: Math.max(...keys.map(Number)) + 1 }, (_, index) => part(index));
}

function ofType(type: TypeConstraint, filling: Filling): unknown {
  const { name, text, length } = filling;
  const below = (key: string | number, element: TypeConstraint) => ofType(element, { ...filling, name: `${name}-${key}` });
  switch (type.kind) {
    case 'number': return 1;
    case 'bool': return true;
    case 'list': case 'set': return length === 1 ? [ofType(type.element, filling)] : Array.from({ length }, (_, index) => below(index, type.element));
    case 'map': return { mock: ofType(type.element, filling) };
    case 'tuple': return type.elements.map((element, index) => below(index, element));
    case 'object': return Object.fromEntries(type.attributes.filter(({ optional }) => !optional).map((attribute) => [attribute.name, below(attribute.name, attribute.type)]));
    default: return text(name);
  }
}

function elementOf(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
