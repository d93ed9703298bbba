import { median } from './median';

test('the median is the middle figure, whatever the order', () => {
  expect(median([5, 1, 100, 3, 2])).toBe(3);
  expect(median([10, 9, 100])).toBe(10);
});

test('an even number of figures has no median', () => {
  expect(() => median([1, 2])).toThrow('2 figures');
});
