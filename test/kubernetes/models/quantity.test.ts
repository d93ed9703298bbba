import { parseQuantity } from '../../../src/kubernetes/models/quantity';

test.each([
  ['100m', 0.1],
  ['2', 2],
  ['0.5', 0.5],
  ['.5', 0.5],
  ['1k', 1000],
  ['128Mi', 128 * 1024 * 1024],
  ['1G', 1e9],
])('%s is the amount %d', (text, amount) => {
  expect(parseQuantity(text)).toBeCloseTo(amount);
});

test.each(['', 'm', '1 Gi', '128MB', '128mb', '-1', '1.', '1e', 'Gi', '1Ki '])('%j is no quantity', (text) => {
  expect(parseQuantity(text)).toBeUndefined();
});
