import type { Figures } from './child';
import type { SizeFigures } from './measure-synthesis';
import { median } from './median';

/** A target of the package, and whether it was met. */
export interface Row {
  readonly id: string;
  /** What is compared, in words. */
  readonly what: string;
  readonly figure: number;
  readonly unit: 'x' | 'MB';
  readonly target: number;
  readonly sense: 'at most' | 'at least';
  readonly isMet: boolean;
}

type RowDefinition = Omit<Row, 'figure' | 'isMet'> & {
  /** The figure of each round; the row has the median. */
  readonly rounds: number[];
};

/** Judges what was measured on one file system. Ratios are taken within a round, where both sides saw the same machine. */
export function rowsOf(sizes: readonly SizeFigures[], projects: readonly Figures[]): Row[] {
  const at = (files: number) => roundsOf(sizes, files);
  const grow = (from: number, to: number, of: (figures: Figures) => number) =>
    at(to).map((figures, round) => of(figures) / of(at(from)[round]));
  const construct = (figures: Figures) => figures.constructMs;
  const first = (figures: Figures) => figures.firstMs;
  const noChange = (figures: Figures) => figures.noChangeMs;

  const definitions: RowDefinition[] = [
    {
      ...ratio('no-change', 'no-change synthesis of 10,000 files / reading and comparing them with plain `fs`', 4),
      rounds: at(10_000).map((figures) => figures.noChangeMs / figures.rawReadMs),
    },
    {
      ...ratio('first', 'first synthesis of 10,000 files / writing them with plain `fs` (mkdir, write, rename)', 3),
      rounds: at(10_000).map((figures) => figures.firstMs / figures.rawWriteMs),
    },
    { ...ratio('construct-10000', 'construction, 10,000 files / 1,000 files', 12), rounds: grow(1_000, 10_000, construct) },
    { ...ratio('first-10000', 'first synthesis, 10,000 files / 1,000 files', 12), rounds: grow(1_000, 10_000, first) },
    { ...ratio('no-change-10000', 'no-change synthesis, 10,000 files / 1,000 files', 12), rounds: grow(1_000, 10_000, noChange) },
    { ...ratio('construct-50000', 'construction, 50,000 files / 10,000 files', 6), rounds: grow(10_000, 50_000, construct) },
    { ...ratio('first-50000', 'first synthesis, 50,000 files / 10,000 files', 6), rounds: grow(10_000, 50_000, first) },
    { ...ratio('no-change-50000', 'no-change synthesis, 50,000 files / 10,000 files', 6), rounds: grow(10_000, 50_000, noChange) },
    {
      ...ratio('option-changed', 'whole `npx projen` at 10,000 files, one option changed / nothing changed', 1.1),
      rounds: projects.map((figures) => figures.optionChangedMs / figures.optionUnchangedMs),
    },
    {
      ...{ id: 'peak-memory', what: 'peak memory at 10,000 files', unit: 'MB', target: 400, sense: 'at most' },
      rounds: at(10_000).map((figures) => figures.peakRssMb),
    },
    {
      ...{ id: 'plain-projen', what: 'plain projen writing the same 2,000 files / this package', unit: 'x', target: 30, sense: 'at least' },
      rounds: at(2_000).map((figures) => (figures.plainConstructMs + figures.plainSynthMs) / (figures.constructMs + figures.firstMs)),
    },
    {
      ...ratio('default-estate', '`npx projen`, no change, default estate / empty projen TypeScript project', 0.6),
      rounds: projects.map((figures) => figures.defaultEstateMs / figures.emptyProjenMs),
    },
  ];
  return definitions.map(({ rounds, ...row }) => {
    const figure = median(rounds);
    return { ...row, figure, isMet: row.sense === 'at most' ? figure <= row.target : figure >= row.target };
  });
}

function ratio(id: string, what: string, target: number): Omit<RowDefinition, 'rounds'> {
  return { id, what, unit: 'x', target, sense: 'at most' };
}

function roundsOf(sizes: readonly SizeFigures[], files: number): readonly Figures[] {
  const found = sizes.find((size) => size.files === files);
  if (!found) throw new Error(`${files} files were not measured`);
  return found.rounds;
}
