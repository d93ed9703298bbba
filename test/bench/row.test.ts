import type { SizeFigures } from './measure-synthesis';
import { rowsOf } from './row';
import { sampleProjects, sampleSizes } from './sample-result';

const figureOf = (id: string, rows = rowsOf(sampleSizes(), sampleProjects())) => rows.find((row) => row.id === id)!.figure;

test('every target of the table has a row', () => {
  expect(rowsOf(sampleSizes(), sampleProjects()).map(({ id, sense, target, unit }) => `${id} ${sense} ${target} ${unit}`)).toEqual([
    'no-change at most 4 x',
    'first at most 3 x',
    'construct-10000 at most 12 x',
    'first-10000 at most 12 x',
    'no-change-10000 at most 12 x',
    'construct-50000 at most 6 x',
    'first-50000 at most 6 x',
    'no-change-50000 at most 6 x',
    'option-changed at most 1.1 x',
    'peak-memory at most 400 MB',
    'plain-projen at least 30 x',
    'default-estate at most 0.6 x',
  ]);
});

test('figures are ratios of what was measured in the same round', () => {
  expect(figureOf('no-change')).toBeCloseTo(2);
  expect(figureOf('first')).toBeCloseTo(2);
  expect(figureOf('construct-10000')).toBeCloseTo(10);
  expect(figureOf('first-50000')).toBeCloseTo(5);
  expect(figureOf('option-changed')).toBeCloseTo(1.025);
  expect(figureOf('peak-memory')).toBeCloseTo(200);
  expect(figureOf('plain-projen')).toBeCloseTo(10_000 / 220);
  expect(figureOf('default-estate')).toBeCloseTo(0.4);
});

test('one slow round does not move a figure', () => {
  const projects = [{ ...sampleProjects()[0], optionChangedMs: 60_000 }, ...sampleProjects().slice(1)];
  expect(figureOf('option-changed', rowsOf(sampleSizes(), projects))).toBeCloseTo(1.025);
});

test('a figure on the wrong side of its target is not met, in either sense', () => {
  const slower = sampleSizes().map(({ files, rounds }) => ({
    files,
    rounds: rounds.map((figures) => ({ ...figures, firstMs: figures.firstMs * 2 })),
  }));
  const unmet = (sizes: readonly SizeFigures[]) => rowsOf(sizes, sampleProjects()).filter((row) => !row.isMet).map((row) => row.id);
  expect(unmet(sampleSizes())).toEqual([]);
  expect(unmet(slower)).toEqual(['first', 'plain-projen']);
});

test('a size that was not measured is an error, not an empty figure', () => {
  expect(() => rowsOf(sampleSizes().slice(0, 3), sampleProjects())).toThrow('10000 files were not measured');
});
