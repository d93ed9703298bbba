import * as fs from 'fs';
import * as path from 'path';

const REPOSITORY = path.join(__dirname, '..');
const PAGE = fs.readFileSync(path.join(REPOSITORY, 'docs/threat-model.md'), 'utf-8');

/** The sections of the page: what stands below each heading. */
const SECTIONS = new Map(PAGE.split(/^## /m).slice(1).map((section) => {
  const [title, ...lines] = section.split('\n');
  return [title, lines];
}));

/** The first and the last promise nothing. */
const PROMISING = [...SECTIONS].slice(1, -1);

/** The rows of the tables of promises, as `[promise, how, test]`. */
const rowsOf = (lines: readonly string[]) => lines.filter((line) => line.startsWith('| ') && !/^\| (promise|---) \|/.test(line)).map((line) => line.slice(2, -2).split(' | '));

const isFile = (file: string) => fs.statSync(path.join(REPOSITORY, file), { throwIfNoEntry: false })?.isFile() ?? false;

test.each(PROMISING.map(([title]) => title))('"%s" is a table of promises', (title) => {
  const lines = SECTIONS.get(title)!.filter((line) => line.startsWith('|'));
  expect(lines.slice(0, 2)).toEqual(['| promise | how | test |', '| --- | --- | --- |']);
  expect(rowsOf(lines)).not.toEqual([]);
});

test('each promise says how, and names tests that there are', () => {
  for (const row of PROMISING.flatMap(([, lines]) => rowsOf(lines))) {
    const [promise, how, tests, ...more] = row;
    expect({ promise, how, more }).toEqual({ promise: expect.stringMatching(/\w/), how: expect.stringMatching(/\w/), more: [] });
    const files = [...(tests ?? '').matchAll(/`([^`]+)`/g)].map(([, file]) => file);
    expect({ promise, files: files.length > 0 }).toEqual({ promise, files: true });
    // Nothing but files, so that nothing is named and not looked at.
    expect({ promise, tests: tests.replaceAll(/`test\/[^`]+\.(test|delivery|hostile|endurance|e2e)\.ts`/g, '').replaceAll(/[, ]/g, '') }).toEqual({ promise, tests: '' });
    expect({ promise, missing: files.filter((file) => !isFile(file)) }).toEqual({ promise, missing: [] });
  }
});

test('each file of ours that the page names elsewhere is there', () => {
  const named = [...PAGE.matchAll(/`((?:src|test|docs)\/[^`*<]+\.\w+)`/g)].map(([, file]) => file);
  expect(named.filter((file) => !isFile(file))).toEqual([]);
});

test('who finds a way finds how to report it, and the page, from where people look', () => {
  const linked = (from: string) => [...fs.readFileSync(path.join(REPOSITORY, from), 'utf-8').matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)]
    .filter(([, to]) => !/^[a-z]+:/.test(to)).map(([, to]) => path.posix.join(path.posix.dirname(from), to));
  expect(linked('README.md')).toEqual(expect.arrayContaining(['docs/threat-model.md', 'docs/SECURITY.md']));
  expect(linked('docs/threat-model.md')).toContain('docs/SECURITY.md');
  for (const from of ['docs/SECURITY.md', 'docs/delivery.md', 'docs/safety.md']) expect([from, linked(from)]).toEqual([from, expect.arrayContaining(['docs/threat-model.md'])]);
  expect(['docs/threat-model.md', 'docs/SECURITY.md'].flatMap(linked).filter((file) => !isFile(file))).toEqual([]);
});
