import * as fc from 'fast-check';
import { anyCharacter } from '../any-character';

test('the same strings are tried as with the unit of fast-check', () => {
  const some = (unit: fc.Arbitrary<string> | 'binary') => fc.sample(fc.string({ unit }), { numRuns: 1000 });
  expect(some(anyCharacter)).toEqual(some('binary'));
});
