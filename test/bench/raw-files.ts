/** `raw-files.ts <estate> <empty directory>`: the least that any generator must do with the same bytes. */
import * as fs from 'fs';
import * as path from 'path';
import { readEstateFiles } from './estate-files';

const [estateDirectory, directory] = process.argv.slice(2);
const files = readEstateFiles(estateDirectory).map((file) => ({ target: path.join(directory, file.path), bytes: file.bytes }));

/** Each directory is made once, each file written beside its place and renamed. */
function write(): void {
  const made = new Set<string>();
  for (const { target, bytes } of files) {
    const parent = path.dirname(target);
    if (!made.has(parent)) {
      fs.mkdirSync(parent, { recursive: true });
      made.add(parent);
    }
    fs.writeFileSync(`${target}.tmp`, bytes);
    fs.renameSync(`${target}.tmp`, target);
  }
}

function readAndCompare(): void {
  for (const { target, bytes } of files) {
    if (!fs.readFileSync(target).equals(bytes)) throw new Error(`${target} differs from what was written`);
  }
}

const startedAt = performance.now();
write();
const writtenAt = performance.now();
readAndCompare();
const readAt = performance.now();

fs.writeSync(3, JSON.stringify({
  files: files.length,
  megabytes: files.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1e6,
  rawWriteMs: writtenAt - startedAt,
  rawReadMs: readAt - writtenAt,
}));
