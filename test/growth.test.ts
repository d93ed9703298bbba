import { expectLinear } from './growth';

const numbers = (scale: number) => Array.from({ length: 500 * scale }, (_, n) => n);

test('what looks at each once, or sorts them, is linear', () => {
  expectLinear((scale) => {
    const all = numbers(scale);
    return () => void all.map((n) => `${n * 7919 % all.length}`).sort();
  });
});

test('what compares each with each is not', () => {
  const each = (scale: number) => {
    const all = numbers(scale);
    return () => void all.filter((n) => all.indexOf(n) < 0);
  };
  expect(() => expectLinear(each)).toThrow(/^8 times as much work takes \d+\.\d times as much processor time, and not 24 times at most$/);
});
