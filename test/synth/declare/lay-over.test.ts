import { Hcl } from '../../../src';
import { laidOver } from '../../../src/synth/declare/lay-over';

const BELOW = { size: 1, list: ['a', 'b'], map: { a: 1, deep: { b: 2, c: 3 } } };

test.each<[string, object, object]>([
  ['what is left out stays', {}, BELOW],
  ['undefined says nothing', { size: undefined, map: { deep: { b: undefined } } }, BELOW],
  ['a single value takes the place of the one before', { size: 2 }, { ...BELOW, size: 2 }],
  ['null is a value', { size: null, map: null }, { ...BELOW, size: null, map: null }],
  ['a list takes the place of the one before', { list: ['c'] }, { ...BELOW, list: ['c'] }],
  ['objects are merged key by key, at every depth', { map: { d: 4, deep: { c: 5 } } }, { ...BELOW, map: { a: 1, d: 4, deep: { b: 2, c: 5 } } }],
  ['a key that is like a member of every object is a key', { map: { constructor: 'x' } }, { ...BELOW, map: { ...BELOW.map, constructor: 'x' } }],
])('%s', (_, above, together) => {
  expect(laidOver(BELOW, above)).toEqual(together);
});

test('an expression takes the place of an object, and an object that of an expression', () => {
  const expression = Hcl.reference('var.map');
  expect(laidOver<object>(BELOW, { map: expression })).toEqual({ ...BELOW, map: expression });
  expect(laidOver<{ map: unknown }>({ map: expression }, { map: { a: 1 } })).toEqual({ map: { a: 1 } });
});

test('neither is changed', () => {
  const [below, above] = [structuredClone(BELOW), { map: { deep: { b: 3 } } }];
  laidOver<object>(below, above);
  expect([below, above]).toEqual([BELOW, { map: { deep: { b: 3 } } }]);
});
