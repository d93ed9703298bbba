import { BenchResult, FileSystemResult, medians } from './result';
import type { Row } from './row';

/** A heading and the lines below it; every line has as many cells as the heading. */
export interface Table {
  readonly head: readonly string[];
  readonly lines: ReadonlyArray<readonly string[]>;
}

/** Each gate with its figure on every file system; the verdict is that of the first. */
export function gateTable({ fileSystems }: BenchResult): Table {
  return {
    head: ['', 'at most', ...fileSystems.map(({ fileSystem }) => fileSystem), 'met'],
    lines: fileSystems[0].gates.map((gate, index) => [
      gate.what,
      formatFigure({ ...gate, figure: gate.atMost }),
      ...fileSystems.map(({ gates }) => formatFigure(gates[index])),
      gate.isMet ? 'yes' : 'NO',
    ]),
  };
}

/** The figures that decide nothing. */
export function informationTable({ fileSystems }: BenchResult): Table {
  return {
    head: ['for information', ...fileSystems.map(({ fileSystem }) => fileSystem)],
    lines: fileSystems[0].information.map(({ what }, index) => [what, ...fileSystems.map(({ information }) => formatFigure(information[index]))]),
  };
}

/** What the ratios were made of, by number of files. */
export function sizeTable({ sizes }: FileSystemResult): Table {
  return {
    head: ['files', 'MB', 'construct', 'first', 'no change', 'raw write', 'raw read', 'plain construct', 'plain first', 'peak'],
    lines: sizes.map(({ rounds }) => {
      const of = medians(rounds);
      return [
        thousands(of.files),
        of.megabytes.toFixed(1),
        ...[of.constructMs, of.firstMs, of.noChangeMs, of.rawWriteMs, of.rawReadMs, of.plainConstructMs, of.plainSynthMs].map(formatMs),
        `${of.peakRssMb.toFixed(0)} MB`,
      ];
    }),
  };
}

/** Whole runs of `npx projen`. */
export function projectTable({ projects }: FileSystemResult): Table {
  const of = medians(projects);
  return {
    head: ['`npx projen`', 'time'],
    lines: [
      ['empty projen TypeScript project, nothing changed', formatMs(of.emptyProjenMs)],
      ['default estate, nothing changed', formatMs(of.defaultEstateMs)],
      ['10,000 files, nothing changed', formatMs(of.largeEstateMs)],
      ['10,000 files, one option changed', formatMs(of.optionChangedMs)],
      ['50,000 files, nothing changed', formatMs(of.hugeEstateMs)],
    ],
  };
}

/** Columns of equal width, the first to the left, for a terminal. */
export function asText({ head, lines }: Table): string {
  const rows = [head, ...lines];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  '))
    .join('\n');
}

export function asMarkdown({ head, lines }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, column) => (column === 0 ? '---' : '---:'))), ...lines.map(line)].join('\n');
}

function formatFigure({ figure, unit }: Pick<Row, 'figure' | 'unit'>): string {
  return unit === 'MB' ? `${figure.toFixed(0)} MB` : figure.toFixed(2);
}

function formatMs(ms: number | undefined): string {
  return ms === undefined ? '-' : `${thousands(Math.round(ms))} ms`;
}

/** Not `toLocaleString`, which differs by machine. */
function thousands(figure: number): string {
  return String(figure).replace(/\B(?=(\d{3})+$)/g, ',');
}
