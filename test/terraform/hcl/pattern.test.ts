import * as fc from 'fast-check';
import { HclAttribute, HclBlock } from '../../../src/terraform/hcl/block';
import { Hcl } from '../../../src/terraform/hcl/hcl';
import { HclPattern } from '../../../src/terraform/hcl/pattern';
import { renderHcl } from '../../../src/terraform/hcl/writer';
import { anyCharacter } from '../../any-character';

const ITEMS = (values: readonly unknown[]) => [
  ...values.slice(1).map((value, index) => new HclAttribute(`argument_${'x'.repeat(index)}`, value)),
  new HclBlock('locals', [], { map: { inner: values[0], always: 'here' } }),
];
const fill = (some: readonly unknown[], others: readonly unknown[], fixed: [unknown, unknown] = ['a', 'a']) =>
  HclPattern.of({ fixed: [fixed[0]], values: some }, ITEMS).fill({ fixed: [fixed[1]], values: others });

const list = ['one', 'two'];
const ANY = fc.oneof(fc.string({ unit: anyCharacter }), fc.integer(), fc.boolean(), fc.constant(list), fc.constant(Hcl.reference('var.x')));

test('a pattern filled with other strings is what would be rendered of them', () => {
  fc.assert(fc.property(fc.array(ANY, { minLength: 1, maxLength: 6 }), fc.func(fc.string({ unit: 'grapheme' })), (values, other) => {
    const others = values.map((value, index) => (typeof value === 'string' ? other(index) : value));
    expect(fill(values, others)).toBe(renderHcl(ITEMS(others)));
  }));
});

test.each<[what: string, some: unknown[], others: unknown[], fixed: [unknown, unknown]]>([
  ['another number', ['a', 1], ['a', 2], ['name', 'name']],
  ['a string in place of a number', ['a', 1], ['a', '1'], ['name', 'name']],
  ['a list that is equal but not the same', ['a', ['x']], ['a', ['x']], ['name', 'name']],
  ['one value more', ['a'], ['a', 'b'], ['name', 'name']],
  ['a string that no file can hold', ['a', 'b'], ['a', 'half\ud83c'], ['name', 'name']],
  ['a string that no file could hold from the beginning', ['a', 'half\ud83c'], ['a', 'half\ud83c'], ['name', 'name']],
  ['another name', ['a'], ['a'], ['name', 'other']],
])('a pattern does not fit %s', (_, some, others, fixed) => {
  expect(fill(some, others, fixed)).toBeUndefined();
});

test('raw text that looks like the place of a string spoils no file', () => {
  const raw = Hcl.raw('"\u00000\u0000"');
  expect(fill(['a', raw], ['b', raw])).toBeUndefined();
});
