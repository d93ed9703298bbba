import * as fs from 'fs';
import * as path from 'path';

/** A generated file, with its path relative to the estate. */
export interface EstateFile {
  readonly path: string;
  readonly bytes: Buffer;
  readonly isExecutable: boolean;
}

const NOT_GENERATED = new Set(['.projenrc.ts', 'node_modules']);

/** Everything that synthesis wrote in a directory, in a stable order. */
export function readEstateFiles(directory: string): EstateFile[] {
  const names = fs.readdirSync(directory).filter((name) => !NOT_GENERATED.has(name)).sort();
  return names.flatMap((name) => readBelow(directory, name));
}

function readBelow(root: string, relative: string): EstateFile[] {
  const absolute = path.join(root, relative);
  const entry = fs.lstatSync(absolute);
  if (entry.isDirectory()) return fs.readdirSync(absolute).sort().flatMap((name) => readBelow(root, `${relative}/${name}`));
  return [{ path: relative, bytes: fs.readFileSync(absolute), isExecutable: entry.mode % 0o200 >= 0o100 }];
}
