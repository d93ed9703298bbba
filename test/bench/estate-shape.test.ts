import { checkFileCount, shapeOf } from './estate-shape';

test('a size without an estate is answered with the sizes that have one', () => {
  expect(() => shapeOf(3_000)).toThrow('there are: 120, 1000, 2000, 10000, 50000');
});

test('an estate may have about as many files as it is named after, not a tenth more', () => {
  expect(() => checkFileCount(1_000, 1_003)).not.toThrow();
  expect(() => checkFileCount(1_000, 1_101)).toThrow('the estate of 1000 files has 1101');
  expect(() => checkFileCount(1_000, 899)).toThrow('the estate of 1000 files has 899');
});
