import { combinations } from './matrix';

test('a matrix is the product of its vectors, the last one turning fastest', () => {
  expect(combinations({ a: [1, 2], b: ['x', 'y'] })).toEqual([{ a: 1, b: 'x' }, { a: 1, b: 'y' }, { a: 2, b: 'x' }, { a: 2, b: 'y' }]);
});

// The example of GitHub's documentation of `include`.
test('an included entry extends the combinations that it does not contradict, or is one of its own', () => {
  expect(combinations({
    fruit: ['apple', 'pear'],
    animal: ['cat', 'dog'],
    include: [
      { color: 'green' },
      { color: 'pink', animal: 'cat' },
      { fruit: 'apple', shape: 'circle' },
      { fruit: 'banana' },
      { fruit: 'banana', animal: 'cat' },
    ],
  })).toEqual([
    { fruit: 'apple', animal: 'cat', color: 'pink', shape: 'circle' },
    { fruit: 'apple', animal: 'dog', color: 'green', shape: 'circle' },
    { fruit: 'pear', animal: 'cat', color: 'pink' },
    { fruit: 'pear', animal: 'dog', color: 'green' },
    { fruit: 'banana' },
    { fruit: 'banana', animal: 'cat' },
  ]);
});

test('an excluded entry takes away what it agrees with, also by objects', () => {
  expect(combinations({ root: [{ dir: 'a' }, { dir: 'b' }], n: [1, 2], exclude: [{ root: { dir: 'a' } }, { n: 2 }] })).toEqual([{ root: { dir: 'b' }, n: 1 }]);
});

test('entries may be included without any vector', () => {
  expect(combinations({ include: [{ dir: 'a' }, { dir: 'b' }] })).toEqual([{ dir: 'a' }, { dir: 'b' }]);
});

test.each([
  [{ include: [] }, 'the matrix has no combination'],
  [{ a: [] }, 'the matrix has no value of a'],
  [{ a: 'text' }, 'the matrix has no list of a'],
  ['text', 'the matrix is no mapping'],
  [{ include: ['text'] }, 'include of the matrix is no list of mappings'],
  [{ a: Array.from({ length: 257 }, (_, index) => index) }, 'the matrix has 257 combinations, more than 256'],
])('%# is refused: %s', (matrix, message) => {
  expect(() => combinations(matrix)).toThrow(message);
});
