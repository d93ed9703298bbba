import type { Series } from './plot';
import { FileSystemResult, medians, BenchResult } from './result';
import { asMarkdown, gateTable, informationTable, projectTable, sizeTable } from './table';

const BEGIN = '<!-- figures of one run, written by `npm run bench -- --write-docs` -->';
const END = '<!-- end of the figures -->';

/** The document with the figures of this run in the place of those that it had. */
export function withFigures(document: string, result: BenchResult): string {
  const begin = document.indexOf(BEGIN);
  const end = document.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`the document has no place for figures: a line ${BEGIN} and, below it, ${END}`);
  return document.slice(0, begin) + [BEGIN, '', ...figureTables(result), ''].join('\n') + document.slice(end);
}

/** What the plot shows: construction and synthesis together, because plain projen is quadratic in both. */
export function plotSeries({ sizes }: FileSystemResult): Series[] {
  const of = (label: string, color: Series['color'], isDashed: boolean, names: readonly string[]): Series => ({
    label,
    color,
    isDashed,
    points: sizes.map(({ rounds }) => medians(rounds)).filter((figures) => names[0] in figures)
      .map((figures) => ({ files: figures.files, ms: names.reduce((sum, name) => sum + figures[name], 0) })),
  });
  return [
    of('plain projen, first', 'orange', false, ['plainConstructMs', 'plainSynthMs']),
    of('feiyue-projen, first', 'blue', false, ['constructMs', 'firstMs']),
    of('feiyue-projen, no change', 'blue', true, ['noChangeConstructMs', 'noChangeMs']),
    of('plain fs: write', 'gray', false, ['rawWriteMs']),
    of('plain fs: read, compare', 'gray', true, ['rawReadMs']),
  ];
}

function figureTables(result: BenchResult): string[] {
  return [
    asMarkdown(gateTable(result)),
    '',
    asMarkdown(informationTable(result)),
    '',
    ...result.fileSystems.flatMap((fileSystem) => [
      `On ${fileSystem.fileSystem}, the times that these ratios were made of:`,
      '',
      asMarkdown(projectTable(fileSystem)),
      '',
      asMarkdown(sizeTable(fileSystem)),
      '',
    ]),
  ].slice(0, -1);
}
