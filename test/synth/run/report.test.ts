import { reportText } from '../../../src/synth/run/report';
import { RunResult } from '../../../src/synth/run/run-result';

const SUMMARY = { projectName: 'mono', counts: ['1 environment', '3 files'], seconds: 1.26 };
const NOTHING: RunResult = { created: [], changed: [], removed: [], kept: [], unproven: [], edits: [] };
const names = (count: number) => Array.from({ length: count }, (_, n) => `f${n}`);

test('nothing changed is one line, whatever the user keeps', () => {
  expect(reportText(SUMMARY, { ...NOTHING, kept: ['mine'] })).toBe('  mono   1 environment · 3 files   nothing changed   1.3 s\n');
});

test('ten names are listed, more are counted, and the columns stay aligned', () => {
  const lines = reportText(SUMMARY, { ...NOTHING, created: names(12_345), removed: names(10), kept: ['mine'] }).split('\n');
  expect(lines).toHaveLength(1 + 11 + 10 + 1 + 1 + 1);
  expect(lines[1]).toBe('  created  12345  f0');
  expect(lines[10]).toBe(`${' '.repeat(18)}f9`);
  expect(lines[11]).toBe(`${' '.repeat(18)}… and 12335 more`);
  expect(lines[12]).toBe('  removed  10     f0');
  expect(lines[22]).toBe('  kept     1      mine (yours)');
  expect(lines[23]).toBe('  1.3 s');
});

test('every edit is told up to twenty, and the rest are counted', () => {
  const edits = names(22).map((path) => ({ path, savedAs: `.projen/edits/${path}.patch`, hints: ['say it there'] }));
  const text = reportText(SUMMARY, { ...NOTHING, changed: names(22), edits });
  expect(text).toContain('\n  f0 was edited by hand. It is generated, so the edit is saved in .projen/edits/f0.patch.\n    say it there\n');
  expect(text.match(/was edited by hand/g)).toHaveLength(20);
  expect(text).toContain('  … and 2 more edits are saved in .projen/edits.\n');
  expect(reportText(SUMMARY, { ...NOTHING, changed: names(22), edits }, 'planned')).toContain('would be saved in');
});
