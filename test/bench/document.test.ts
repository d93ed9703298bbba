import * as fs from 'fs';
import * as path from 'path';
import { withFigures } from './document';
import { sampleResult } from './sample-result';

const DOCUMENT = fs.readFileSync(path.join(__dirname, '../../docs/performance.md'), 'utf-8');

test('figures take the place of those of an earlier run, and nothing else changes', () => {
  const once = withFigures(DOCUMENT, sampleResult());
  expect(once).toContain('| peak memory at 10,000 files | 300 MB | 200 MB | 200 MB | yes |');
  expect(withFigures(once, sampleResult())).toBe(once);
  const [begin, end] = ['<!-- figures', '<!-- end'].map((mark) => DOCUMENT.indexOf(mark));
  expect(once.startsWith(DOCUMENT.slice(0, begin))).toBe(true);
  expect(once.endsWith(DOCUMENT.slice(end))).toBe(true);
});

test('a document without a place for figures is refused', () => {
  expect(() => withFigures('# Performance\n', sampleResult())).toThrow('has no place for figures');
});
