/**
 * `npm run bench [-- --json]`: what a synthesis costs by number of files, beside what the disk alone and plain projen cost.
 * Every figure is the median of several cold processes. The files are written below the temporary directory (`TMPDIR`).
 */
import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { MEASURED, SIZES } from './estate';
import { LoopFigures, measureLoop } from './loop';
import { Figures, Measurement, measure } from './measurement';
import { median } from './median';

const ROUNDS = 5;
/** A round of 10,000 files may take a slow disk a minute. */
const ROUNDS_OF_MANY_FILES = 3;
/** Plain projen is quadratic: 10,000 files would take it minutes. */
const MOST_FILES_OF_PLAIN_PROJEN = 1_000;

interface SizeFigures {
  readonly files: number;
  readonly constructMs: number;
  readonly firstMs: number;
  readonly noChangeMs: number;
  readonly rawWriteMs: number;
  readonly rawReadMs: number;
  readonly peakRssMb: number;
  readonly projenFirstMs: number | null;
}

function roundsOf(files: number): number {
  return files < 10_000 ? ROUNDS : ROUNDS_OF_MANY_FILES;
}

function measureSize(files: number): SizeFigures {
  const rounds = Array.from({ length: roundsOf(files) }, (_, round) => inTemporaryDirectory((directory) => {
    process.stderr.write(`${files} files: round ${round + 1} of ${roundsOf(files)}\n`);
    const first = measureInProcess('first', path.join(directory, 'estate'), files);
    const noChange = measureInProcess('noChange', path.join(directory, 'estate'), files);
    const plain = files <= MOST_FILES_OF_PLAIN_PROJEN ? measureInProcess('plainProjen', path.join(directory, 'plain'), files) : {};
    return { ...first, ...noChange, ...plain, peakRssMb: Math.max(first.peakRssMb, noChange.peakRssMb) };
  }));
  const of = (name: string) => median(rounds.map((figures: Figures) => figures[name]));
  return {
    files,
    constructMs: of('constructMs'),
    firstMs: of('firstMs'),
    noChangeMs: of('noChangeMs'),
    rawWriteMs: of('rawWriteMs'),
    rawReadMs: of('rawReadMs'),
    peakRssMb: of('peakRssMb'),
    projenFirstMs: files <= MOST_FILES_OF_PLAIN_PROJEN ? of('projenFirstMs') : null,
  };
}

function measureInProcess(measurement: Measurement, outdir: string, files: number): Figures {
  fs.mkdirSync(outdir, { recursive: true });
  const output = execFileSync(process.execPath, ['-r', 'tsx/cjs', __filename, measurement, outdir, String(files)], {
    encoding: 'utf-8',
    // What comes after the writing (npm install) is not what is measured.
    env: { ...process.env, PROJEN_DISABLE_POST: 'true' },
  });
  return JSON.parse(output) as Figures;
}

function inTemporaryDirectory<T>(use: (directory: string) => T): T {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'feiyue-bench-'));
  try {
    return use(directory);
  } finally {
    fs.rmSync(directory, { recursive: true });
  }
}

function table(sizes: readonly SizeFigures[], loop: LoopFigures): string {
  const ratio = (a: number, b: number | null) => (b ? `${(a / b).toFixed(1)}x` : '-');
  const rows = [
    ['files', 'rounds', 'construct', 'first', 'no change', 'raw write', 'raw read', 'projen', 'peak MB', 'first/raw', 'no change/raw', 'projen/first'],
    ...sizes.map((size) => [
      String(size.files),
      String(roundsOf(size.files)),
      ...[size.constructMs, size.firstMs, size.noChangeMs, size.rawWriteMs, size.rawReadMs, size.projenFirstMs].map((ms) => (ms === null ? '-' : `${ms} ms`)),
      String(size.peakRssMb),
      ratio(size.firstMs, size.rawWriteMs),
      ratio(size.noChangeMs, size.rawReadMs),
      size.projenFirstMs === null ? '-' : ratio(size.projenFirstMs, size.firstMs),
    ]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padStart(widths[column])).join('  '));
  lines.unshift(MEASURED === 'lib' ? 'Measured: the package as it was last built.' : 'Measured: the sources, because the package is not built.', '');
  const { estateMs, emptyProjenMs } = loop;
  lines.push('', estateMs === null || emptyProjenMs === null
    ? '`npx projen` without a change: not run, the package is not built'
    : `\`npx projen\` without a change: ${estateMs} ms; in an empty projen TypeScript project: ${emptyProjenMs} ms (${ratio(estateMs, emptyProjenMs)}, ${ROUNDS} rounds)`);
  return lines.join('\n');
}

function main(args: readonly string[]): void {
  const [measurement, outdir, files] = args;
  if (outdir !== undefined && files !== undefined) {
    process.stdout.write(JSON.stringify(measure(measurement as Measurement, outdir, Number(files))));
    return;
  }
  const sizes = SIZES.map(measureSize);
  process.stderr.write('`npx projen`: two projects are created\n');
  const loop = measureLoop(ROUNDS);
  console.log(args.includes('--json') ? JSON.stringify({ sizes, loop }) : table(sizes, loop));
}

main(process.argv.slice(2));
