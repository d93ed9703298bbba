import { plotSeries } from './document';
import { renderPlot, Series } from './plot';
import { sampleResult } from './sample-result';

const svg = renderPlot('Time & files', plotSeries(sampleResult().fileSystems[0]));
const textsOf = (plot: string) => [...plot.matchAll(/<text [^>]*y="([\d.]+)"[^>]*>([^<]*)</g)].map(([, y, content]) => ({ y: Number(y), content }));

test('every line is named, and every axis has its unit', () => {
  const contents = textsOf(svg).map(({ content }) => content);
  expect(contents).toEqual(expect.arrayContaining([
    'plain projen, first', 'feiyue-projen, first', 'feiyue-projen, no change', 'plain fs: write', 'plain fs: read, compare',
    'files', '100', '1,000', '10,000', '10 ms', '1 s', '10 s',
  ]));
});

test('the axis of files begins with a round number', () => {
  const line: Series = { label: 'line', color: 'blue', isDashed: false, points: [{ files: 104, ms: 10 }, { files: 1_003, ms: 100 }] };
  expect(textsOf(renderPlot('', [line])).map(({ content }) => content)).toEqual(expect.arrayContaining(['100', '1,000']));
});

test('text is escaped', () => {
  expect(svg).toContain('Time &amp; files');
});

test('there is a point for each size, for plain projen only where it was measured', () => {
  expect(svg.match(/<polyline/g)).toHaveLength(5);
  expect(svg.match(/<circle/g)).toHaveLength(3 + 4 * 5);
});

test('what takes longer lies higher, on both axes in proportion to its logarithm', () => {
  const line: Series = { label: 'linear', color: 'blue', isDashed: false, points: [100, 1_000, 10_000].map((files) => ({ files, ms: files })) };
  const [, points] = /points="([^"]*)"/.exec(renderPlot('', [line]))!;
  const [a, b, c] = points.split(' ').map((point) => point.split(',').map(Number));
  expect(b[1]).toBeLessThan(a[1]);
  expect(b[0] - a[0]).toBeCloseTo(c[0] - b[0]);
  expect(b[1] - a[1]).toBeCloseTo(c[1] - b[1]);
});

test('names of lines that end together do not overlap', () => {
  const ends = ['one', 'two', 'three'].map((label): Series => ({
    label, color: 'gray', isDashed: false, points: [{ files: 100, ms: 10 }, { files: 10_000, ms: 1_000 }],
  }));
  const [lowest, middle, highest] = textsOf(renderPlot('', ends)).slice(-3).map(({ y }) => y);
  expect(lowest - middle).toBeCloseTo(20);
  expect(middle - highest).toBeCloseTo(20);
});

test('both colour schemes are served', () => {
  expect(svg).toContain('@media (prefers-color-scheme: dark)');
});
