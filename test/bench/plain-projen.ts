/** `plain-projen.ts <estate> <empty directory>`: projen itself writes the files of an estate, same paths, same bytes. */
import * as fs from 'fs';
import * as path from 'path';
import { LogLevel, Project, TextFile } from 'projen';
import { readEstateFiles } from './estate-files';

const [estateDirectory, outdir] = process.argv.slice(2);
const files = readEstateFiles(estateDirectory)
  .map((file) => ({ ...file, lines: file.bytes.toString('utf-8').split('\n') }));

const startedAt = performance.now();
const project = new Project({ name: 'bench', outdir, logging: { level: LogLevel.OFF } });
/** A handful of files that every projen project has, with bytes of their own. */
const own = new Set(project.files.map((file) => file.path));
const same = files.filter((file) => !own.has(file.path));
for (const { path: filePath, lines, isExecutable } of same) new TextFile(project, filePath, { lines, executable: isExecutable });
const constructedAt = performance.now();
project.synth();
const synthesizedAt = performance.now();

for (const { path: filePath, bytes } of same) {
  if (!fs.readFileSync(path.join(outdir, filePath)).equals(bytes)) throw new Error(`plain projen wrote other bytes to ${filePath}`);
}
fs.writeSync(3, JSON.stringify({ plainConstructMs: constructedAt - startedAt, plainSynthMs: synthesizedAt - constructedAt }));
