import * as fs from 'fs';
import * as path from 'path';
import { PROJENRC, TSCONFIG } from './run-projenrc';
import { printError } from '../text/print';
import { checkInput } from '../worktree/input-file';

/** What Node and the compiler read before anything of ours can look at it: of a pipe or a device they would read for ever. */
const READ_FIRST = ['package.json', TSCONFIG, PROJENRC];

/** Ends the process when something else stands in the place of a file that is read first. */
export function refuseOddFiles(root: string): void {
  for (const name of READ_FIRST) {
    const file = path.join(root, name);
    const status = fs.statSync(file, { throwIfNoEntry: false });
    if (!status || status.isDirectory()) continue;
    try {
      checkInput(file, status);
    } catch (error) {
      printError(`  ${(error as Error).message}\n`);
      process.exit(1);
    }
  }
}
