import * as fc from 'fast-check';
import { strategicMerge } from '../../../src/kubernetes/kustomize/strategic-merge';
import { strategicMergeDiff } from '../../../src/kubernetes/kustomize/strategic-merge-diff';

test.each<[string, object, object, object]>([
  ['merges objects', { a: { b: 1, c: 2 } }, { a: { c: 3 } }, { a: { b: 1, c: 3 } }],
  ['removes with null', { a: { b: 1, c: 2 } }, { a: { c: null } }, { a: { b: 1 } }],
  ['removes with a directive', { a: { b: 1 }, d: 1 }, { a: { $patch: 'delete' } }, { d: 1 }],
  ['replaces with a directive', { a: { b: 1 } }, { a: { $patch: 'replace', c: 1 } }, { a: { c: 1 } }],
  ['replaces plain lists', { args: ['a', 'b'] }, { args: ['c'] }, { args: ['c'] }],
  ['finds containers by name', { containers: [{ name: 'a', x: 1 }, { name: 'b' }] }, { containers: [{ name: 'a', y: 2 }] }, { containers: [{ name: 'a', x: 1, y: 2 }, { name: 'b' }] }],
  ['puts new containers first', { containers: [{ name: 'a' }] }, { containers: [{ name: 'b' }] }, { containers: [{ name: 'b' }, { name: 'a' }] }],
  ['removes a container', { containers: [{ name: 'a' }, { name: 'b' }] }, { containers: [{ name: 'a', $patch: 'delete' }] }, { containers: [{ name: 'b' }] }],
])('a strategic merge %s', (_, target, patch, expected) => {
  expect(strategicMerge(target, patch as Record<string, unknown>)).toEqual(expected);
});

test('equal objects have no difference', () => {
  expect(strategicMergeDiff({ a: [{ b: 1 }] }, { a: [{ b: 1 }] })).toBeUndefined();
});

test('a difference has only what changed', () => {
  const from = { spec: { containers: [{ name: 'api', env: [{ name: 'A', value: '1' }, { name: 'B', value: '2' }], image: 'x' }], other: 1 } };
  const to = { spec: { containers: [{ name: 'api', env: [{ name: 'A', value: '1' }, { name: 'B', value: '3' }], image: 'x' }], other: 1 } };
  expect(strategicMergeDiff(from, to)).toEqual({ spec: { containers: [{ name: 'api', env: [{ name: 'B', value: '3' }] }] } });
});

const fields = <T>(name: fc.Arbitrary<string>, value: fc.Arbitrary<T>) => fc.dictionary(name, value, { noNullPrototype: true });
const scalar = fc.oneof(fc.integer(), fc.string(), fc.boolean());
const list = fc.array(scalar, { maxLength: 3 });
const named = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 })
  .chain((names) => fc.tuple(...names.map((name) => fc.record({ name: fc.constant(name), value: scalar, list }, { noNullPrototype: true }))));
const document = fc.record({
  replicas: scalar,
  map: fields(fc.constantFrom('x', 'y', 'z'), fc.oneof(scalar, fields(fc.constantFrom('x', 'y'), scalar))),
  args: list,
  containers: named,
}, { requiredKeys: [], noNullPrototype: true });

/** Where an item stands among its siblings means nothing in a list whose items have names. */
function ordered({ containers, ...rest }: { containers?: object[] }): object {
  return { ...rest, ...(containers && { containers: [...containers].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) }) };
}

test('laying a difference over the first object makes the second', () => {
  fc.assert(fc.property(document, document, (from, to) => {
    const patch = strategicMergeDiff(from as Record<string, unknown>, to as Record<string, unknown>) ?? {};
    expect(ordered(strategicMerge(from, patch) as { containers?: object[] })).toEqual(ordered(to));
  }), { numRuns: 2000 });
});
