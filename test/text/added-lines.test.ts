import { addedLines, originOfLines } from '../../src/text/added-lines';

const HEAD = ['patches:'];
const FIRST = ['  - patch: |', '      kind: a', '      last: 1'];
const SECOND = ['  - patch: |', '      kind: b', '      last: 1'];
const THIRD = ['  - patch: |', '      kind: c', '      last: 1'];

describe('the lines that were added', () => {
  test.each([
    ['nothing', [...HEAD, ...FIRST], [...HEAD, ...FIRST], []],
    ['one line', ['a', 'c'], ['a', 'b', 'c'], [1]],
    ['everything', [], ['a', 'b'], [0, 1]],
    ['another value of a line', ['a: 1', 'b: 1'], ['a: 1', 'b: 2'], [1]],
    ['the first of the items that begin and end alike', [...HEAD, ...SECOND], [...HEAD, ...FIRST, ...SECOND], [1, 2, 3]],
    ['the second of them', [...HEAD, ...FIRST, ...THIRD], [...HEAD, ...FIRST, ...SECOND, ...THIRD], [4, 5, 6]],
    ['the last of them', [...HEAD, ...FIRST], [...HEAD, ...FIRST, ...SECOND], [4, 5, 6]],
    ['a line that is equal to the one above it', ['a'], ['a', 'a'], [1]],
    ['a block that ends like the one above it', ['a {', '  b', '}', ''], ['a {', '  b', '}', '', 'c {', '  b', '}', ''], [4, 5, 6, 7]],
    ['a text that holds what follows it', ['a {', '}', '', 'b'], ['a {', '  c = <<E', '}', '', 'E', '}', '', 'b'], [1, 2, 3, 4]],
    ['a block with lines that are not indented', ['a {', 'b', '}'], ['a {', 'b', '}', 'c {', 'b', '}'], [3, 4, 5]],
  ])('%s', (_, before, after, added) => {
    expect([...addedLines(before, after)].sort()).toEqual(added);
  });

  test('no line is there when lines were only removed', () => {
    expect(addedLines(['a', 'b', 'c'], ['a', 'c']).size).toBe(0);
  });
});

test('every other line has its origin', () => {
  expect(originOfLines(['a', 'b', 'c'], ['# header', '', 'a', 'x', 'c'])).toEqual([undefined, undefined, 0, undefined, 2]);
});
