import * as fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { yamlText } from '../../../src/synth/files/yaml-text';
import { anyCharacter } from '../../any-character';

const SAME_FORM = { lineWidth: 0, compat: 'yaml-1.1', aliasDuplicateObjects: false, doubleQuotedMinMultiLineLength: 1e9 } as const;

/** Strings that YAML 1.1, 1.2 or both would read as something else, and shapes that break naive writers. */
const HOSTILE = [
  '', ' ', '~', 'null', 'true', 'False', 'yes', 'No', 'on', 'OFF', 'y', 'n', '1', '-1', '0x1f', '0o17', '017', '1_000', '1e3', 'e3', 'E123456', 'e-1', '.5', '.inf', '.nan', '12:30:45', '2020-01-01',
  '2020-01-01T00:00:00Z', '<<', '=', '-', '- a', '?', '? a', ':', 'a:', ': a', 'a: b', 'a #b', '#', '# a', '&a', '*a', '!a', '!!str', '|', '>', '@a', '`a', '%a', '{', '}', '[', ']', ',', '"', "'", '---', '...',
  'a\nb', 'a\n', '\na', '\n', '\n\n', 'a\n\n', 'a\n  b\n', '  a\nb', '\ta\nb', 'a\t', 'a\nb ', 'a\n \n', ' a', 'a ', '${{ github.sha }}', '\\', '\\n', 'é😀', '—',
];
const hostileString = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: anyCharacter }), fc.string(), fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\t', ':', '-', '#', '"', "'", '{') }));
const scalar = fc.oneof(hostileString, fc.integer(), fc.boolean(), fc.constant(null), fc.double({ noNaN: true, noDefaultInfinity: true }));
const document = (text: fc.Arbitrary<string>, leaf: fc.Arbitrary<unknown>) =>
  fc.letrec((tie) => ({
    node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, fc.array(tie('node'), { maxLength: 4 }), fc.dictionary(text, tie('node'), { maxKeys: 4 })),
  })).node;

test('whatever is written is read back as it was, by YAML 1.2 and with every string intact by YAML 1.1', () => {
  fc.assert(
    fc.property(document(hostileString, scalar), (value) => {
      const data: object = JSON.parse(JSON.stringify({ value }));
      expect(parse(yamlText(data), { uniqueKeys: false })).toEqual(data);
    }),
    { numRuns: 500 },
  );
  fc.assert(
    fc.property(document(hostileString, hostileString), (value) => {
      const data: object = JSON.parse(JSON.stringify([value]));
      expect(parse(yamlText(data), { version: '1.1', uniqueKeys: false, merge: false })).toEqual(data);
    }),
    { numRuns: 500 },
  );
});

test('the text is byte for byte what the yaml package writes', () => {
  const start = fc.constantFrom('a', '/', '$', './', '../', '${{');
  const rest = fc.string({ unit: fc.constantFrom('a', '1', ' ', ':', '#', '-', '"', '{', ',', '?', '~', '.') });
  const line = fc.tuple(start, rest).map((parts) => parts.join(''));
  const keyword = fc.constantFrom('y', 'yes', 'n', 'no', 'on', 'off', 'true', 'false', 'null').chain((word) => fc.mixedCase(fc.constant(word)));
  const lines = fc.string({ unit: fc.constantFrom('a', ' ', '\n', ':', '#', '-', '"', "'", '\\', '%', '.', '|', 'no') }).map((text) => `a${text}`);
  const printable = fc.oneof(fc.constantFrom(...HOSTILE), fc.string(), line, lines, keyword).filter((text) => !/^\s+$|[^\n\x20-\x7e]|^---|^\.\.\./.test(text));
  const key = printable.filter((text) => !text.includes('\n') && text !== 'on');
  const leaf = fc.oneof(printable, fc.integer(), fc.boolean(), fc.constant(null));
  fc.assert(
    fc.property(document(key, leaf), (value) => {
      const data: object = JSON.parse(JSON.stringify({ value }));
      expect(yamlText(data)).toBe(stringify(data, SAME_FORM));
    }),
    { numRuns: 500 },
  );
});

test('a comment stands at the end of its line, an empty line before its key, and neither changes the data', () => {
  const data = { on: { push: null }, jobs: { plan: { steps: [{ uses: 'actions/checkout@abc', with: { depth: 1 } }, { run: 'a\nb\n' }] } } };
  const comments: Record<string, string> = {
    'jobs': 'the jobs', 'jobs/plan/steps/0/uses': 'v4', 'jobs/plan/steps/1': 'two\nlines: [', 'jobs/plan/steps/1/run': 'shell',
  };
  const text = yamlText(data, {
    comments: (path) => comments[path.join('/')],
    spaceBetween: (path) => path.join('/') === 'jobs' || path.join('/') === 'jobs/plan/steps/1',
  });
  expect(text).toBe(`on:
  push: null

jobs: # the jobs
  plan:
    steps:
      - uses: actions/checkout@abc # v4
        with:
          depth: 1

      # two lines: [
      - run: | # shell
          a
          b
`);
  expect(parse(text)).toEqual(data);
});

test('characters that end a line for some reader are escaped', () => {
  expect(yamlText({ a: 'x\u0085y\u2028\ufeff\u007f' })).toBe('a: "x\\u0085y\\u2028\\ufeff\\u007f"\n');
});
