import { gatesOf, informationOf } from './row';
import { sampleProjects, sampleSizes } from './sample-result';

test('the gates are what a user waits for', () => {
  expect(gatesOf(sampleProjects()).map(({ id, atMost, unit }) => `${id} at most ${atMost} ${unit}`)).toEqual([
    'default-estate at most 0.4 x',
    'files-10000 at most 2 x',
    'files-50000 at most 5 x',
    'option-changed at most 1.1 x',
    'peak-memory at most 300 MB',
  ]);
});

test('figures are ratios of what was measured in the same round', () => {
  const rows = [...gatesOf(sampleProjects()), ...informationOf(sampleSizes())];
  const figures = Object.fromEntries(rows.map(({ id, figure }) => [id, Number(figure.toFixed(3))]));
  expect(figures).toEqual({
    'default-estate': 0.4,
    'files-10000': 2,
    'files-50000': 4.5,
    'option-changed': 1.025,
    'peak-memory': 200,
    'no-change': 2,
    'first': 2,
    'construct-50000': 5,
    'first-50000': 5,
    'plain-projen': 45.455,
  });
});

test('one slow round does not move a figure', () => {
  const projects = [{ ...sampleProjects()[0], optionChangedMs: 60_000 }, ...sampleProjects().slice(1)];
  expect(gatesOf(projects).find(({ id }) => id === 'option-changed')!.figure).toBeCloseTo(1.025);
});

test('a figure above its gate is not met, and one on it is', () => {
  const slower = sampleProjects().map((figures) => ({ ...figures, defaultEstateMs: figures.emptyProjenMs * 0.41 }));
  const unmet = (projects = sampleProjects()) => gatesOf(projects).filter(({ isMet }) => !isMet).map(({ id }) => id);
  expect(unmet()).toEqual([]);
  expect(unmet(slower)).toEqual(['default-estate']);
});

test('a size that was not measured is an error, not an empty figure', () => {
  expect(() => informationOf(sampleSizes().slice(0, 3))).toThrow('10000 files were not measured');
});
