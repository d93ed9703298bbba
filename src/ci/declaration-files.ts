/** The files that an estate is declared in: `.projenrc.ts` and all that it names by a relative path, and so on. */
import * as fs from 'fs';
import * as path from 'path';
import { readInput } from '../worktree/input-file';

const PROJENRC = '.projenrc.ts';

/** What is told of without the end of its name. */
const ENDINGS = ['', '.ts', '.mts', '.cts', '.js', '.mjs', '.cjs', '.json', '/index.ts', '/index.js', '/index.mjs', '/index.cjs'];
/** What runs, and may name further files. */
const PROGRAM = /\.[cm]?[jt]s$/;
/** `./part.js` stands for `part.ts`, as TypeScript has it. */
const OUTPUT_OF = /\.([cm]?)js$/;
/** A relative path in quotes: of an import, or of a file that is read. */
const RELATIVE_PATH = /(['"`])(\.{1,2}\/[^'"`\n\r$]*)\1/g;

/**
 * The files, relative to the repository and sorted; `.projenrc.ts` also where it is only about to be written. What a program puts a path
 * together for, and what `paths` of a tsconfig leads to, is not seen.
 * @param repository its folder, absolute
 */
export function declarationFiles(repository: string): string[] {
  const found = new Set<string>();
  const visit = (file: string): void => {
    if (found.has(file) || !isFile(repository, file)) return;
    found.add(file);
    if (!PROGRAM.test(file)) return;
    for (const [, , named] of readInput(path.join(repository, file)).matchAll(RELATIVE_PATH)) {
      const target = path.posix.join(path.posix.dirname(file), named);
      if (!target.startsWith('../')) for (const name of candidates(target)) visit(name);
    }
  };
  visit(PROJENRC);
  return [...found.add(PROJENRC)].sort();
}

function candidates(target: string): string[] {
  return [...ENDINGS.map((ending) => `${target}${ending}`), target.replace(OUTPUT_OF, '.$1ts')];
}

function isFile(repository: string, file: string): boolean {
  const absolute = path.join(repository, file);
  return fs.existsSync(absolute) && fs.statSync(absolute).isFile();
}
