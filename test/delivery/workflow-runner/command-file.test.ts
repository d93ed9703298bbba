import { readCommandFile } from './command-file';

test.each([
  ['', {}],
  ['a=1\nb=x=y\n\nc=\n', { a: '1', b: 'x=y', c: '' }],
  ['a=1\na=2\n', { a: '2' }],
  ['a<<END\none\n\nb=2\nEND\nc=3\n', { a: 'one\n\nb=2', c: '3' }],
  ['a<<END\nEND\n', { a: '' }],
  ['a=x<<y\n', { a: 'x<<y' }],
])('%j is read', (text, expected) => {
  expect(readCommandFile(text)).toEqual(expected);
});

test.each([
  ['nonsense', "Invalid format 'nonsense'"],
  ['=1', "Invalid format '=1'"],
  ['a<<END\none\n', "Matching delimiter not found 'END'"],
])('%j is refused', (text, message) => {
  expect(() => readCommandFile(text)).toThrow(message);
});
