import type { Figures } from './child';
import type { SizeFigures } from './measure-synthesis';
import { median } from './median';

/** A figure of one file system: the median over the rounds. */
export interface Row {
  readonly id: string;
  /** What is compared, in words. */
  readonly what: string;
  readonly figure: number;
  readonly unit: 'x' | 'MB';
}

/** A figure that the package has to keep. */
export interface Gate extends Row {
  readonly atMost: number;
  readonly isMet: boolean;
}

/** What a user waits for: whole runs of `npx projen`. Ratios are taken within a round, where both sides saw the same machine. */
export function gatesOf(projects: readonly Figures[]): Gate[] {
  const ratio = (over: string, under: string) => projects.map((figures) => figures[over] / figures[under]);
  return [
    gate('default-estate', '`npx projen`, nothing changed, default estate / the same in an empty projen TypeScript project', 0.4, ratio('defaultEstateMs', 'emptyProjenMs')),
    gate('files-10000', '`npx projen`, nothing changed, 10,000 files / default estate', 2, ratio('largeEstateMs', 'defaultEstateMs')),
    gate('files-50000', 'the same, 50,000 files / 10,000 files', 5, ratio('hugeEstateMs', 'largeEstateMs')),
    gate('option-changed', 'one option changed at 10,000 files / nothing changed', 1.1, ratio('optionChangedMs', 'largeEstateMs')),
    { ...gate('peak-memory', 'peak memory at 10,000 files', 300, projects.map((figures) => figures.peakRssMb)), unit: 'MB' },
  ];
}

/** What tells where the time goes, and decides nothing: the synthesis alone, beside the least that the same files cost. */
export function informationOf(sizes: readonly SizeFigures[]): Row[] {
  const at = (files: number) => roundsOf(sizes, files);
  const grow = (of: string) => at(50_000).map((figures, round) => figures[of] / at(10_000)[round][of]);
  return [
    row('no-change', 'no-change synthesis of 10,000 files / reading and comparing them with plain `fs`', at(10_000).map((figures) => figures.noChangeMs / figures.rawReadMs)),
    row('first', 'first synthesis of 10,000 files / writing them with plain `fs` (mkdir, write, rename)', at(10_000).map((figures) => figures.firstMs / figures.rawWriteMs)),
    row('construct-50000', 'construction, 50,000 files / 10,000 files', grow('constructMs')),
    row('first-50000', 'first synthesis, 50,000 files / 10,000 files', grow('firstMs')),
    row('plain-projen', 'plain projen writing the same 2,000 files / this package',
      at(2_000).map((figures) => (figures.plainConstructMs + figures.plainSynthMs) / (figures.constructMs + figures.firstMs))),
  ];
}

function gate(id: string, what: string, atMost: number, rounds: readonly number[]): Gate {
  const { figure, ...rest } = row(id, what, rounds);
  return { ...rest, figure, atMost, isMet: figure <= atMost };
}

function row(id: string, what: string, rounds: readonly number[]): Row {
  return { id, what, figure: median(rounds), unit: 'x' };
}

function roundsOf(sizes: readonly SizeFigures[], files: number): readonly Figures[] {
  const found = sizes.find((size) => size.files === files);
  if (!found) throw new Error(`${files} files were not measured`);
  return found.rounds;
}
