/**
 * `npm run bench`: what a user of `npx projen` waits for, as ratios with their gates; and what the synthesis alone costs beside the disk
 * and plain projen.
 * `docs/performance.md` says what is measured and how.
 */
import * as fs from 'fs';
import * as path from 'path';
import { BenchArguments, parseArguments } from './arguments';
import type { Figures } from './child';
import { plotSeries, withFigures } from './document';
import { FileSystem, fileSystems, inTemporaryDirectory } from './file-system';
import { measureProjects } from './measure-projects';
import { measureSynthesis } from './measure-synthesis';
import { checkIsCompiled, PACKAGE } from './package-directory';
import { renderPlot } from './plot';
import { Projects } from './projects';
import { BenchResult, FileSystemResult } from './result';
import { gatesOf, informationOf } from './row';
import { asText, gateTable, informationTable, projectTable, sizeTable } from './table';

function main(args: BenchArguments): void {
  checkIsCompiled();
  const result = measure(fileSystems(args.diskDirectory));
  if (args.isWritingDocs) writeDocs(result);
  process.stdout.write(args.isJson ? `${JSON.stringify(result)}\n` : report(result));
  if (args.isCheck && !result.isMet) process.exitCode = 1;
}

function measure(places: readonly FileSystem[]): BenchResult {
  const last = places[places.length - 1];
  return inTemporaryDirectory(last, (directory) => {
    progress('four projects are created');
    const projects = Projects.create(directory);
    const results = places.map((place) => measureAt(place, (use) => {
      // `projen new` installs hundreds of packages: once is enough.
      return place === last ? use(projects) : inTemporaryDirectory(place, (other) => use(projects.copyTo(other)));
    }));
    return { isMet: results[0].gates.every((gate) => gate.isMet), fileSystems: results };
  });
}

function measureAt(place: FileSystem, withProjects: (use: (projects: Projects) => Figures[]) => Figures[]): FileSystemResult {
  const sizes = measureSynthesis(place, progress);
  const rounds = withProjects((projects) => measureProjects(projects, (message) => progress(`${place.name}: ${message}`)));
  return { fileSystem: place.name, gates: gatesOf(rounds), information: informationOf(sizes), sizes, projects: rounds };
}

function report(result: BenchResult): string {
  const tables = [
    gateTable(result),
    informationTable(result),
    ...result.fileSystems.flatMap((fileSystem) => [projectTable(fileSystem), sizeTable(fileSystem)]),
  ];
  const { gates } = result.fileSystems[0];
  const unmet = gates.filter((gate) => !gate.isMet).length;
  const verdict = unmet === 0 ? 'All gates are met.' : `${unmet} of ${gates.length} gates are not met.`;
  return `${[...tables.map(asText), verdict].join('\n\n')}\n`;
}

function writeDocs(result: BenchResult): void {
  const document = path.join(PACKAGE, 'docs/performance.md');
  fs.writeFileSync(document, withFigures(fs.readFileSync(document, 'utf-8'), result));
  const [first] = result.fileSystems;
  fs.writeFileSync(path.join(PACKAGE, 'docs/performance.svg'), renderPlot(`Time to write an estate, on ${first.fileSystem}`, plotSeries(first)));
}

function progress(message: string): void {
  process.stderr.write(`${message}\n`);
}

// Ctrl-C ends the child; that it failed is thrown here, so that what was written is removed.
process.on('SIGINT', () => undefined);
try {
  main(parseArguments(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`bench: ${(error as Error).message}\n`);
  process.exitCode = 2;
}
