import { parseArguments } from './arguments';

test('without arguments nothing but the tables is asked for', () => {
  expect(parseArguments([])).toEqual({ isJson: false, isCheck: false, isWritingDocs: false });
});

test('flags are understood in any order', () => {
  expect(parseArguments(['--write-docs', '--dir', '/srv/disk', '--json', '--check']))
    .toEqual({ isJson: true, isCheck: true, isWritingDocs: true, diskDirectory: '/srv/disk' });
});

test.each([[['--jsn']], [['--dir']], [['json']]])('%j is answered with the usage', (args) => {
  expect(() => parseArguments(args)).toThrow('usage: npm run bench');
});
