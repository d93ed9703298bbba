import { sampleResult } from './sample-result';
import { asMarkdown, asText, gateTable, informationTable, projectTable, sizeTable } from './table';

test('a table for the terminal has columns of equal width', () => {
  expect(asText({ head: ['files', 'first'], lines: [['100', '5 ms'], ['10,000', '900 ms']] })).toBe([
    'files    first',
    '100       5 ms',
    '10,000  900 ms',
  ].join('\n'));
});

test('a table for the documentation is Markdown', () => {
  expect(asMarkdown({ head: ['files', 'first'], lines: [['100', '5 ms']] })).toBe('| files | first |\n| --- | ---: |\n| 100 | 5 ms |');
});

test('each gate says what it is, what it must be, what it is everywhere, and whether it is met on the first file system', () => {
  const result = sampleResult();
  const [tmpfs, disk] = result.fileSystems;
  const gates = tmpfs.gates.map((gate) => ({ ...gate, isMet: gate.id !== 'peak-memory' }));
  const { head, lines } = gateTable({ ...result, fileSystems: [{ ...tmpfs, gates }, disk] });
  expect(head).toEqual(['', 'at most', 'tmpfs', 'disk', 'met']);
  expect(lines[3]).toEqual([expect.stringContaining('one option changed'), '1.10', '1.02', '1.02', 'yes']);
  expect(lines[4]).toEqual(['peak memory at 10,000 files', '300 MB', '200 MB', '200 MB', 'NO']);
});

test('what decides nothing has no verdict', () => {
  const { head, lines } = informationTable(sampleResult());
  expect(head).toEqual(['for information', 'tmpfs', 'disk']);
  expect(lines[0]).toEqual([expect.stringContaining('no-change synthesis'), '2.00', '2.00']);
});

test('what was not measured at a size is a dash', () => {
  const { lines } = sizeTable(sampleResult().fileSystems[0]);
  expect(lines[1]).toEqual(['1,000', '2.0', '10 ms', '100 ms', '40 ms', '50 ms', '20 ms', '500 ms', '2,000 ms', '110 MB']);
  expect(lines[4].slice(-3)).toEqual(['-', '-', '600 MB']);
});

test('whole runs are shown as medians', () => {
  expect(projectTable(sampleResult().fileSystems[0]).lines.map(([, time]) => time)).toEqual(['3,750 ms', '1,500 ms', '3,000 ms', '3,075 ms', '13,500 ms']);
});
