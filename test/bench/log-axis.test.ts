import { LogAxis } from './log-axis';

const axis = new LogAxis(100, 50_000, 0, 270);

test('the ends of the axis are the ends of its values', () => {
  expect(axis.position(100)).toBe(0);
  expect(axis.position(50_000)).toBe(270);
});

test('each power of ten is equally far from the next', () => {
  expect(axis.position(1_000)).toBeCloseTo(axis.position(10_000) - axis.position(1_000));
});

test('powers of ten, and what lies between them, are marked', () => {
  expect(axis.decades()).toEqual([100, 1_000, 10_000]);
  expect(axis.between().slice(0, 3)).toEqual([200, 300, 400]);
  expect(axis.between().pop()).toBe(50_000);
});
