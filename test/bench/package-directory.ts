import * as fs from 'fs';
import * as path from 'path';

/** This package, which has to be compiled: what a user runs is `lib/`. */
export const PACKAGE = path.resolve(__dirname, '../..');

/** @throws Error when there is nothing to measure */
export function checkIsCompiled(): void {
  if (!fs.existsSync(path.join(PACKAGE, 'lib/index.js'))) throw new Error('the package is not compiled: run `npx projen compile`');
}
